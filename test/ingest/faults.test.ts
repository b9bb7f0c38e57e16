import { describe, expect, it } from 'vitest'
import { useServer } from '../http/use-server.ts'

const server = useServer()

async function postTo(body: unknown, fixture: object = {}) {
  const match = await server.api.createMatch(fixture)
  const answer = await server.api.post(`/v1/matches/${match}/events`, body)
  return { match, ...answer }
}

describe('[H3] a malformed body', () => {
  it('is 400 with every fault and its path', async () => {
    const { status, body } = await postTo({
      id: '',
      type: 'Goal!',
      team: 'both',
      period: -1,
      clock: 'soon',
      occurredAt: 'now',
      order: 1e99,
      revision: 1.5,
      status: 'maybe',
      player: '',
    })
    expect(status).toBe(400)
    expect(body).toMatchObject({ code: 'invalid-request', title: expect.any(String), requestId: expect.any(String) })
    expect(body.errors.map(({ path }: { path: string }) => path).sort()).toEqual([
      'clock',
      'id',
      'occurredAt',
      'order',
      'period',
      'player',
      'revision',
      'status',
      'team',
      'type',
    ])
    for (const { message } of body.errors) expect(message).not.toBe('')
  })

  it.each([
    ['an event without id and type', {}, ['id', 'type']],
    ['null for the id', { id: null, type: 'goal' }, ['id']],
    ['a number for the id', { id: 7, type: 'goal', team: 'home' }, ['id']],
  ])('names what is missing: %s', async (_, event, paths) => {
    const { status, body } = await postTo(event)
    expect(status).toBe(400)
    expect(body.errors.map(({ path }: { path: string }) => path)).toEqual(paths)
  })

  it.each([
    ['text', '"goal"'],
    ['a number', '7'],
    ['null', 'null'],
    ['true', 'true'],
    ['nothing', ''],
    ['half of an object', '{"id":"g1","type":'],
    ['two objects', '{"id":"a","type":"corner"}{"id":"b","type":"corner"}'],
    ['a byte order mark alone', '\ufeff'],
  ])('is 400 when it is %s', async (_, text) => {
    const match = await server.api.createMatch()
    const headers = { 'content-type': 'application/json' }
    const { status, body } = await server.api.send('POST', `/v1/matches/${match}/events`, { body: text, headers })
    expect(status).toBe(400)
    expect(body.code).toBe('invalid-request')
  })

  it('is 400 for a match id that cannot be', async () => {
    for (const id of ['a%20b', 'a%2Fb', 'x'.repeat(65), '%00', 'ä'.repeat(2)]) {
      const answers = [
        await server.api.post(`/v1/matches/${id}/events`, { id: 'g1', type: 'corner' }),
        await server.api.put(`/v1/matches/${id}`, { sport: 'football', home: { name: 'A' }, away: { name: 'B' } }),
        await server.api.get(`/v1/matches/${id}`),
      ]
      for (const { status, body } of answers) {
        expect({ id, status }).toEqual({ id, status: 400 })
        expect(body).toMatchObject({ code: 'invalid-request' })
      }
    }
  })

  it('is 400 when the percent-encoding of the address is broken', async () => {
    const { status, body } = await server.api.get('/v1/matches/%E0%A4%A')
    expect(status).toBe(400)
    expect(body.code).toBe('invalid-request')
  })
})

describe('[H3] an event that its sport refuses', () => {
  it.each([
    ['football', { id: 'g1', type: 'goal' }, ['team']],
    ['football', { id: 'c1', type: 'card', team: 'home', card: 'blue' }, ['card']],
    ['football', { id: 's1', type: 'score_set', score: { home: -1, away: 'x' } }, ['score.home', 'score.away']],
    ['generic', { id: 's1', type: 'score', team: 'home' }, ['points']],
    ['tennis', { id: 'p1', type: 'point', team: 'home', kind: 'luck' }, ['kind']],
    ['cricket', { id: 'd1', type: 'delivery', wickets: [{ kind: 'shot' }] }, ['wickets[0].kind']],
  ])('is 422 with every fault and its path: %s %j', async (sport, event, paths) => {
    const { status, body } = await postTo(event, { sport })
    expect(status).toBe(422)
    expect(body).toMatchObject({ code: 'invalid-event', detail: expect.stringContaining(event.type) })
    expect(body.errors.map(({ path }: { path: string }) => path)).toEqual(paths)
  })
})

