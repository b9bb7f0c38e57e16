import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ConfigError, readConfig } from '../../config.ts'
import { abortOnInterrupt } from '../../ctrl-c.ts'
import { createFeedClient } from '../../feed-client/feed-client.ts'
import { CannotListen } from '../../server/listening.ts'
import { startServer } from '../../server/server.ts'
import { UsageError } from '../command-line.ts'
import { playSlot, type Slot } from './demo-slot.ts'
import { slotsOf } from './demo-slots.ts'

const EXIT_USAGE = 2

const USAGE = `Starts a server with a temporary database, and plays several matches into it until Ctrl-C.

  touchline demo [--port 8080] [--sports all|basketball,darts]`

/** Starts a server with a temporary database, and plays several matches into it at once. */
async function main(): Promise<void> {
  const { values } = readOptions()
  if (values.help) {
    process.stdout.write(`${USAGE}\n`)
    return
  }
  const slots = await slotsOf(values.sports)
  const directory = await mkdtemp(join(tmpdir(), 'touchline-demo-'))
  const key = randomBytes(16).toString('hex')
  const stop = abortOnInterrupt()
  try {
    process.stdout.write('starting …\n')
    const server = await startServer(readConfig(environmentOf({ port: values.port, directory, key })))
    process.stdout.write(
      `\n  Scoreboard   ${server.url}/\n\n  Several matches are being played. Ctrl-C stops them.\n\n`,
    )
    try {
      await playSlots(slots, server.url, key, stop)
    } finally {
      await server.close()
    }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

function readOptions() {
  try {
    return parseArgs({
      options: { port: { type: 'string' }, sports: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    })
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${USAGE}`)
  }
}

/** Takes only the address and the log level from the operator's environment: a demo never writes into a real database. */
function environmentOf({ port, directory, key }: { port: string | undefined; directory: string; key: string }) {
  const { HOST, PORT, LOG_LEVEL } = process.env
  return {
    HOST,
    PORT: port ?? PORT,
    LOG_LEVEL: LOG_LEVEL || 'warn',
    DATA_DIR: directory,
    FEED_KEYS: `demo:${key}`,
    // There is no other replica to which viewers could move.
    DRAIN_MS: '0',
  }
}

async function playSlots(slots: readonly Slot[], url: string, key: string, stop: AbortController): Promise<void> {
  const { signal } = stop
  const say = (line: string) => process.stderr.write(`${line}\n`)
  const client = createFeedClient({ url, key, signal, onWaiting: say })
  try {
    await Promise.all(slots.map((slot, index) => playSlot(slot, { index, client, signal, onRefused: say })))
  } catch (error) {
    const wasStopped = signal.aborted
    stop.abort()
    if (!wasStopped) throw error
  }
}

main().catch((error: unknown) => {
  const { message } = error as Error
  if (error instanceof CannotListen) process.stderr.write(`${message} (touchline demo --port 0)\n`)
  else if (error instanceof ConfigError || error instanceof UsageError) process.stderr.write(`${message}\n`)
  else process.stderr.write(`${error instanceof Error ? (error.stack ?? message) : String(error)}\n`)
  process.exitCode = error instanceof UsageError ? EXIT_USAGE : 1
})
