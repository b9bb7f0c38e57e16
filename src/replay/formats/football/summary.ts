import { otherSide } from '../../../match/sides.ts'
import type { Score, Side } from '../../../match/state.ts'
import type { RecordedStep } from '../../recording/recording.ts'
import { RecordingScript } from '../../recording/recording-script.ts'

/** The number of the shoot-out after two halves and two halves of extra time. */
export const SHOOTOUT = 5
const MINUTE_MS = 60_000
const BREAK_MS = 900_000

export interface SummaryEvent {
  /** The same in every version, whatever was corrected. */
  readonly id: string
  readonly type: string
  /** 1 to 4. */
  readonly period: number
  /** As boards write it: 45 of 45+2. */
  readonly minute?: number | undefined
  readonly stoppage?: number | undefined
  readonly fields: object
}

/** A kick of a shoot-out. */
export interface SummaryKick {
  readonly team: Side
  readonly scored: boolean
  readonly player?: string
}

/** How providers that know no more than goals and minutes tell of a match. */
export interface FootballSummary {
  readonly goals: readonly (SummaryEvent & { readonly team: Side })[]
  /** Cards, substitutions, penalties that were missed. */
  readonly others: readonly SummaryEvent[]
  /** The periods that have begun, in order; {@link SHOOTOUT} among them. */
  readonly periods: readonly number[]
  /** True if the last of them is over. */
  readonly isBreak: boolean
  /** Official scores after a period, or so far in the last one: they win over the goals that are listed. */
  readonly scores: ReadonlyMap<number, Score>
  readonly kicks: readonly SummaryKick[]
  /** Kicks scored. */
  readonly shootout?: Score | undefined
  readonly end:
    | { readonly kind: 'open' }
    | {
        readonly kind: 'final'
        /** Who won the shoot-out, for providers that may not know its kicks. */
        readonly shootoutWinner?: Side | undefined
      }
    | {
        readonly kind: 'status'
        readonly status: 'postponed' | 'cancelled' | 'abandoned' | 'suspended' | 'interrupted'
      }
    | { readonly kind: 'awarded'; readonly score?: Score | undefined; readonly winner: Side | 'draw' | 'none' }
}

/** A status that is new says nothing of play: read as not begun, it would take all goals off a board that had them. */
export function unknownStatus(field: string, status: string): Error {
  return new Error(`${field}: is "${status.slice(0, 50)}", which is no status that is known here`)
}

/** The steps of a match that is known by its goals, with what sets the score where the goals do not add up. */
export function stepsOfSummary(given: FootballSummary): RecordedStep[] {
  if (isUnknown(given)) return []
  const summary = given.end.kind === 'final' ? withinPeriods(given) : given
  const teller = new Teller(summary)
  for (const period of summary.periods) teller.period(period)
  teller.end()
  return teller.steps
}

/** A match that is over and of which nobody tells a score did not end 0–0. */
function isUnknown({ end, goals, scores, kicks, shootout }: FootballSummary): boolean {
  return end.kind === 'final' && goals.length + scores.size + kicks.length === 0 && shootout === undefined
}

/** Minute 93 of a match without extra time is 90+3. */
function withinPeriods(summary: FootballSummary): FootballSummary {
  const last = Math.max(...summary.periods.filter((period) => period !== SHOOTOUT))
  const end = PERIOD_STARTS[last + 1]
  const inLast = <Event extends SummaryEvent>(event: Event): Event => {
    const { period, minute = 0, stoppage = 0 } = event
    if (period <= last || end === undefined) return event
    return { ...event, period: last, minute: end, stoppage: minute - end + stoppage }
  }
  return { ...summary, goals: summary.goals.map(inLast), others: summary.others.map(inLast) }
}

interface ListedGoal {
  readonly team: Side
  readonly isOwn: boolean
  /** As in {@link SummaryEvent}. */
  readonly period: number
}

/**
 * Whoever gets the goals: in providers' lists an own goal stands with the one side or the other. Where each side has scored one, the end
 * is the same either way, and the score at half-time tells.
 */
export function sidesOfOwnGoals<T extends ListedGoal>(
  goals: readonly T[],
  total: Score | undefined,
  half: Score | undefined,
): readonly T[] {
  const turned = goals.map((goal) => (goal.isOwn ? { ...goal, team: otherSide(goal.team) } : goal))
  const fits = (of: readonly T[]) => total !== undefined && isSame(countOf(of), total)
  if (fits(turned) !== fits(goals)) return fits(turned) ? turned : goals
  const fitsAtHalf = (of: readonly T[]) =>
    half !== undefined && isSame(countOf(of.filter(({ period }) => period === 1)), half)
  return fitsAtHalf(turned) && !fitsAtHalf(goals) ? turned : goals
}

/** In the order of play, whatever the list's is: what is numbered is the same in the next version then. One minute that is missing leaves it as it is. */
export function inOrderOfPlay<T>(
  listed: readonly T[],
  timeOf: (item: T) => readonly [minute: Minute, stoppage: Minute],
): readonly T[] {
  if (listed.some((item) => timeOf(item)[0] == null)) return listed
  const timed = listed.map((item) => ({ item, times: timeOf(item).map((minute) => minute ?? 0) as [number, number] }))
  return timed.toSorted(({ times: a }, { times: b }) => a[0] - b[0] || a[1] - b[1]).map(({ item }) => item)
}

type Minute = number | null | undefined

function countOf(goals: readonly { readonly team: Side }[]): Score {
  const of = (side: Side) => goals.filter(({ team }) => team === side).length
  return { home: of('home'), away: of('away') }
}

