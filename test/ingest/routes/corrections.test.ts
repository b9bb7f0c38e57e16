import { describe, expect, it } from 'vitest'
import { useServer } from '../../http/use-server.ts'

const server = useServer()

/** A football match under way, with its addresses. */
async function startedMatch(fixture: object = {}) {
  const match = await server.api.createMatch(fixture)
  const events = `/v1/matches/${match}/events`
  await server.api.post(events, { id: 'p1', type: 'period_start', period: 1, clock: '00:00' })
  return {
    match,
    events,
    send: (id: string, type: string, fields: object = {}) => server.api.post(events, { id, type, ...fields }),
    state: async () => (await server.api.get(`/v1/matches/${match}`)).body.state,
    lastUpdate: async () => {
      const { seq } = (await server.api.get(`/v1/matches/${match}`)).body
      return (await server.api.get(`/v1/matches/${match}/updates?after=${seq - 1}`)).body.updates[0]
    },
  }
}

describe('cases from reality', () => {
  it('a goal is given, disallowed, and given after all', async () => {
    const { events, send, state } = await startedMatch()
    await send('g1', 'goal', { team: 'home', period: 1, clock: '12:00' })
    const scores = [(await state()).score.home]
    await server.api.delete(`${events}/g1?reason=offside`)
    scores.push((await state()).score.home)
    await server.api.post(`${events}/g1/restore`)
    scores.push((await state()).score.home)
    expect(scores).toEqual([1, 0, 1])
  })

  it('two points become three, ten minutes and many scores later', async () => {
    const { match, events, send, state, lastUpdate } = await startedMatch({ sport: 'generic' })
    await send('s1', 'score', { team: 'home', points: 2 })
    for (let n = 2; n < 40; n += 1) await send(`s${n}`, 'score', { team: n % 2 ? 'home' : 'away', points: 2 })
    const before = (await state()).score
    await server.api.put(`${events}/s1`, { type: 'score', team: 'home', points: 3 })
    expect((await state()).score).toEqual({ home: before.home + 1, away: before.away })
    expect(await lastUpdate()).toMatchObject({
      kind: 'edit',
      correction: { eventId: 's1', before: { score: before }, after: { score: { home: before.home + 1 } } },
    })
    expect(match).toBeTruthy()
  })

  it('a goal comes after the review that delayed it, with an earlier clock: its place is before', async () => {
    const { send, state } = await startedMatch()
    await send('v1', 'var_start', { subject: 'goal', period: 1, clock: '31:00' })
    await send('c1', 'card', { team: 'away', card: 'yellow', player: 'Bo', period: 1, clock: '31:40' })
    await send('v1e', 'var_end', { decision: 'goal', review: 'v1', period: 1, clock: '33:00' })
    await send('g1', 'goal', { team: 'home', player: 'Ada', period: 1, clock: '30:10' })
    const { score, pending, detail } = await state()
    expect(score).toEqual({ home: 1, away: 0 })
    expect(pending).toEqual([])
    expect(detail.scorers).toMatchObject([{ player: 'Ada', minute: "31'" }])
  })

  it('a card is taken back after the match was final: viewers are told so', async () => {
    const { events, send, state, lastUpdate } = await startedMatch()
    await send('c1', 'card', { team: 'away', card: 'yellow', player: 'Bo', period: 1, clock: '31:40' })
    await send('e', 'match_end')
    await send('f', 'match_final')
    await server.api.delete(`${events}/c1?reason=mistaken%20identity`)
    expect(await lastUpdate()).toMatchObject({
      kind: 'delete',
      afterFinal: true,
      correction: { kind: 'card_rescinded', reason: 'mistaken identity' },
    })
    expect(await state()).toMatchObject({ status: 'final', detail: { yellowCards: { home: 0, away: 0 } } })
  })

  it('full time is revoked, and play goes on', async () => {
    const { events, send, state } = await startedMatch()
    await send('p1e', 'period_end', { period: 1 })
    await send('p2', 'period_start', { period: 2, clock: '45:00' })
    await send('w', 'period_end', { period: 2 })
    await send('e', 'match_end')
    expect((await state()).status).toBe('ended')
    await server.api.delete(`${events}/e`)
    await server.api.delete(`${events}/w`)
    expect(await state()).toMatchObject({ status: 'live', phase: 'second_half' })
    await send('g1', 'goal', { team: 'away', period: 2, clock: '90+4' })
    expect(await state()).toMatchObject({ status: 'live', score: { home: 0, away: 1 } })
  })

  it('an event was sent to the wrong match: deleted there, added here, each match knows its own', async () => {
    const wrong = await startedMatch()
    const right = await startedMatch()
    await wrong.send('g1', 'goal', { team: 'home' })
    await server.api.delete(`${wrong.events}/g1?reason=wrong%20match`)
    await right.send('g1', 'goal', { team: 'home' })
    expect((await wrong.state()).score.home).toBe(0)
    expect((await right.state()).score.home).toBe(1)
  })

  it('the name of a scorer arrives a minute after the goal: no score flickers', async () => {
    const { events, send, state, lastUpdate } = await startedMatch()
    await send('g1', 'goal', { team: 'home', period: 1, clock: '12:00' })
    await server.api.put(`${events}/g1`, { type: 'goal', team: 'home', period: 1, clock: '12:00', player: 'Ada' })
    const update = await lastUpdate()
    expect(update.patch).not.toHaveProperty('score')
    expect(update.correction).toMatchObject({ before: { score: { home: 1 } }, after: { score: { home: 1 } } })
    expect((await state()).detail.scorers).toMatchObject([{ player: 'Ada' }])
  })

  it('a goal under review counts when it is confirmed, and that is no correction', async () => {
    const { events, send, state, lastUpdate } = await startedMatch()
    await send('g1', 'goal', { team: 'home', status: 'under_review' })
    expect(await state()).toMatchObject({ score: { home: 0 }, pending: [{ id: 'g1', status: 'under_review' }] })
    await server.api.put(`${events}/g1`, { type: 'goal', team: 'home', status: 'confirmed' })
    expect(await state()).toMatchObject({ score: { home: 1 }, pending: [] })
    expect(await lastUpdate()).not.toHaveProperty('correction')
  })

  it('a goal under review is cancelled: nothing is pending, nothing ever counted', async () => {
    const { events, send, state } = await startedMatch()
    await send('g1', 'goal', { team: 'home', status: 'pending' })
    await server.api.delete(`${events}/g1`)
    expect(await state()).toMatchObject({ score: { home: 0 }, pending: [] })
  })

  it('a score is set by hand, counts go on from there, and deleting it brings the computed score back', async () => {
    const { events, send, state } = await startedMatch()
    await send('g1', 'goal', { team: 'home' })
    await send('s1', 'score_set', { score: { home: 3, away: 1 } })
    await send('g2', 'goal', { team: 'away' })
    expect((await state()).score).toEqual({ home: 3, away: 2 })
    await server.api.delete(`${events}/s1`)
    expect((await state()).score).toEqual({ home: 1, away: 1 })
  })

  it('a match is postponed, and its status_set says why', async () => {
    const match = await server.api.createMatch()
    const event = { id: 's1', type: 'status_set', status: 'postponed', reason: 'frozen pitch' }
    expect((await server.api.post(`/v1/matches/${match}/events`, event)).status).toBe(201)
    const { state } = (await server.api.get(`/v1/matches/${match}`)).body
    expect(state).toMatchObject({ status: 'postponed', statusReason: 'frozen pitch' })
  })

  it('whatever happened, the patches lead from the first state to the one that is read', async () => {
    const { match, events, send } = await startedMatch()
    await send('g1', 'goal', { team: 'home', clock: '10:00', period: 1 })
    await send('g2', 'goal', { team: 'away', clock: '05:00', period: 1 })
    await server.api.delete(`${events}/g1`)
    await server.api.put(`${events}/g2`, { type: 'goal', team: 'home', clock: '05:00', period: 1 })
    await server.api.post(`${events}/g1/restore`)
    const { seq, state } = (await server.api.get(`/v1/matches/${match}`)).body
    const { body } = await server.api.get(`/v1/matches/${match}?at=${seq}`)
    expect(body).toMatchObject({ seq, state })
    expect(body.state).toEqual(state)
  })
})
