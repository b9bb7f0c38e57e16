import { clockText } from '../match/clock.ts'
import { isToCome, type ScoreRow } from '../match/scoreboard.ts'
import type { MatchState, Result, ResultMethod, ScoreState } from '../match/state.ts'
import { americanFootballLabels } from './american-football/labels.ts'
import { australianRulesLabels } from './australian-rules/labels.ts'
import { badmintonLabels } from './badminton/labels.ts'
import { baseballLabels } from './baseball/labels.ts'
import { basketballLabels } from './basketball/labels.ts'
import { METHOD_LABELS, STATUS_LABELS } from './common/text/labels.ts'
import { inWords } from './common/text/words.ts'
import type { SportLabels } from './contract/labels.ts'
import { cricketLabels } from './cricket/labels.ts'
import { dartsLabels } from './darts/labels.ts'
import { esportsLabels } from './esports/labels.ts'
import { fieldHockeyLabels } from './field-hockey/labels.ts'
import { footballLabels } from './football/labels.ts'
import { futsalLabels } from './futsal/labels.ts'
import { genericLabels } from './generic/labels.ts'
import { handballLabels } from './handball/labels.ts'
import { iceHockeyLabels } from './ice-hockey/labels.ts'
import { padelLabels } from './padel/labels.ts'
import { pickleballLabels } from './pickleball/labels.ts'
import { rugbyLeagueLabels } from './rugby-league/labels.ts'
import { rugbyUnionLabels } from './rugby-union/labels.ts'
import { snookerLabels } from './snooker/labels.ts'
import { softballLabels } from './softball/labels.ts'
import { squashLabels } from './squash/labels.ts'
import { tableTennisLabels } from './table-tennis/labels.ts'
import { tennisLabels } from './tennis/labels.ts'
import { volleyballLabels } from './volleyball/labels.ts'

/** The short words of each sport, by its wire name. One that is not here gets those that any sport may use. */
export const LABELS: Readonly<Record<string, SportLabels>> = {
  'american-football': americanFootballLabels,
  'australian-rules': australianRulesLabels,
  baseball: baseballLabels,
  basketball: basketballLabels,
  'field-hockey': fieldHockeyLabels,
  handball: handballLabels,
  'ice-hockey': iceHockeyLabels,
  'rugby-league': rugbyLeagueLabels,
  'rugby-union': rugbyUnionLabels,
  softball: softballLabels,
  badminton: badmintonLabels,
  cricket: cricketLabels,
  darts: dartsLabels,
  esports: esportsLabels,
  football: footballLabels,
  futsal: futsalLabels,
  generic: genericLabels,
  padel: padelLabels,
  pickleball: pickleballLabels,
  snooker: snookerLabels,
  squash: squashLabels,
  'table-tennis': tableTennisLabels,
  tennis: tennisLabels,
  volleyball: volleyballLabels,
}

export function labelsOf(sport: string): SportLabels {
  return Object.hasOwn(LABELS, sport)
    ? (LABELS[sport] as SportLabels)
    : { ...genericLabels, title: inWords(sport.replaceAll('-', '_')) }
}

/** The sport's name for a heading: `Football`. Of a sport without rules here it is the one that its format gives: `Korfball`. */
export function sportTitle({ sport, format }: Pick<MatchState, 'sport' | 'format'>): string {
  const { title } = labelsOf(sport)
  if (title !== undefined) return title
  const { name } = (format ?? {}) as { readonly name?: unknown }
  return typeof name === 'string' ? name : 'Other sport'
}

/** Whether a side is one person, not a team and not a pair: `Ann Lee / Cat Roy`. */
export function isPerson({ sport, format }: Pick<MatchState, 'sport' | 'format'>, name: string): boolean {
  const { doubles = false } = (format ?? {}) as { readonly doubles?: unknown }
  return labelsOf(sport).isOfPeople === true && doubles !== true && !/[/&+]/.test(name)
}

/** Whether the last column says what stands beside the score as well: the points of the set that is being played. One of the two is enough. */
export function isNowInPeriods({ sport }: ScoreState, { home, away }: ScoreRow): boolean {
  return (
    labelsOf(sport).hasNowInPeriods === true &&
    [home, away].every(({ now, cells }) => now !== undefined && now === cells.at(-1)?.text)
  )
}

/** What the side does that the scoreline calls `serving`. */
export function possessionLabel(sport: string): string {
  return labelsOf(sport).possession ?? 'serving'
}

/**
 * The match clock as it says itself that it is written: `67'`, `45+2'`, `4:05`, `0:04.3`. Undefined for a match without one.
 *
 * @param now server time: `client.now()`
 */
export function clockLabel(state: ScoreState, now: number): string | undefined {
  return state.clock && clockText(state.clock, now)
}

/**
 * Where a match stands, in a word: `67'`, `HT`, `Q3 4:05`, `FT`; empty for one that has not begun.
 *
 * @param now server time: `client.now()`
 */
export function progressLabel(state: ScoreState, now: number): string {
  const { status, phase, period, clock, sport } = state
  const labels = labelsOf(sport)
  if (isToCome(state)) return ''
  if (status === 'scheduled' || status === 'ended' || status === 'final') return endLabel(state, labels)
  const known = STATUS_LABELS[status] ?? labels.phases[phase]
  if (known) return known
  const isPlayed = phase === period?.label || /_\d+$/.test(phase)
  if (labels.hasNamedBreaks && !isPlayed) return inWords(phase)
  // A minute says its period itself.
  if (clock?.show === 'minute') return clockText(clock, now)
  return [period?.label ?? inWords(phase), clockLabel(state, now)].filter(Boolean).join(' ')
}

/** A draw after overtime is decided by no method, and is shown as one of overtime: `Final/OT`, `AET`. */
function methodPlayed({ winner, method }: Result, periods: ScoreState['periods']): ResultMethod {
  const last = periods.at(-1)?.label ?? ''
  if (winner !== 'draw' || method !== 'regulation') return method
  return last.startsWith('OT') ? 'overtime' : last.startsWith('ET') ? 'extra_time' : method
}

/** The note below the numbers, unless it only repeats what `progressLabel` says above them: `Postponed`. */
export function noteBeside(state: ScoreState): string | undefined {
  const { note } = state.scoreline
  return note && note !== progressLabel(state, 0) ? note : undefined
}

/** `FT`, `Final/SO`, `Final/2OT`, `Final/10`: the last column says how many overtimes, or innings, there were. */
function endLabel({ result, periods }: ScoreState, { methods, over, usualPeriods }: SportLabels): string {
  const method = result && methodPlayed(result, periods)
  const by = (method && (methods?.[method] ?? METHOD_LABELS[method])) ?? over
  const n = Number(periods.at(-1)?.label.replace('OT', '') ?? 0)
  if (usualPeriods) return n && n !== usualPeriods && by === over ? `${by}/${n}` : by
  return n > 1 ? by.replace('OT', `${n}OT`) : by
}
