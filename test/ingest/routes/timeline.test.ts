import { describe, expect, it } from 'vitest'
import { useServer } from '../../http/use-server.ts'

const server = useServer()
const goal = (id: string, fields: object = {}) => ({ id, type: 'goal', team: 'home', ...fields })
const kickOff = { id: 'p1', type: 'period_start', period: 1 }
const stateOf = async (match: string) => (await server.api.get(`/v1/matches/${match}`)).body
const putList = (match: string, list: readonly unknown[]) => server.api.put(`/v1/matches/${match}/timeline`, list)

describe('PUT …/timeline', () => {
  it('adds what is new, edits what differs, deletes what is missing', async () => {
    const match = await server.api.createMatch()
    await putList(match, [kickOff, goal('g1'), goal('g2'), { id: 'c1', type: 'corner' }])
    const { status, body } = await putList(match, [
      kickOff,
      goal('g1', { player: 'Ada' }),
      { id: 'c1', type: 'corner' },
      goal('g3'),
    ])
    expect(status).toBe(200)
    expect(body.results).toMatchObject([
      { id: 'g2', status: 'applied', seq: 5 },
      { id: 'g1', status: 'applied', seq: 6 },
      { id: 'g3', status: 'applied', seq: 7 },
    ])
    const { updates } = (await server.api.get(`/v1/matches/${match}/updates?after=4`)).body
    expect(updates).toMatchObject([
      { kind: 'delete', event: { id: 'g2' }, correction: { kind: 'goal_disallowed', reason: 'not in timeline' } },
      { kind: 'edit', event: { id: 'g1', player: 'Ada' } },
      { kind: 'add', event: { id: 'g3' } },
    ])
    expect((await stateOf(match)).state.score).toEqual({ home: 2, away: 0 })
  })

  it('the same list a hundred times makes no update', async () => {
    const match = await server.api.createMatch()
    const list = [kickOff, goal('g1'), goal('g2', { team: 'away', player: null, extra: { a: [1, null] } })]
    const put = () => server.api.send('PUT', `/v1/matches/${match}/timeline`, { body: list, isUndescribed: true })
    await put()
    const before = await stateOf(match)
    for (let repeat = 0; repeat < 100; repeat += 1) {
      const { body } = await put()
      expect(body).toEqual({ results: [], seq: 3 })
    }
    expect(await stateOf(match)).toEqual(before)
  })

  it('brings back what was missing for a while', async () => {
    const match = await server.api.createMatch()
    await putList(match, [kickOff, goal('g1')])
    await putList(match, [kickOff])
    expect((await stateOf(match)).state.score.home).toBe(0)
    const { body } = await putList(match, [kickOff, goal('g1', { player: 'Ada' })])
    expect(body.results).toMatchObject([{ id: 'g1' }, { id: 'g1' }])
    expect((await stateOf(match)).state).toMatchObject({ score: { home: 1 }, detail: { scorers: [{ player: 'Ada' }] } })
  })

  it('leaves alone what it lists but cannot be read, and says what is wrong with it', async () => {
    const match = await server.api.createMatch()
    await putList(match, [kickOff, goal('g1')])
    const list = [kickOff, { id: 'g1', type: 'goal', team: 'nobody' }, goal('g2')]
    const { status, body } = await server.api.send('PUT', `/v1/matches/${match}/timeline`, {
      body: list,
      isUndescribed: true,
    })
    expect(status).toBe(200)
    expect(body.results).toMatchObject([
      { id: 'g2', status: 'applied' },
      { id: 'g1', status: 'rejected', code: 'invalid-request', errors: [{ path: 'team' }] },
    ])
    expect((await stateOf(match)).state.score.home).toBe(2)
  })

  it('that lists an event twice keeps the last, and settles', async () => {
    const match = await server.api.createMatch()
    const list = [kickOff, goal('g1'), goal('g1', { player: 'Ada' })]
    await putList(match, list)
    const { seq, state } = await stateOf(match)
    expect(state.detail.scorers).toMatchObject([{ player: 'Ada' }])
    expect(state.score.home).toBe(1)
    await putList(match, list)
    expect((await stateOf(match)).seq).toBe(seq)
  })

  it('that is empty deletes all, once', async () => {
    const match = await server.api.createMatch()
    await putList(match, [kickOff, goal('g1')])
    expect((await putList(match, [])).body.seq).toBe(4)
    expect((await putList(match, [])).body).toEqual({ results: [], seq: 4 })
    expect((await stateOf(match)).state).toMatchObject({ status: 'scheduled', score: { home: 0 } })
  })

  it('may have 5000 events in a megabyte, and not 5001', async () => {
    const match = await server.api.createMatch()
    const list = Array.from({ length: 5_001 }, (_, n) => ({ id: `c${n}`, type: 'corner', team: 'home' }))
    expect((await putList(match, list)).status).toBe(400)
    const { status, body } = await putList(match, list.slice(1))
    expect(status).toBe(200)
    expect(body.seq).toBe(5_000)
  })

  it('that is no array is refused', async () => {
    const match = await server.api.createMatch()
    for (const body of [{ events: [] }, 'text', 7]) {
      const answer = await server.api.put(`/v1/matches/${match}/timeline`, JSON.stringify(body))
      expect(answer.status).toBe(400)
    }
  })
})