function isSame(a: Score, b: Score): boolean {
  return a.home === b.home && a.away === b.away
}

/**
 * `order` is made of period and minute. An event's number in a list would not do: a goal that is found later would move all
 * that follow it.
 */
class Teller {
  readonly #summary: FootballSummary
  readonly #script = new RecordingScript()
  #score: Score = { home: 0, away: 0 }
  #startMs = 0

  constructor(summary: FootballSummary) {
    this.#summary = summary
  }

  get steps(): RecordedStep[] {
    return this.#script.steps
  }

  period(period: number): void {
    this.#script.waitUntil(this.#startMs)
    if (period === SHOOTOUT) this.#shootout()
    else this.#played(period)
    this.#startMs += BREAK_MS
  }

  end(): void {
    const { end } = this.#summary
    this.#script.wait(MINUTE_MS)
    if (end.kind === 'status') this.#say('status', 'status_set', 8, { status: end.status })
    if (end.kind === 'awarded') {
      const awardedScore = end.score === undefined ? {} : { awardedScore: end.score }
      this.#say('result', 'result_set', 8, { result: { winner: end.winner, method: 'awarded' }, ...awardedScore })
    }
    if (end.kind === 'final') this.#over()
    if (end.kind === 'final' || end.kind === 'awarded') this.#say('final', 'match_final', 9)
  }

  #over(): void {
    const winner = this.#shootoutWinner
    if (winner === undefined) this.#say('end', 'match_end', 8)
    else this.#say('result', 'result_set', 8, { result: { winner, method: 'shootout' } })
  }

  /** Who won a shoot-out of which nothing else is known. */
  get #shootoutWinner(): Side | undefined {
    const { end, periods, kicks, shootout } = this.#summary
    const isKnown = kicks.length > 0 || shootout !== undefined
    return end.kind === 'final' && periods.includes(SHOOTOUT) && !isKnown ? end.shootoutWinner : undefined
  }

  #played(period: number): void {
    const { goals, others, periods, isBreak, scores } = this.#summary
    this.#say(`period.${period}`, 'period_start', period, { period })
    const inPeriod = [...goals, ...others]
      .filter((event) => event.period === period)
      .map((event) => ({ event, place: placeOf(event) }))
    const startMinute = Math.min(...inPeriod.map(({ event }) => event.minute ?? Number.POSITIVE_INFINITY))
    for (const { event, place } of inPeriod.toSorted((a, b) => a.place - b.place)) {
      const { id, type, minute, fields } = event
      if (minute !== undefined)
        this.#script.waitUntil(this.#startMs + Math.max(0, minute - (PERIOD_STARTS[period] ?? startMinute)) * MINUTE_MS)
      this.#say(id, type, period + place, { period, ...clockOf(event), ...fields })
    }
    const counted = countOf(goals.filter((goal) => goal.period === period))
    this.#score = { home: this.#score.home + counted.home, away: this.#score.away + counted.away }
    const official = scores.get(period)
    if (official !== undefined && !isSame(official, this.#score)) {
      this.#say(`score.${period}`, 'score_set', period + 0.98, { period, score: official })
      this.#score = official
    }
    if (isBreak || period !== periods.at(-1)) this.#say(`period.${period}.end`, 'period_end', period + 0.99, { period })
    this.#startMs += LENGTH_MS[period] ?? 0
  }

  #shootout(): void {
    // It would be shown as 0–0.
    if (this.#shootoutWinner !== undefined) return
    const { kicks, shootout } = this.#summary
    const [first] = kicks
    this.#say('shootout', 'shootout_start', SHOOTOUT, first ? { first: first.team } : {})
    for (const [index, { team, scored, player }] of kicks.entries()) {
      this.#script.wait(MINUTE_MS)
      const fields = { team, kick: index + 1, scored, ...(player !== undefined && { player }) }
      this.#say(`kick.${index + 1}`, 'shootout_kick', SHOOTOUT + (index + 1) / 1000, fields)
    }
    if (shootout === undefined || isSame(shootout, countOf(kicks.filter(({ scored }) => scored)))) return
    this.#say('score.5', 'score_set', SHOOTOUT + 0.98, { score: this.#score, shootout })
  }

  #say(id: string, type: string, place: number, fields: object = {}): void {
    this.#script.say(id, type, { order: Math.round(place * PLACES), ...fields })
  }
}

/** Places within a period: enough for each minute, its stoppage and some events in it. */
const PLACES = 1_000_000
const PERIOD_STARTS: Readonly<Record<number, number>> = { 1: 0, 2: 45, 3: 90, 4: 105 }
const LENGTH_MS: Readonly<Record<number, number>> = {
  1: 45 * MINUTE_MS,
  2: 45 * MINUTE_MS,
  3: 15 * MINUTE_MS,
  4: 15 * MINUTE_MS,
}

/** Between 0 and 1. An event without a minute goes to the end of its period. */
function placeOf({ period, minute, stoppage = 0 }: SummaryEvent): number {
  if (minute === undefined) return 0.97
  const inPeriod = Math.min(Math.max(0, minute - (PERIOD_STARTS[period] ?? 0)), 60)
  return 0.001 + inPeriod * 0.01 + Math.min(stoppage, 99) * 0.0001
}

function clockOf({ minute, stoppage }: SummaryEvent): { clock?: string } {
  if (minute === undefined) return {}
  return { clock: stoppage ? `${minute}+${stoppage}` : String(minute) }
}
