import type { MatchState } from '../../match/state.ts'
import { plainPresentation } from '../common/text/presentation.ts'
import type { Block, Cell, Panel, Row } from '../contract/blocks.ts'
import type { SportPresentation } from '../contract/presentation.ts'
import { announceSets } from '../engines/sets/announce.ts'
import { isUnderWay } from '../engines/sets/scoreline.ts'
import { correctedSets } from '../engines/sets/story.ts'
import type { SnookerDetail } from './detail.ts'
import { snookerStory } from './story.ts'

/** Frames, the break, what is left on the table, and the best breaks. */
export const snookerPresentation: SportPresentation = {
  ...plainPresentation,
  summary: table,
  panels: (state) => [...plainPresentation.panels(state), ...frames(state), ...breaks(state)],
  story: snookerStory,
  correctedText: correctedSets,
  announce: (update) => announceSets(update, () => 'Frame'),
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

/** A row for each frame, where `periods` has one column for all of them. */
function frames(state: MatchState): Panel[] {
  const { sets = [] } = detailOf(state)
  if (sets.length === 0 || state.periods[0]?.label !== 'Frames') return []
  const rows = sets.map(({ home, away }, index): Row => {
    const cell = (points: number, other: number): Cell => ({
      text: String(points),
      ...(points > other && { kind: 'won' as const }),
    })
    return { key: String(index + 1), name: String(index + 1), cells: [cell(home, away), cell(away, home)] }
  })
  const columns = [{ text: 'Frame' }, { text: state.home.name }, { text: state.away.name }]
  return [{ title: 'Frames', blocks: [{ kind: 'table', look: 'card', columns, rows }] }]
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
