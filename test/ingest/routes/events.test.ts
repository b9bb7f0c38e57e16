import { describe, expect, it } from 'vitest'
import { useServer } from '../../http/use-server.ts'

const server = useServer()
const goal = (id: string, fields: object = {}) => ({ id, type: 'goal', team: 'home', ...fields })

/** A match that has kicked off: seq 1. */
async function startedMatch(): Promise<string> {
  const match = await server.api.createMatch()
  await server.api.post(`/v1/matches/${match}/events`, { id: 'p1', type: 'period_start', period: 1 })
  return match
}

async function stateOf(match: string) {
  return (await server.api.get(`/v1/matches/${match}`)).body
}

describe('one event', () => {
  it('is 201 with its seq, and the state has it at once', async () => {
    const match = await startedMatch()
    const { status, body } = await server.api.post(`/v1/matches/${match}/events`, goal('g1'))
    expect({ status, body }).toEqual({ status: 201, body: { id: 'g1', status: 'applied', seq: 2 } })
    expect(await stateOf(match)).toMatchObject({ seq: 2, state: { score: { home: 1, away: 0 } } })
  })

  it('is refused for a match that is not there', async () => {
    const { status, body } = await server.api.post('/v1/matches/nowhere/events', goal('g1'))
    expect(status).toBe(404)
    expect(body).toMatchObject({ code: 'match-not-found', detail: expect.stringContaining('PUT /v1/matches/nowhere') })
  })

  it('makes an update whose patch leads from the state before to the state after', async () => {
    const match = await startedMatch()
    await server.api.post(`/v1/matches/${match}/events`, goal('g1', { player: 'Ada' }))
    const { body } = await server.api.get(`/v1/matches/${match}/updates?after=1`)
    expect(body).toMatchObject({
      seq: 2,
      updates: [
        {
          op: 'update',
          match,
          seq: 2,
          kind: 'add',
          event: { id: 'g1', type: 'goal', team: 'home', player: 'Ada' },
          patch: { score: { home: 1 }, updatedAt: expect.any(Number) },
        },
      ],
    })
  })
})

describe('[H2] the same id again', () => {
  it('is a duplicate for ever, with the seq of the first', async () => {
    const match = await startedMatch()
    const path = `/v1/matches/${match}/events`
    await server.api.post(path, goal('g1'))
    await server.api.post(path, { id: 'w', type: 'match_end' })
    await server.api.post(path, { id: 'f', type: 'match_final' })
    for (let repeat = 0; repeat < 20; repeat += 1) {
      const { status, body } = await server.api.post(path, goal('g1'))
      expect({ status, body }).toEqual({ status: 200, body: { id: 'g1', status: 'duplicate', seq: 2 } })
    }
    expect(await stateOf(match)).toMatchObject({ seq: 4, state: { score: { home: 1, away: 0 } } })
  })

  it('is a duplicate whatever the order of its fields, with null for what is left out', async () => {
    const match = await startedMatch()
    const path = `/v1/matches/${match}/events`
    await server.api.post(path, goal('g1', { player: 'Ada', x_extra: { a: 1, b: [1, { c: 2 }] } }))
    const other =
      '{"x_extra":{"b":[1,{"c":2}],"a":1},"assist":null,"player":"Ada","team":"home","type":"goal","id":"g1"}'
    const { body } = await server.api.send('POST', path, { body: other })
    expect(body).toEqual({ id: 'g1', status: 'duplicate', seq: 2 })
  })

  it('with other content is a conflict that names the id, and changes nothing', async () => {
    const match = await startedMatch()
    const path = `/v1/matches/${match}/events`
    await server.api.post(path, goal('g1'))
    const { status, body } = await server.api.post(path, goal('g1', { team: 'away' }))
    expect(status).toBe(409)
    expect(body).toMatchObject({ code: 'event-conflict', detail: expect.stringContaining('"g1"') })
    expect(await stateOf(match)).toMatchObject({ seq: 2, state: { score: { home: 1, away: 0 } } })
  })

  it('with a higher revision replaces it; then a lower one is superseded, the same one a duplicate', async () => {
    const match = await startedMatch()
    const path = `/v1/matches/${match}/events`
    await server.api.post(path, goal('g1', { revision: 1 }))
    const higher = await server.api.post(path, goal('g1', { revision: 3, player: 'Ada' }))
    expect(higher.body).toEqual({ id: 'g1', status: 'applied', seq: 3 })
    const lower = await server.api.post(path, goal('g1', { revision: 2, player: 'Bea' }))
    expect(lower).toMatchObject({ status: 200, body: { id: 'g1', status: 'superseded', seq: 3 } })
    const again = await server.api.post(path, goal('g1', { revision: 3, player: 'Ada' }))
    expect(again.body).toEqual({ id: 'g1', status: 'duplicate', seq: 3 })
    const same = await server.api.post(path, goal('g1', { revision: 3, player: 'Cleo' }))
    expect(same.body).toMatchObject({ code: 'event-conflict' })
    expect((await stateOf(match)).state.detail.scorers).toMatchObject([{ player: 'Ada' }])
  })

  it('with content that it had before an edit is a late retry, not a conflict', async () => {
    const match = await startedMatch()
    const path = `/v1/matches/${match}/events`
    await server.api.post(path, goal('g1'))
    await server.api.put(`${path}/g1`, goal('g1', { player: 'Ada' }))
    const { status, body } = await server.api.post(path, goal('g1'))
    expect({ status, body }).toEqual({ status: 200, body: { id: 'g1', status: 'duplicate', seq: 2 } })
    expect((await stateOf(match)).state.detail.scorers).toMatchObject([{ player: 'Ada' }])
  })

  it('is another event in another match', async () => {
    const [one, two] = [await startedMatch(), await startedMatch()]
    for (const match of [one, two]) {
      expect((await server.api.post(`/v1/matches/${match}/events`, goal('g1'))).status).toBe(201)
    }
  })
})

