import { countLabel, parseClock } from '../../../match/clock.ts'
import type { MatchEvent } from '../../../match/event.ts'
import { otherSide } from '../../../match/sides.ts'
import type { Score, Side } from '../../../match/state.ts'
import { periodOfEvent } from '../clocked/place.ts'
import type { ClockedRules } from '../clocked/rules.ts'
import type { GameFormat } from './format.ts'
import { playedBefore } from './periods.ts'

/** A player who is off for a time or for good, so that the side is one fewer. */
export interface Exclusion {
  readonly team: Side
  readonly player?: string
  readonly minutes: number
  /** In time played since the match began; for good if left out. */
  readonly endMs?: number
  /** A goal of the other side ends it, in the order of their ends. */
  readonly endsByGoal: boolean
}

/** What an event excludes a player for. */
export interface Excluded {
  /** Each counts after the one before: two for a double minor. */
  readonly minutes: readonly number[]
  readonly isForGood?: boolean
  readonly endsByGoal?: boolean
}

/** How a sport plays with fewer. */
export interface Strength {
  /** Players of a side on the field in that period; where boards and fans leave goalkeepers out, without them. */
  full(format: GameFormat, period: number): number
  /** A side never plays with fewer. */
  readonly least: number
  /** How many exclusions of a side run at once; a further one begins when one of them ends. Left out, all run. */
  readonly mostOff?: number
  /** Where the full number is this small or smaller, the other side gets one more instead: three against three. */
  readonly addsAt?: number
  /** @param times how many of what `mostOfPlayer` counts its player had before */
  excluded(event: MatchEvent, format: GameFormat, times: number): Excluded | undefined
  /** True for what ends an exclusion before its time: the oldest of the player, or of the team. */
  ends(event: MatchEvent): boolean
  isGoal(event: MatchEvent): boolean
  /** Tells when a goalkeeper leaves for one more in the field, and returns. */
  goalkeeper?(event: MatchEvent): 'out' | 'in' | undefined
}

/** What the engine remembers of the players who are off. */
export interface Exclusions {
  readonly off: readonly Exclusion[]
  readonly emptyNets: readonly Side[]
  /** The last time that an event told, played since the match began. */
  readonly atMs: number
}

export const NOBODY_OFF: Exclusions = { off: [], emptyNets: [], atMs: 0 }

/** A feed may invent any number. */
const MAX_OFF = 20
const MINUTE_MS = 60_000

/** Time played since the match began when an event happens; undefined if it does not say. */
export function playedAt(
  rules: ClockedRules,
  format: GameFormat,
  event: MatchEvent,
  current: number,
): number | undefined {
  const n = periodOfEvent(rules, event, current)
  const plan = n === undefined ? undefined : rules.plan(n)
  if (n === undefined || !plan?.isPlayed) return undefined
  if (event.type === 'period_start') return playedBefore(format, n)
  const reading = event.clock === undefined ? undefined : parseClock(event.clock)
  if (reading === undefined || plan.isUntimed) return undefined
  return playedBefore(format, n) + Math.abs(reading.ms - plan.startMs)
}

/** Who is off after this event, at the time that it says. */
export function nextExclusions(
  { excluded: excludedBy, ends, isGoal, goalkeeper, mostOff = MAX_OFF }: Strength,
  format: GameFormat,
  before: Exclusions,
  event: MatchEvent,
  { playedMs, times }: { readonly playedMs: number | undefined; readonly times: number },
): Exclusions {
  const { team, type } = event
  const atMs = Math.max(before.atMs, playedMs ?? 0)
  const isServed = ({ endMs }: Exclusion) => endMs === undefined || endMs > atMs
  let off = before.off.every(isServed) ? before.off : before.off.filter(isServed)
  let emptyNets = type === 'period_start' && before.emptyNets.length > 0 ? [] : before.emptyNets
  if (team !== undefined) {
    const excluded = excludedBy(event, format, times)
    if (excluded && off.length < MAX_OFF) {
      const added = excluding(off, { ...event, team }, excluded, { atMs, mostOff })
      off = [...(excluded.isForGood ? withoutPlayer(off, team, event.player) : off), ...added]
    }
    if (ends(event)) off = withoutOldest(off, { team, player: event.player }, atMs)
    if (isGoal(event)) off = afterGoal(off, team, atMs)
    const change = goalkeeper?.(event)
    if (change === 'out' && !emptyNets.includes(team)) emptyNets = [...emptyNets, team]
    if (change === 'in' && emptyNets.includes(team)) emptyNets = emptyNets.filter((side) => side !== team)
  }
  if (off === before.off && emptyNets === before.emptyNets && atMs === before.atMs) return before
  return { off, emptyNets, atMs }
}

function excluding(
  off: readonly Exclusion[],
  { team, player }: { readonly team: Side; readonly player?: string },
  { minutes, isForGood, endsByGoal = false }: Excluded,
  { atMs, mostOff }: { readonly atMs: number; readonly mostOff: number },
): Exclusion[] {
  const who = { team, ...(player !== undefined && { player }), endsByGoal }
  const own = off.filter((each) => player !== undefined && each.team === team && each.player === player)
  // Who is off for good cannot go once more.
  if (own.some((each) => each.endMs === undefined)) return []
  if (isForGood) return [{ ...who, minutes: 0, endsByGoal: false }]
  const ends = endsOf(off, team, atMs)
  // A player serves one after the other.
  const ownEnd = Math.max(0, ...own.map((each) => each.endMs ?? 0))
  let endMs = Math.max(ownEnd, ends.length < mostOff ? atMs : (ends[ends.length - mostOff] as number))
  return minutes.map((length) => {
    endMs += length * MINUTE_MS
    return { ...who, minutes: length, endMs }
  })
}

