import Fastify from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { expect, it, onTestFinished } from 'vitest'
import { createMemoryBus } from '../../src/bus/memory/memory-bus.ts'
import { matchStatus } from '../../src/reads/match-status.ts'
import type { FeedActivity } from '../../src/store/match-store.ts'
import { useServer } from '../http/use-server.ts'
import { connectClient } from '../support/socket-client.ts'

const server = useServer()
const none = { last: [], counts: {} }

it('says who reports the match, since when, and how many watch it', async () => {
  const match = await server.api.createMatch()
  const path = `/v1/matches/${match}/status`
  const viewer = await connectClient(`${server.url.replace('http', 'ws')}/v1/live`)
  await viewer.subscribe(match)
  const before = Date.now()
  await server.api.post(`/v1/matches/${match}/events`, { id: 'g', type: 'goal', team: 'home' })

  const { body, headers } = await server.api.get(path)

  const last = [{ source: 'local', id: 'g', code: 'score-before-start', detail: expect.any(String) }]
  const warnings = { last, counts: { 'score-before-start': 1 } }
  const feeds = [{ name: 'local', at: expect.any(Number) }]
  // It has sent no heartbeat, so nothing is said of its health.
  const [{ name, inCharge, health }] = body.sources
  expect([name, inCharge, health]).toEqual(['local', true, undefined])
  const { viewers, ...told } = body
  expect(told).toEqual({ feed: body.feeds[0], feeds, sources: [expect.anything()], warnings })
  // Gateways count every few seconds.
  expect([0, 1]).toContain(viewers)
  expect(body.feed.at).toBeGreaterThanOrEqual(before)
  expect(headers.get('cache-control')).toBe('public, max-age=2')
  const counted = async () => (await server.api.get(path)).body.viewers
  await expect.poll(counted, { interval: 500, timeout: 10_000 }).toBe(1)
})

it('names no feed before the first update', async () => {
  const match = await server.api.createMatch()
  const { body } = await server.api.get(`/v1/matches/${match}/status`)
  expect(body).toEqual({ feeds: [], sources: [], warnings: none, viewers: 0 })
})

it('is 404 for a match that is not there', async () => {
  const { status, body } = await server.api.get('/v1/matches/nowhere/status')
  expect(status).toBe(404)
  expect(body.code).toBe('match-not-found')
})

it('tells of the feeds while the bus is away', async () => {
  const app = Fastify()
  onTestFinished(() => app.close())
  app.setValidatorCompiler(validatorCompiler).setSerializerCompiler(serializerCompiler)
  const feeds: FeedActivity[] = [{ feed: 'opta', at: 1 }]
  const audience = { ...createMemoryBus(), readViewers: () => Promise.reject(new Error('away')) }
  await app.register(matchStatus, {
    guard: { isHeldBack: async () => false },
    sources: { readSources: async () => [] },
    store: { readFeeds: async () => feeds, readWarnings: async () => ({ events: [], counts: {} }) },
    audience,
  })
  const feed = { name: 'opta', at: 1 }
  expect((await app.inject('/v1/matches/m1/status')).json()).toEqual({
    feed,
    feeds: [feed],
    sources: [],
    warnings: none,
  })
})
