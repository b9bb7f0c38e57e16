import { it as alone, inject } from 'vitest'
import { expect, it } from '../../support/concurrent.ts'
import { INVENTED_SCORE, inventHistory } from '../../support/invented-history.ts'
import { freshDatabase } from '../../support/servers/fresh-database.ts'
import { startPostgresPair } from '../../support/servers/postgres-pair.ts'
import { openSession } from '../../support/servers/postgres-session.ts'
import { startRedis } from '../../support/servers/redis.ts'
import { connectClient } from '../../support/socket-client.ts'
import { openOutageWorld } from './outages-world.ts'

/** From the loss of rows until every viewer shows the truth, also where nothing more happens. */
const MENDED_MS = 30_000
/** Gateways compare their matches with the database every 12 s, and ingest hears of it within a second; the rest is for busy machines. */
const CHECKED_MS = 20_000
const TWO_NIL = { home: 2, away: 0 }

// Three together, as they wait for the next check of gateways: more servers in one process would take its time.
it('[W17] converges by itself after rows were rolled back under running servers, with another event and without; Redis stays', () =>
  rollBack(false))

it('[W17] converges by itself after rows were rolled back under running servers, with another event and without; Redis lost all it had, too', () =>
  rollBack(true))

it('[W16] tells viewers that a match is gone which somebody deleted from the tables, and shows it to nobody new', async () => {
  const redis = await startRedis()
  const { url: databaseUrl } = await freshDatabase(inject('databaseUrl'))
  const world = await openOutageWorld({ redisUrl: redis.url, databaseUrl, matches: ['dead', 'alive'] })
  const tables = await openSession(databaseUrl)
  await tables.query(`delete from match where id = 'dead'`)
  await tables.query(`delete from match_event where match_id = 'dead'`)
  await tables.query(`delete from match_update where match_id = 'dead'`)

  await Promise.all(world.viewers.map((viewer) => viewer.nextOf('gone', ({ match }) => match === 'dead')))
  const late = await connectClient(world.gateways[0]?.liveUrl ?? '')
  expect((await late.subscribe('dead', 'alive')).rejected).toEqual([{ match: 'dead', code: 'match-not-found' }])

  // Made again, it is another one.
  const fixture = { sport: 'football', home: { name: 'A' }, away: { name: 'B' } }
  expect((await world.ingest.call('PUT', '/v1/matches/dead', fixture)).status).toBe(201)
  const event = { id: 'g1', type: 'goal', team: 'away' }
  expect((await world.ingest.call('POST', '/v1/matches/dead/events', event)).status).toBe(201)
  const answered = async () => (await late.subscribe('dead')).matches.map(({ seq }) => seq)
  await expect.poll(answered, { interval: 200, timeout: 10_000 }).toEqual([1])
  expect(late.scoreboard.get('dead')?.state.score).toEqual({ home: 0, away: 1 })
})

alone('[W17] converges by itself after an asynchronous replica was promoted that lacks the last writes', async () => {
  const redis = await startRedis()
  const { url: databaseUrl, loseLastWrites } = await startPostgresPair()
  const world = await openOutageWorld({ redisUrl: redis.url, databaseUrl, matches: ['goes-on', 'rests'] })

  await loseLastWrites(async () => {
    await world.score(3)
    await world.converge()
  })
  const event = { id: 'other', type: 'goal', team: 'away' }
  const post = async () => (await world.ingest.call('POST', '/v1/matches/goes-on/events', event)).status
  await expect.poll(post, { interval: 100, timeout: 20_000 }).toBe(201)

  for (const [match, score] of Object.entries({ 'goes-on': { home: 2, away: 1 }, rests: { home: 2, away: 0 } })) {
    const shown = () => world.viewers.map(({ scoreboard }) => scoreboard.get(match)?.state.score)
    await expect.poll(shown, { interval: 50, timeout: MENDED_MS }).toEqual(world.viewers.map(() => score))
  }
})