describe('[H3] a type that the sport does not know', () => {
  it('is stored and forwarded with a warning, and changes nothing on the board', async () => {
    const match = await startedMatch()
    const before = (await stateOf(match)).state
    const event = { id: 'x', type: 'pitch_invasion', people: 3, note: { by: ['a', 'b'] } }
    const { status, body } = await server.api.post(`/v1/matches/${match}/events`, event)
    expect(status).toBe(201)
    expect(body).toMatchObject({ status: 'applied', seq: 2, warnings: [{ code: 'unknown-type' }] })
    const { updates } = (await server.api.get(`/v1/matches/${match}/updates?after=1`)).body
    expect(updates).toMatchObject([{ kind: 'add', event }])
    const after = (await stateOf(match)).state
    expect(after).toEqual({ ...before, updatedAt: after.updatedAt })
  })
})

describe('[H4] an event that is legal but surprising', () => {
  it.each([
    ['a goal before kick-off', [], goal('g1'), 'score-before-start'],
    ['a second half without a first', [], { id: 'p2', type: 'period_start', period: 2 }, 'skipped-period'],
    [
      'a goal after the end was final',
      [
        { id: 'e', type: 'match_end' },
        { id: 'f', type: 'match_final' },
      ],
      goal('g1'),
      'after-final',
    ],
  ])('is applied with a warning: %s', async (_, before, event, code) => {
    const match = await server.api.createMatch()
    const path = `/v1/matches/${match}/events`
    for (const earlier of before) await server.api.post(path, earlier)
    const { status, body } = await server.api.post(path, event)
    expect(status).toBe(201)
    expect(body).toMatchObject({
      status: 'applied',
      warnings: expect.arrayContaining([{ code, detail: expect.any(String) }]),
    })
  })
})

describe('an edit', () => {
  it('replaces the event, with or without its id in the body', async () => {
    const match = await startedMatch()
    const path = `/v1/matches/${match}/events`
    await server.api.post(path, goal('g1'))
    const { status, body } = await server.api.put(`${path}/g1`, { type: 'goal', team: 'away', player: 'Ada' })
    expect({ status, body }).toEqual({ status: 200, body: { id: 'g1', status: 'applied', seq: 3 } })
    expect(await stateOf(match)).toMatchObject({ state: { score: { home: 0, away: 1 } } })
    const again = await server.api.put(`${path}/g1`, { id: 'g1', type: 'goal', team: 'away', player: 'Ada' })
    expect(again.body).toEqual({ id: 'g1', status: 'duplicate', seq: 3 })
    const { updates } = (await server.api.get(`/v1/matches/${match}/updates?after=2`)).body
    expect(updates).toMatchObject([
      {
        kind: 'edit',
        event: { id: 'g1', player: 'Ada' },
        correction: { eventId: 'g1', before: { score: { home: 1, away: 0 } }, after: { score: { home: 0, away: 1 } } },
      },
    ])
  })

  it('whose body names another id is refused', async () => {
    const match = await startedMatch()
    const { status, body } = await server.api.put(`/v1/matches/${match}/events/g1`, goal('g2'))
    expect(status).toBe(400)
    expect(body).toMatchObject({ code: 'invalid-request', errors: [{ path: 'id' }] })
  })

  it('of an event that never came adds it', async () => {
    const match = await startedMatch()
    const { body } = await server.api.put(`/v1/matches/${match}/events/g1`, goal('g1'))
    expect(body).toEqual({ id: 'g1', status: 'applied', seq: 2 })
    expect((await stateOf(match)).state.score.home).toBe(1)
  })
})

