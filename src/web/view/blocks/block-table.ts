import { type ComponentChild, h } from 'preact'
import type { Cell, Column, Row, Table } from '../../../sports/contract/blocks.ts'
import { classes, hidden, named, wholeScores } from '../shared/markup.ts'

const LOOKS = {
  board: { frame: 'scroll court', table: 'numbers board-table' },
  card: { frame: 'scroll', table: 'numbers card-table' },
  periods: { frame: 'scroll', table: 'numbers' },
} as const

/** Names so short need no width of their own: `MAG`, of which ten innings leave little. */
const LONGEST_CODE = 4

interface BlockTableProps {
  readonly table: Table
  /** What the table is, for the ear; the text of its first column if left out. */
  readonly label?: string
}

/** A table of numbers. Where it is too wide it scrolls by itself, also with the keyboard. */
export function BlockTable({ table: { look, columns, rows }, label }: BlockTableProps): ComponentChild {
  const { frame, table } = LOOKS[look]
  const hasCodes = rows.every(({ name }) => name.length <= LONGEST_CODE)
  return h(
    'div',
    { class: frame, tabIndex: 0, role: 'group', 'aria-label': label ?? (columns[0]?.text || look) },
    h(
      'table',
      { class: classes(table, hasCodes && 'has-codes') },
      h('thead', null, h('tr', null, columns.map(heading))),
      h('tbody', null, rows.map(tableRow)),
    ),
  )
}

function heading({ text, title, isSpoken, isTotal }: Column, index: number): ComponentChild {
  const said = isSpoken ? hidden(text) : title === undefined ? text : h('abbr', { title }, text)
  return h('th', { scope: 'col', class: isTotal ? 'total' : undefined, key: index }, said)
}

function tableRow({ key, name, note, turn, isWinner, cells }: Row, index: number): ComponentChild {
  const dot =
    turn && h('span', { class: classes('serve-dot', turn.isOn && 'on') }, turn.isOn && hidden(`${turn.spoken} `))
  const who = h(
    'th',
    { scope: 'row' },
    dot,
    named(name),
    note !== undefined && h('span', { class: 'how', dir: 'auto' }, note),
  )
  return h('tr', { key: key ?? index, class: isWinner ? 'winner' : undefined }, who, cells.map(tableCell))
}

function tableCell({ text, sup, supTitle, kind }: Cell, index: number): ComponentChild {
  const small = sup !== undefined && h('sup', null, supTitle !== undefined && hidden(` ${supTitle} `), sup)
  return h('td', { class: kind === 'points' ? 'total points' : kind, key: index }, wholeScores(text), small)
}
