import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { beforeAll, describe, expect, it } from 'vitest'
import { useServer } from '../../http/use-server.ts'
import { connectRefused } from '../../support/socket-client.ts'
import { startTestServer } from '../../support/start-server.ts'
import { until } from '../../support/until.ts'
import { connectFeed, type RawFeedSocket } from './raw-feed-socket.ts'

const goal = (id: string, fields: object = {}) => ({ id, type: 'goal', team: 'home', ...fields })
const feedUrl = (url: string) => `${url.replace('http', 'ws')}/v1/feed`
const plain = (url: string) => feedUrl(url).replace('ws', 'http')

describe('[H16] GET /v1/feed', () => {
  const server = useServer()
  let validators: ReadonlyMap<string, ValidateFunction>
  beforeAll(async () => {
    const { components } = (await server.api.get('/asyncapi.json')).body
    const ajv = new Ajv2020({ strict: false })
    validators = new Map(['ack', 'error'].map((op) => [op, ajv.compile(components.messages[`feed.${op}`].payload)]))
  })

  /** Holds all that the feed was told against AsyncAPI. */
  function expectDescribed({ answers }: RawFeedSocket): void {
    for (const answer of answers) {
      expect(validators.get(answer.op)?.(answer), JSON.stringify(answer)).toBe(true)
    }
  }

  it('[H1] [H2] an ack says what a POST would, and a repetition is a duplicate', async () => {
    const match = await server.api.createMatch()
    const feed = await connectFeed(server.url)
    expect(await feed.ask(match, goal('g1'))).toMatchObject({ op: 'ack', id: 1, status: 'applied', seq: 1 })
    expect(await feed.ask(match, goal('g1'))).toMatchObject({ op: 'ack', id: 2, status: 'duplicate', seq: 1 })
    const posted = await server.api.post(`/v1/matches/${match}/events`, goal('g1'))
    expect(posted.body).toMatchObject({ status: 'duplicate', seq: 1 })
    expect((await server.api.get(`/v1/matches/${match}`)).body.state.score).toEqual({ home: 1, away: 0 })
    expectDescribed(feed)
  })

  it('adds, edits, deletes and restores', async () => {
    const match = await server.api.createMatch()
    const feed = await connectFeed(server.url)
    const ask = (event: object, kind: string) => feed.ask(match, event, { kind })
    expect(await ask(goal('g1', { player: 'Ann' }), 'add')).toMatchObject({ status: 'applied', seq: 1 })
    expect(await ask(goal('g1', { player: 'Eve' }), 'edit')).toMatchObject({ status: 'applied', seq: 2 })
    expect(await ask({ id: 'g1', reason: 'offside' }, 'delete')).toMatchObject({ status: 'applied', seq: 3 })
    expect(await ask({ id: 'g1' }, 'restore')).toMatchObject({ status: 'applied', seq: 4 })
    const { updates } = (await server.api.get(`/v1/matches/${match}/updates`)).body
    expect(updates.map(({ kind }: { kind: string }) => kind)).toEqual(['add', 'edit', 'delete', 'restore'])
    expect(updates[2].correction).toMatchObject({ kind: 'goal_disallowed', reason: 'offside' })
    // Its add has not come; then it counts as deleted.
    expect(await ask({ id: 'never' }, 'delete')).toEqual({ op: 'ack', id: 5, status: 'applied' })
    expectDescribed(feed)
  })

  it('[H4] warns as over HTTP', async () => {
    const match = await server.api.createMatch()
    const feed = await connectFeed(server.url)
    const warned = await feed.ask(match, { id: 'x', type: 'gaol', team: 'home' })
    const { warnings } = (await server.api.get(`/v1/matches/${match}/status`)).body
    expect(warned).toMatchObject({ status: 'applied', warnings: [{ code: 'unknown-type' }] })
    expect(warnings.counts).toEqual({ 'unknown-type': 1 })
    expectDescribed(feed)
  })

  it('refuses as over HTTP, fault by fault, and goes on', async () => {
    const match = await server.api.createMatch()
    const feed = await connectFeed(server.url)
    await feed.ask(match, goal('g1'))
    const refusals = [
      [goal('g1', { player: 'Eve' }), {}, 'event-conflict'],
      [{ ...goal('g2'), team: 'both' }, {}, 'invalid-request'],
      [goal('g2', { ownGoal: 'yes' }), {}, 'invalid-event'],
      [goal('', {}), {}, 'invalid-request'],
      [{}, { kind: 'delete' }, 'invalid-request'],
      [{ id: 'g1', reason: 'x'.repeat(201) }, { kind: 'delete' }, 'invalid-request'],
      [{ id: 'never' }, { kind: 'restore' }, 'event-not-found'],
      [goal('big', { text: 'x'.repeat(20_000) }), {}, 'invalid-request'],
      [goal('g2'), { kind: 'remove' }, 'invalid-request'],
      [goal('g2'), { source: 'no source' }, 'invalid-request'],
    ] as const
    for (const [event, more, code] of refusals) {
      expect(await feed.ask(match, event, more), code).toMatchObject({ op: 'error', code })
    }
    expect(await feed.ask('no-such-match', goal('g1'))).toMatchObject({ op: 'error', code: 'match-not-found' })
    expect(await feed.ask('not a match', goal('g1'))).toMatchObject({
      code: 'invalid-request',
      errors: [{ path: 'match' }],
    })
    expect(await feed.ask(match, goal('g3'))).toMatchObject({ op: 'ack', status: 'applied', seq: 2 })
    expectDescribed(feed)
  })

  it('[H20] refuses a field that it does not know, so that no wish vanishes: knid, revison', async () => {
    const match = await server.api.createMatch()
    const feed = await connectFeed(server.url)
    await feed.ask(match, goal('g1'))
    for (const [event, more, name] of [
      [{ id: 'g1' }, { knid: 'delete' }, 'knid'],
      [{ id: 'g1', revison: 3 }, { kind: 'delete' }, 'revison'],
      [{ id: 'g1', reason: 'x' }, { kind: 'restore' }, 'reason'],
    ] as const) {
      expect(await feed.ask(match, event, more)).toMatchObject({
        code: 'invalid-request',
        errors: [{ message: expect.stringContaining(name) }],
      })
    }
    expect((await server.api.get(`/v1/matches/${match}`)).body).toMatchObject({ seq: 1 })
    expectDescribed(feed)
  })

  it.each([
    ['{', 'invalid-json'],
    ['{"op":"event","id":1,"match":"m1","event":{"id":"a","type":"note","__proto__":{"x":1}}}', 'invalid-request'],
    ['{"op":"event","id":1,"match":"m1","event":{"id":"a","type":"note","\\u005f_proto__":1}}', 'invalid-request'],
    ['{"op":"event","id":1,"match":"m1","event":{"constructor":{"prototype":1}}}', 'invalid-request'],
    ['[]', 'invalid-message'],
    ['null', 'invalid-message'],
    ['{"op":"subscribe","id":1}', 'unknown-op'],
    ['{"op":"event","match":"m1","event":{}}', 'invalid-request'],
  ])('[H20] answers %s with %s and keeps the line', async (text, code) => {
    const feed = await connectFeed(server.url)
    feed.send(text)
    const [answer] = await feed.first(1)
    expect(answer).toMatchObject({ op: 'error', code })
    // Who can be told of which message it is, is told: the feed waits for its answer.
    expect(answer?.id).toBe(/"id":1\b/.test(text) ? 1 : undefined)
    feed.sendEvent(9, 'no-such-match', goal('g1'))
    expect((await feed.first(2))[1]).toMatchObject({ id: 9, code: 'match-not-found' })
    expectDescribed(feed)
  })

  it('closes for what breaks WebSocket or is too big: 4500, 4503', async () => {
    const [binary, big, fits] = [
      await connectFeed(server.url),
      await connectFeed(server.url),
      await connectFeed(server.url),
    ]
    binary.socket.send(Buffer.from('{}'))
    big.send(JSON.stringify('x'.repeat(65_535)))
    fits.send(JSON.stringify('x'.repeat(65_534)))
    expect((await binary.closed).code).toBe(4500)
    expect((await big.closed).code).toBe(4503)
    expect(await fits.first(1)).toMatchObject([{ code: 'invalid-message' }])
  })

  it('sends acks of a match in the order of its events, hundreds at a time', async () => {
    const [one, two] = [await server.api.createMatch(), await server.api.createMatch()]
    const feed = await connectFeed(server.url)
    for (let id = 0; id < 250; id += 1) feed.sendEvent(id, id % 2 ? one : two, goal(`g${id}`))
    const answers = await feed.first(250)
    for (const rest of [0, 1]) {
      const ofMatch = answers.filter(({ id }) => (id ?? 0) % 2 === rest)
      expect(ofMatch).toMatchObject(
        Array.from({ length: 125 }, (_, n) => ({ op: 'ack', id: 2 * n + rest, seq: n + 1 })),
      )
    }
  })

  it('refuses pages of other origins while there is no key', async () => {
    const foreign = await connectRefused(feedUrl(server.url), { headers: { origin: 'https://evil.example' } })
    expect(foreign.status).toBe(403)
    expect(JSON.parse(foreign.body).code).toBe('origin-not-allowed')
    // A page that has led its own name to this machine is one of that host to the browser.
    const names = { host: 'evil.example', origin: 'http://evil.example' }
    const rebound = await connectRefused(feedUrl(server.url), { headers: names })
    expect([rebound.status, JSON.parse(rebound.body).code]).toEqual([401, 'unauthorised'])
    const own = await connectFeed(server.url, { headers: { origin: server.url } })
    expect(await own.ask('no-such-match', goal('g'))).toMatchObject({ code: 'match-not-found' })
  })

  it('is 426 without an upgrade, 400 for a subprotocol that nobody knows', async () => {
    const answer = await fetch(plain(server.url))
    expect([answer.status, answer.headers.get('upgrade')]).toEqual([426, 'websocket'])
    const refused = await connectRefused(feedUrl(server.url), { protocols: ['soap'] })
    expect(JSON.parse(refused.body).code).toBe('subprotocol-unknown')
  })

  it('does not take an offer to compress, as viewers may', async () => {
    const feed = await connectFeed(server.url, { perMessageDeflate: true })
    expect(feed.socket.extensions).toBe('')
  })

  it('counts sockets, and answers as those of requests', async () => {
    const feed = await connectFeed(server.url)
    const refused = async () => {
      const { text } = await server.api.get('/metrics')
      expect(text).toMatch(/touchline_feed_sockets [1-9]/)
      return Number(/touchline_post_duration_seconds_count\{result="refused"\} (\d+)/.exec(text)?.[1])
    }
    const before = await refused()
    await feed.ask('no-such-match', goal('g'))
    expect(await refused()).toBe(before + 1)
  })
})

