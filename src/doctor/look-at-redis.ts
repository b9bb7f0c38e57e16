import { once } from 'node:events'
import type { Redis } from 'ioredis'
import { connectClusterNode, connectRedis, connectSentinel } from '../bus/redis/connect-redis.ts'
import { parseRedisUrl, type RedisHost, type RedisUrl } from '../bus/redis/redis-url.ts'
import { explainConnectionFailure } from '../connection-failure.ts'
import type { Finding } from './finding.ts'
import { type ReadClock, readClock } from './judge-clocks.ts'

const PATIENCE_MS = 5_000

interface RedisLook {
  /** What a server says of itself. */
  readonly info: string
  readonly clock: ReadClock
  readonly findings: readonly Finding[]
}

/** Asks a server, and whoever else the address names: servers go on with one sentinel or node that answers, and nobody hears of the others. */
export async function lookAtRedis(url: string): Promise<RedisLook> {
  const parsed = parseRedisUrl(url)
  const { answering, failures } = await askHosts(url)
  const server = (parsed.kind === 'cluster' && answering[0]) || (() => connectRedis(url))
  return ask(server(), async (client) => {
    const info = await client.info()
    const sentAt = Date.now()
    const [wholeSeconds, micros] = await client.time()
    const shownMs = Number(wholeSeconds) * 1_000 + Number(micros) / 1_000
    const clock = readClock('Redis', shownMs, sentAt, Date.now())
    const what = `${described(parsed, answering.length)}, ${parsed.tls === undefined ? 'not encrypted' : 'encrypted'}`
    return { info, clock, findings: [{ kind: 'ok', subject: 'redis', what }, ...failures.map(uselessHost)] }
  })
}

interface HostFailure {
  readonly host: string
  readonly reason: string
}

function uselessHost({ host, reason }: HostFailure): Finding {
  const change = 'mend it, or take it out of REDIS_URL'
  return { kind: 'warning', subject: 'redis', what: `${host} is of no use: ${reason}`, change }
}

interface AskedHosts {
  readonly answering: readonly (() => Redis)[]
  /** Of sentinels and nodes: the client of them all says no more than that its connections are closed. */
  readonly failures: readonly HostFailure[]
}

/** Asks each sentinel, or each node of a cluster, that the address names. */
export async function askHosts(url: string): Promise<AskedHosts> {
  const parsed = parseRedisUrl(url)
  const failures: HostFailure[] = []
  const answering: (() => Redis)[] = []
  await Promise.all(
    hostsOf(parsed).map(async ({ host, port }) => {
      const place = `${host}:${port}`
      const connect = () =>
        parsed.kind === 'sentinel' ? connectSentinel(url, { host, port }) : connectClusterNode(url, place)
      try {
        await ask(connect(), async (client) => {
          if (parsed.kind !== 'sentinel') return
          const found = await client.call('SENTINEL', 'get-master-addr-by-name', parsed.name)
          if (found === null) throw new Error(`it knows no master called "${parsed.name}"`)
        })
        answering.push(connect)
      } catch (error) {
        const what = parsed.kind === 'sentinel' ? 'sentinel' : 'node'
        failures.push({ host: `${what} ${place}`, reason: explainConnectionFailure(error) })
      }
    }),
  )
  return { answering, failures }
}

function hostsOf(parsed: RedisUrl): readonly RedisHost[] {
  if (parsed.kind === 'server') return []
  return parsed.kind === 'sentinel' ? parsed.sentinels : parsed.hosts
}

function described(parsed: RedisUrl, answering: number): string {
  const of = `${answering} of ${hostsOf(parsed).length}`
  if (parsed.kind === 'sentinel') return `the master "${parsed.name}" of ${of} sentinels`
  return parsed.kind === 'cluster' ? `a cluster; ${of} nodes that are named answer` : 'one server'
}

async function ask<T>(client: Redis, question: (client: Redis) => Promise<T>): Promise<T> {
  client.on('error', () => {}) // the first is thrown below
  try {
    if (client.status !== 'ready') await once(client, 'ready', { signal: AbortSignal.timeout(PATIENCE_MS) })
    return await question(client)
  } finally {
    client.disconnect()
  }
}
