import { otherSide } from '../../../match/sides.ts'
import type { MatchState } from '../../../match/state.ts'
import { plainPresentation } from '../../common/text/presentation.ts'
import { scoreText } from '../../common/text/score-text.ts'
import type { Block } from '../../contract/blocks.ts'
import type { SportPresentation } from '../../contract/presentation.ts'
import { announceSets } from '../sets/announce.ts'
import { isUnderWay } from '../sets/scoreline.ts'
import { correctedSets } from '../sets/story.ts'
import type { RallyDetail } from './detail.ts'
import { rallyStory } from './story.ts'

/** Volleyball, badminton, table tennis: sets, the points of the set being played, and every rally. */
export const rallyPresentation: SportPresentation = {
  ...plainPresentation,
  summary: (state) => [...players(state), ...call(state), ...changeOfEnds(state), ...timeouts(state)],
  story: rallyStory,
  correctedText: correctedSets,
  announce: (update) => announceSets(update, unitWon),
}

function detailOf(state: MatchState): Partial<RallyDetail> {
  return state.detail
}

/** `Reds: Ann Lee and Bo Chen`, unless the side is called so. */
function players(state: MatchState): Block[] {
  const { players: named } = detailOf(state)
  if (named === undefined) return []
  const facts = (['home', 'away'] as const).flatMap((side) => {
    const isName = named[side].every((player) => state[side].name.includes(player))
    return isName ? [] : [`${state[side].name}: ${named[side].join(' and ')}`]
  })
  return facts.length === 0 ? [] : [{ kind: 'facts', key: 'players', facts }]
}

/** The score as it is called before the serve, where servers are counted: `4–2–1`. */
function call(state: MatchState): Block[] {
  const { server, points } = detailOf(state)
  if (server?.number === undefined || points === undefined || !isUnderWay(state)) return []
  const { side, number } = server
  const text = `${points[side]}–${points[otherSide(side)]}–${number}`
  return [{ kind: 'facts', key: 'call', facts: [`Called ${text}: ${state[side].name} serve, server ${number}`] }]
}

function changeOfEnds(state: MatchState): Block[] {
  if (!detailOf(state).changeEnds || !isUnderWay(state)) return []
  return [{ kind: 'callout', key: 'ends', text: 'Change of ends' }]
}

function timeouts(state: MatchState): Block[] {
  const { timeoutsLeft } = detailOf(state)
  if (timeoutsLeft === undefined || !isUnderWay(state)) return []
  return [{ kind: 'facts', key: 'timeouts', facts: [`Timeouts left: ${scoreText(timeoutsLeft)}`] }]
}

/** What the sport calls a set. */
function unitWon({ periods }: MatchState): string {
  return periods.at(-1)?.label.split(' ')[0] ?? 'Set'
}
