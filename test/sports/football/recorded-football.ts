import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MatchEvent } from '../../../src/match/event.ts'
import type { Side } from '../../../src/match/state.ts'
import { recordedData } from '../../support/sports/recorded-data.ts'

/** A row of a recorded match: a goal, a card, or one half of a substitution. */
interface RecordedRow {
  readonly period: number
  readonly minute: number
  readonly stoppage: number
  readonly team: Side
  readonly player: string
  readonly type: 'goal' | 'card' | 'sub_off' | 'sub_on'
  readonly ownGoal?: boolean
  readonly penalty?: boolean
  readonly card?: string
}

interface RecordedMatch {
  readonly matchId: string
  readonly date: string
  readonly final: {
    readonly home: number
    readonly away: number
    readonly extraTime: boolean
    readonly shootout: boolean
    readonly shootoutHome: number
    readonly shootoutAway: number
    readonly result: string
  }
  readonly events: readonly RecordedRow[]
  /** By side, each in its order; who began is not known. */
  readonly shootoutKicks: readonly { readonly team: Side; readonly player: string; readonly scored: boolean }[]
}

/** Our own invented matches. */
export function inventedMatches(): RecordedMatch[] {
  return matchesOf(join(import.meta.dirname, '../../fixtures/recorded-football'))
}

/** Real matches, where they are at hand. */
export function realMatches(): RecordedMatch[] {
  const folder = recordedData()
  return folder === undefined ? [] : matchesOf(join(folder, 'football'))
}

/** All of them. */
export function recordedMatches(): RecordedMatch[] {
  return [...inventedMatches(), ...realMatches()]
}

function matchesOf(folder: string): RecordedMatch[] {
  return readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as RecordedMatch)
}

export function isGoldenGoal({ date, final }: RecordedMatch): boolean {
  const year = Number(date.slice(0, 4))
  return year >= 1998 && year <= 2003 && final.extraTime && !final.shootout
}

/** The events that a feed would have sent. `match_end` is the last. */
export function eventsOf(match: RecordedMatch, first: Side): MatchEvent[] {
  const events: MatchEvent[] = []
  const say = (type: string, fields: object = {}) => events.push({ id: `r${events.length}`, type, ...fields })
  const lastRow = match.events.at(-1)?.period ?? 1
  const last = !match.final.extraTime ? 2 : isGoldenGoal(match) ? lastRow : 4
  say('match_start')
  for (let period = 1; period <= last; period += 1) {
    say('period_start', { period })
    for (const row of match.events.filter((each) => each.period === period)) say(...readRow(row))
    say('period_end', { period })
  }
  for (const [index, { team, player, scored }] of inTurns(match.shootoutKicks, first).entries()) {
    say('shootout_kick', { kick: index + 1, team, player, scored })
  }
  say('match_end')
  return events
}

function inTurns(kicks: RecordedMatch['shootoutKicks'], first: Side): RecordedMatch['shootoutKicks'] {
  const opening = kicks.filter(({ team }) => team === first)
  const answering = kicks.filter(({ team }) => team !== first)
  return Array.from({ length: kicks.length }).flatMap((_, round) => [
    ...opening.slice(round, round + 1),
    ...answering.slice(round, round + 1),
  ])
}

function readRow({ period, minute, stoppage, team, player, ...row }: RecordedRow): [string, object] {
  const clock = stoppage > 0 ? `${minute}+${stoppage}` : `${minute}`
  const place = { period, clock, team }
  switch (row.type) {
    case 'goal':
      return ['goal', { ...place, player, ownGoal: row.ownGoal, kind: row.penalty ? 'penalty' : 'regular' }]
    case 'card':
      return ['card', { ...place, player, card: row.card }]
    case 'sub_off':
      return ['substitution', { ...place, off: player }]
    case 'sub_on':
      return ['substitution', { ...place, on: player }]
  }
}