alone.each([
  ['a dead match of the same id', 'dead'],
  ['what the database has not', 'ahead'],
] as const)(
  '[W17] corrects within one check when the bus has %s, and shows it to no new viewer after it',
  async (_, kind) => {
    const redis = await startRedis()
    const { url: databaseUrl } = await freshDatabase(inject('databaseUrl'))
    const world = await openOutageWorld({ redisUrl: redis.url, databaseUrl, matches: ['haunted'] })
    const { epoch } = await inventHistory({ databaseUrl, redisUrl: redis.url, match: 'haunted', kind })
    const inventedAt = performance.now()

    // Whoever comes and goes meanwhile: from the first who sees the truth on, all do.
    const ways = world.gateways.map(({ liveUrl }) => liveUrl)
    const lookAfresh = async (way: string) => {
      const late = await connectClient(way)
      await late.subscribe('haunted')
      const shown = late.scoreboard.get('haunted')
      late.socket.close()
      return shown
    }
    for (const way of ways) {
      const isTold = async () => ((await lookAfresh(way))?.epoch ?? '') > epoch
      await expect.poll(isTold, { interval: 100, timeout: CHECKED_MS }).toBe(true)
    }
    const shown = () => world.viewers.map(({ scoreboard }) => scoreboard.get('haunted')?.state.score)
    await expect.poll(shown, { interval: 50, timeout: CHECKED_MS }).toEqual(world.viewers.map(() => TWO_NIL))
    expect(performance.now() - inventedAt).toBeLessThan(CHECKED_MS)

    // The check that finds the dead match ends it everywhere: on the bus, in open rooms and in those that open again.
    await world.score(1)
    await world.converge()
    for (const way of [...ways, ...ways]) {
      const { state } = (await lookAfresh(way)) ?? {}
      expect(state?.score).not.toEqual(INVENTED_SCORE)
      expect(state?.score).toEqual({ home: 2, away: 1 })
    }
  },
)

/** Rolls back the last three goals under running servers. */
async function rollBack(isLost: boolean): Promise<void> {
  const redis = await startRedis()
  const { url: databaseUrl } = await freshDatabase(inject('databaseUrl'))
  const world = await openOutageWorld({ redisUrl: redis.url, databaseUrl, matches: ['goes-on', 'rests'] })
  const tables = await openSession(databaseUrl)
  for (const table of TABLES) await tables.query(`create table kept_${table} as select * from ${table}`)
  await world.score(3)
  await world.converge()

  await tables.query('begin')
  for (const table of TABLES) {
    await tables.query(`delete from ${table}`)
    await tables.query(`insert into ${table} select * from kept_${table}`)
  }
  await tables.query('commit')
  if (isLost) await redis.restart()
  const lostAt = performance.now()
  const event = { id: 'other', type: 'goal', team: 'away' }
  expect((await world.ingest.call('POST', '/v1/matches/goes-on/events', event)).status).toBe(201)

  for (const [match, score] of Object.entries({ 'goes-on': { home: 2, away: 1 }, rests: { home: 2, away: 0 } })) {
    const shown = () => world.viewers.map(({ scoreboard }) => scoreboard.get(match)?.state.score)
    await expect.poll(shown, { interval: 50, timeout: MENDED_MS }).toEqual(world.viewers.map(() => score))
  }
  expect(performance.now() - lostAt).toBeLessThan(MENDED_MS)
  // Neither is the history that is over shown to a new viewer.
  const late = await connectClient(world.gateways[0]?.liveUrl ?? '')
  await late.subscribe('goes-on', 'rests')
  expect(late.scoreboard.get('rests')?.state.score).toEqual({ home: 2, away: 0 })
  const { body } = await world.ingest.call('GET', '/metrics')
  expect(body).toContain('touchline_histories_mended_total{outcome="restarted"} 2')
}

const TABLES = ['match', 'match_event', 'match_update']
