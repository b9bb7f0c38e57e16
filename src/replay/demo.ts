import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { ConfigError, readConfig } from '../config.ts'
import { abortOnInterrupt } from '../ctrl-c.ts'
import { startServer } from '../server.ts'
import { createFeedClient, type FeedClient } from './feed-client.ts'
import { play } from './play.ts'
import { readRecording } from './recording-formats.ts'

/** One place on the board: its recordings one after another, round and round. */
interface Slot {
  readonly files: readonly string[]
  /** Seconds of the match in a second. */
  readonly speed: number
  /** How much of the first one is over when the demo begins, 0 to 1: nobody wants to wait for a goal. */
  readonly startsAt: number
}

const FOOTBALL = ['world-cup-final-2022', 'var-drama']

const SLOTS: readonly Slot[] = [
  { files: FOOTBALL, speed: 60, startsAt: 0.3 },
  { files: FOOTBALL.toReversed(), speed: 60, startsAt: 0.1 },
  { files: ['village-cricket'], speed: 12, startsAt: 0.2 },
  { files: ['club-tennis'], speed: 12, startsAt: 0.3 },
]

const MAX_PAUSE_MS = 6_000
/** How long a result stays before the next match of the slot begins. */
const BETWEEN_MATCHES_MS = 20_000

const fixtures = fileURLToPath(new URL('../../fixtures/', import.meta.url))

/** A server with a database of its own that is thrown away, and several matches playing at once. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: 'string' } } })
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
      await playSlots(server.url, key, stop)
    } finally {
      await server.close()
    }
  } finally {
    await rm(directory, { recursive: true, force: true })
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
    // There is no other replica that viewers could move to.
    DRAIN_MS: '0',
  }
}

async function playSlots(url: string, key: string, stop: AbortController): Promise<void> {
  const { signal } = stop
  const client = createFeedClient({ url, key, signal, onWaiting: (why) => process.stderr.write(`${why}\n`) })
  try {
    await Promise.all(SLOTS.map((slot, index) => playSlot(slot, index, client, signal)))
  } catch (error) {
    const wasStopped = signal.aborted
    stop.abort()
    if (!wasStopped) throw error
  }
}

async function playSlot(slot: Slot, slotIndex: number, client: FeedClient, signal: AbortSignal): Promise<void> {
  const { files, speed, startsAt } = slot
  // Fresh ids in every run: to a browser that knows the matches of the last run these are others.
  const run = Date.now().toString(36)
  for (let round = 0; ; round += 1) {
    const name = files[round % files.length] as string
    const recording = await readRecording(join(fixtures, `${name}.ndjson`), {
      match: `${name}-${run}${slotIndex}${round}`,
    })
    const headStart = round === 0 ? Math.floor(recording.steps.length * startsAt) : 0
    await play({
      recording: { ...recording, fixture: { ...recording.fixture, startsAt: Date.now() } },
      client,
      speed,
      maxPauseMs: MAX_PAUSE_MS,
      signal,
      headStart,
      onStep() {},
      onRefused: (change, why) => process.stderr.write(`${name} ${JSON.stringify(change)}: ${why.message}\n`),
    })
    await pause(BETWEEN_MATCHES_MS, undefined, { signal })
  }
}

main().catch((error: unknown) => {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') process.stderr.write(`${message}; npm run demo -- --port 0 takes any free port\n`)
  else if (error instanceof ConfigError) process.stderr.write(`${message}\n`)
  else process.stderr.write(`${error instanceof Error ? (error.stack ?? message) : String(error)}\n`)
  process.exitCode = 1
})
