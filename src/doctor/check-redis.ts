import { randomUUID } from 'node:crypto'
import { adviseRedis, withoutScript } from '../bus/redis/explain-redis.ts'
import type { Config } from '../config.ts'
import { explainConnectionFailure } from '../connection-failure.ts'
import type { Finding } from './finding.ts'
import type { ReadClock } from './judge-clocks.ts'
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
  installation?: string,
): Promise<RedisCheck> {
  if (url === undefined) {
    return { findings: [{ kind: 'ok', subject: 'redis', what: 'none: a bus in memory, for one process' }] }
  }
  const { createRedisBus } = await import('../bus/redis/redis-bus.ts')
  const { askHosts, lookAtRedis } = await import('./look-at-redis.ts')
  const errors = new Set<string>()
  const bus = createRedisBus({
    url,
    prefix: `${redisPrefix}${installation ?? 'doctor'}:doctor-${randomUUID()}:`,
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
      const missing = [...errors].filter((error) => error.startsWith('NOPERM '))
      const refused = [
        ...missing,
        ...unanswered.filter((reason) => missing.length === 0 || !reason.startsWith('ERR The user')),
      ]
      const server = await lookAtRedis(url).catch((error: Error) => void refused.push(error.message))
      if (server === undefined || refused.length > 0) {
        return { findings: [failed(refused.join('; '))] }
      }
      const findings: Finding[] = [
        { kind: 'ok', subject: 'redis', what },
        ...judgeRedis(server.info),
        ...server.findings,
        ...(installation === undefined ? [] : [named(redisPrefix, installation)]),
      ]
      return { findings, clock: server.clock }
    }
    const { answering, failures } = await askHosts(url)
    const reasons = answering.length === 0 && failures.length > 0 ? failures.map(({ reason }) => reason) : errors
    const why = [...new Set(reasons)].join('; ') || `nothing was heard in ${PATIENCE_MS / 1_000} s`
    return { findings: [failed(why)] }
  } finally {
    await bus.close()
  }
}

/** What keeps installations apart that share it. */
function named(prefix: string, installation: string): Finding {
  return { kind: 'ok', subject: 'redis', what: `its keys and channels begin with ${prefix}${installation}:` }
}

function failed(what: string): Finding {
  return { kind: 'failed', subject: 'redis', what, change: adviseRedis(what) }
}
