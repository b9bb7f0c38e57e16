import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { MatchEvent } from '../../src/match/event.ts'
import { foldAll } from '../../src/match/fold.ts'
import { applyPatch } from '../../src/match/merge-patch.ts'
import type { Fixture, MatchState } from '../../src/match/state.ts'
import type { UpdateMessage } from '../../src/protocol/messages.ts'
import { ownFormat } from '../../src/replay/recording/own-format.ts'
import type { RecordedChange } from '../../src/replay/recording/recording.ts'
import { parseFixture } from '../../src/sports/contract/reading/parse-fixture.ts'
import type { Sport } from '../../src/sports/contract/sport.ts'
import { sportNamed, sports } from '../../src/sports/registry.ts'
import { useServer } from '../http/use-server.ts'

const server = useServer()
const FIRST_AT = 1_700_000_000_000

describe.each(['var-drama', 'club-tennis'])('GET /v1/matches/{matchId}?at=, all through fixtures/%s.ndjson', (name) => {
  it('is the log folded so far, and the events that stood then folded anew', async () => {
    const { match, fixture } = await playFile(name)
    const { body: now } = await server.api.get(`/v1/matches/${match}`)
    const { updates } = (await server.api.get(`/v1/matches/${match}/updates?limit=1000`)).body
    expect(updates).toHaveLength(now.seq)
    let { state } = (await server.api.get(`/v1/matches/${match}?at=0`)).body as { state: MatchState }
    expect(state).toEqual(foldOf(fixture, []))
    for (const [index, update] of (updates as UpdateMessage[]).entries()) {
      state = applyPatch(state, update.patch)
      const past = await server.api.get(`/v1/matches/${match}?at=${update.seq}`)
      expect(past.body).toEqual({ match, epoch: now.epoch, seq: update.seq, state })
      const anew = foldOf(fixture, updates.slice(0, index + 1))
      expect(past.body.state).toEqual({ ...anew, updatedAt: update.at })
    }
    expect(state).toEqual(now.state)
  })
})

/** Sends a file line by line, each event a second after the one before it. */
async function playFile(name: string): Promise<{ match: string; fixture: Fixture }> {
  const path = `fixtures/${name}.ndjson`
  const { fixture, steps } = await ownFormat.read({ path, text: readFileSync(path, 'utf8') }, {})
  const match = await server.api.createMatch(fixture)
  for (const [index, { change }] of steps.entries()) {
    expect((await sendChange(match, change, FIRST_AT + index * 1_000)).status).toBeLessThan(300)
  }
  const { match: _, ...body } = fixture
  return { match, fixture: parseFixture(match, body, sports) }
}

function sendChange(match: string, change: RecordedChange, occurredAt: number) {
  const path = `/v1/matches/${match}/events`
  switch (change.op) {
    case 'add':
      return server.api.post(path, { occurredAt, ...change.event })
    case 'edit':
      return server.api.put(`${path}/${change.event.id}`, { occurredAt, ...change.event })
    case 'delete':
      return server.api.delete(`${path}/${change.id}`)
    case 'restore':
      return server.api.post(`${path}/${change.id}/restore`)
  }
}

/** The state that follows from what these updates say happened. */
function foldOf(fixture: Fixture, updates: readonly UpdateMessage[]): MatchState {
  const known = new Map<string, { event: MatchEvent; arrival: number; stands: boolean }>()
  for (const { kind, event } of updates) {
    if (event === undefined) continue
    const arrival = known.get(event.id)?.arrival ?? known.size
    known.set(event.id, { event, arrival, stands: kind !== 'delete' })
  }
  const effective = [...known.values()]
    .filter(({ stands }) => stands)
    .map(({ event, arrival }) => ({ event, arrival, at: event.occurredAt ?? 0 }))
  return foldAll(sportNamed(fixture.sport) as Sport, fixture, effective).reduced.state
}