describe('a delete', () => {
  it('takes the event back, with its reason for the viewers; a second one is 200 too', async () => {
    const match = await startedMatch()
    const path = `/v1/matches/${match}/events`
    await server.api.post(path, goal('g1'))
    const first = await server.api.delete(`${path}/g1?reason=offside`)
    expect(first).toMatchObject({ status: 200, body: { id: 'g1', status: 'applied', seq: 3 } })
    const second = await server.api.delete(`${path}/g1?reason=offside`)
    expect(second).toMatchObject({ status: 200, body: { id: 'g1', status: 'duplicate', seq: 3 } })
    const { updates } = (await server.api.get(`/v1/matches/${match}/updates?after=2`)).body
    expect(updates).toMatchObject([
      {
        kind: 'delete',
        event: { id: 'g1', type: 'goal' },
        correction: {
          kind: 'goal_disallowed',
          reason: 'offside',
          before: { score: { home: 1, away: 0 } },
          after: { score: { home: 0, away: 0 } },
        },
      },
    ])
  })

  it('before its add is 202, and the add counts as deleted when it comes, until a restore', async () => {
    const match = await startedMatch()
    const path = `/v1/matches/${match}/events`
    const early = await server.api.delete(`${path}/g1`)
    expect(early).toMatchObject({ status: 202, body: { id: 'g1', status: 'applied' } })
    expect(early.body).not.toHaveProperty('seq')
    expect(await server.api.delete(`${path}/g1`)).toMatchObject({ status: 202, body: { status: 'duplicate' } })
    const add = await server.api.post(path, goal('g1'))
    expect(add).toMatchObject({ status: 200, body: { id: 'g1', status: 'superseded' } })
    expect(await stateOf(match)).toMatchObject({ seq: 1, state: { score: { home: 0, away: 0 } } })
    const restored = await server.api.post(`${path}/g1/restore`)
    expect(restored).toMatchObject({ status: 200, body: { id: 'g1', status: 'applied', seq: 2 } })
    expect(await stateOf(match)).toMatchObject({ seq: 2, state: { score: { home: 1, away: 0 } } })
  })

  it('before its add may be undone and made again, before anything came', async () => {
    const match = await startedMatch()
    const path = `/v1/matches/${match}/events`
    expect((await server.api.delete(`${path}/g1`)).status).toBe(202)
    expect(await server.api.post(`${path}/g1/restore`)).toMatchObject({ status: 200, body: { status: 'applied' } })
    expect(await server.api.delete(`${path}/g1`)).toMatchObject({ status: 202, body: { status: 'applied' } })
    expect((await server.api.post(path, goal('g1'))).body).toMatchObject({ status: 'superseded' })
    expect(await stateOf(match)).toMatchObject({ seq: 1, state: { score: { home: 0 } } })
  })

  it('is not undone by the add that is sent again', async () => {
    const match = await startedMatch()
    const path = `/v1/matches/${match}/events`
    await server.api.post(path, goal('g1'))
    await server.api.delete(`${path}/g1`)
    expect((await server.api.post(path, goal('g1'))).body).toMatchObject({ status: 'duplicate', seq: 3 })
    expect((await server.api.post(path, goal('g1', { player: 'Ada' }))).body).toMatchObject({ status: 'superseded' })
    expect((await stateOf(match)).state.score.home).toBe(0)
  })

  it('is undone by a higher revision', async () => {
    const match = await startedMatch()
    const path = `/v1/matches/${match}/events`
    await server.api.post(path, goal('g1', { revision: 1 }))
    await server.api.delete(`${path}/g1`)
    expect((await server.api.post(path, goal('g1', { revision: 2 }))).body).toMatchObject({ status: 'applied', seq: 4 })
    expect((await stateOf(match)).state.score.home).toBe(1)
    const { updates } = (await server.api.get(`/v1/matches/${match}/updates?after=3`)).body
    expect(updates).toMatchObject([{ kind: 'restore' }])
  })

  it('with a lower revision than the event is superseded', async () => {
    const match = await startedMatch()
    const path = `/v1/matches/${match}/events`
    await server.api.post(path, goal('g1', { revision: 5 }))
    const { body } = await server.api.delete(`${path}/g1?revision=4`)
    expect(body).toMatchObject({ status: 'superseded', seq: 2 })
    expect((await stateOf(match)).state.score.home).toBe(1)
  })

  it('sent as JSON without a body is a delete all the same', async () => {
    const match = await startedMatch()
    const path = `/v1/matches/${match}/events`
    await server.api.post(path, goal('g1'))
    const headers = { 'content-type': 'application/json' }
    const { status } = await server.api.send('DELETE', `${path}/g1`, { headers })
    expect(status).toBe(200)
  })
})

