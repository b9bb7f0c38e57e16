import { glob, readFile } from 'node:fs/promises'
import { Redis } from 'ioredis'
import { expect, inject, it, onTestFinished } from 'vitest'
import { parseTraceParent } from '../../src/tracing/open-tracing.ts'
import { freshDatabase } from '../support/servers/fresh-database.ts'
import { connectClient } from '../support/socket-client.ts'
import { startTestServer, uniqueMatch } from '../support/start-server.ts'
import { type CollectedSpan, startCollector } from './collector.ts'

const FIXTURE = { sport: 'football', home: { name: 'Reds' }, away: { name: 'Blues' } }
const GOAL = { id: 'g1', type: 'goal', team: 'home' }
const OF_FEED = { trace: '0af7651916cd43dd8448eb211c80319c', span: 'b7ad6b7169203331' }

/** Two servers, two viewers of a match, and all that is said on its channel. */
async function openWorld(settings: Record<string, string>) {
  const { url } = await freshDatabase(inject('databaseUrl'))
  const shared = { DATABASE_URL: url, REDIS_URL: inject('redisUrl'), ...settings }
  const ingest = await startTestServer({ ...shared, ROLE: 'ingest' })
  const gateway = await startTestServer({ ...shared, ROLE: 'gateway' })
  const match = uniqueMatch('traced')
  await ingest.call('PUT', `/v1/matches/${match}`, FIXTURE)
  const viewers = await Promise.all([connectClient(gateway.liveUrl), connectClient(gateway.liveUrl)])
  for (const viewer of viewers) await viewer.subscribe(match)
  const listener = new Redis(inject('redisUrl'))
  onTestFinished(() => listener.disconnect())
  const heads: string[] = []
  listener.on('pmessage', (_pattern, _channel, message: string) => heads.push(message.split('\n')[0] ?? ''))
  await listener.psubscribe(`*{${match}}:updates`)
  const post = async (headers: Record<string, string> = {}) => {
    const answer = await fetch(`${ingest.url}/v1/matches/${match}/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(GOAL),
    })
    expect(answer.status).toBe(201)
    for (const viewer of viewers) await viewer.reaches(match, 1)
  }
  return { match, heads, post, close: () => Promise.all([ingest.close(), gateway.close()]) }
}

it('follows an update from the POST over Redis to the last write, within the trace of the feed', async () => {
  const { endpoint, spans } = await startCollector()
  const { match, heads, post, close } = await openWorld({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint })

  await post({ traceparent: `00-${OF_FEED.trace}-${OF_FEED.span}-01`, 'x-request-id': 'goal-1' })
  await expect.poll(() => heads).toHaveLength(1)
  await close()

  const chain: CollectedSpan[] = []
  for (let parent: string | undefined = OF_FEED.span; parent !== undefined; parent = chain.at(-1)?.spanId) {
    const next = spans.filter(({ parentSpanId }) => parentSpanId === parent)
    if (next.length === 0) break
    expect(next).toHaveLength(1)
    chain.push(...next)
  }
  expect(chain.map(({ name, role }) => `${role}: ${name}`)).toEqual([
    'ingest: POST /v1/matches/:matchId/events',
    'ingest: record events',
    'ingest: publish update',
    'gateway: fan out update',
  ])
  expect(new Set(chain.map(({ traceId }) => traceId))).toEqual(new Set([OF_FEED.trace]))
  expect(chain[0]?.attributes).toMatchObject({ 'http.response.status_code': 201, 'touchline.request_id': 'goal-1' })
  // One for the update at this gateway, whoever watches, not one for each viewer.
  expect(chain[3]?.attributes).toMatchObject({
    'touchline.match': match,
    'touchline.seq': 1,
    'touchline.deliveries': 2,
  })
  expect(chain.every(({ startedAt, endedAt }) => endedAt >= startedAt)).toBe(true)
  expect(heads[0]).toBe(`${heads[0]?.split(' ')[0]} 1 00-${OF_FEED.trace}-${chain[2]?.spanId}-01`)
})

it('keeps nothing of a trace that its feed does not keep, nor of one beyond the ratio', async () => {
  const { endpoint, spans } = await startCollector()
  const settings = { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: '0' }
  const { post, close } = await openWorld(settings)
  await post({ traceparent: `00-${OF_FEED.trace}-${OF_FEED.span}-00` })
  await close()
  expect(spans).toEqual([])
})

it('a server without a collector loads nothing of it, and sends nothing along', async () => {
  const { heads, post } = await openWorld({})
  await post({ traceparent: `00-${OF_FEED.trace}-${OF_FEED.span}-01` })
  await expect.poll(() => heads).toHaveLength(1)
  expect(heads[0]?.split(' ')).toHaveLength(2)
  for await (const file of glob('src/**/*.{ts,tsx}')) {
    const code = await readFile(file, 'utf8')
    expect({ file, isLoaded: /^import .*(@opentelemetry|tracing\/open-tracing)/m.test(code) }).toEqual({
      file,
      isLoaded: false,
    })
  }
})

it.each([
  '',
  '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331',
  '00-00000000000000000000000000000000-b7ad6b7169203331-01',
  '00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01',
  'ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  '00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01',
])('takes no trace from a header that has none: "%s"', (header) => {
  expect(parseTraceParent(header)).toBeUndefined()
})
