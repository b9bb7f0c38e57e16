import { type ComponentChild, h } from 'preact'
import type { ScoreCell, ScoreRow } from '../../../match/scoreboard.ts'
import type { MatchState, Side } from '../../../match/state.ts'
import { possessionLabel } from '../../../sports/labels.ts'
import { viewOf } from '../../../sports/views.ts'
import { words } from '../../words.ts'
import { classes, hidden, named } from '../shared/markup.ts'

/** The score by periods, of any sport: where the big numbers do not say it all. Sports that draw a board of their own have theirs. */
export function LineScore({ state, row }: { readonly state: MatchState; readonly row: ScoreRow }): ComponentChild {
  const hasOwn = viewOf(state.sport)
    .summary(state)
    .some((block) => block.kind === 'table' && block.look === 'board')
  if (hasOwn || !row.needsColumns || row.columns.length === 0) return null
  const hasNow = row.home.now !== undefined || row.away.now !== undefined
  const line = (side: Side) => {
    const { team, cells, main, now, isServing, isWinner } = row[side]
    const dot = h(
      'span',
      { class: classes('serve-dot', isServing && 'on') },
      isServing && hidden(`${possessionLabel(state.sport)} `),
    )
    return h(
      'tr',
      { class: isWinner ? 'winner' : undefined, key: side },
      h('th', { scope: 'row' }, dot, named(team.name)),
      cells.map(partCell),
      h('td', { class: 'total', key: 'total' }, main),
      hasNow && h('td', { class: 'total points', key: 'now' }, now ?? ''),
    )
  }
  return h(
    'div',
    { class: 'scroll court', tabIndex: 0, role: 'group', 'aria-label': words.lineScore },
    h(
      'table',
      { class: 'numbers board-table' },
      h(
        'thead',
        null,
        h(
          'tr',
          null,
          h('th', { scope: 'col' }, hidden(words.team)),
          row.columns.map((label, index) => h('th', { scope: 'col', key: index }, label)),
          h('th', { scope: 'col', class: 'total' }, hidden(words.total)),
          hasNow && h('th', { scope: 'col' }, hidden(words.points)),
        ),
      ),
      h('tbody', null, line('home'), line('away')),
    ),
  )
}

function partCell(cell: ScoreCell | undefined, index: number): ComponentChild {
  if (cell === undefined) return h('td', { class: 'part', key: index })
  const { text, sub, isAhead, isNow } = cell
  return h(
    'td',
    { class: isNow ? 'live' : isAhead ? 'won' : 'part', key: index },
    text,
    sub !== undefined && h('sup', null, sub),
  )
}
