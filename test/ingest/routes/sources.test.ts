import { describe, expect, it } from 'vitest'
import { openCheckedApi } from '../../http/checked-api.ts'
import { useServer } from '../../http/use-server.ts'

const goal = (id: string, fields: object = {}) => ({ id, type: 'goal', team: 'home', ...fields })

/** An answer without its warnings: those of a shadow come from its own fold. */
const brief = ({ warnings: _, ...outcome }: object & { warnings?: unknown }) => outcome

describe('[H7] sources', () => {
  const server = useServer({
    FEED_KEYS: 'main@opta:main-key-1,backup@opta:backup-key-2,scout:scout-key-3',
  })
  const withKey = (key: string) => openCheckedApi(server.url, { key })
  const open = async () => {
    const [main, backup, scout] = [
      await withKey('main-key-1'),
      await withKey('backup-key-2'),
      await withKey('scout-key-3'),
    ]
    const match = await main.createMatch()
    const path = `/v1/matches/${match}`
    const score = async () => (await main.get(path)).body.state.score
    return { main, backup, scout, match, path, score, events: `${path}/events` }
  }

  it('the same goal from the main and the backup feed of a source is one goal', async () => {
    const { main, backup, events, score } = await open()
    expect((await main.post(events, goal('g'))).body).toMatchObject({ status: 'applied', seq: 1 })
    expect((await backup.post(events, goal('g'))).body).toMatchObject({ status: 'duplicate', seq: 1 })
    expect((await backup.put(`${events}/g`, goal('g', { team: 'away' }))).body).toMatchObject({ status: 'applied' })
    expect(await score()).toEqual({ home: 0, away: 1 })
    expect((await backup.delete(`${events}/g`)).body).toMatchObject({ status: 'applied', seq: 3 })
    // A timeline replaces the list of the whole source.
    await main.post(events, goal('h'))
    expect((await backup.put(`${events.replace('events', 'timeline')}`, [goal('i')])).body.results).toHaveLength(2)
    expect(await score()).toEqual({ home: 1, away: 0 })
  })

  it('[H20] a wish that nobody knows is refused: of a switch, of a heartbeat', async () => {
    const { main, match, path, events } = await open()
    await main.post(events, goal('g'))
    const isUndescribed = true
    for (const [method, address, body] of [
      ['PUT', `${path}/source`, { source: 'opta', force: true }],
      ['POST', '/v1/heartbeat', { match: [match] }],
    ] as const) {
      const answer = await main.send(method, address, { body, isUndescribed })
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request' } })
    }
  })

  it('what another source sends is kept in the shadow, and no viewer sees it', async () => {
    const { main, scout, events, path, score } = await open()
    await main.post(events, goal('g'))
    const answer = await scout.post(events, goal('s', { minute: 23 }))
    expect(answer.status).toBe(201)
    expect(brief(answer.body)).toEqual({ id: 's', status: 'shadowed' })
    expect(brief((await scout.post(events, goal('s', { minute: 23 }))).body)).toEqual({ id: 's', status: 'duplicate' })
    expect((await scout.post(events, goal('s', { team: 'away' }))).body.code).toBe('event-conflict')
    expect(brief((await scout.put(`${events}/s`, goal('s', { team: 'away' }))).body)).toEqual({
      id: 's',
      status: 'shadowed',
    })
    expect(brief((await scout.post(events, goal('s', { minute: 23 }))).body)).toEqual({ id: 's', status: 'duplicate' })
    expect(await scout.post(events, [goal('t'), goal('t')])).toMatchObject({
      body: { results: [{ status: 'shadowed' }, { status: 'duplicate' }], seq: 1 },
    })
    const early = await scout.delete(`${events}/never`)
    expect([early.status, early.body]).toEqual([202, { id: 'never', status: 'shadowed' }])
    const late = await scout.delete(`${events}/t`)
    expect([late.status, late.body]).toEqual([200, { id: 't', status: 'shadowed' }])
    expect(await score()).toEqual({ home: 1, away: 0 })
    expect((await main.get(`${path}/updates`)).body.updates).toHaveLength(1)
  })

  it('only an accepted event puts a source in charge, and only one of those that the fixture lists', async () => {
    const { main, scout, match, path } = await open()
    const events = `${path}/events`
    expect((await scout.post(events, { id: 'x', type: 'goal' })).status).toBe(422)
    const { sport, home, away } = (await main.get(path)).body.state
    await main.put(path, { sport, home, away, sources: ['opta', 'club'] })
    expect((await main.get(path)).body).toMatchObject({ match, seq: 0 })
    expect((await main.get(path)).body.state).not.toHaveProperty('sources')
    expect(brief((await scout.post(events, goal('s'))).body)).toEqual({ id: 's', status: 'shadowed' })
    expect((await main.post(events, goal('g'))).body).toMatchObject({ status: 'applied', seq: 1 })
    await main.put(path, { sport, home, away, sources: ['scout', 'opta'] })
    // A higher one that comes later does not take over by itself.
    expect(brief((await scout.post(events, goal('t'))).body)).toEqual({ id: 't', status: 'shadowed' })
  })

  it('a switch is one update with a patch, and says how the score changed', async () => {
    const { main, scout, path, events, score } = await open()
    await main.post(events, goal('g'))
    await scout.post(events, [goal('a', { team: 'away' }), goal('b', { team: 'away' })])

    expect((await scout.put(`${path}/source`, { source: 'scout' })).body.code).toBe('not-in-charge')
    expect((await main.put(`${path}/source`, { source: 'nobody' })).body.code).toBe('source-unknown')
    expect((await main.put(`${path}/source`, { source: 'scout' })).body).toMatchObject({ source: 'scout', seq: 2 })
    expect((await main.put(`${path}/source`, { source: 'opta' })).body.code).toBe('not-in-charge')

    expect(await score()).toEqual({ home: 0, away: 2 })
    const [, update] = (await main.get(`${path}/updates`)).body.updates
    expect(update).toMatchObject({
      kind: 'source',
      patch: { score: { home: 0, away: 2 } },
      correction: {
        kind: 'source_changed',
        before: { score: { home: 1, away: 0 } },
        after: { score: { home: 0, away: 2 } },
      },
    })
    expect(update).not.toHaveProperty('event')
    expect(brief((await main.post(events, goal('late'))).body)).toEqual({ id: 'late', status: 'shadowed' })
    // What the new one sent in the shadow is known, though no update of its own told viewers.
    expect(brief((await scout.post(events, goal('a', { team: 'away' }))).body)).toEqual({
      id: 'a',
      status: 'duplicate',
    })
    expect((await scout.put(`${path}/source`, { source: 'opta' })).body).toMatchObject({ seq: 3 })
    expect(await score()).toEqual({ home: 2, away: 0 })
  })

  it('before any event the feed that made the match says who will be in charge; the list binds it', async () => {
    const { main, scout, path, events } = await open()
    expect((await scout.put(`${path}/source`, { source: 'scout' })).body.code).toBe('not-in-charge')
    expect((await main.put(`${path}/source`, { source: 'scout' })).status).toBe(200)
    expect(brief((await main.post(events, goal('g'))).body)).toEqual({ id: 'g', status: 'shadowed' })
    expect((await scout.post(events, goal('g'))).body).toMatchObject({ status: 'applied' })
    const { sport, home, away } = (await main.get(path)).body.state
    await main.put(path, { sport, home, away, sources: ['scout', 'club'] })
    expect((await scout.put(`${path}/source`, { source: 'opta' })).body.code).toBe('source-not-listed')
  })
})

