import type { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { openBackends } from '../common/backends.ts'
import { answerPings, openViewer } from '../common/clients/raw-viewer.ts'
import { type ServerProcess, startServerProcess } from '../common/server-process.ts'

export interface IdleFleet {
  readonly gateways: number
  readonly rooms: number
  /** How long it is watched. */
  readonly seconds: number
}

const KEY = 'bench-key-0'
const BORN = '{"sport":"football","home":{"name":"Home"},"away":{"name":"Away"}}'
const MATCHES_OF_A_VIEWER = 250
/** The first reports and openings are over by then. */
const SETTLE_MS = 12_000

/**
 * Starts an ingest and some gateways that all watch the same matches, and lets nothing happen.
 *
 * @returns commands that Redis processes a second, those that scripts call included; and by name
 */
export async function watchIdleFleet(
  { gateways, rooms, seconds }: IdleFleet,
  onProgress: (text: string) => void,
): Promise<{ readonly callsPerSecond: number; readonly byName: readonly (readonly [string, number])[] }> {
  const backends = await openBackends(true)
  const servers: ServerProcess[] = []
  const viewers: Socket[] = []
  const redis = new Redis(backends.environment['REDIS_URL'] as string)
  try {
    const start = async (ROLE: string) => {
      const environment = { ...backends.environment, ROLE, FEED_KEYS: `bench:${KEY}`, LOG_LEVEL: 'warn' }
      const server = await startServerProcess({ environment })
      servers.push(server)
      return server
    }
    onProgress('ingest')
    const ingest = await start('ingest')
    const matches = Array.from({ length: rooms }, (_, n) => `idle-${n + 1}`)
    await postFixtures(ingest.port, matches)
    for (let n = 1; n <= gateways; n += 1) {
      onProgress(`gateway ${n} of ${gateways}`)
      const { port } = await start('gateway')
      for (let from = 0; from < rooms; from += MATCHES_OF_A_VIEWER) {
        viewers.push(await watchAll(port, matches.slice(from, from + MATCHES_OF_A_VIEWER)))
      }
    }
    await pause(SETTLE_MS)
    onProgress(`${seconds} s in which nothing happens`)
    const before = await readCalls(redis)
    await pause(seconds * 1_000)
    const after = await readCalls(redis)
    const byName = [...after.byName]
      .map(([name, calls]) => [name, (calls - (before.byName.get(name) ?? 0)) / seconds] as const)
      .filter(([, calls]) => calls > 0)
      .sort(([, a], [, b]) => b - a)
    return { callsPerSecond: (after.total - before.total) / seconds, byName }
  } finally {
    redis.disconnect()
    for (const viewer of viewers) viewer.destroy()
    await Promise.all(servers.map((server) => server.stop()))
    await backends.close()
  }
}

/** A match that has happened, so that the bus has it too. */
async function postFixtures(port: number, matches: readonly string[]): Promise<void> {
  const lines = matches.flatMap((match) => [
    `{"match":"${match}","fixture":${BORN}}`,
    `{"match":"${match}","event":{"id":"e1","type":"period_start","period":"1H"}}`,
  ])
  const answer = await fetch(`http://127.0.0.1:${port}/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/x-ndjson' },
    body: `${lines.join('\n')}\n`,
  })
  const text = await answer.text()
  if (!answer.ok || text.includes('"status":4')) throw new Error(`the matches were refused: ${text.slice(0, 500)}`)
}

async function watchAll(port: number, matches: readonly string[]): Promise<Socket> {
  const last = matches.at(-1) as string
  const viewer = await openViewer({
    port,
    path: '/v1/live',
    greeting: JSON.stringify({ op: 'subscribe', matches }),
    welcome: `"match":"${last}"`,
  })
  viewer.on('data', (chunk) => answerPings(viewer, chunk))
  return viewer
}

async function readCalls(redis: Redis): Promise<{ readonly total: number; readonly byName: Map<string, number> }> {
  const stats = await redis.info('stats')
  const byName = new Map<string, number>()
  for (const [, name = '', calls] of (await redis.info('commandstats')).matchAll(/cmdstat_([^:]+):calls=(\d+)/g)) {
    byName.set(name, Number(calls))
  }
  return { total: Number(/total_commands_processed:(\d+)/.exec(stats)?.[1]), byName }
}