/** When the places end that a side's exclusions take, the next first: whoever waits takes the place of one, a double minor its own. */
function endsOf(off: readonly Exclusion[], team: Side, nowMs: number): readonly number[] {
  const own = off.filter((each) => each.team === team && each.endMs !== undefined)
  const ends = own.map(endOf)
  for (const { endMs = 0, minutes } of own) {
    const startMs = endMs - minutes * MINUTE_MS
    if (startMs > nowMs && ends.includes(startMs)) ends.splice(ends.indexOf(startMs), 1)
  }
  return ends.toSorted((a, b) => a - b)
}

/** Who goes for good is missing once, whatever time was left to him. */
function withoutPlayer(off: readonly Exclusion[], team: Side, player: string | undefined): readonly Exclusion[] {
  return off.filter(
    (each) => player === undefined || each.team !== team || each.player !== player || each.endMs === undefined,
  )
}

/** Whether a player of a side is off at that time, played since the match began. */
export function isOffAt(
  { off }: Exclusions,
  { team, player }: { readonly team: Side; readonly player: string },
  atMs: number,
): boolean {
  return off.some((each) => each.team === team && each.player === player && isServedAt(each, atMs))
}

function withoutOldest(
  off: readonly Exclusion[],
  { team, player }: { readonly team: Side; readonly player: string | undefined },
  nowMs: number,
): readonly Exclusion[] {
  const oldest = off.find(
    (each) => each.team === team && each.endMs !== undefined && (player === undefined || each.player === player),
  )
  return oldest === undefined ? off : endedAt(off, oldest, nowMs)
}

/** A side that is a player short and concedes is complete again: of what a goal ends, what would have ended first. */
function afterGoal(off: readonly Exclusion[], scorer: Side, nowMs: number): readonly Exclusion[] {
  const running = (side: Side) => off.filter((each) => each.team === side && isServedAt(each, nowMs))
  const conceding: Side = otherSide(scorer)
  const own = running(conceding)
  const [ended] = own.filter(({ endsByGoal }) => endsByGoal).toSorted((a, b) => endOf(a) - endOf(b))
  return ended === undefined || own.length <= running(scorer).length ? off : endedAt(off, ended, nowMs)
}

/** What waited for the end of this one begins now: the rest of a double minor, or one too many, and what waited for those. */
function endedAt(off: readonly Exclusion[], ended: Exclusion, nowMs: number): readonly Exclusion[] {
  const earlier = endOf(ended) - Math.max(nowMs, endOf(ended) - ended.minutes * MINUTE_MS)
  const ends = new Set([endOf(ended)])
  return off
    .filter((each) => each !== ended)
    .map((each) => {
      if (each.team !== ended.team || each.endMs === undefined) return each
      // One takes the place of one, also where two ends fall together.
      if (!ends.delete(each.endMs - each.minutes * MINUTE_MS)) return each
      ends.add(each.endMs)
      return { ...each, endMs: each.endMs - earlier }
    })
}

function endOf({ endMs = Number.POSITIVE_INFINITY }: Exclusion): number {
  return endMs
}

/** True for one that has begun: a second minor of one player, or one too many, waits. */
function isServedAt({ endMs, minutes }: Exclusion, nowMs: number): boolean {
  return endMs === undefined || (endMs > nowMs && endMs - minutes * MINUTE_MS <= nowMs)
}

/** Players of both sides on the field. */
export function strengthAt(
  { full, least, addsAt = 0 }: Strength,
  format: GameFormat,
  period: number,
  { off, emptyNets, atMs }: Exclusions,
): Score {
  const players = full(format, period)
  const missing = (side: Side) => off.filter((each) => each.team === side && isServedAt(each, atMs)).length
  const count = (side: Side, other: Side) => {
    const inField = players <= addsAt ? players + missing(other) : Math.max(least, players - missing(side))
    return inField + (emptyNets.includes(side) ? 1 : 0)
  }
  return { home: count('home', 'away'), away: count('away', 'home') }
}

/** As viewers get it: who is off, and until when by the match clock. */
export function shownExclusions(rules: ClockedRules, format: GameFormat, { off }: Exclusions) {
  return off.map(({ team, player, minutes, endMs }) => ({
    team,
    ...(player !== undefined && { player }),
    ...(minutes > 0 && { minutes }),
    ...(endMs !== undefined && untilOf(rules, format, endMs)),
  }))
}

function untilOf(
  rules: ClockedRules,
  format: GameFormat,
  endMs: number,
): { readonly period: number; readonly until: string } {
  let n = 1
  while (playedBefore(format, n + 1) < endMs && rules.plan(n + 1)?.isPlayed) n += 1
  const plan = rules.plan(n)
  const within = endMs - playedBefore(format, n)
  const shown =
    plan === undefined ? within : plan.startMs > plan.endMs ? Math.max(0, plan.startMs - within) : plan.startMs + within
  return { period: n, until: countLabel(shown, 'up') }
}
