import { otherSide } from '../../../match/sides.ts'
import type { MatchState, Score, Side } from '../../../match/state.ts'
import type { Correction } from '../../../protocol/messages.ts'
import { awardBlock } from '../../common/awarded.ts'
import { isOver } from '../../common/status.ts'
import { announceCommon } from '../../common/text/announce.ts'
import { plainPresentation } from '../../common/text/presentation.ts'
import { scoreText, spokenTotals } from '../../common/text/score-text.ts'
import { count } from '../../common/text/words.ts'
import type { Block, Panel, Row } from '../../contract/blocks.ts'
import type { ShownUpdate, SportPresentation } from '../../contract/presentation.ts'
import { playerPanels } from './cards.ts'
import type { DiamondDetail, DiamondState } from './detail.ts'
import { battingSide, formatOf } from './reading.ts'
import { diamondStory } from './story/diamond-story.ts'

/** Baseball and softball: the diamond, the line score with runs, hits and errors, who bats and pitches, every play. */
export const diamondPresentation: SportPresentation = {
  ...plainPresentation,
  review: { short: 'Review', long: 'Replay review' },
  summary: (state) => (isPlayed(state) ? [...awardBlock(state), ...onField(state), ...limits(state)] : []),
  panels: (state, entries) =>
    isPlayed(state) ? [...lineScorePanel(state), ...(entries ? playerPanels(entries, state) : [])] : [],
  story: diamondStory,
  correctedText,
  announce: (update) => announceCommon(update) ?? announceRuns(update),
  celebrates: ({ message, before, after }) => {
    if (message.kind !== 'add') return undefined
    return (['home', 'away'] as const).find((side) => after.score[side] > before.score[side])
  },
}

/** `4–3 (H 8–7, E 0–1)`: an official scorer moves hits and errors, and no run. */
function correctedText({ score, hits, errors }: Correction['before']): string {
  if (hits === undefined || errors === undefined) return scoreText(score)
  return `${scoreText(score)} (H ${scoreText(hits as Score)}, E ${scoreText(errors as Score)})`
}

/** True for states that this sport's reducer made. */
function isPlayed(state: MatchState): state is DiamondState {
  return (state.detail as Partial<DiamondDetail>).bases !== undefined
}

/** What the note does not say: the count, who bats against whom, and who stands where. */
function onField(state: DiamondState): Block[] {
  const side = battingSide(state)
  if (side === undefined) return []
  const { balls, strikes, bases, batter, pitching } = state.detail
  const { player, pitches } = pitching[otherSide(side)]
  const facts = [
    `Count ${balls}–${strikes}`,
    ...(batter === undefined ? [] : [`At bat: ${batter}`]),
    ...(player === undefined ? [] : [`Pitching: ${player}, ${pitches} ${pitches === 1 ? 'pitch' : 'pitches'}`]),
    ...(['third', 'second', 'first'] as const).flatMap((base) => {
      const runner = bases[base]?.player
      return runner === undefined ? [] : [`On ${base}: ${runner}`]
    }),
  ]
  return [{ kind: 'facts', key: 'count', facts }]
}

function limits(state: DiamondState): Block[] {
  if (isOver(state.status)) return []
  const { lastInning } = state.detail
  const { timeLimitMin } = formatOf(state)
  const facts = [
    ...(lastInning === undefined ? [] : [`Last inning: ${lastInning}`]),
    ...(timeLimitMin === undefined ? [] : [`Time limit ${timeLimitMin} min`]),
  ]
  return facts.length === 0 ? [] : [{ kind: 'facts', key: 'limits', facts }]
}

/** Innings as columns, then runs, hits and errors; an X for the last half that the home side did not need. */
function lineScorePanel(state: DiamondState): Panel[] {
  const { periods, score, detail } = state
  if (periods.length === 0) return []
  const row = (side: Side): Row => ({
    name: state[side].code ?? state[side].short ?? state[side].name,
    cells: [
      ...periods.map((line, index) => {
        const isUnneeded = side === 'home' && isOver(state.status) && index === periods.length - 1
        return { text: line[side] === undefined ? (isUnneeded ? 'X' : '') : String(line[side]), kind: 'part' as const }
      }),
      { text: String(score[side]), kind: 'total' as const },
      { text: String(detail.hits[side]) },
      { text: String(detail.errors[side]) },
    ],
  })
  const columns = [
    { text: 'Team', isSpoken: true },
    ...periods.map(({ label }) => ({ text: label })),
    { text: 'R', title: 'Runs', isTotal: true },
    { text: 'H', title: 'Hits' },
    { text: 'E', title: 'Errors' },
  ]
  return [
    { title: 'Line score', blocks: [{ kind: 'table', look: 'periods', columns, rows: [row('away'), row('home')] }] },
  ]
}

function announceRuns({ before, after, message }: ShownUpdate): string | undefined {
  if (message.kind !== 'add' || scoreText(before.score) === scoreText(after.score)) return undefined
  const runs = after.score.home + after.score.away - before.score.home - before.score.away
  return runs > 0 ? `${count(runs, 'run')}. ${spokenTotals(after)}` : undefined
}
