import type { MatchState } from '../../match/state.ts'
import { announceCommon } from '../common/announce.ts'
import { scoreText, spokenScore } from '../common/score-text.ts'
import { plainView } from '../common/view.ts'
import type { Block, Panel } from '../contract/blocks.ts'
import type { SportView } from '../contract/view.ts'
import { isUnderWay } from '../engines/sets/scoreline.ts'
import { correctedSets } from '../engines/sets/story.ts'
import type { SnookerDetail } from './detail.ts'
import { snookerStory } from './story.ts'

/** Frames, the break, what is left on the table, and the best breaks. */
export const snookerView: SportView = {
  ...plainView,
  summary: table,
  panels: (state) => [...plainView.panels(state), ...breaks(state)],
  story: snookerStory,
  correctedText: correctedSets,
  announce(update) {
    const { before, after } = update
    const common = announceCommon(update)
    return common !== undefined || scoreText(before.score) === scoreText(after.score)
      ? common
      : `Frame won. ${spokenScore(after)}`
  },
}

function table(state: MatchState): Block[] {
  const { reds, pointsLeft, break: made } = detailOf(state)
  if (reds === undefined || pointsLeft === undefined || !isUnderWay(state)) return []
  const facts = [
    ...(made ? [`${state[made.team].name}: break ${made.points}`] : []),
    `Reds left: ${reds}`,
    `Points on the table: ${pointsLeft}`,
  ]
  return [{ kind: 'facts', key: 'table', facts }]
}

function breaks(state: MatchState): Panel[] {
  const { highestBreaks, centuries } = detailOf(state)
  if (highestBreaks === undefined) return []
  const rows = [
    { label: 'Highest break', values: highestBreaks },
    ...(centuries ? [{ label: 'Centuries', values: centuries }] : []),
  ]
  return [{ title: 'Breaks', blocks: [{ kind: 'comparison', rows }] }]
}

function detailOf(state: MatchState): Partial<SnookerDetail> {
  return state.detail
}
