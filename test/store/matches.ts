import type { KeptEvent } from '../../src/match/change.ts'
import type { Folded } from '../../src/match/fold.ts'
import { EMPTY_TAIL } from '../../src/match/order.ts'
import type { Fixture, MatchState } from '../../src/match/state.ts'
import type { LoggedUpdate, MatchWrite, StoredMatch } from '../../src/store/match-store.ts'

/** A fixture with everything in it that a fixture can have. */
export function fixtureOf(match: string, changes: Partial<Fixture> = {}): Fixture {
  return {
    match,
    sport: 'football',
    format: { halves: 2, halfMs: 2_700_000 },
    competition: 'cup',
    startsAt: 1_700_000_000_000,
    venue: 'Arena "Süd", {gate} 7',
    home: { name: 'Rot-Weiß ⚽', code: 'RWS' },
    away: { name: "O'Neill \\ Sons" },
    ...changes,
  }
}

export function foldedOf(fixture: Fixture, changes: Partial<MatchState> = {}): Folded {
  const state: MatchState = {
    ...fixture,
    status: 'scheduled',
    phase: 'Not started',
    score: { home: 0, away: 0 },
    scoreline: { home: { main: '0' }, away: { main: '0' } },
    periods: [],
    detail: { cards: [] },
    pending: [],
    updatedAt: 0,
    ...changes,
  }
  return { reduced: { state, memory: { lastGoalAt: null, seen: [1, 'two', { three: 3 }] } }, tail: EMPTY_TAIL }
}

/** An event that stands, as the `arrival`th of its match. */
export function keptOf(id: string, arrival: number, changes: Partial<KeptEvent> = {}): KeptEvent {
  const event = { id, type: 'goal', team: 'home' as const, player: 'Müller "Bomber" \\ 7\u0000' }
  const kept = { source: 'opta', feed: 'opta', id, arrival, acceptedAt: 1_000 + arrival, revision: 0, isDeleted: false }
  return { ...kept, event, seq: arrival + 1, ...changes }
}

export function updateOf(seq: number, changes: Partial<LoggedUpdate> = {}): LoggedUpdate {
  const wire = `{"op":"update","seq":${seq},"text":"⚽ \\u0000 \\"x\\" \\\\ {a,b}"}`
  return { seq, at: 2_000 + seq, kind: 'add', feed: 'opta', source: 'opta', eventId: `e${seq}`, wire, ...changes }
}

/** The write that counts one more event: a goal for the home team. */
export function nextWrite(match: StoredMatch, id = `e${match.seq + 1}`): MatchWrite {
  const { state, memory } = match.folded.reduced
  const score = { ...state.score, home: state.score.home + 1 }
  const folded = { ...match.folded, reduced: { state: { ...state, status: 'live' as const, score }, memory } }
  const seq = match.seq + 1
  return {
    match: { ...match, folded, seq, version: match.version + 1, arrivals: match.arrivals + 1 },
    replaces: match.version,
    kept: [keptOf(id, match.arrivals, { seq })],
    updates: [updateOf(seq, { eventId: id })],
  }
}
