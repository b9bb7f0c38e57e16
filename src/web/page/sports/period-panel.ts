import type { MatchState, PeriodScore, Score, Side } from '../../../match/state.ts'
import { type Child, h, hidden } from '../dom.ts'

/** A card with a title. */
export function panel(title: string, ...children: readonly Child[]): HTMLElement {
  return h('section', { class: 'card panel' }, h('h2', {}, title), ...children)
}

/** The score by periods, with the total. */
export function periodPanel(state: MatchState, title: string): HTMLElement[] {
  const { home, away, periods, score } = state
  if (periods.length === 0) return []
  const row = (side: Side, name: string) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, name),
      periods.map((period) => h('td', { class: isWonBy(period, side) ? 'won' : undefined }, period[side])),
      h('td', { class: 'total' }, score[side]),
    )
  const head = h(
    'tr',
    {},
    h('th', { scope: 'col' }, hidden('Team')),
    periods.map(({ label }) => h('th', { scope: 'col' }, label)),
    h('th', { scope: 'col', class: 'total' }, 'Total'),
  )
  const table = h(
    'table',
    { class: 'numbers' },
    h('thead', {}, head),
    h('tbody', {}, row('home', home.name), row('away', away.name)),
  )
  return [panel(title, h('div', { class: 'scroll' }, table))]
}

function isWonBy(period: PeriodScore, side: Side): boolean {
  return period[side] > period[side === 'home' ? 'away' : 'home']
}

/** Two numbers of one kind with a bar between them, in the colours of the sides. */
export function compareRow(label: string, values: Score, hues: Score): HTMLElement {
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
    h('dd', { class: 'compare-bars', 'aria-hidden': 'true' }, bar('home'), bar('away')),
  )
}
