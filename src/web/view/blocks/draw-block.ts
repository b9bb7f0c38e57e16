import { type ComponentChild, h } from 'preact'
import type { MatchState, Side } from '../../../match/state.ts'
import type {
  Block,
  Callout,
  Comparison,
  Marks,
  Panel,
  People,
  Sequence,
  SideItem,
  SideLists,
} from '../../../sports/contract/blocks.ts'
import { words } from '../../words.ts'
import { classes, hidden, icon, named, wholeScores } from '../shared/markup.ts'
import { matchColours } from '../shared/team-colour.ts'
import { BlockTable } from './block-table.ts'

const SIDES: readonly Side[] = ['home', 'away']

/** A card with a title. */
export function PanelCard({ panel, state }: { readonly panel: Panel; readonly state: MatchState }): ComponentChild {
  const hasPeriods = panel.blocks.some((block) => block.kind === 'table' && block.look === 'periods')
  return h(
    'section',
    { class: classes('card panel', hasPeriods && 'has-periods') },
    h('h2', null, panel.title),
    h(Blocks, { blocks: panel.blocks, state }),
  )
}

/** Draws what a sport shows of a match. Knows kinds of blocks, and no sport. */
export function Blocks({
  blocks,
  state,
}: {
  readonly blocks: readonly Block[]
  readonly state: MatchState
}): ComponentChild[] {
  return blocks.map((block, index) =>
    h(BlockOf, { key: 'key' in block ? block.key : `${block.kind} ${index}`, block, state }),
  )
}

function BlockOf({ block, state }: { readonly block: Block; readonly state: MatchState }): ComponentChild {
  switch (block.kind) {
    case 'facts':
      return h('p', { class: 'totals', dir: 'auto' }, wholeScores(block.facts.join('  ·  ')))
    case 'callout':
      return callout(block)
    case 'footnote':
      return h('p', { class: block.about === 'sum' ? 'extras' : 'partnership', dir: 'auto' }, block.text)
    case 'sides':
      return sideLists(block)
    case 'marks':
      return marks(block)
    case 'people':
      return people(block)
    case 'sequence':
      return sequence(block)
    case 'group':
      return h('div', { class: 'crease' }, h(Blocks, { blocks: block.blocks, state }))
    case 'table':
      return h(BlockTable, { table: block })
    case 'comparison':
      return comparison(block, state)
    default:
      // A newer sport may show what this version does not know.
      return null
  }
}

function callout({ text, icon: name }: Callout): ComponentChild {
  return h('p', { class: 'callout' }, name !== undefined && icon(name), h('bdi', null, text))
}

function sideLists({ lists }: SideLists): ComponentChild {
  const list = (side: Side) =>
    h('ul', { class: `scorers-${side}`, 'aria-label': lists[side].label, key: side }, lists[side].items.map(sideItem))
  return h('div', { class: 'scorers' }, SIDES.map(list))
}

function sideItem({ key, icon: name, spoken, text, aside }: SideItem): ComponentChild {
  const said = h('span', null, spoken && hidden(`${spoken} `), named(text), ' ', h('span', { class: 'minutes' }, aside))
  return h('li', { key }, icon(name), said)
}

function marks({ label, rows }: Marks): ComponentChild {
  const row = ({ name, label: rowLabel, marks: all, total }: Marks['rows'][number], index: number) => {
    const each = all.map((mark) =>
      h(
        'li',
        { key: mark.key, class: classes('kick', mark.isGood ? 'scored' : 'missed'), title: mark.who },
        hidden(mark.spoken),
      ),
    )
    return h(
      'div',
      { class: 'kicks', key: index },
      h('bdi', { class: 'kicks-team' }, name),
      h('ol', { 'aria-label': rowLabel }, each),
      h('span', { class: 'kicks-score' }, total),
    )
  }
  return h('section', { class: 'shootout', 'aria-label': label }, rows.map(row))
}

function people({ label, people: all }: People): ComponentChild {
  const items = all.map(({ name, mark, figure, figures }) => {
    const sign = mark && [h('span', { class: 'strike', 'aria-hidden': 'true' }, mark.text), hidden(` ${mark.spoken}`)]
    const numbers = h('span', { class: 'figures' }, figure !== undefined && h('b', null, figure), figures)
    return h('li', { key: name }, h('span', { class: 'person' }, named(name), sign), numbers)
  })
  return h('ul', { 'aria-label': label }, items)
}

function sequence({ label, spokenLabel, steps }: Sequence): ComponentChild {
  const items = steps.map(({ text, spoken, tone }, index) => {
    const look = tone !== undefined && { good: 'boundary', bad: 'wicket' }[tone]
    const said = spoken === undefined ? text : [h('span', { 'aria-hidden': 'true' }, text), hidden(spoken)]
    return h('li', { class: classes('ball', look), key: index }, said)
  })
  const list = h('ol', { class: 'balls', 'aria-label': spokenLabel }, items)
  return h('div', { class: 'over' }, h('span', { class: 'over-label' }, label), list)
}

/** Two numbers of one kind with a bar between them, in the colours of the sides. */
function comparison({ rows }: Comparison, { home, away }: MatchState): ComponentChild {
  const colours = matchColours(home, away)
  const row = ({ label, values }: Comparison['rows'][number]) => {
    const sum = values.home + values.away
    const share = sum === 0 ? 50 : (values.home / sum) * 100
    // Not a style attribute: the page's content security policy forbids those.
    const bar = (side: Side, x: number, width: number) =>
      h('rect', {
        key: side,
        x: `${x}%`,
        width: `${width}%`,
        height: '5',
        rx: '2.5',
        fill: sum === 0 ? undefined : colours[side].ground,
      })
    return h(
      'div',
      { class: 'compare', key: label },
      h('dt', null, label),
      h('dd', null, hidden(`${words.home} `), values.home),
      h('dd', { class: 'compare-away' }, hidden(`${words.away} `), values.away),
      h(
        'dd',
        { class: 'compare-bars', 'aria-hidden': 'true' },
        h(
          'svg',
          { width: '100%', height: '5' },
          bar('home', 0, Math.max(0, share - 0.4)),
          bar('away', share + 0.4, Math.max(0, 99.6 - share)),
        ),
      ),
    )
  }
  return h('dl', { class: 'compares' }, rows.map(row))
}
