import { expect, it, onTestFinished, vi } from 'vitest'
import { SourceWatch, type SourceWatchOptions } from '../../src/ingest/source-watch.ts'
import type { BeatOptions, Divergence, HeardSource, SourceLife } from '../../src/store/source-life.ts'
import { openCheckedApi } from '../http/checked-api.ts'
import { connectClient } from '../support/socket-client.ts'
import { startTestServer } from '../support/start-server.ts'

const goal = (id: string) => ({ id, type: 'goal', team: 'home' })

it('[H7] viewers are told that a feed is silent, and the next of the list takes over', async () => {
  const server = await startTestServer({
    FEED_KEYS: 'opta:opta-key-1,scout:scout-key-2',
    FEED_STALE_MS: '4000',
    DIVERGENCE_MS: '0',
  })
  const opta = await openCheckedApi(server.url, { key: 'opta-key-1' })
  const scout = await openCheckedApi(server.url, { key: 'scout-key-2' })
  const [alone, shared, apart] = [await opta.createMatch(), await opta.createMatch(), await opta.createMatch()]
  const { sport, home, away } = (await opta.get(`/v1/matches/${shared}`)).body.state
  for (const match of [shared, apart]) {
    await opta.put(`/v1/matches/${match}`, { sport, home, away, sources: ['opta', 'scout'] })
  }
  for (const match of [alone, shared, apart]) {
    await opta.post(`/v1/matches/${match}/events`, [{ id: 's', type: 'period_start', period: 1 }, goal('g')])
  }
  // One of them agrees with the one in charge; the other has a goal more when that was last heard.
  const kickOff = { id: 's', type: 'period_start', period: 1 }
  await scout.post(`/v1/matches/${shared}/events`, [kickOff, goal('x')])
  await scout.post(`/v1/matches/${apart}/events`, [kickOff, goal('x'), goal('y')])
  expect((await opta.post('/v1/heartbeat', {})).body).toEqual({ source: 'opta', staleAfterMs: 4_000 })
  expect((await opta.post('/v1/heartbeat', { matches: [alone] })).status).toBe(200)

  const viewer = await connectClient(server.liveUrl)
  await viewer.subscribe(alone, shared, apart)
  const beat = setInterval(() => void scout.post('/v1/heartbeat', {}), 200)
  onTestFinished(() => clearInterval(beat))

  const messages = () => viewer.history.filter((message) => message.op === 'feed')
  const about = (match: string) => messages().filter((message) => 'match' in message && message.match === match)
  await expect
    .poll(() => about(alone), { timeout: 20_000 })
    .toMatchObject([{ health: 'stale', at: expect.any(Number) }])
  await expect.poll(() => viewer.scoreboard.get(shared)?.seq, { timeout: 20_000 }).toBe(3)
  expect((await opta.get(`/v1/matches/${shared}/status`)).body.sources).toMatchObject([
    { name: 'scout', inCharge: true, health: 'live' },
    { name: 'opta', inCharge: false, health: 'stale' },
  ])
  // Nobody can know who is right.
  expect((await opta.get(`/v1/matches/${apart}`)).body.seq).toBe(2)
  const late = await connectClient(server.liveUrl)
  expect(await late.subscribe(alone)).toMatchObject({ matches: [{ match: alone, feed: { health: 'stale' } }] })
  expect((await late.subscribe(shared)).matches[0]).not.toHaveProperty('feed')

  // It does not return by itself.
  await opta.post(`/v1/matches/${alone}/events`, goal('h'))
  await expect.poll(() => about(alone).at(-1), { timeout: 20_000 }).toMatchObject({ health: 'live' })
  expect((await opta.post(`/v1/matches/${shared}/events`, goal('h'))).body.status).toBe('shadowed')
  expect(await (await fetch(`${server.url}/metrics`)).text()).toContain('touchline_sources_replaced_total 1')
})

