import { clockMsAt, countLabel, minuteLabel } from '../match/clock.ts'
import type { MatchState } from '../match/state.ts'
import { badmintonLabels } from './badminton/labels.ts'
import { METHOD_LABELS, STATUS_LABELS } from './common/labels.ts'
import { inWords } from './common/words.ts'
import type { SportLabels } from './contract/labels.ts'
import { cricketLabels } from './cricket/labels.ts'
import { footballLabels } from './football/labels.ts'
import { genericLabels } from './generic/labels.ts'
import { tableTennisLabels } from './table-tennis/labels.ts'
import { tennisLabels } from './tennis/labels.ts'
import { volleyballLabels } from './volleyball/labels.ts'

/** The short words of each sport, by its wire name. One that is not here gets those that any sport may use. */
export const LABELS: Readonly<Record<string, SportLabels>> = {
  badminton: badmintonLabels,
  cricket: cricketLabels,
  football: footballLabels,
  generic: genericLabels,
  'table-tennis': tableTennisLabels,
  tennis: tennisLabels,
  volleyball: volleyballLabels,
}

export function labelsOf(sport: string): SportLabels {
  return Object.hasOwn(LABELS, sport)
    ? (LABELS[sport] as SportLabels)
    : { ...genericLabels, title: inWords(sport.replaceAll('-', '_')) }
}

/** The sport's name for a heading: `Football`. */
export function sportTitle(sport: string): string {
  return labelsOf(sport).title ?? inWords(sport)
}

/**
 * The match clock as boards of that sport write it: `67'` and `45+2'` in football, `4:05` elsewhere. Undefined for a
 * match without a clock.
 *
 * @param now server time: `client.now()`
 */
export function clockLabel(state: MatchState, now: number): string | undefined {
  const { clock, sport } = state
  if (!clock) return undefined
  const labels = labelsOf(sport)
  const ms = clockMsAt(clock, now)
  return labels.clock === 'minute' ? minuteLabel(ms, labels.periodEndMs?.(state)) : countLabel(ms, clock.dir)
}

/**
 * Where a match stands, in a word: `67'`, `HT`, `Q3 4:05`, `FT`; empty for one that has not begun.
 *
 * @param now server time: `client.now()`
 */
export function progressLabel(state: MatchState, now: number): string {
  const { status, phase, period, result, sport } = state
  const labels = labelsOf(sport)
  if (status === 'scheduled') return ''
  if (status === 'ended' || status === 'final') return (result && METHOD_LABELS[result.method]) ?? labels.over
  const known = STATUS_LABELS[status] ?? labels.phases[phase]
  if (known) return known
  const clock = clockLabel(state, now)
  if (clock && labels.clock === 'minute') return clock
  return [period?.label ?? inWords(phase), clock].filter(Boolean).join(' ')
}
