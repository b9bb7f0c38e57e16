import { otherSide } from '../../match/sides.ts'
import type { Mark, MatchState, Side } from '../../match/state.ts'
import { type GameDetail, tallyOf } from '../engines/game/detail.ts'
import type { BasketballFormat } from './format.ts'

/** A side in the bonus shoots free throws for the next team foul of the other: 1, or 2 where the rules know a double bonus. */
export function bonusOf({ detail, format, period, status }: MatchState<GameDetail>, side: Side): Mark {
  if (status === 'final') return { code: 'bonus', n: 0 }
  const {
    periods,
    bonusAt,
    doubleBonusAt,
    overtimeFouls,
    overtimeBonusAt = bonusAt,
    lateBonus,
  } = format as BasketballFormat
  const fouls = tallyOf(detail, 'fouls', otherSide(side))
  const late = tallyOf(detail, 'lateFouls', otherSide(side))
  const isAnew = (period?.n ?? 1) > periods && overtimeFouls === 'anew'
  const limit = isAnew ? overtimeBonusAt : bonusAt
  const isLate = lateBonus !== undefined && late >= lateBonus.fouls
  if (doubleBonusAt !== undefined && fouls >= doubleBonusAt) return { code: 'bonus', n: 2 }
  return { code: 'bonus', n: fouls >= limit || isLate ? 1 : 0 }
}
