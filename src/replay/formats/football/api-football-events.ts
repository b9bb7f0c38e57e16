import type { Score, Side } from '../../../match/state.ts'
import type { Event, Person } from './api-football-schema.ts'
import type { SummaryEvent } from './summary.ts'

/** A review is over within this many minutes of the goal. */
const REVIEW_MINUTES = 8

export interface Listed {
  readonly event: Event
  readonly team: Side
  readonly isOwn: boolean
  readonly period: number
}

export function minuteOf({ time }: Event): number {
  return time.elapsed ?? 0
}

export function isKick({ comments }: Event): boolean {
  return comments === 'Penalty Shootout'
}

/** A goal that a review has taken away may still be listed: the score says whether it is. */
export function withoutDisallowed(
  goals: readonly Listed[],
  reviews: readonly Listed[],
  total: Score | undefined,
): readonly Listed[] {
  if (total === undefined) return goals
  return reviews.reduce((left, { event, team: side }) => {
    const ofSide = left.filter(({ team }) => team === side)
    if (!/goal.*(disallowed|cancelled)/i.test(event.detail ?? '') || ofSide.length <= total[side]) return left
    const near = ofSide.filter((goal) => minuteOf(event) - minuteOf(goal.event) <= REVIEW_MINUTES)
    const taken = near.findLast((goal) => minuteOf(goal.event) <= minuteOf(event))
    return taken === undefined ? left : left.filter((goal) => goal !== taken)
  }, goals)
}

/** Events have no ids here: each is known by its side, its kind and which of them it is. */
export function numbered<T extends object>(
  kind: string,
  tell: (listed: Listed) => { readonly type: string; readonly fields: T },
) {
  const numbers: Record<Side, number> = { home: 0, away: 0 }
  return (listed: Listed) => {
    numbers[listed.team] += 1
    const { elapsed, extra } = listed.event.time
    // What happened before the kick-off has a minute below 0.
    const minute = elapsed === null || elapsed === undefined ? undefined : Math.max(0, elapsed)
    return {
      id: `${kind}.${listed.team}.${numbers[listed.team]}`,
      team: listed.team,
      period: listed.period,
      minute,
      stoppage: extra ?? undefined,
      ...tell(listed),
    } satisfies SummaryEvent & { readonly team: Side }
  }
}

export function tellGoal({ event, team: side, isOwn }: Listed) {
  const kind = isOwn ? { kind: 'own_goal' } : event.detail === 'Penalty' ? { kind: 'penalty' } : {}
  return {
    type: 'goal',
    fields: { team: side, ...named('player', event.player), ...named('assist', event.assist), ...kind },
  }
}

/** Of a second yellow card two are listed, a yellow and a red one: together they are the second yellow. */
export function withSecondYellows(cards: readonly Listed[]): readonly Listed[] {
  const isYellow = ({ event }: Listed) => /^yellow/i.test(event.detail ?? '')
  const isOfSame = (a: Listed, b: Listed) =>
    a.team === b.team && Boolean(a.event.player?.name) && a.event.player?.name === b.event.player?.name
  const isSecond = (card: Listed) =>
    isYellow(card) &&
    cards.some((other) => other !== card && isYellow(other) && isOfSame(card, other) && !isAfter(other, card)) &&
    cards.some((red) => isRed(red) && isOfSame(card, red) && isAtOnce(card, red))
  const second = cards.filter(isSecond)
  return cards
    .filter((card) => !(isRed(card) && second.some((yellow) => isOfSame(card, yellow) && isAtOnce(card, yellow))))
    .map((card) => (second.includes(card) ? { ...card, event: { ...card.event, detail: 'Second Yellow card' } } : card))
}

function isRed({ event }: Listed): boolean {
  return /^red/i.test(event.detail ?? '')
}

function isAtOnce(a: Listed, b: Listed): boolean {
  return a.event.time.elapsed === b.event.time.elapsed && a.event.time.extra === b.event.time.extra
}

function isAfter(a: Listed, b: Listed): boolean {
  return minuteOf(a.event) - minuteOf(b.event) > 0
}

export function tellCard({ event, team: side }: Listed) {
  const detail = event.detail ?? ''
  const card = /second/i.test(detail) ? 'second_yellow' : /red/i.test(detail) ? 'red' : 'yellow'
  return { type: 'card', fields: { team: side, card, ...named('player', event.player) } }
}

export function tellChange({ event, team: side }: Listed) {
  return { type: 'substitution', fields: { team: side, ...named('off', event.player), ...named('on', event.assist) } }
}

export function tellMissed({ event, team: side }: Listed) {
  return { type: 'penalty_missed', fields: { team: side, ...named('player', event.player) } }
}

export function tellReview({ event, team: side }: Listed) {
  return { type: 'var_end', fields: { team: side, decision: (event.detail || 'review').slice(0, 64) } }
}

function named(field: string, who: Person): object {
  return who?.name ? { [field]: who.name } : {}
}
