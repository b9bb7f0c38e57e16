import { expect } from 'vitest'
import { type Folded, foldAll } from '../../src/match/fold.ts'
import { applyPatch } from '../../src/match/merge-patch.ts'
import type { UpdateMessage } from '../../src/protocol/messages.ts'
import type { Sport } from '../../src/sports/contract/sport.ts'
import { sportNamed } from '../../src/sports/registry.ts'
import type { MatchStore } from '../../src/store/match-store.ts'

/** What is stored, once it has been seen to be what the log and the events come to. */
export async function agreedState(store: MatchStore, match: string): Promise<Folded> {
  const stored = await store.read(match)
  const initial = await store.readInitial(match)
  if (stored === undefined || initial === undefined) throw new Error('the match is not there')
  const log = await store.readUpdates(match, 0, 100_000)
  const folded = log.reduce<object>(
    (state, { wire }) => applyPatch(state, (JSON.parse(wire) as UpdateMessage).patch),
    JSON.parse(initial.state) as object,
  )
  const { state } = stored.folded.reduced
  expect(log.map(({ seq }) => seq)).toEqual(Array.from({ length: stored.seq }, (_, index) => index + 1))
  expect(folded).toEqual(state)
  const sport = sportNamed(stored.fixture.sport) as Sport
  const again = foldAll(sport, stored.fixture, await store.readEffective(match, stored.source ?? '')).reduced.state
  expect({ ...again, updatedAt: state.updatedAt }).toEqual(state)
  return stored.folded
}
