import type { MatchState, Score, Side } from '../../../match/state.ts'
import type {
  Block,
  Callout,
  Cell,
  Column,
  Comparison,
  Marks,
  Panel,
  People,
  Row,
  Sequence,
  SideItem,
  SideLists,
  Table,
} from '../../../sports/contract/blocks.ts'
import { type Child, h, hidden, icon } from './dom.ts'
import { matchHues } from './team-colour.ts'

const SIDES: readonly Side[] = ['home', 'away']

/** A card with a title. */
export function drawPanel({ title, blocks }: Panel, state: MatchState): HTMLElement {
  const drawn = blocks.map((block) => drawBlock(block, state))
  return h('section', { class: 'card panel' }, h('h2', {}, title), drawn)
}

/** Draws one block of what a sport shows of a match. Knows blocks, and no sport. */
export function drawBlock(block: Block, state: MatchState): Child {
  switch (block.kind) {
    case 'facts':
      return h('p', { class: 'totals', key: block.key }, block.facts.join('  ·  '))
    case 'callout':
      return callout(block)
    case 'footnote':
      return h('p', { class: block.about === 'sum' ? 'extras' : 'partnership' }, block.text)
    case 'sides':
      return sideLists(block)
    case 'marks':
      return marks(block)
    case 'people':
      return people(block)
    case 'sequence':
      return sequence(block)
    case 'group':
      return h(
        'div',
        { class: 'crease', key: block.key },
        block.blocks.map((part) => drawBlock(part, state)),
      )
    case 'table':
      return table(block)
    case 'comparison':
      return comparison(block, matchHues(state.home, state.away))
  }
}

function callout({ key, text, icon: name }: Callout): HTMLElement {
  return h('p', { class: 'callout', key }, name === undefined ? text : [icon(name), h('span', {}, text)])
}

function sideLists({ key, lists }: SideLists): HTMLElement {
  const list = (side: Side) =>
    h('ul', { class: `scorers-${side}`, 'aria-label': lists[side].label }, lists[side].items.map(sideItem))
  return h('div', { class: 'scorers', key }, SIDES.map(list))
}

function sideItem({ key, icon: name, spoken, text, aside }: SideItem): HTMLElement {
  const words = h('span', {}, spoken && hidden(`${spoken} `), `${text} `, h('span', { class: 'minutes' }, aside))
  return h('li', { key }, icon(name), words)
}

function marks({ key, label, rows }: Marks): HTMLElement {
  const row = ({ name, label: rowLabel, marks: all, total }: Marks['rows'][number]) => {
    const each = all.map((mark) =>
      h(
        'li',
        { key: mark.key, class: mark.isGood ? 'kick scored' : 'kick missed', title: mark.who },
        hidden(mark.spoken),
      ),
    )
    const list = h('ol', { 'aria-label': rowLabel }, each)
    return h(
      'div',
      { class: 'kicks' },
      h('span', { class: 'kicks-team' }, name),
      list,
      h('span', { class: 'kicks-score' }, total),
    )
  }
  return h('section', { class: 'shootout', key, 'aria-label': label }, rows.map(row))
}

function people({ label, people: all }: People): HTMLElement {
  const items = all.map(({ name, mark, figure, figures }) => {
    const sign = mark && [h('span', { class: 'strike', 'aria-hidden': 'true' }, mark.text), hidden(` ${mark.spoken}`)]
    const numbers = h('span', { class: 'figures' }, figure !== undefined && h('b', {}, figure), figures)
    return h('li', { key: name }, h('span', {}, name, sign), numbers)
  })
  return h('ul', { 'aria-label': label }, items)
}

function sequence({ label, spokenLabel, steps }: Sequence): HTMLElement {
  const items = steps.map(({ text, spoken, tone }) => {
    const look = tone === undefined ? '' : { good: 'boundary', bad: 'wicket' }[tone]
    const words = spoken === undefined ? text : [h('span', { 'aria-hidden': 'true' }, text), hidden(spoken)]
    return h('li', { class: `ball ${look}` }, words)
  })
  const list = h('ol', { class: 'balls', 'aria-label': spokenLabel }, items)
  return h('p', { class: 'over' }, h('span', { class: 'over-label' }, label), list)
}

const TABLE_CLASSES = {
  board: { frame: 'scroll court', table: 'numbers board-table' },
  card: { frame: 'scroll', table: 'numbers card-table' },
  periods: { frame: 'scroll', table: 'numbers' },
} as const

function table({ look, columns, rows }: Table): HTMLElement {
  const classes = TABLE_CLASSES[look]
  const head = h('thead', {}, h('tr', {}, columns.map(heading)))
  const body = h('tbody', {}, rows.map(tableRow))
  const key = look === 'board' ? 'court' : undefined
  return h('div', { class: classes.frame, ...(key && { key }) }, h('table', { class: classes.table }, head, body))
}

function heading({ text, title, isSpoken, isTotal }: Column): HTMLElement {
  const words = isSpoken ? hidden(text) : title === undefined ? text : h('abbr', { title }, text)
  return h('th', { scope: 'col', class: isTotal ? 'total' : undefined }, words)
}

function tableRow({ key, name, note, turn, isWinner, cells }: Row): HTMLElement {
  const dot =
    turn && h('span', { class: turn.isOn ? 'serve-dot on' : 'serve-dot' }, turn.isOn && hidden(`${turn.spoken} `))
  const who = h('th', { scope: 'row' }, dot, name, note !== undefined && h('span', { class: 'how' }, note))
  return h(
    'tr',
    { ...(key !== undefined && { key }), class: isWinner ? 'winner' : undefined },
    who,
    cells.map(tableCell),
  )
}

function tableCell({ text, sup, supTitle, kind }: Cell): HTMLElement {
  const small = sup !== undefined && h('sup', {}, supTitle !== undefined && hidden(` ${supTitle} `), sup)
  return h('td', { class: kind === 'points' ? 'total points' : kind }, text, small)
}

/** Two numbers of one kind with a bar between them, in the colours of the sides. */
function comparison({ rows }: Comparison, hues: Score): HTMLElement {
  const row = ({ label, values }: Comparison['rows'][number]) => {
    const { home, away } = values
    const bar = (side: Side) =>
      h('span', {
        class: values[side] > 0 ? 'compare-bar' : 'compare-bar is-empty',
        '--hue': hues[side],
        '--grow': values[side] || (home + away === 0 ? 1 : 0),
      })
    return h(
      'div',
      { class: 'compare', key: label },
      h('dt', {}, label),
      h('dd', {}, hidden('home '), home),
      h('dd', { class: 'compare-away' }, hidden('away '), away),
      h('dd', { class: 'compare-bars', 'aria-hidden': 'true' }, SIDES.map(bar)),
    )
  }
  return h('dl', { class: 'compares' }, rows.map(row))
}
