import { z } from 'zod'
import type { MatchEvent } from '../../../match/event.ts'
import type { Score } from '../../../match/state.ts'
import { changeStatus } from '../../common/apply.ts'
import { awardOf } from '../../common/awarded.ts'
import { commonEvents } from '../../common/events.ts'
import { plainScore } from '../../common/sides.ts'
import { isOver, isSealed } from '../../common/status.ts'
import { player, score, side } from '../../contract/reading/fields.ts'
import { periodsOfScore, SCORE_SET_EXAMPLES } from '../clocked/period-scores.ts'
import { beginPeriod } from '../clocked/play.ts'
import type { ClockedRules } from '../clocked/rules.ts'
import { addAttempt, type GameDetail, shootoutOf } from './detail.ts'
import type { GameFormat } from './format.ts'
import { onDetail, type ReducedGame } from './game.ts'
import { shootoutNumber } from './periods.ts'

/** What feeds without attempts know of a shoot-out. */
export const shootoutInAll = {
  shootout: score
    .optional()
    .describe('attempts that went in, for feeds without attempts; those that come are counted by themselves'),
}

/** An attempt of a shoot-out. */
export const shootoutAttempt = z.object({
  team: side.describe('who tries'),
  scored: z.boolean().describe('whether it went in'),
  player: player.optional().describe('who tries'),
})

/** The events of every game that a shoot-out may come into. */
export const shootoutEvents = {
  score_set: commonEvents.score_set.extend({ ...periodsOfScore, ...shootoutInAll }).meta({
    ...commonEvents.score_set.meta(),
    examples: [...SCORE_SET_EXAMPLES, { score: { home: 2, away: 2 }, shootout: { home: 3, away: 1 } }],
  }),
  result_set: commonEvents.result_set.extend(shootoutInAll).meta({ ...commonEvents.result_set.meta() }),
  shootout_attempt: shootoutAttempt.meta({
    description: 'An attempt of the shoot-out, which begins with the first one.',
    examples: [{ team: 'home', scored: true }],
  }),
}

export interface ToldShootout extends MatchEvent {
  readonly shootout?: Score
  readonly awardedScore?: Score
}

export function applyAttempt(rules: ClockedRules, reduced: ReducedGame, event: MatchEvent, at: number): ReducedGame {
  const { shootoutRounds } = reduced.state.format as GameFormat
  const { team, scored } = event as MatchEvent & { readonly scored: boolean }
  if (team === undefined || isSealed(reduced.state.status)) return reduced
  return onDetail(begun(rules, reduced, at), (detail) => ({
    ...detail,
    shootout: addAttempt(shootoutOf(detail), { team, scored }, shootoutRounds),
  }))
}

/** What a feed without attempts knows of the shoot-out; how many were taken it does not say. */
export function tellShootout(
  rules: ClockedRules,
  reduced: ReducedGame,
  { shootout }: ToldShootout,
  at: number,
): ReducedGame {
  if (shootout === undefined) return reduced
  return onDetail(begun(rules, reduced, at), (detail) => ({ ...detail, shootout: plainScore(shootout) }))
}

function begun(rules: ClockedRules, reduced: ReducedGame, at: number): ReducedGame {
  const plan = rules.plan(shootoutNumber(reduced.state.format as GameFormat))
  const opened = plan && reduced.state.period?.n !== plan.n ? beginPeriod(rules, reduced, plan, { at }) : reduced
  const { status } = opened.state
  return status === 'live' || isOver(status) ? opened : changeStatus(opened, 'live', at)
}

/** Where a score was awarded, the one that was played stands beside it, if any was. */
export function withAward(before: ReducedGame, given: ReducedGame, { awardedScore }: ToldShootout): ReducedGame {
  if (awardedScore === undefined) return given
  return onDetail(given, (detail): GameDetail => ({ ...detail, ...awardOf(detail, before.state, awardedScore) }))
}
