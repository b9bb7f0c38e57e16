import type { Result, Side } from '../../../match/state.ts'
import { wonText } from '../../../sports/cricket/result/result-text.ts'
import type { CricsheetFile } from './cricsheet-schema.ts'

/** The official result, from any of the shapes that Cricsheet uses; undefined if the file has none. */
export function resultOf({ info, innings }: CricsheetFile): Result | undefined {
  const { outcome, teams } = info
  const names = { home: { name: teams[0] }, away: { name: teams[1] } }
  const decider = outcome.winner ?? outcome.eliminator ?? outcome.bowl_out
  const winner = decider === undefined ? undefined : sideOf(decider, teams)
  if (winner === undefined) return undecided(outcome)
  const method = methodOf(outcome, innings)
  const margin = marginOf(outcome.by)
  const text = wonText({ winner, method, ...(margin !== undefined && { margin }) }, names)
  return { winner, method, ...(margin !== undefined && { margin }), text: withRemark(text, outcome.method) }
}

export function sideOf(team: string, teams: readonly [string, string]): Side | undefined {
  return team === teams[0] ? 'home' : team === teams[1] ? 'away' : undefined
}

function undecided({ result, method }: CricsheetFile['info']['outcome']): Result | undefined {
  if (result === 'tie') {
    return { winner: 'draw', method: isRainRule(method) ? 'dls' : 'regulation', text: withRemark('Match tied', method) }
  }
  if (result === 'draw') return { winner: 'draw', method: 'regulation', text: 'Match drawn' }
  return result === undefined ? undefined : { winner: 'none', method: 'no_result', text: 'No result' }
}

function methodOf(
  { winner, by, eliminator, method }: CricsheetFile['info']['outcome'],
  innings: CricsheetFile['innings'],
) {
  if (isRainRule(method)) return 'dls'
  if (method === 'Awarded') return 'awarded'
  if (winner !== undefined) return by === undefined && method === undefined ? 'awarded' : 'regulation'
  if (eliminator === undefined) return 'shootout'
  return isLastSuperOverTied(innings) ? 'boundary_count' : 'super_over'
}

/** D/L, DLS, VJD: the target, or the result, was worked out after rain. */
export function isRainRule(method: string | undefined): boolean {
  return method !== undefined && /^(d\/?l|dls|vjd)/i.test(method)
}

/** Until 2019 a tied super over was decided by the boundaries of the match. */
function isLastSuperOverTied(innings: CricsheetFile['innings']): boolean {
  const [first, second] = innings
    .filter((each) => each.super_over)
    .slice(-2)
    .map(({ overs }) => overs.flatMap((over) => over.deliveries).reduce((sum, { runs }) => sum + runs.total, 0))
  return first !== undefined && first === second
}

function marginOf(by: CricsheetFile['info']['outcome']['by']): string | undefined {
  const runs = by?.runs === undefined ? undefined : plural(by.runs, 'run')
  if (by?.innings !== undefined) return runs === undefined ? 'an innings' : `an innings and ${runs}`
  return by?.wickets === undefined ? runs : plural(by.wickets, 'wicket')
}

/** `(1st innings score)`, `(Lost fewer wickets)`. Leaves out what the text says already. */
function withRemark(text: string, method: string | undefined): string {
  return method === undefined || text.includes('(') ? text : `${text} (${method})`
}

function plural(n: number, unit: string): string {
  return `${n} ${unit}${n === 1 ? '' : 's'}`
}
