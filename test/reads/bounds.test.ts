import Fastify from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { NotAllowed } from '../../src/access/errors.ts'
import { installProblemHandlers } from '../../src/http/problem.ts'
import { boardRead } from '../../src/reads/board-read.ts'
import { matchReads } from '../../src/reads/match-reads.ts'
import { matchStatus } from '../../src/reads/match-status.ts'
import type { MatchQuery, MatchStore, PresentQuery } from '../../src/store/match-store.ts'

const SNAPSHOT = { match: 'm', epoch: 'e', seq: 1, state: '{}' }

async function open() {
  const app = Fastify()
  onTestFinished(() => app.close())
  return app.setValidatorCompiler(validatorCompiler).setSerializerCompiler(serializerCompiler)
}

/** The read routes on a store that has one match, and that tells what it was asked. */
async function openReads() {
  const queries: MatchQuery[] = []
  const limits: number[] = []
  const readStaleMatches = vi.fn(async () => [])
  const store = {
    readSnapshot: async () => SNAPSHOT,
    list: async (query: MatchQuery) => {
      queries.push(query)
      return { matches: [] }
    },
    readUpdates: async (_match: string, _after: number, limit: number) => {
      limits.push(limit)
      return Array.from({ length: limit }, () => ({ seq: 1, wire: '{}' }))
    },
  } as unknown as MatchStore
  const app = await open()
  installProblemHandlers(app)
  await app.register(matchReads, { guard: { matchesFor: () => store }, sources: { readStaleMatches } })
  const statusOf = async (path: string) => (await app.inject(path)).statusCode
  return { queries, limits, readStaleMatches, statusOf }
}

describe('GET /v1/matches', () => {
  it('gives 50 matches unless asked for more, 200 at most', async () => {
    const { queries, statusOf } = await openReads()
    expect(await statusOf('/v1/matches')).toBe(200)
    expect(await statusOf('/v1/matches?limit=200')).toBe(200)
    expect(queries.map(({ limit }) => limit)).toEqual([50, 200])
    expect(await statusOf('/v1/matches?limit=201')).toBe(400)
  })

  it.each([
    ['sport', 64],
    ['competition', 200],
    ['cursor', 200],
  ])('takes a %s of %i characters and no more', async (name, length) => {
    const { statusOf } = await openReads()
    expect(await statusOf(`/v1/matches?${name}=${'x'.repeat(length)}`)).toBe(200)
    expect(await statusOf(`/v1/matches?${name}=${'x'.repeat(length + 1)}`)).toBe(400)
  })

  it('[H17] asks for the 500 that a search finds nearest to now', async () => {
    const { queries, statusOf } = await openReads()
    expect(await statusOf('/v1/matches?q=ars')).toBe(200)
    expect(queries[0]?.search?.nearest).toBe(500)
  })

  it('asks for the whole of a day', async () => {
    const { queries, statusOf } = await openReads()
    expect(await statusOf('/v1/matches?date=2026-11-22')).toBe(200)
    expect(queries[0]).toMatchObject({ startsFrom: Date.UTC(2026, 10, 22), startsBefore: Date.UTC(2026, 10, 23) })
  })
})

it('GET …/updates gives 100 updates unless asked for more, 1000 at most', async () => {
  const { limits, statusOf } = await openReads()
  expect(await statusOf('/v1/matches/m/updates')).toBe(200)
  expect(await statusOf('/v1/matches/m/updates?limit=1000')).toBe(200)
  expect(limits).toEqual(Array.from({ length: (100 + 1_000) / 50 }, () => 50))
  expect(await statusOf('/v1/matches/m/updates?limit=1001')).toBe(400)
})

it('[H7] GET …/{id} asks once a second whether the feed is silent, however many ask', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const { readStaleMatches, statusOf } = await openReads()
  for (const passMs of [0, 999]) {
    vi.advanceTimersByTime(passMs)
    expect(await statusOf('/v1/matches/m')).toBe(200)
  }
  expect(readStaleMatches).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(1)
  await statusOf('/v1/matches/m')
  expect(readStaleMatches).toHaveBeenCalledTimes(2)
})

