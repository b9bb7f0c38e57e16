import type { MatchEvent } from '../../../../src/match/event.ts'
import { foldAll } from '../../../../src/match/fold.ts'
import type { MatchState, Side } from '../../../../src/match/state.ts'
import { resolvePreset } from '../../../../src/sports/contract/presets.ts'
import { parseEvent } from '../../../../src/sports/contract/reading/parse-event.ts'
import type { Sport } from '../../../../src/sports/contract/sport.ts'

/** A match as a feed would send it, for tests: every event goes through the sport's own parser. */
export interface SetsMatch<Detail extends object> {
  /** Adds events. */
  send(...events: readonly { readonly type: string; readonly [field: string]: unknown }[]): SetsMatch<Detail>
  /** Plays points: h for home, a for away; anything else is spacing. */
  points(winners: string): SetsMatch<Detail>
  /** Plays love games in the same way. In a tie-break, four points. */
  games(winners: string): SetsMatch<Detail>
  /** Deletes the last events. */
  undo(count?: number): SetsMatch<Detail>
  readonly state: MatchState<Detail>
  readonly detail: Detail
}

export function setsMatch<Detail extends object>(sport: Sport, format?: object | string): SetsMatch<Detail> {
  const resolved = resolvePreset(sport, format)
  if ('fault' in resolved) throw new Error(resolved.fault)
  const fixture = {
    match: 'm1',
    sport: sport.name,
    format: sport.format.parse(resolved.format),
    home: { name: 'Home' },
    away: { name: 'Away' },
  }
  const events: MatchEvent[] = []
  const match: SetsMatch<Detail> = {
    send(...more) {
      for (const event of more) events.push(parseEvent(sport, { id: `e${events.length}`, ...event }))
      return match
    },
    points: (winners) => match.send(...sidesIn(winners).map((team) => ({ type: 'point', team }))),
    games: (winners) =>
      match.points(
        sidesIn(winners)
          .map((team) => team.charAt(0).repeat(4))
          .join(''),
      ),
    undo(count = 1) {
      events.length -= count
      return match
    },
    get state() {
      const effective = events.map((event, arrival) => ({ event, at: 1_000 + arrival, arrival }))
      return foldAll(sport, fixture, effective).reduced.state as MatchState<Detail>
    },
    get detail() {
      return match.state.detail
    },
  }
  return match
}

function sidesIn(winners: string): Side[] {
  return [...winners]
    .filter((letter) => letter === 'h' || letter === 'a')
    .map((letter) => (letter === 'h' ? 'home' : 'away'))
}
