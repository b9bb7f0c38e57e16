import { otherSide } from '../../../match/sides.ts'
import type { MatchState, PeriodScore, Side } from '../../../match/state.ts'
import type { Cell, Column, Panel, Row } from '../../contract/blocks.ts'
import type { SportPresentation } from '../../contract/presentation.ts'
import { announceCommon } from './announce.ts'
import { plainStory } from './story.ts'

/** How any sport can be shown: the score by periods, and what happened in the feed's words. */
export const plainPresentation: SportPresentation = {
  review: { short: 'Review', long: 'Review' },
  summary: () => [],
  panels: (state) => periodPanel(state, `Score by ${unitOf(state)}`),
  story: plainStory,
  announce: announceCommon,
}

/** What the columns are: `set`, `game`, `frame`, `leg`. */
export function unitOf({ periods }: MatchState): string {
  const [, unit] = /^([A-Z][a-z]+?)s?(?: \d+)?$/.exec(periods[0]?.label ?? '') ?? []
  return unit?.toLowerCase() ?? 'period'
}

/** The score by periods, with the total. */
export function periodPanel(state: MatchState, title: string): Panel[] {
  const { periods, score } = state
  if (periods.length === 0 || isCalledOff(state)) return []
  const row = (side: Side): Row => ({
    name: state[side].name,
    cells: [
      ...periods.map((period): Cell => {
        const text = String(period[side] ?? '')
        return isWonBy(period, side) ? { text, kind: 'won' } : { text }
      }),
      { text: String(score[side]), kind: 'total' },
    ],
  })
  const columns = [
    { text: 'Team', isSpoken: true },
    ...periods.map(({ label }) => columnOf(label)),
    { text: 'Total', isTotal: true },
  ]
  return [{ title, blocks: [{ kind: 'table', look: 'periods', columns, rows: [row('home'), row('away')] }] }]
}

/** Postponed or cancelled, and nothing scored: whatever was begun, there is nothing to show of it. */
function isCalledOff({ status, periods }: MatchState): boolean {
  const isOff = status === 'postponed' || status === 'cancelled'
  return isOff && periods.every(({ home = 0, away = 0 }) => home + away === 0)
}

/** `4`, and `Frame 4` for who asks: beside a total, the columns of a long match have room for no more on a phone. */
export function columnOf(label: string): Column {
  const [, n] = /^[A-Z][a-z]+ (\d+)$/.exec(label) ?? []
  return n === undefined ? { text: label } : { text: n, title: label }
}

function isWonBy(period: PeriodScore, side: Side): boolean {
  return (period[side] ?? 0) > (period[otherSide(side)] ?? 0)
}
