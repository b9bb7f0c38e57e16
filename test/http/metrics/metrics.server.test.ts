import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { beforeAll, expect, inject, it } from 'vitest'
import { WebSocket } from 'ws'
import { promtool } from '../../support/programs/promtool.ts'
import { freshDatabase } from '../../support/servers/fresh-database.ts'
import { connectClient } from '../../support/socket-client.ts'
import { startTestServer, type TestServer, uniqueMatch } from '../../support/start-server.ts'

let ingest: TestServer
let gateway: TestServer
/** What each role shows before anything has happened. */
let atStart: Record<'ingest' | 'gateway', string>

beforeAll(async () => {
  const database = await freshDatabase(inject('databaseUrl'))
  const settings = { DATABASE_URL: database.url, REDIS_URL: inject('redisUrl') }
  ingest = await startTestServer({ ...settings, ROLE: 'ingest', FEED_KEYS: 'desk:desk-key-1234', FEED_RATE: '5' })
  gateway = await startTestServer({ ...settings, ROLE: 'gateway' })
  atStart = { ingest: await scrape(ingest), gateway: await scrape(gateway) }
  return async () => {
    await Promise.all([ingest.close(), gateway.close()])
    await database.drop()
  }
})

async function scrape({ url }: TestServer): Promise<string> {
  return (await fetch(`${url}/metrics`)).text()
}

function readValue(text: string, name: string): number {
  const line = text.split('\n').find((each) => each.startsWith(`${name} `))
  return line === undefined ? Number.NaN : Number(line.slice(name.length + 1))
}

function send(method: string, path: string, body: unknown, key = 'desk-key-1234'): Promise<Response> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` }
  return fetch(`${ingest.url}${path}`, { method, headers, body: JSON.stringify(body) })
}

const fixture = { sport: 'football', home: { name: 'A' }, away: { name: 'B' } }

it('labelled counters are there from the start', () => {
  for (const line of [
    'touchline_feed_refusals_total{feed="",status="401"} 0',
    'touchline_feed_refusals_total{feed="",status="403"} 0',
    // Of everybody who has a key: the first that is refused to one who never sent anything counts, too.
    'touchline_feed_refusals_total{feed="desk",status="403"} 0',
    'touchline_feed_refusals_total{feed="desk",status="429"} 0',
    'touchline_post_duration_seconds_count{result="failed"} 0',
    'touchline_publish_duration_seconds_count{result="failed"} 0',
    'touchline_histories_mended_total{outcome="removed"} 0',
  ]) {
    expect(atStart.ingest.split('\n')).toContain(line)
  }
  for (const line of [
    'touchline_closes_total{code="4002"} 0',
    'touchline_joins_total{kind="snapshot"} 0',
    'touchline_room_repairs_total{outcome="failed"} 0',
    'touchline_connections_refused_total{reason="memory"} 0',
    'touchline_connections_refused_total{reason="paced"} 0',
  ]) {
    expect(atStart.gateway.split('\n')).toContain(line)
  }
})

it('a role exports only its own, and says what it is', () => {
  const names = (text: string) => new Set([...text.matchAll(/^# TYPE (touchline_\w+)/gm)].map(([, name]) => name))
  const both = ['build_info', 'bus_up', 'clock_skew_seconds', 'database_connections', 'sockets_refused_total']
  const ofIngest = names(atStart.ingest)
  const ofGateway = names(atStart.gateway)
  for (const name of both)
    expect([ofIngest, ofGateway].map((all) => all.has(`touchline_${name}`))).toEqual([true, true])
  for (const name of ['post_duration_seconds', 'updates_recorded_total', 'feed_event_age_seconds', 'stale_sources']) {
    expect([ofIngest, ofGateway].map((all) => all.has(`touchline_${name}`))).toEqual([true, false])
  }
  for (const name of ['connections', 'end_to_end_seconds', 'closes_total', 'rooms', 'viewers_behind']) {
    expect([ofIngest, ofGateway].map((all) => all.has(`touchline_${name}`))).toEqual([false, true])
  }
  expect(atStart.ingest).toMatch(/^touchline_build_info\{version="\d+\.\d+\.\d+",role="ingest",node="\d[\d.]+"\} 1$/m)
})

it("the timer that measures the event loop's lag wakes an idle process no more than twenty times a second", () => {
  // The timer itself is in the figure, and nothing is faster than it.
  expect(readValue(atStart.gateway, 'nodejs_eventloop_lag_min_seconds')).toBeGreaterThan(0.04)
})

it('each figure is explained to those who run it', async () => {
  const explained = await readFile('docs/operations.md', 'utf8')
  const all = `${atStart.ingest}${atStart.gateway}`
  const names = new Set([...all.matchAll(/^# TYPE (touchline_\w+)/gm)].map(([, name = '']) => name))
  expect([...names].filter((name) => !explained.includes(`\`${name}`))).toEqual([])
})

it('promtool finds nothing in the metrics of ours', async () => {
  for (const text of [await scrape(ingest), await scrape(gateway)]) {
    const { output } = await promtool(['check', 'metrics'], text)
    expect(output.split('\n').filter((line) => line.startsWith('touchline_'))).toEqual([])
  }
  // It does look.
  const { output } = await promtool(['check', 'metrics'], '# TYPE touchline_wrong_ms counter\ntouchline_wrong_ms 1\n')
  expect(output).toContain('touchline_wrong_ms')
})

