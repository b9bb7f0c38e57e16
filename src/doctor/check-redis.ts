import type { Config } from '../config.ts'
import { explainConnectionFailure } from '../connection-failure.ts'
import type { Finding } from './finding.ts'

/** Long enough for TLS and a cluster; its canary goes each 100 ms. */
const PATIENCE_MS = 5_000

/** Goes the way of every update: publishes and hears a canary, under the keys and channels of this installation. */
export async function checkRedis(
  { redisUrl: url, redisPrefix }: Pick<Config, 'redisUrl' | 'redisPrefix'>,
  installation = 'doctor',
): Promise<readonly Finding[]> {
  if (url === undefined) return [{ kind: 'ok', subject: 'redis', what: 'none: a bus in memory, for one process' }]
  const { createRedisBus } = await import('../bus/redis/redis-bus.ts')
  const errors = new Set<string>()
  const bus = createRedisBus({
    url,
    prefix: `${redisPrefix}${installation}:`,
    onError: (error) => errors.add(explainConnectionFailure(error)),
  })
  try {
    const from = performance.now()
    const isUp = await new Promise<boolean>((resolve) => {
      if (bus.health === 'up') resolve(true)
      bus.watchHealth((health) => health === 'up' && resolve(true))
      setTimeout(resolve, PATIENCE_MS, false).unref()
    })
    if (isUp) {
      const ms = Math.round(performance.now() - from)
      return [{ kind: 'ok', subject: 'redis', what: `connected, published and heard in ${ms} ms` }]
    }
    const why = [...errors].join('; ') || `nothing was heard in ${PATIENCE_MS / 1_000} s`
    const change = 'correct REDIS_URL, or start Redis; `npm run redis-acl` prints what a user of it must be allowed'
    return [{ kind: 'failed', subject: 'redis', what: why, change }]
  } finally {
    await bus.close()
  }
}