describe('hostile JSON', () => {
  it('cannot reach the prototype of anything', async () => {
    const match = await server.api.createMatch()
    const path = `/v1/matches/${match}/events`
    const bodies = [
      '{"id":"a","type":"note","text":"x","__proto__":{"polluted":true}}',
      '{"id":"b","type":"note","text":"x","constructor":{"prototype":{"polluted":true}}}',
      '{"id":"c","type":"note","text":"x","deep":{"__proto__":{"polluted":true}}}',
      '{"id":"d","type":"__proto__"}',
      '{"id":"e","type":"constructor"}',
      '{"id":"f","type":"toString"}',
      '{"id":"__proto__","type":"corner"}',
      '{"id":"constructor","type":"goal","team":"home","player":"constructor"}',
      '{"id":"g","type":"goal","team":"__proto__"}',
      '{"id":"h","type":"card","team":"home","card":"yellow","player":"__proto__"}',
      '{"id":"i","type":"card","team":"home","card":"yellow","player":"hasOwnProperty"}',
    ]
    for (const body of bodies) {
      const { status } = await server.api.send('POST', path, { body })
      expect({ body, status }).toEqual({ body, status: expect.toBeOneOf([201, 400, 422]) })
    }
    expect({}).not.toHaveProperty('polluted')
    const { text } = await server.api.get(`/v1/matches/${match}/updates`)
    expect(text).not.toContain('__proto__":{')
    expect((await server.api.get(`/v1/matches/${match}`)).body.state.score).toEqual({ home: 1, away: 0 })
  })

  it('cannot reach the prototype through fixtures either', async () => {
    const body = `{"sport":"football","__proto__":{"polluted":1},"home":{"name":"constructor"},"away":{"name":"__proto__"}}`
    const { status } = await server.api.send('PUT', '/v1/matches/constructor', { body })
    expect(status).toBeOneOf([201, 400])
    for (const sport of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      const answer = await server.api.put('/v1/matches/p', { sport, home: { name: 'A' }, away: { name: 'B' } })
      expect(answer.status).toBe(400)
    }
    const format = { preset: '__proto__' }
    const answer = await server.api.put('/v1/matches/p', {
      sport: 'football',
      format,
      home: { name: 'A' },
      away: { name: 'B' },
    })
    expect(answer.status).toBe(400)
    expect({}).not.toHaveProperty('polluted')
  })

  it('cannot be made into text, where text is what is needed', async () => {
    const match = await server.api.createMatch()
    const headers = { 'content-type': 'application/json' }
    const teams = '"home":{"name":"A"},"away":{"name":"B"}'
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
    for (const odd of ['{"toString":null}', '{"toString":1,"valueOf":{}}', '{"toJSON":1}', '[[{}]]', '1e999', deep]) {
      const bodies = [
        [`/v1/matches/${match}/events/e1`, `{"id":${odd},"type":"corner"}`],
        [`/v1/matches/${match}/events/e1`, `{"id":"e1","type":${odd}}`],
        [`/v1/matches/odd`, `{"sport":${odd},${teams}}`],
        [`/v1/matches/odd`, `{"sport":"football","format":{"preset":${odd}},${teams}}`],
        [`/v1/matches/odd`, `{"sport":"cricket","format":{"type":${odd}},${teams}}`],
      ] as const
      for (const [path, body] of bodies) {
        const { status } = await server.api.send('PUT', path, { body, headers, isUndescribed: true })
        expect({ path, body: body.slice(0, 99), status }).toMatchObject({ status: 400 })
      }
    }
  })

  it('nests as deep as it likes and is refused', async () => {
    const match = await server.api.createMatch()
    const path = `/v1/matches/${match}/events`
    for (const depth of [33, 1_000, 100_000]) {
      const arrays = `{"id":"a","type":"note","text":"x","deep":${'['.repeat(depth)}${']'.repeat(depth)}}`
      const objects = `{"id":"a","type":"note","text":"x","deep":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}`
      for (const body of [arrays, objects]) {
        const { status } = await server.api.send('POST', path, { body })
        expect(status).toBe(400)
      }
    }
  })

  it('is taken without its nulls, which mean the same as left out, so that no patch has a wrong null', async () => {
    const match = await server.api.createMatch()
    const body = { id: 'g1', type: 'goal', team: 'home', player: null, extra: { a: null, b: [null, 1] } }
    const { status } = await server.api.send('POST', `/v1/matches/${match}/events`, { body, isUndescribed: true })
    expect(status).toBe(201)
    const { updates } = (await server.api.get(`/v1/matches/${match}/updates`)).body
    expect(updates[0].event).toEqual({ id: 'g1', type: 'goal', team: 'home', extra: { b: [1] } })
  })

  it('has strings that Postgres cannot keep as text, and lone surrogates', async () => {
    const match = await server.api.createMatch()
    const path = `/v1/matches/${match}/events`
    const texts = ['a\\u0000b', '\\ud800', '\\udfff\\ud800', '\\u202e', '\\ufffe']
    for (const [index, text] of texts.entries()) {
      const body = `{"id":"n${index}","type":"note","text":"${text}"}`
      const { status } = await server.api.send('POST', path, { body })
      expect({ text, status }).toEqual({ text, status: expect.toBeOneOf([201, 400, 422]) })
    }
    expect((await server.api.get(`/v1/matches/${match}/updates`)).status).toBe(200)
  })

  it('has numbers beyond every range', async () => {
    const match = await server.api.createMatch({ sport: 'generic' })
    const path = `/v1/matches/${match}/events`
    for (const number of ['1e400', '-1e400', '9007199254740993', '1.5', '-0', '0.1e-400']) {
      for (const field of ['points', 'order', 'occurredAt', 'revision', 'period']) {
        const body = `{"id":"s${number}${field}","type":"score","team":"home","points":1,"${field}":${number}}`
        const { status } = await server.api.send('POST', path, { body })
        expect({ body, status }).toEqual({ body, status: expect.toBeOneOf([201, 400, 422]) })
      }
    }
    const { state } = (await server.api.get(`/v1/matches/${match}`)).body
    // Games without rules of their own have halves.
    expect(Number.isSafeInteger(2 * state.score.home)).toBe(true)
  })

  it('[H2] has a number in a field of its own that no JSON gives back: refused, so that its repetition is no other content', async () => {
    for (const body of [
      '{"id":"inf","type":"note","text":"x","x_n":1e999}',
      '{"id":"inf","type":"note","text":"x","x_n":[-1e999]}',
    ]) {
      const answer = await server.api.send('POST', `/v1/matches/${await server.api.createMatch()}/events`, { body })
      expect(answer).toMatchObject({ status: 400, body: { detail: expect.stringContaining('1.8e308') } })
    }
  })

  it('names a field as no object may: the answer says so', async () => {
    const body = '{"id":"p","type":"note","text":"x","__proto__":{"a":1}}'
    const answer = await server.api.send('POST', `/v1/matches/${await server.api.createMatch()}/events`, { body })
    expect(answer).toMatchObject({ status: 400, body: { detail: expect.stringContaining('__proto__') } })
  })

  it('is bigger than an event may be', async () => {
    const { status, body } = await postTo({ id: 'n', type: 'unknown_thing', text: 'x'.repeat(20_000) })
    expect(status).toBe(400)
    expect(body.detail).toContain('16384')
  })
})
