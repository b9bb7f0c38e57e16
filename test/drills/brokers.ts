import { startPostgres } from '../support/servers/postgres.ts'
import { startPostgresPair } from '../support/servers/postgres-pair.ts'
import { startRedis } from '../support/servers/redis.ts'
import type { Stage } from './stage.ts'

/** How each match begins. */
export const KICK_OFF = { id: 'k1', type: 'period_start', period: 1 }
export const goal = (id: string, team = 'home') => ({ id, type: 'goal', team })

/** An installation of one ingest and one gateway, a match in which a goal was scored, and a viewer who watches it. */
async function beginMatch(stage: Stage, database: { readonly url: string }, redis: { readonly url: string }) {
  const { ingest, gateway } = await stage.installation({ DATABASE_URL: database.url, REDIS_URL: redis.url })
  await stage.match(ingest)
  await stage.call('feed', ingest, 'POST /v1/matches/final/events', goal('g1'))
  return { ingest, gateway, viewer: await stage.viewer('viewer', gateway, 'final') }
}

export async function loseRedis(stage: Stage): Promise<void> {
  const [redis, postgres] = await Promise.all([startRedis(), startPostgres()])
  stage.onClose(() => Promise.all([redis.stop(), postgres.stop()]))
  const { ingest, gateway, viewer } = await beginMatch(stage, postgres, redis)
  await viewer.shows('1–0')

  stage.say('you', 'kill -9 redis-server')
  await redis.kill('SIGKILL')
  await stage.logged('gateway', /bus is down/)
  await stage.ready('gateway', gateway)
  await stage.figures('gateway', gateway, /^touchline_bus_up/)
  await stage.call('feed', ingest, 'POST /v1/matches/final/events', goal('g2'))
  await viewer.shows('2–0')

  stage.say('you', 'redis-server starts again, empty')
  await redis.restart()
  await stage.logged('gateway', /bus is up/)
  await stage.logged('viewer', /"up"/)
  await stage.until('the gateway is ready', async () => (await stage.ask(gateway, 'GET', '/readyz')).status === 200)
  await stage.ready('gateway', gateway)
  await stage.until('the relay has filled Redis', async () =>
    /^touchline_updates_swept_total [1-9]/m.test((await stage.ask(ingest, 'GET', '/metrics')).text),
  )
  await stage.figures('ingest', ingest, /^touchline_updates_swept_total/)
  await stage.call('feed', ingest, 'POST /v1/matches/final/events', goal('g3', 'away'))
  await viewer.shows('2–1')
}

export async function losePostgres(stage: Stage): Promise<void> {
  const [redis, postgres] = await Promise.all([startRedis(), startPostgres()])
  stage.onClose(() => Promise.all([redis.stop(), postgres.stop()]))
  const { ingest, gateway, viewer } = await beginMatch(stage, postgres, redis)

  stage.say('you', 'kill -9 postgres')
  await postgres.kill('SIGKILL')
  await stage.call('feed', ingest, 'POST /v1/matches/final/events', goal('g2'))
  await stage.ready('ingest', ingest)
  await stage.ready('gateway', gateway)
  await stage.figures('ingest', ingest, /^touchline_post_duration_seconds_count/)

  stage.say('you', 'postgres starts again')
  await postgres.restart()
  await stage.until('the ingest is ready', async () => (await stage.ask(ingest, 'GET', '/readyz')).status === 200)
  await stage.ready('ingest', ingest)
  stage.say('feed', '(sends again what was answered 503)')
  await stage.call('feed', ingest, 'POST /v1/matches/final/events', goal('g2'))
  await viewer.shows('2–0')
}

export async function failOverWithLoss(stage: Stage): Promise<void> {
  const [redis, pair] = await Promise.all([startRedis(), startPostgresPair()])
  stage.onClose(() => Promise.all([redis.stop(), pair.stop()]))
  const { ingest, viewer } = await beginMatch(stage, pair, redis)

  await pair.loseLastWrites(async () => {
    stage.say('', '(the replica hears nothing from here on)')
    await stage.call('feed', ingest, 'POST /v1/matches/final/events', goal('g2'))
    await viewer.shows('2–0')
    stage.say('you', 'kill -9 the primary; select pg_promote() on the replica, which lacks g2')
  })
  await viewer.shows('1–0')
  await stage.logged('ingest', /lost its last writes/)
  await stage.figures('ingest', ingest, /^touchline_histories_mended_total/)
  const timeline = [KICK_OFF, goal('g1'), goal('g2')]
  stage.say('feed', '(is asked for its whole timeline)')
  await stage.call('feed', ingest, 'PUT /v1/matches/final/timeline', timeline)
  await viewer.shows('2–0')
}
