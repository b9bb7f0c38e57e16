import type { AppliedUpdate } from '../../../client/index.ts'
import type { MatchState, Side } from '../../../match/state.ts'
import type { Booking, FootballDetail, Scorer } from '../../../sports/football/detail.ts'
import { type Child, h, hidden, icon } from '../dom.ts'
import { matchHues } from '../team-colour.ts'
import { tellFootball } from './football-story.ts'
import { compareRow, panel, periodPanel } from './period-panel.ts'
import { announceCommon, scoreText, spokenScore } from './score-text.ts'
import type { SportView } from './sport-view.ts'

const SIDES: readonly Side[] = ['home', 'away']

export const footballView: SportView = {
  story: 'sides',
  cells(state, side) {
    const { shootout } = detailOf(state)
    const main = { text: String(state.score[side]), kind: 'main' } as const
    return shootout ? [{ text: `(${shootout[side]})`, kind: 'note' }, main] : [main]
  },
  headline: (state, side) => String(state.score[side]),
  summary: (state) => [shootoutBoard(state), totals(state), scorers(state)],
  panels: (state) => [...facts(state), ...periodPanel(state, 'By period')],
  tell: tellFootball,
  announce(update) {
    return announceCommon(update) ?? announceGoal(update) ?? announceCard(update)
  },
  celebrates: ({ message }) =>
    message.kind === 'add' && message.event?.type === 'goal' && message.event.status !== 'pending'
      ? message.event.team
      : undefined,
}

function detailOf(state: MatchState): Partial<FootballDetail> {
  return state.detail
}

function announceGoal({ message, before, after }: AppliedUpdate): string | undefined {
  const { event } = message
  if (event?.type !== 'goal' || scoreText(before.score) === scoreText(after.score)) return undefined
  const by = event.player ? ` ${event.player}.` : ''
  return `Goal!${by} ${spokenScore(after)}`
}

function announceCard({ message, after }: AppliedUpdate): string | undefined {
  const { event, kind } = message
  if (kind !== 'add' || event?.type !== 'card' || event['card'] === 'yellow' || !event.team) return undefined
  return `Red card: ${event.player ?? after[event.team].name}`
}

/** Each scorer once, with all their minutes, as on a stadium board; then those sent off. */
function scorers(state: MatchState): Child {
  const { scorers: goals = [], bookings = [] } = detailOf(state)
  const sentOff = bookings.filter(({ card }) => card !== 'yellow')
  if (goals.length + sentOff.length === 0) return undefined
  const list = (side: Side) => {
    const byPlayer = Map.groupBy(
      goals.filter(({ team }) => team === side),
      ({ player }) => player ?? state[side].name,
    )
    const lines = [...byPlayer].map(([player, own]) =>
      h(
        'li',
        { key: `goal ${player}` },
        icon('ball'),
        h('span', {}, `${player} `, h('span', { class: 'minutes' }, own.map(minuteText).join(', '))),
      ),
    )
    const reds = sentOff.filter(({ team }) => team === side)
    return h('ul', { class: `scorers-${side}`, 'aria-label': `${state[side].name} goals` }, lines, reds.map(redLine))
  }
  return h('div', { class: 'scorers', key: 'scorers' }, SIDES.map(list))
}

function redLine({ id, player, minute }: Booking): HTMLElement {
  const name = h(
    'span',
    {},
    hidden('Red card '),
    `${player ?? 'Staff'} `,
    h('span', { class: 'minutes' }, minute ?? ''),
  )
  return h('li', { key: `red ${id}` }, icon('red'), name)
}

function minuteText({ minute, kind }: Scorer): string {
  const note = { penalty: ' (pen)', own_goal: ' (og)' }[kind as string] ?? ''
  return `${minute ?? ''}${note}`
}

/** Half-time, full time, aggregate: the scores that the big number does not say. */
function totals(state: MatchState): Child {
  const { halfTime, fullTime, aggregate, awardedScore, playedScore } = detailOf(state)
  const isOver = state.status === 'ended' || state.status === 'final'
  const wentOn = state.periods.length > 2
  const parts = [
    halfTime && (state.period?.n ?? 0) > 1 && `HT ${scoreText(halfTime)}`,
    fullTime && wentOn && `FT ${scoreText(fullTime)}`,
    aggregate && `Aggregate ${scoreText(aggregate)}`,
    awardedScore && playedScore && `Awarded; ${scoreText(playedScore)} on the pitch`,
    isOver && state.result?.text && state.result.text !== scoreText(state.score) && state.result.text,
  ].filter(Boolean)
  return parts.length > 0 && h('p', { class: 'totals', key: 'totals' }, parts.join('  ·  '))
}

function shootoutBoard(state: MatchState): Child {
  const { shootout } = detailOf(state)
  if (!shootout) return undefined
  const row = (side: Side) =>
    h(
      'div',
      { class: 'kicks' },
      h('span', { class: 'kicks-team' }, state[side].name),
      h(
        'ol',
        { 'aria-label': `${state[side].name} penalties` },
        shootout.kicks
          .filter(({ team }) => team === side)
          .map(({ id, scored, player }) =>
            h(
              'li',
              { key: id, class: scored ? 'kick scored' : 'kick missed', title: player },
              hidden(`${player ?? ''} ${scored ? 'scored' : 'missed'}`),
            ),
          ),
      ),
      h('span', { class: 'kicks-score' }, shootout[side]),
    )
  return h('section', { class: 'shootout', key: 'shootout', 'aria-label': 'Penalty shoot-out' }, SIDES.map(row))
}

function facts(state: MatchState): HTMLElement[] {
  const { yellowCards, redCards, substitutions } = detailOf(state)
  if (!yellowCards || !redCards || !substitutions || state.status === 'scheduled') return []
  const hues = matchHues(state.home, state.away)
  const rows = [
    compareRow('Yellow cards', yellowCards, hues),
    compareRow('Red cards', redCards, hues),
    compareRow('Substitutions', substitutions, hues),
  ]
  return [panel('Match facts', h('dl', { class: 'compares' }, rows))]
}
