import Fastify from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { installProblemHandlers } from '../../src/http/problem.ts'
import { matchReads } from '../../src/reads/match-reads.ts'
import { matchStatus } from '../../src/reads/match-status.ts'
import type { MatchQuery, MatchStore } from '../../src/store/match-store.ts'

const SNAPSHOT = { match: 'm', epoch: 'e', seq: 1, state: '{}' }

/** The read routes on a store that has one match, and that tells what it was asked. */
async function openReads() {
  const queries: MatchQuery[] = []
  const limits: number[] = []
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
  const app = Fastify()
  onTestFinished(() => app.close())
  app.setValidatorCompiler(validatorCompiler).setSerializerCompiler(serializerCompiler)
  installProblemHandlers(app)
  await app.register(matchReads, { guard: { matchesFor: () => store }, sources: { readStaleMatches: async () => [] } })
  const statusOf = async (path: string) => (await app.inject(path)).statusCode
  return { queries, limits, statusOf }
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

it('GET …/status asks the store once in two seconds, however many ask', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const app = Fastify()
  onTestFinished(() => app.close())
  app.setValidatorCompiler(validatorCompiler).setSerializerCompiler(serializerCompiler)
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
