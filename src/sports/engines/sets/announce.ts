import type { MatchState } from '../../../match/state.ts'
import { announceCommon } from '../../common/text/announce.ts'
import { scoreText, spokenTotals } from '../../common/text/score-text.ts'
import type { ShownUpdate } from '../../contract/presentation.ts'

/** What a screen reader says of an update: what any sport says, else that a set was won. @param unitWon what the sport calls it: `Frame` */
export function announceSets(update: ShownUpdate, unitWon: (after: MatchState) => string): string | undefined {
  const { before, after } = update
  const isSame = scoreText(before.score) === scoreText(after.score)
  return announceCommon(update) ?? (isSame ? undefined : `${unitWon(after)} won. ${spokenTotals(after)}`)
}
