import type { MatchState, PeriodScore, Side } from '../../match/state.ts'
import type { Cell, Panel, Row } from '../contract/blocks.ts'
import type { SportView } from '../contract/view.ts'
import { announceCommon } from './announce.ts'
import { plainStory } from './story.ts'

/** How any sport can be shown: the score by periods, and what happened in the feed's words. */
export const plainView: SportView = {
  review: { short: 'Review', long: 'Review' },
  summary: () => [],
  panels: (state) => periodPanel(state, 'Score by period'),
  story: plainStory,
  announce: announceCommon,
}

/** The score by periods, with the total. */
export function periodPanel(state: MatchState, title: string): Panel[] {
  const { periods, score } = state
  if (periods.length === 0) return []
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
    ...periods.map(({ label }) => ({ text: label })),
    { text: 'Total', isTotal: true },
  ]
  return [{ title, blocks: [{ kind: 'table', look: 'periods', columns, rows: [row('home'), row('away')] }] }]
}

function isWonBy(period: PeriodScore, side: Side): boolean {
  return (period[side] ?? 0) > (period[side === 'home' ? 'away' : 'home'] ?? 0)
}
