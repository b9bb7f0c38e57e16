import { setTimeout as pause } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { openBackends } from '../common/backends.ts'
import { LOAD_CORE, SERVER_CORE, startWorker, type Worker } from '../common/worker.ts'
import type { Joins } from './soak-load.ts'
import type { Holdings } from './soak-server.ts'

export interface Soak {
  /** How many viewers come and go, in all waves together. */
  readonly connects: number
  /** How many matches there are. Each wave has its own, so that the room of each opens and closes. */
  readonly matches: number
  readonly waves: number
}

/** What the server and Redis still hold. */
export interface Held extends Holdings {
  readonly channels: number
  readonly redisClients: number
}

export interface SoakResult {
  /** After a first wave, when all its viewers had gone: what a server that has worked holds. */
  readonly before: Held
  readonly after: Held
  readonly connectsPerSecond: number
}

/** Delayed rooms wait ten seconds for a viewer to come back, then so do their rooms. Each is checked every three seconds. */
const CALM_MS = 60_000
const LOOK_MS = 1_000
/** Few, so that each wave has several boards. */
const MATCHES_PER_BOARD = 10

/** Lets viewers come and go, and counts what stays behind. Needs a Redis of its own, because its clients and channels are counted. */
export async function measureSoak(soak: Soak, onProgress: (text: string) => void): Promise<SoakResult> {
  const backends = await openBackends(true)
  const redis = new Redis(backends.environment['REDIS_URL'] ?? '')
  const server = await startWorker(new URL('./soak-server.ts', import.meta.url), {
    core: SERVER_CORE,
    flags: ['--expose-gc'],
    settings: { environment: backends.environment },
  })
  const port = await server.ask<number>({ op: 'port' })
  const load = await startWorker(new URL('./soak-load.ts', import.meta.url), { core: LOAD_CORE, settings: { port } })
  const fixtures = Array.from({ length: soak.matches }, (_, index) => ({
    match: `soak-${process.pid}-${index + 1}`,
    competition: `soak-${process.pid}-${Math.floor(index / MATCHES_PER_BOARD)}`,
  }))
  const perWave = soak.matches / soak.waves
  const viewers = soak.connects / soak.waves
  const runWave = async (wave: number) => {
    const own = fixtures.slice(wave * perWave, (wave + 1) * perWave)
    const matches = own.map(({ match }) => match)
    const boards = [...new Set(own.map(({ competition }) => `competition:${competition}`))]
    const visits = load.ask({ op: 'wave', viewers, matches, boards })
    for (const match of matches) await post(port, match, `wave-${wave}`)
    await visits
  }
  try {
    // One request at a time. The connections of many at once would stay open for a while, and be counted.
    for (const fixture of fixtures) await create(port, fixture)
    onProgress('one wave to warm up')
    await runWave(0)
    const before = await lookWhenCalm(port, server, redis)
    const startedAt = Date.now()
    for (let wave = 0; wave < soak.waves; wave += 1) {
      onProgress(`wave ${wave + 1} of ${soak.waves}: ${viewers} viewers, ${perWave} matches`)
      await runWave(wave)
    }
    const seconds = (Date.now() - startedAt) / 1_000
    const { boards, delayed } = await load.ask<Joins>({ op: 'joins' })
    if (boards === 0 || delayed === 0) throw new Error(`${boards} joined a board, ${delayed} joined with a delay`)
    return { before, after: await lookWhenCalm(port, server, redis), connectsPerSecond: soak.connects / seconds }
  } finally {
    await load.stop()
    await server.stop()
    redis.disconnect()
    await backends.close()
  }
}

/**
 * Counts once the last room has closed, or once it is clear that it will not. Counting stops the server for seconds, after which
 * it reconnects to Redis, so it is done last, and not before the server is connected again.
 */
async function lookWhenCalm(port: number, server: Worker, redis: Redis): Promise<Held> {
  const deadlineAt = Date.now() + CALM_MS
  while (!(await isCalm(port)) && Date.now() < deadlineAt) await pause(LOOK_MS)
  // Redis knows a closed room until it has answered the command that unsubscribes from it.
  await pause(LOOK_MS)
  const inRedis = await lookAtRedis(redis)
  return { ...inRedis, ...(await server.ask<Holdings>({ op: 'look' })) }
}

async function isCalm(port: number): Promise<boolean> {
  const { ok } = await fetch(`http://127.0.0.1:${port}/readyz`)
  return ok && (await countRooms(port)) === 0
}

async function countRooms(port: number): Promise<number> {
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  return Number(/^touchline_rooms (\d+)/m.exec(metrics)?.[1])
}

async function lookAtRedis(redis: Redis): Promise<Pick<Held, 'channels' | 'redisClients'>> {
  const channels = (await redis.pubsub('CHANNELS')) as string[]
  const clients = (await redis.client('LIST')) as string
  return { channels: channels.length, redisClients: clients.trim().split('\n').length }
}

async function create(port: number, { match, competition }: { match: string; competition: string }): Promise<void> {
  await call(port, 'PUT', `/v1/matches/${match}`, {
    sport: 'football',
    competition,
    home: { name: 'Reds' },
    away: { name: 'Blues' },
  })
}

async function post(port: number, match: string, id: string): Promise<void> {
  await call(port, 'POST', `/v1/matches/${match}/events`, { id, type: 'goal', team: 'home' })
}

async function call(port: number, method: string, path: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}`)
  await response.arrayBuffer()
}