describe('[H16] [H5] with feed keys', () => {
  const server = useServer({
    FEED_KEYS: 'opta:opta-key-1,scout:scout-key-2',
    FEED_RATE: '50',
    ALLOWED_ORIGINS: 'https://desk.example',
  })
  const createMatch = async (key: string) => {
    const match = `m-${Math.random().toString(36).slice(2)}`
    const answer = await fetch(`${server.url}/v1/matches/${match}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ sport: 'football', home: { name: 'Reds' }, away: { name: 'Blues' } }),
    })
    expect(answer.status).toBe(201)
    return match
  }

  it('takes the key of the upgrade, or of the first message; a wrong one is 401, or 4501', async () => {
    const match = await createMatch('opta-key-1')
    const withHeader = await connectFeed(server.url, { key: 'opta-key-1' })
    const page = await connectFeed(server.url, { headers: { origin: 'https://desk.example' } })
    page.send({ op: 'auth', key: 'opta-key-1' })
    const wrong = await connectFeed(server.url)
    wrong.send({ op: 'auth', key: 'opta-key-2' })
    wrong.sendEvent(1, match, goal('wrong'))

    expect(await withHeader.ask(match, goal('g1'))).toMatchObject({ status: 'applied', seq: 1 })
    expect(await page.ask(match, goal('g2'))).toMatchObject({ status: 'applied', seq: 2 })
    expect((await wrong.closed).code).toBe(4501)
    const refused = await connectRefused(feedUrl(server.url), { headers: { authorization: 'Bearer no' } })
    expect([refused.status, JSON.parse(refused.body).code]).toEqual([401, 'unauthorised'])
    const foreign = await connectRefused(feedUrl(server.url), { headers: { origin: 'https://evil.example' } })
    expect(foreign.status).toBe(403)
  })

  it('[H7] another source is in the shadow, and only operators act as another', async () => {
    const match = await createMatch('opta-key-1')
    const opta = await connectFeed(server.url, { key: 'opta-key-1' })
    const scout = await connectFeed(server.url, { key: 'scout-key-2' })
    await opta.ask(match, goal('g1'))
    const shadowed = await scout.ask(match, goal('g1'))
    expect(shadowed).toMatchObject({ op: 'ack', status: 'shadowed', warnings: [{ code: 'score-before-start' }] })
    expect(shadowed).not.toHaveProperty('seq')
    expect(await scout.ask(match, goal('g2'), { source: 'opta' })).toMatchObject({ code: 'operators-only' })
  })

  it('over FEED_RATE, counted over all sockets of the feed, an event is refused and may be sent again', async () => {
    const match = await createMatch('scout-key-2')
    const sockets = [
      await connectFeed(server.url, { key: 'scout-key-2' }),
      await connectFeed(server.url, { key: 'scout-key-2' }),
    ]
    for (let id = 1; id <= 60; id += 1)
      for (const [n, feed] of sockets.entries()) feed.sendEvent(id, match, goal(`${n}-${id}`))
    const answers = (await Promise.all(sockets.map((feed) => feed.first(60)))).flat()
    const refused = answers.filter((answer) => answer.op === 'error')
    expect(refused.length).toBeGreaterThan(0)
    expect(refused.every((answer) => answer.code === 'rate-exceeded')).toBe(true)
    await until(async () => {
      const again = await sockets[0]?.ask(match, goal('later'))
      expect(again).toMatchObject({ op: 'ack' })
    })
  })
})

it('[H16] a replica that stops closes feeds with 4001', async () => {
  const server = await startTestServer()
  await server.call('PUT', '/v1/matches/m1', { sport: 'football', home: { name: 'A' }, away: { name: 'B' } })
  const feed = await connectFeed(server.url)
  await feed.ask('m1', goal('g1'))
  const closing = server.close()
  expect((await feed.closed).code).toBe(4001)
  await closing
})
