import type { MatchGroup } from '../../../client/scoreboard/match-groups.ts'
import { foldText } from '../../../match/lists/search-words.ts'
import { type Stage, stageOf } from '../../../match/scoreboard.ts'
import type { MatchState } from '../../../match/state.ts'
import type { MatchSource } from '../shared/shown-match.ts'

/** Which matches of a list a reader wants to see. */
export const FILTERS = ['all', 'live', 'over', 'next'] as const
export type Filter = (typeof FILTERS)[number]

export interface Wanted {
  readonly filter: Filter
  /** What the reader types: parts of names of teams and competitions. */
  readonly text: string
}

export const ALL_MATCHES: Wanted = { filter: 'all', text: '' }

const STAGES: Readonly<Record<Exclude<Filter, 'all'>, Stage>> = { live: 'live', over: 'over', next: 'to-come' }

/** Where it is kept while the reader is on another page. */
export interface KeptWanted {
  read(): Wanted
  keep(wanted: Wanted): void
}

/** The groups with the wanted rows alone; those without any are left out. */
export function wantedGroups(groups: readonly MatchGroup<MatchSource>[], wanted: Wanted): MatchGroup<MatchSource>[] {
  const words = foldText(wanted.text).split(/\s+/).filter(Boolean)
  if (wanted.filter === 'all' && words.length === 0) return [...groups]
  return groups
    .map((group) => ({ ...group, rows: group.rows.filter((row) => isWanted(row.get().state, wanted.filter, words)) }))
    .filter(({ rows }) => rows.length > 0)
}

function isWanted(state: MatchState, filter: Filter, words: readonly string[]): boolean {
  if (filter !== 'all' && stageOf(state) !== STAGES[filter]) return false
  if (words.length === 0) return true
  const { home, away, competition, competitionName, round } = state
  const names = [
    home.name,
    home.short,
    home.code,
    away.name,
    away.short,
    away.code,
    competition,
    competitionName,
    round,
  ]
  const text = foldText(names.filter(Boolean).join(' '))
  return words.every((word) => text.includes(word))
}

/** Marked matches come first, in a group of their own. */
export function favouritesFirst(
  groups: readonly MatchGroup<MatchSource>[],
  marked: ReadonlySet<string>,
  title: string,
): readonly MatchGroup<MatchSource>[] {
  if (marked.size === 0) return groups
  const rows = groups.flatMap((group) => group.rows.filter(({ match }) => marked.has(match)))
  if (rows.length === 0) return groups
  const others = groups
    .map((group) => ({ ...group, rows: group.rows.filter(({ match }) => !marked.has(match)) }))
    .filter((group) => group.rows.length > 0)
  return [{ key: 'favourites', title, sport: '', competition: undefined, rows }, ...others]
}
