import type { MatchState } from '../../match/state.ts'
import { commonWarnings, surprisesOfCommon } from '../common/surprises.ts'
import type { Warning } from '../contract/sport.ts'
import { numberOfPeriod } from '../engines/clocked/rules.ts'
import type { FootballDetail } from './detail.ts'
import type { FootballEvent } from './events.ts'
import type { FootballFormat } from './format.ts'
import { footballRules, laterPeriods } from './periods.ts'

export const footballWarnings = {
  ...commonWarnings,
  'skipped-period': 'a period begins, and one before it never did',
  'unknown-period': 'the format has no such period',
  'too-many-substitutions': 'beyond `maxSubs` of the format',
  'shootout-decided': 'a kick after the shoot-out was won',
} as const

type FootballWarning = Warning<keyof typeof footballWarnings>

const SCORING: ReadonlySet<string> = new Set(['goal', 'score', 'shootout_kick'])

export function footballSurprises(state: MatchState<FootballDetail>, event: FootballEvent): readonly FootballWarning[] {
  const format = state.format as FootballFormat
  const own = [skippedPeriod(format, state, event), tooManySubs(format, state, event), needlessKick(state, event)]
  return [...surprisesOfCommon(state, event, SCORING), ...own.filter((warning) => warning !== undefined)]
}

function skippedPeriod(format: FootballFormat, state: MatchState, event: FootballEvent): FootballWarning | undefined {
  if (event.type !== 'period_start') return undefined
  const current = state.period?.n ?? 0
  const next = numberOfPeriod(footballRules(format), event.period)
  if (next === undefined) return { code: 'unknown-period', detail: `football has no period ${event.period}` }
  const isToShootout = next === laterPeriods(format).shootout && current === format.periods
  if (next <= current + 1 || isToShootout) return undefined
  return { code: 'skipped-period', detail: `period ${next} begins after period ${current}` }
}

function tooManySubs(
  { maxSubs }: FootballFormat,
  { detail }: MatchState<FootballDetail>,
  event: FootballEvent,
): FootballWarning | undefined {
  if (event.type !== 'substitution' || event.concussion || detail.substitutions[event.team] < maxSubs) return undefined
  return { code: 'too-many-substitutions', detail: `${event.team} has made ${maxSubs} of ${maxSubs} already` }
}

function needlessKick({ detail }: MatchState<FootballDetail>, event: FootballEvent): FootballWarning | undefined {
  const decided = detail.shootout?.decided
  if (event.type !== 'shootout_kick' || decided === undefined) return undefined
  return { code: 'shootout-decided', detail: `${decided} had won the shoot-out before this kick` }
}
