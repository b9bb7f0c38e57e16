import { describe, expect, it } from 'vitest'
import { useServer } from '../../http/use-server.ts'

const server = useServer()

const EVENTS = [
  { id: 'p1', type: 'period_start', period: 1, clock: '0:00', occurredAt: 1_000 },
  { id: 'g1', type: 'goal', team: 'home', player: 'Ada', period: 1, clock: '10:00', occurredAt: 2_000 },
  { id: 'g2', type: 'goal', team: 'away', player: 'Bo', period: 1, clock: '20:00', occurredAt: 3_000 },
  { id: 'c1', type: 'card', card: 'yellow', team: 'away', player: 'Bo', period: 1, clock: '21:00', occurredAt: 4_000 },
]

async function read(match: string) {
  return (await server.api.get(`/v1/matches/${match}`)).body
}

describe('the state', () => {
  it('[S1] at every seq is the one before it with the update’s patch folded in, to the newest that GET gives', async () => {
    const match = await server.api.createMatch()
    const path = `/v1/matches/${match}`
    await server.api.post(`${path}/events`, EVENTS)
    await server.api.delete(`${path}/events/g1?reason=offside`)
    await server.api.put(`${path}/events/g2`, { ...EVENTS[2], clock: '5:00' })
    await server.api.post(`${path}/events/g1/restore`)
    const { updates, seq } = (await server.api.get(`${path}/updates`)).body
    let state = (await server.api.get(`${path}?at=0`)).body.state
    for (const update of updates) {
      state = mergePatch(state, update.patch)
      expect(state).toEqual((await server.api.get(`${path}?at=${update.seq}`)).body.state)
    }
    expect(state).toEqual((await read(match)).state)
    expect(seq).toBe(7)
  })

  it('[S2] follows from fixture and events alone: however they came, it is the same', async () => {
    const atOnce = await server.api.createMatch()
    await server.api.post(`/v1/matches/${atOnce}/events`, EVENTS)
    const inPieces = await server.api.createMatch()
    for (const event of EVENTS.toReversed()) await server.api.post(`/v1/matches/${inPieces}/events`, event)
    const [a, b] = [await read(atOnce), await read(inPieces)]
    // Whose state it is, and when the last change was accepted.
    const itself = { match: expect.any(String), updatedAt: expect.any(Number) }
    expect(a.state).toEqual({ ...b.state, ...itself })
    expect(Object.keys(a).sort()).toEqual(['epoch', 'match', 'seq', 'state'])
  })
})

/** RFC 7396, section 2, written down as it stands there. */
// biome-ignore lint/suspicious/noExplicitAny: any JSON
function mergePatch(target: any, patch: any): any {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch
  const isObject = typeof target === 'object' && target !== null && !Array.isArray(target)
  const result = isObject ? { ...target } : {}
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name]
    else result[name] = mergePatch(result[name], value)
  }
  return result
}