describe('a restore', () => {
  it('brings the event back; a second one is a duplicate', async () => {
    const match = await startedMatch()
    const path = `/v1/matches/${match}/events`
    await server.api.post(path, goal('g1'))
    await server.api.delete(`${path}/g1`)
    expect((await server.api.post(`${path}/g1/restore`)).body).toEqual({ id: 'g1', status: 'applied', seq: 4 })
    expect((await server.api.post(`${path}/g1/restore`)).body).toEqual({ id: 'g1', status: 'duplicate', seq: 4 })
    expect((await stateOf(match)).state.score.home).toBe(1)
    expect((await server.api.delete(`${path}/g1`)).body).toMatchObject({ status: 'applied', seq: 5 })
  })

  it('of an event that never came is 404', async () => {
    const match = await startedMatch()
    const { status, body } = await server.api.post(`/v1/matches/${match}/events/g1/restore`)
    expect(status).toBe(404)
    expect(body).toMatchObject({ code: 'event-not-found' })
  })
})

describe('an event id', () => {
  const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index))

  it('may have every printable ASCII character, percent-encoded in the address', async () => {
    const match = await startedMatch()
    const path = `/v1/matches/${match}/events`
    const alone = printable.filter((character) => character !== '.') // clients take `%2E` for the folder itself
    const ids = [...printable.map((character) => `a${character}b`), printable.join(''), ...alone]
    for (const id of ids) {
      const address = `${path}/${[...id].map((c) => `%${c.charCodeAt(0).toString(16).padStart(2, '0')}`).join('')}`
      const added = await server.api.put(address, { type: 'corner', team: 'home' })
      expect({ id, body: added.body }).toMatchObject({ body: { id, status: 'applied' } })
      const sent = await server.api.post(path, { id, type: 'corner', team: 'home' })
      expect({ id, body: sent.body }).toMatchObject({ body: { id, status: 'duplicate' } })
      const removed = await server.api.delete(address)
      expect({ id, body: removed.body }).toMatchObject({ body: { id, status: 'applied' } })
      const restored = await server.api.post(`${address}/restore`)
      expect({ id, body: restored.body }).toMatchObject({ body: { id, status: 'applied' } })
    }
  })

  it('of 128 characters is taken, of 129 refused, in body and address', async () => {
    const match = await startedMatch()
    const path = `/v1/matches/${match}/events`
    const longest = '%'.repeat(128)
    expect((await server.api.put(`${path}/${encodeURIComponent(longest)}`, { type: 'corner' })).status).toBe(200)
    for (const { status, body } of [
      await server.api.put(`${path}/${encodeURIComponent(`${longest}%`)}`, { type: 'corner' }),
      await server.api.post(path, { id: `${longest}%`, type: 'corner' }),
    ]) {
      expect(status).toBe(400)
      expect(body.code).toBe('invalid-request')
    }
  })

  it.each(['ä', 'a\u0000b', 'a\nb', '😀', '\u007f'])('is refused with %j in it', async (id) => {
    const match = await startedMatch()
    const path = `/v1/matches/${match}/events`
    for (const { status, body } of [
      await server.api.post(path, { id, type: 'corner' }),
      await server.api.put(`${path}/${encodeURIComponent(id)}`, { type: 'corner' }),
      await server.api.delete(`${path}/${encodeURIComponent(id)}`),
    ]) {
      expect(status).toBe(400)
      expect(body.code).toBe('invalid-request')
    }
  })
})
