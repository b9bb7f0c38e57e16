import { spokenScore } from '../../match/scoreboard.ts'
import type { ScoreState, Side } from '../../match/state.ts'
import { announceCommon, isScoreCorrection } from '../../sports/common/text/announce.ts'
import type { ShownScoreUpdate } from '../../sports/contract/presentation.ts'

/** What a page shows of an update beside its numbers. */
export interface ScoreChange {
  /** Read out. */
  readonly text?: string | undefined
  /** The side that scored. */
  readonly celebrated?: Side | undefined
  readonly isCorrected: boolean
}

/** The same for every sport, out of the scoreline alone: what a list can tell, which is not sent the events. */
export function scoreChange(update: ShownScoreUpdate): ScoreChange {
  const isCorrected = isScoreCorrection(update)
  const celebrated = isCorrected ? undefined : scorerOf(update.before, update.after)
  const text = announceCommon(update) ?? (celebrated && spokenScore(update.after))
  return { text, celebrated, isCorrected }
}

/** The side whose main number went up. Runs are no such number: a side that bats has another after nearly every ball. */
function scorerOf({ scoreline: before }: ScoreState, { scoreline: after }: ScoreState): Side | undefined {
  const isUp = (side: Side) => {
    const texts = [before[side].main, after[side].main]
    return texts.every((text) => /^\d+$/.test(text)) && Number(texts[1]) > Number(texts[0])
  }
  const sides = (['home', 'away'] as const).filter(isUp)
  return sides.length === 1 ? sides[0] : undefined
}
