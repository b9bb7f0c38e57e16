import { describe, expect, it } from 'vitest'
import { applyPatch } from '../../src/match/merge-patch.ts'
import { openCheckedApi } from '../http/checked-api.ts'
import { useServer } from '../http/use-server.ts'

describe('[H7] GET /v1/matches/{matchId}/events', () => {
  const server = useServer({ FEED_KEYS: 'opta:opta-key-1,scout:scout-key-2' })
  const open = async () => {
    const [opta, scout] = [
      await openCheckedApi(server.url, { key: 'opta-key-1' }),
      await openCheckedApi(server.url, { key: 'scout-key-2' }),
    ]
    const match = await opta.createMatch()
    return { opta, scout, match, path: `/v1/matches/${match}`, events: `/v1/matches/${match}/events` }
  }
  const goal = (id: string, clock: string, team = 'home') => ({ id, type: 'goal', team, period: 1, clock })
  const idsOf = ({ body }: { body: { events: { event: { id: string } }[] } }) =>
    body.events.map(({ event }) => event.id)

  it('has the events that stand in order of play, each with the scoreline after it', async () => {
    const { opta, events, path } = await open()
    await opta.post(events, { id: 's', type: 'period_start', period: 1 })
    await opta.post(events, goal('late', '30:00'))
    await opta.post(events, goal('wrong', '20:00'))
    await opta.post(events, goal('early', '10:00', 'away'))
    await opta.delete(`${events}/wrong`)

    const { status, body, headers } = await opta.get(events)
    expect(status).toBe(200)
    expect(body).toMatchObject({ seq: 5, source: 'opta' })
    expect(body).not.toHaveProperty('next')
    const brief = body.events.map(({ event, scoreline: { home, away } }: (typeof body.events)[number]) => [
      event.id,
      `${home.main}-${away.main}`,
    ])
    expect(brief).toEqual([
      ['s', '0-0'],
      ['early', '0-1'],
      ['late', '1-1'],
    ])
    const { epoch, state } = (await opta.get(path)).body
    expect(body.events.at(-1).scoreline).toEqual(state.scoreline)
    const updates = (await opta.get(`${path}/updates`)).body.updates
    expect(body.events[1].at).toBe(updates[3].at)
    expect(headers.get('etag')).toBe(`"${epoch}.5"`)
    expect(headers.get('cache-control')).toMatch(/^public, max-age=1\b/)
    const again = await opta.get(events, { 'if-none-match': headers.get('etag') as string })
    expect([again.status, again.text]).toEqual([304, ''])
  })

  it('with patches they lead from the state before the page to that of the match', async () => {
    const { opta, events, path } = await open()
    await opta.post(events, [goal('b', '20:00'), goal('a', '10:00', 'away'), goal('c', '30:00')])
    let state: object | undefined
    for (let cursor: string | undefined = '0'; cursor !== undefined; ) {
      const { body } = await opta.get(`${events}?patches=true&limit=2&cursor=${cursor}`)
      if (state !== undefined) expect(body.start).toEqual(state)
      state = body.start as object
      for (const { patch } of body.events) state = applyPatch(state, patch)
      cursor = body.next
    }
    const now = (await opta.get(path)).body.state
    expect({ ...state, updatedAt: now.updatedAt }).toEqual(now)
  })

  it('is of the source in charge, also after a switch', async () => {
    const { opta, scout, events, path } = await open()
    await opta.post(events, goal('g', '10:00'))
    await scout.post(events, [goal('g', '11:00', 'away'), goal('h', '12:00', 'away')])
    expect(idsOf(await opta.get(events))).toEqual(['g'])
    await opta.put(`${path}/source`, { source: 'scout' })

    const { body } = await opta.get(events)
    expect(body).toMatchObject({ source: 'scout', seq: 2 })
    expect(idsOf({ body })).toEqual(['g', 'h'])
    expect(body.events[1].scoreline).toEqual((await opta.get(path)).body.state.scoreline)
  })

  it('has no source and no event before the first, and is 404 for a match that is not there', async () => {
    const { opta, scout, events } = await open()
    expect((await opta.get(`${events}?patches=true`)).body).toEqual({
      match: expect.any(String),
      epoch: expect.any(String),
      seq: 0,
      from: 0,
      events: [],
    })
    await scout.delete(`${events}/never-came`)
    expect((await opta.get(events)).body.events).toEqual([])
    expect((await opta.get('/v1/matches/nowhere/events')).status).toBe(404)
  })

  it('comes in pages that are bounded by bytes too', async () => {
    const { opta, events } = await open()
    const notes = Array.from({ length: 60 }, (_, n) => ({ id: `n${n}`, type: 'corner', x_text: 'x'.repeat(10_000) }))
    expect((await opta.post(events, notes)).body.seq).toBe(60)
    const ids: string[] = []
    const pages: number[] = []
    for (let cursor: string | undefined = '0'; cursor !== undefined; ) {
      const answer = await opta.get(`${events}?limit=1000&cursor=${cursor}`)
      expect(answer.body).toMatchObject({ seq: 60, from: ids.length })
      ids.push(...idsOf(answer))
      pages.push(answer.text.length)
      cursor = answer.body.next
    }
    expect(ids).toEqual(notes.map(({ id }) => id))
    expect(pages.length).toBe(3)
    expect(Math.max(...pages)).toBeLessThan(257 * 1024)
    expect((await opta.get(`${events}?limit=7`)).body.events).toHaveLength(7)
    expect((await opta.get(`${events}?cursor=60`)).body).toMatchObject({ from: 60, events: [] })

    const last = await opta.get(`${events}?newest=true&limit=3`)
    expect(last.body.from).toBe(57)
    expect(last.body).not.toHaveProperty('next')
    expect(idsOf(last)).toEqual(['n57', 'n58', 'n59'])
    const newest = await opta.get(`${events}?newest=true&limit=1000`)
    expect(newest.text.length).toBeLessThan(257 * 1024)
    expect(idsOf(newest)).toEqual(ids.slice(newest.body.from))
    expect(newest.body.events.length).toBeGreaterThan(20)
  })

  it.each(['limit=0', 'limit=1001', 'limit=x', 'cursor=-1', 'cursor=x', 'patches=1', 'newest=x'])(
    'with %s is refused',
    async (query) => {
      const { opta, events } = await open()
      expect((await opta.get(`${events}?${query}`)).status).toBe(400)
    },
  )
})