it('an update is measured from the request to the socket', async () => {
  const match = uniqueMatch('figures')
  expect((await send('PUT', `/v1/matches/${match}`, fixture)).status).toBe(201)
  const viewer = await connectClient(gateway.liveUrl)
  viewer.send({ op: 'subscribe', matches: [{ match }] })
  await viewer.nextOf('subscribed')
  expect(readValue(await scrape(gateway), 'touchline_fan_out_duration_seconds_count')).toBe(0)
  expect((await send('POST', `/v1/matches/${match}/events`, { id: 'g1', type: 'goal', team: 'home' })).status).toBe(201)
  await viewer.nextOf('update')

  await expect.poll(async () => readValue(await scrape(gateway), 'touchline_end_to_end_seconds_count')).toBe(1)
  const shown = await scrape(gateway)
  // Both in this process, so the clock is one; a minute is what a busy machine may take.
  expect(readValue(shown, 'touchline_end_to_end_seconds_sum')).toBeLessThan(60)
  expect(readValue(shown, 'touchline_fan_out_duration_seconds_count')).toBe(1)
  expect(readValue(shown, 'touchline_deliveries_total')).toBeGreaterThan(2)
  expect(readValue(shown, 'touchline_sent_bytes_total')).toBeGreaterThan(500)
  expect(readValue(shown, 'touchline_joins_total{kind="fresh"}')).toBe(1)
  expect(readValue(shown, 'touchline_bus_up')).toBe(1)
  expect(readValue(shown, 'touchline_bus_canary_age_seconds')).toBeLessThan(60)

  const ofIngest = await scrape(ingest)
  expect(readValue(ofIngest, 'touchline_post_duration_seconds_count{result="accepted"}')).toBe(2)
  expect(readValue(ofIngest, 'touchline_commit_duration_seconds_count')).toBe(1)
  expect(readValue(ofIngest, 'touchline_publish_duration_seconds_count{result="taken"}')).toBe(1)
  expect(readValue(ofIngest, 'touchline_feed_event_age_seconds{feed="desk"}')).toBeLessThan(60)
  expect(readValue(ofIngest, 'touchline_database_connections_max')).toBe(16)
})

it('viewers who come back and who go are counted, by kind and by code', async () => {
  const match = uniqueMatch('resumed')
  await send('PUT', `/v1/matches/${match}`, fixture)
  const before = await scrape(gateway)
  const { body } = await gateway.call('GET', `/v1/matches/${match}`)
  const viewer = await connectClient(gateway.liveUrl)
  for (const position of [{}, { epoch: body.epoch, seq: 0 }]) {
    viewer.send({ op: 'subscribe', matches: [{ match, ...position }] })
    await viewer.nextOf('subscribed')
  }
  viewer.send({ op: 'subscribe', matches: [{ match, epoch: '0', seq: 7 }] })
  await viewer.nextOf('subscribed')
  viewer.socket.send(Buffer.from([1]))
  expect((await viewer.closed).code).toBe(4500)
  // ws itself closes this one, and says 1006 of it.
  const talker = await connectClient(gateway.liveUrl)
  talker.socket.send('x'.repeat(20_000))
  expect((await talker.closed).code).toBe(4503)
  const grown = (text: string, name: string) => readValue(text, name) - readValue(before, name)
  await expect.poll(async () => grown(await scrape(gateway), 'touchline_closes_total{code="4500"}')).toBe(1)
  await expect.poll(async () => grown(await scrape(gateway), 'touchline_closes_total{code="4503"}')).toBe(1)
  const after = await scrape(gateway)
  expect(grown(after, 'touchline_joins_total{kind="updates"}')).toBe(1)
  expect(grown(after, 'touchline_joins_total{kind="snapshot"}')).toBe(1)
  expect(readValue(after, 'touchline_sent_bytes_total')).toBeGreaterThan(
    readValue(before, 'touchline_sent_bytes_total'),
  )
})

it('refusals are counted by feed: without a key, with a wrong one, and too many', async () => {
  expect((await send('POST', '/v1/heartbeat', {}, 'nobody-knows-it')).status).toBe(401)
  const headers = { authorization: 'Bearer nobody-knows-it' }
  const [refused] = await once(new WebSocket(`${ingest.url}/v1/feed`, { headers }), 'error')
  expect(refused.message).toContain('401')
  const statuses = await Promise.all(
    Array.from({ length: 20 }, async () => (await send('POST', '/v1/heartbeat', {})).status),
  )
  const limited = statuses.filter((status) => status === 429).length
  expect(limited).toBeGreaterThan(0)
  const shown = await scrape(ingest)
  expect(readValue(shown, 'touchline_feed_refusals_total{feed="",status="401"}')).toBe(2)
  expect(readValue(shown, 'touchline_feed_refusals_total{feed="desk",status="429"}')).toBe(limited)
  expect(readValue(shown, 'touchline_post_duration_seconds_count{result="limited"}')).toBe(limited)
})
