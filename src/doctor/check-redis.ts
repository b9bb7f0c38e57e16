import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { adviseRedis, withoutScript } from '../bus/redis/explain-redis.ts'
import { parseRedisUrl } from '../bus/redis/redis-url.ts'
import type { Config } from '../config.ts'
import { explainConnectionFailure } from '../connection-failure.ts'
import type { Finding } from './finding.ts'
import { type ReadClock, readClock } from './judge-clocks.ts'
import { judgeRedis } from './judge-redis.ts'
import { tryBus } from './try-bus.ts'

/** Long enough for TLS and a cluster; its canary goes each 100 ms. */
const PATIENCE_MS = 5_000

interface RedisCheck {
  readonly findings: readonly Finding[]
  /** Absent if it was not reached. */
  readonly clock?: ReadClock
}

/** Goes the way of every update: publishes and hears a canary, and asks for all else that servers ask for, below a name that no server knows. */
export async function checkRedis(
  { redisUrl: url, redisPrefix }: Pick<Config, 'redisUrl' | 'redisPrefix'>,
  installation = 'doctor',
): Promise<RedisCheck> {
  if (url === undefined) {
    return { findings: [{ kind: 'ok', subject: 'redis', what: 'none: a bus in memory, for one process' }] }
  }
  const { createRedisBus } = await import('../bus/redis/redis-bus.ts')
  const errors = new Set<string>()
  const bus = createRedisBus({
    url,
    prefix: `${redisPrefix}${installation}:doctor-${randomUUID()}:`,
    onError: (error) => errors.add(withoutScript(explainConnectionFailure(error))),
  })
  try {
    const from = performance.now()
    const isUp = await new Promise<boolean>((resolve) => {
      if (bus.health === 'up') resolve(true)
      bus.watchHealth((health) => health === 'up' && resolve(true))
      setTimeout(resolve, PATIENCE_MS, false).unref()
    })
    if (isUp) {
      const what = `connected, published and heard in ${Math.round(performance.now() - from)} ms`
      const unanswered = await tryBus(bus)
      // What the canary was told names the commands; what a script is refused does not.
      const named = [...errors].filter((error) => error.startsWith('NOPERM '))
      const refused = [
        ...named,
        ...unanswered.filter((reason) => named.length === 0 || !reason.startsWith('ERR The user')),
      ]
      const server = await askServer(url).catch((error: Error) => void refused.push(error.message))
      if (server === undefined || refused.length > 0) {
        return { findings: [failed(refused.join('; '))] }
      }
      return { findings: [{ kind: 'ok', subject: 'redis', what }, ...judgeRedis(server.info)], clock: server.clock }
    }
    const why = [...errors].join('; ') || `nothing was heard in ${PATIENCE_MS / 1_000} s`
    return { findings: [failed(why)] }
  } finally {
    await bus.close()
  }
}

function failed(what: string): Finding {
  return { kind: 'failed', subject: 'redis', what, change: adviseRedis(what) }
}

/** What the server says of itself; of a cluster the first node that the url names. */
async function askServer(url: string): Promise<{ readonly info: string; readonly clock: ReadClock }> {
  const { connectClusterNode, connectRedis } = await import('../bus/redis/connect-redis.ts')
  const parsed = parseRedisUrl(url)
  const [first] = parsed.kind === 'cluster' ? parsed.hosts : []
  const client = first ? connectClusterNode(url, `${first.host}:${first.port}`) : connectRedis(url)
  client.on('error', () => {}) // tried again, until the patience ends
  try {
    if (client.status !== 'ready') await once(client, 'ready', { signal: AbortSignal.timeout(PATIENCE_MS) })
    const info = await client.info()
    const sentAt = Date.now()
    const [wholeSeconds, micros] = await client.time()
    const shownMs = Number(wholeSeconds) * 1_000 + Number(micros) / 1_000
    return { info, clock: readClock('Redis', shownMs, sentAt, Date.now()) }
  } finally {
    client.disconnect()
  }
}