describe('[H7] on a server without keys', () => {
  const server = useServer({})

  it('a match is told by 16 sources at most', async () => {
    const api = await openCheckedApi(server.url)
    const match = await api.createMatch()
    const answers: { status?: string; code?: string }[] = []
    for (let n = 0; n < 17; n += 1)
      answers.push((await api.post(`/v1/matches/${match}/events?source=s${n}`, goal('g'))).body)
    expect(answers.map(({ status, code }) => (typeof status === 'string' ? status : code))).toEqual([
      'applied',
      ...Array(15).fill('shadowed'),
      'too-many-sources',
    ])
  })
})

describe('[H7] operators', () => {
  const server = useServer({})

  it('may act as a source; what they changed stays until they release it', async () => {
    const desk = await openCheckedApi(server.url)
    const match = await desk.createMatch()
    const events = `/v1/matches/${match}/events`
    const opta = '?source=opta'
    // On this server everybody is feed `local`, an operator: it acts as opta, and as itself.
    await desk.post(events, goal('g'))
    expect(brief((await desk.put(`${events}/g${opta}`, goal('g', { team: 'away' }))).body)).toEqual({
      id: 'g',
      status: 'shadowed',
    })
    expect(brief((await desk.post(`${events}${opta}`, goal('h'))).body)).toEqual({ id: 'h', status: 'shadowed' })
    expect((await desk.put(`/v1/matches/${match}/source`, { source: 'opta' })).body).toMatchObject({
      source: 'opta',
      seq: 2,
    })
    expect((await desk.get(`/v1/matches/${match}`)).body.state.score).toEqual({ home: 1, away: 1 })
    expect(brief((await desk.delete(`${events}/h/hold${opta}`)).body)).toEqual({ id: 'h', status: 'applied' })
    expect(brief((await desk.delete(`${events}/h/hold${opta}`)).body)).toEqual({ id: 'h', status: 'duplicate' })
    expect((await desk.delete(`${events}/nothing/hold${opta}`)).body.code).toBe('event-not-found')
  })
})

describe('[H7] what an operator holds', () => {
  const server = useServer({ FEED_KEYS: 'opta:opta-key-1,scout:scout-key-2' })

  it('only an operator may act as another source, and release events', async () => {
    const opta = await openCheckedApi(server.url, { key: 'opta-key-1' })
    const match = await opta.createMatch()
    const events = `/v1/matches/${match}/events`
    expect((await opta.post(`${events}?source=scout`, goal('g'))).body.code).toBe('operators-only')
    expect((await opta.post(`${events}?source=opta`, goal('g'))).status).toBe(201)
    expect((await opta.delete(`${events}/g/hold`)).body.code).toBe('operators-only')
    expect((await opta.post(`${events}?source=a%20b`, goal('g'))).status).toBe(400)
  })
})
