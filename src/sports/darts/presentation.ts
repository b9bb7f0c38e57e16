import type { MatchState } from '../../match/state.ts'
import { plainPresentation } from '../common/text/presentation.ts'
import type { Block, Comparison, Panel } from '../contract/blocks.ts'
import type { SportPresentation } from '../contract/presentation.ts'
import { announceSets } from '../engines/sets/announce.ts'
import { isUnderWay } from '../engines/sets/scoreline.ts'
import { correctedSets } from '../engines/sets/story.ts'
import type { DartsDetail } from './detail.ts'
import { dartsStory } from './story.ts'

/** Legs, what remains, the last visit, and the figures of both sides. */
export const dartsPresentation: SportPresentation = {
  ...plainPresentation,
  summary: lastVisit,
  panels: (state) => [...plainPresentation.panels(state), ...figures(state)],
  story: dartsStory,
  correctedText: correctedSets,
  announce: (update) => announceSets(update, ({ periods }) => (periods[0]?.label === 'Legs' ? 'Leg' : 'Set')),
}

function lastVisit(state: MatchState): Block[] {
  const { lastVisit: last, threwFirst } = detailOf(state)
  if (!isUnderWay(state)) return []
  const facts = [
    ...(last ? [`Last visit: ${state[last.team].name} ${last.bust ? 'bust' : last.points}`] : []),
    ...(threwFirst ? [`${state[threwFirst].name} threw first in this leg`] : []),
  ]
  return facts.length === 0 ? [] : [{ kind: 'facts', key: 'visit', facts }]
}

function figures(state: MatchState): Panel[] {
  const { averages, maximums, highestCheckout } = detailOf(state)
  if (averages === undefined) return []
  const rows: Comparison['rows'] = [
    { label: 'Average', values: averages },
    { label: '180s', values: maximums ?? { home: 0, away: 0 } },
    { label: 'Highest checkout', values: highestCheckout ?? { home: 0, away: 0 } },
  ]
  return [{ title: 'Figures', blocks: [{ kind: 'comparison', rows }] }]
}

function detailOf(state: MatchState): Partial<DartsDetail> {
  return state.detail
}