it('GET …/boards/{board} reads the list of 200 at most once a second, however many ask', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const listPresent = vi.fn(async (_query: PresentQuery) => [])
  const app = await open()
  await app.register(boardRead, {
    store: { listPresent },
    guard: { checkBoard() {}, matchesFor: () => ({}) as MatchStore },
    sources: { readStaleMatches: async () => [] },
    now: Date.now,
  })
  const ask = () => app.inject('/v1/boards/sport:football')
  await Promise.all([ask(), ask()])
  vi.advanceTimersByTime(999)
  expect((await ask()).statusCode).toBe(200)
  expect(listPresent).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(1)
  await ask()
  expect(listPresent).toHaveBeenCalledTimes(2)
  expect(listPresent.mock.calls[0]?.[0]).toMatchObject({ sport: 'football', limit: 200 })
})

it('[W21] GET …/boards/{board} leaves out a match that is no longer among those that the token allows, and fails for nothing else', async () => {
  const readSnapshot = async (match: string) => {
    if (match === 'over') throw new NotAllowed('it is live no more')
    if (match === 'lost') throw new Error('the database is away')
    return { ...SNAPSHOT, match }
  }
  const app = await open()
  await app.register(boardRead, {
    store: { listPresent: async ({ sport }: PresentQuery) => (sport === 'football' ? ['over', 'm'] : ['lost']) },
    guard: { checkBoard() {}, matchesFor: () => ({ readSnapshot }) as unknown as MatchStore },
    sources: { readStaleMatches: async () => [] },
    now: Date.now,
  })
  expect((await app.inject('/v1/boards/sport:football')).json().matches).toEqual([{ match: 'm', epoch: 'e', seq: 1 }])
  expect((await app.inject('/v1/boards/sport:tennis')).statusCode).toBe(500)
})

it('GET …/updates of the score has nothing to tell after a seq that is not there yet', async () => {
  const store = {
    readSnapshot: async () => SNAPSHOT,
    readPast: async () => SNAPSHOT,
    readUpdates: async () => [],
  } as unknown as MatchStore
  const app = await open()
  installProblemHandlers(app)
  await app.register(matchReads, { guard: { matchesFor: () => store }, sources: { readStaleMatches: async () => [] } })
  const { statusCode, body } = await app.inject('/v1/matches/m/updates?after=9&view=score')
  expect([statusCode, JSON.parse(body)]).toEqual([200, { updates: [], through: 9, epoch: 'e', seq: 1 }])
})

it('GET …/status tells twenty warnings one by one, and counts all', async () => {
  const app = await open()
  const warnings = Array.from({ length: 21 }, (_, n) => ({ code: 'late', detail: `${n}` }))
  const readWarnings = vi.fn(async () => ({ events: [{ source: 's', id: 'g', warnings }], counts: { late: 21 } }))
  await app.register(matchStatus, {
    guard: { isHeldBack: async () => false },
    sources: { readSources: async () => [] },
    store: { readFeeds: async () => [], readWarnings },
    audience: { readViewers: async () => [7] },
  })
  const { warnings: told } = (await app.inject('/v1/matches/m/status')).json()
  expect(told.last.map(({ detail }: { detail: string }) => detail)).toEqual(
    Array.from({ length: 20 }, (_, n) => `${n}`),
  )
  expect(told.counts).toEqual({ late: 21 })
  expect(readWarnings).toHaveBeenCalledWith('m', 20)
})

it('[W21] GET …/status quotes nothing of a match that the token shows later, and counts all the same', async () => {
  const app = await open()
  const warned = { source: 's', id: 'g', warnings: [{ code: 'late', detail: '"3-0"' }] }
  await app.register(matchStatus, {
    guard: { isHeldBack: async () => true },
    sources: { readSources: async () => [] },
    store: { readFeeds: async () => [], readWarnings: async () => ({ events: [warned], counts: { late: 1 } }) },
    audience: { readViewers: async () => [7] },
  })
  expect((await app.inject('/v1/matches/m/status')).json().warnings).toEqual({ last: [], counts: { late: 1 } })
})

it('GET …/status asks the store once in two seconds, however many ask', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const app = await open()
  const readFeeds = vi.fn(async () => [])
  await app.register(matchStatus, {
    guard: { isHeldBack: async () => false },
    sources: { readSources: async () => [] },
    store: { readFeeds, readWarnings: async () => ({ events: [], counts: {} }) },
    audience: { readViewers: async () => [7] },
  })
  const ask = () => app.inject('/v1/matches/m/status')

  await Promise.all([ask(), ask()])
  vi.advanceTimersByTime(1_999)
  expect((await ask()).json()).toEqual({ feeds: [], sources: [], warnings: { last: [], counts: {} }, viewers: 7 })
  expect(readFeeds).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(1)
  await ask()
  expect(readFeeds).toHaveBeenCalledTimes(2)
})
