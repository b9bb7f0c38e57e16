import { isEqual, type JsonObject } from '../match/merge-patch.ts'
import type { MatchState, PeriodScore } from '../match/state.ts'

/** What the rule needs of a state. */
export type Scored = Partial<Pick<MatchState, 'score' | 'periods'>>

/**
 * `[W26]` In view `score` a patch with `score` and without `periods` adds to the last period what the score gains. A list goes whole into a
 * merge patch, so each goal and each run would repeat all periods otherwise.
 */
export function addsToLastPeriod(patch: JsonObject): boolean {
  return patch['score'] !== undefined && patch['periods'] === undefined
}

/** `[W26]` The periods of `before` with what the score has gained since in the last of them, where a side has a number there. */
export function periodsWithGain(before: Scored, { score }: Scored): MatchState['periods'] | undefined {
  const { periods, score: old } = before
  const last = periods?.at(-1)
  if (periods === undefined || last === undefined || old === undefined || score === undefined) return periods
  if (old.home === score.home && old.away === score.away) return periods
  const gained: PeriodScore = {
    ...last,
    ...(last.home !== undefined && { home: last.home + score.home - old.home }),
    ...(last.away !== undefined && { away: last.away + score.away - old.away }),
  }
  return [...periods.slice(0, -1), gained]
}

/** `[W26]` A patch of view `score` from `before` to `after`: with `periods` only where the score does not tell them. */
export function withoutToldPeriods(patch: JsonObject, before: Scored, after: Scored): JsonObject {
  if (patch['score'] === undefined) return patch
  const { periods: _, ...others } = patch
  if (after.periods === undefined || isEqual(periodsWithGain(before, after), after.periods)) return others
  return { ...others, periods: after.periods as unknown as JsonObject[string] }
}
