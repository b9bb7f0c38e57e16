import { type ComponentChild, h } from 'preact'
import type { ScoreCell, ScoreRow } from '../../../match/scoreboard.ts'
import type { MatchState, Side } from '../../../match/state.ts'
import { columnOf } from '../../../sports/common/text/presentation.ts'
import type { Cell, Panel, Row, Table } from '../../../sports/contract/blocks.ts'
import { isNowInPeriods, possessionLabel } from '../../../sports/labels.ts'
import { words } from '../../words.ts'
import { BlockTable } from '../blocks/block-table.ts'

/** The score by periods, of any sport: where the big numbers do not say it all. */
export function LineScore({ state, row }: { readonly state: MatchState; readonly row: ScoreRow }): ComponentChild {
  if (!row.needsColumns || row.columns.length === 0) return null
  return h(BlockTable, { table: lineScore(state, row), label: words.lineScore })
}

/** Whether a panel has only what the head says already: the columns of `LineScore`, or one that is the score itself. */
export function repeatsHead({ blocks }: Panel, row: ScoreRow): boolean {
  return blocks.every((block) => {
    if (block.kind !== 'table' || block.look !== 'periods') return false
    // Names and total stand beside the periods.
    const periods = block.columns.length - 2
    return periods === row.columns.length && (row.needsColumns || periods === 1)
  })
}

function lineScore(state: MatchState, row: ScoreRow): Table {
  const hasNow = (row.home.now !== undefined || row.away.now !== undefined) && !isNowInPeriods(state, row)
  const line = (side: Side): Row => {
    const { team, cells, main, now, isServing, isWinner } = row[side]
    return {
      name: team.name,
      turn: { isOn: isServing, spoken: possessionLabel(state.sport) },
      isWinner,
      cells: [
        ...cells.map(partCell),
        { text: main, kind: 'total' },
        ...(hasNow ? [{ text: now ?? '', kind: 'points' } as const] : []),
      ],
    }
  }
  const columns = [
    { text: words.team, isSpoken: true },
    ...row.columns.map(columnOf),
    { text: words.total, isTotal: true },
    ...(hasNow ? [{ text: words.points }] : []),
  ]
  return { kind: 'table', look: 'board', columns, rows: [line('home'), line('away')] }
}

function partCell(cell: ScoreCell | undefined): Cell {
  if (cell === undefined) return { text: '', kind: 'part' }
  const { text, sub, isAhead, isNow } = cell
  return { text, kind: isNow ? 'live' : isAhead ? 'won' : 'part', ...(sub !== undefined && { sup: sub }) }
}
