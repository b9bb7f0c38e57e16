import { describe, expect, it } from 'vitest'
import { useServer } from '../../http/use-server.ts'

const server = useServer()
const football = { sport: 'football', home: { name: 'Reds', code: 'RED' }, away: { name: 'Blues' } }
let count = 0
const newId = () => `fixture-${++count}`

describe('PUT /v1/matches/{matchId}', () => {
  it('creates a match at seq 0, with its state', async () => {
    const match = newId()
    const fixture = { ...football, competition: 'Cup', startsAt: 1_700_000_000_000, venue: 'Park', format: 'league' }
    const { status, body } = await server.api.put(`/v1/matches/${match}`, fixture)
    expect(status).toBe(201)
    expect(body).toMatchObject({
      match,
      epoch: expect.any(String),
      seq: 0,
      state: {
        match,
        sport: 'football',
        competition: 'Cup',
        startsAt: 1_700_000_000_000,
        venue: 'Park',
        home: { name: 'Reds', code: 'RED' },
        away: { name: 'Blues' },
        status: 'scheduled',
        score: { home: 0, away: 0 },
        pending: [],
      },
    })
    expect((await server.api.get(`/v1/matches/${match}`)).body).toEqual(body)
  })

  it('again with the same fixture changes nothing', async () => {
    const match = newId()
    const created = await server.api.put(`/v1/matches/${match}`, football)
    for (let repeat = 0; repeat < 3; repeat += 1) {
      const { status, body } = await server.api.put(`/v1/matches/${match}`, football)
      expect({ status, body }).toEqual({ status: 200, body: created.body })
    }
    expect((await server.api.get(`/v1/matches/${match}/updates`)).body).toMatchObject({ updates: [], seq: 0 })
  })

  it('with another fixture changes it and tells the viewers', async () => {
    const match = newId()
    await server.api.put(`/v1/matches/${match}`, football)
    const { status, body } = await server.api.put(`/v1/matches/${match}`, { ...football, venue: 'Elsewhere' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ seq: 1, state: { venue: 'Elsewhere' } })
    const { updates } = (await server.api.get(`/v1/matches/${match}/updates`)).body
    expect(updates).toMatchObject([{ seq: 1, kind: 'fixture', patch: { venue: 'Elsewhere' } }])
    expect(updates[0]).not.toHaveProperty('event')
  })

  it('takes away what the new fixture leaves out', async () => {
    const match = newId()
    await server.api.put(`/v1/matches/${match}`, { ...football, venue: 'Park' })
    const { body } = await server.api.put(`/v1/matches/${match}`, football)
    expect(body.state).not.toHaveProperty('venue')
    const { updates } = (await server.api.get(`/v1/matches/${match}/updates`)).body
    expect(updates[0].patch).toMatchObject({ venue: null })
  })

  it('with another format folds all events again under it', async () => {
    const match = newId()
    const tennis = { sport: 'tennis', home: { name: 'A' }, away: { name: 'B' } }
    await server.api.put(`/v1/matches/${match}`, tennis)
    const points = Array.from({ length: 7 }, (_, n) => ({ id: `p${n}`, type: 'point', team: n % 2 ? 'home' : 'away' }))
    await server.api.post(`/v1/matches/${match}/events`, [{ id: 's', type: 'match_start', server: 'home' }, ...points])
    expect((await server.api.get(`/v1/matches/${match}`)).body.state.detail).toMatchObject({
      games: { home: 0, away: 0 },
      points: { home: '40', away: 'AD' },
    })
    const { body } = await server.api.put(`/v1/matches/${match}`, { ...tennis, format: { noAd: true } })
    expect(body.state.detail).toMatchObject({ games: { home: 0, away: 1 } })
    const next = await server.api.post(`/v1/matches/${match}/events`, { id: 'p9', type: 'point', team: 'home' })
    expect(next.body).toMatchObject({ status: 'applied', seq: 10 })
    const now = (await server.api.get(`/v1/matches/${match}`)).body
    expect((await server.api.get(`/v1/matches/${match}?at=10`)).body).toEqual(now)
  })

  it('with another sport is a conflict: what has been sent would mean something else', async () => {
    const match = newId()
    await server.api.put(`/v1/matches/${match}`, football)
    const { status, body } = await server.api.put(`/v1/matches/${match}`, { ...football, sport: 'tennis' })
    expect(status).toBe(409)
    expect(body).toMatchObject({ code: 'sport-conflict', detail: expect.stringContaining('another id') })
  })

  it('is refused with every fault and its path', async () => {
    const { status, body } = await server.api.put(`/v1/matches/${newId()}`, {
      sport: 'quidditch',
      startsAt: 'soon',
      home: { name: '' },
      away: { code: 'B' },
      venue: 7,
    })
    expect(status).toBe(400)
    const paths = body.errors.map(({ path }: { path: string }) => path)
    expect(paths.sort()).toEqual(['away.name', 'home.name', 'sport', 'startsAt', 'venue'])
    expect(JSON.stringify(body.errors)).toContain('football')
  })

  it('is refused for a format that the sport does not have, and names the presets', async () => {
    const answer = await server.api.put(`/v1/matches/${newId()}`, { ...football, format: 'golden' })
    expect(answer.status).toBe(400)
    expect(answer.body.errors).toMatchObject([{ path: 'format', message: expect.stringContaining('league') }])
  })

  it('started at once by many creates the match once', async () => {
    const match = newId()
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => server.api.put(`/v1/matches/${match}`, football)),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(19).fill(200), 201])
    expect(new Set(answers.map(({ body }) => body.epoch)).size).toBe(1)
  })
})