it('[H7] remembers whom it heard while the database is away, and tells when', async () => {
  const { watch, told, fail, looks } = open()
  watch.heard('opta')
  fail(true)
  await looks(2)
  watch.heard('opta', true)
  watch.heard('scout')
  fail(false)
  await looks(1)
  const last = told.at(-1)
  expect(last?.map(({ source, isHeartbeat }) => [source, isHeartbeat])).toEqual([
    ['opta', true],
    ['scout', false],
  ])
  for (const { agoMs } of last ?? []) expect(agoMs).toBeLessThan(2_000)
  await looks(1)
  expect(told.at(-1)).toEqual([])
})

it('[H7] says once that a source is silent, that it is heard again, and that sources differ', async () => {
  const { watch, log, lives, diverging, looks } = open()
  lives.push({ source: 'opta', heardAt: 1, staleAt: 5 })
  diverging.push({ match: 'm', source: 'scout', inCharge: 'opta', since: 1 })
  await looks(3)
  expect(log).toEqual(['opta stale', 'm stuck', 'm differs'])
  expect([watch.staleCount, watch.divergingCount]).toEqual([1, 1])
  lives.length = 0
  diverging.length = 0
  await looks(2)
  expect(log).toEqual(['opta stale', 'm stuck', 'm differs', 'opta live'])
  expect([watch.staleCount, watch.divergingCount]).toEqual([0, 0])
})

it.each([
  [300, 50],
  [30_000, 1_000],
  [600_000, 2_000],
])(
  '[H7] where a source is stale after %i ms looks every %i ms, and feeds that no replica heard for four looks could not be heard',
  async (staleMs, lookMs) => {
    const { watch, beats } = open(staleMs)
    await vi.advanceTimersByTimeAsync(lookMs - 1)
    expect(beats).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(beats).toEqual([{ staleMs, gapMs: 4 * lookMs }])
    await watch.close()
    expect(vi.getTimerCount()).toBe(0)
  },
)

it('[H7] tries to give 500 matches of a silent source to others, and those that nobody took every eight looks', async () => {
  const { lives, replaced, limits, looks } = open()
  lives.push({ source: 'opta', heardAt: 1, staleAt: 5 })
  await looks(8)
  expect(replaced).toEqual(['m'])
  await looks(1)
  expect(replaced).toEqual(['m', 'm'])
  expect(limits).toEqual([500, 500])
})

/** A watch over a database that says what the test says, looked at by hand. */
function open(staleMs = 60_000) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const told: (readonly HeardSource[])[] = []
  const beats: BeatOptions[] = []
  const replaced: string[] = []
  /** How many matches were asked for. */
  const limits: number[] = []
  const log: string[] = []
  const lives: SourceLife[] = []
  const diverging: Divergence[] = []
  let isAway = false
  const sources: SourceWatchOptions['sources'] = {
    async beat(heard, options) {
      if (isAway) throw new Error('away')
      told.push(heard)
      beats.push(options)
      return [...lives]
    },
    async readSharedMatches(_source, limit) {
      limits.push(limit)
      return ['m']
    },
    compareScores: async () => [...diverging],
    readStaleMatches: async () => [],
    readShadowScore: async () => '0-0',
    readSources: async () => [],
  }
  const watch = new SourceWatch({
    sources,
    staleMs,
    divergenceMs: 60_000,
    recorder: {
      async replaceStale(match) {
        replaced.push(match)
        return { why: 'nobody' }
      },
    },
    onHealth: (source, health) => log.push(`${source} ${health}`),
    onReplaced: (match) => log.push(`${match} replaced`),
    onStuck: (match) => log.push(`${match} stuck`),
    onDivergence: ({ match }) => log.push(`${match} differs`),
    onFailure() {},
  })
  onTestFinished(async () => {
    await watch.close()
    vi.useRealTimers()
  })
  return {
    watch,
    told,
    beats,
    replaced,
    limits,
    log,
    lives,
    diverging,
    fail: (away: boolean) => {
      isAway = away
    },
    async looks(count: number) {
      for (let n = 0; n < count; n += 1) await vi.advanceTimersByTimeAsync(2_000)
    },
  }
}
