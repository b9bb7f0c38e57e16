import { clockText } from './clock.ts'
import { isolated } from './isolated.ts'
import { otherSide } from './sides.ts'
import type { Mark, ScoreState, Side, Status, Team } from './state.ts'

/**
 * The scoreboard of one match, ready to be drawn: the same for every sport and on every surface. List rows, page heads, titles,
 * previews, announcements and the element are all made of it.
 */
export interface ScoreRow {
  readonly home: ScoreSide
  readonly away: ScoreSide
  /** The columns of the line score: periods, sets, innings. */
  readonly columns: readonly string[]
  /** What the match clock says; undefined without a clock. */
  readonly clock?: string
  /** One sentence below the numbers. */
  readonly note?: string
  /** False while nothing has been played: the start stands where the score will be. */
  readonly hasScore: boolean
  readonly isLive: boolean
  readonly isOver: boolean
  /** The numbers of the columns do not add up to the score: a row without them would not say enough. */
  readonly needsColumns: boolean
}

/** One side of it. */
export interface ScoreSide {
  readonly team: Team
  /** The name where room is short. */
  readonly name: string
  /** Empty where the side has yet to bat. */
  readonly main: string
  /** What is being played for inside the period. */
  readonly now?: string
  readonly sub?: string
  readonly marks: readonly Mark[]
  readonly isServing: boolean
  readonly isWinner: boolean
  /** The other side won. */
  readonly isLoser: boolean
  /** A cell for each column; undefined where this side did not play. */
  readonly cells: readonly (ScoreCell | undefined)[]
}

export interface ScoreCell {
  readonly text: string
  /** Small beside it: the points of a tie-break. */
  readonly sub?: string
  /** This side has the larger number. */
  readonly isAhead: boolean
  /** The period is being played. */
  readonly isNow: boolean
}

const NOT_BEGUN: ReadonlySet<Status> = new Set(['scheduled', 'delayed', 'postponed', 'cancelled'])
const UNDER_WAY: ReadonlySet<Status> = new Set(['live', 'interrupted'])
/** Nothing more is played: the match is over, or never takes place. */
export const OVER: ReadonlySet<Status> = new Set(['ended', 'final', 'abandoned', 'cancelled'])

/** Phases in which no period is being played, whatever the sport. */
const BETWEEN_PERIODS = /(?:^|_)(?:break|half_time|shootout)$|^(?:awaiting|end)_/

/** @param now server time, for the clock: `client.now()` */
export function scoreRow(state: ScoreState, now: number): ScoreRow {
  const { scoreline, periods, status, clock } = state
  return {
    home: sideOf(state, 'home'),
    away: sideOf(state, 'away'),
    columns: periods.map(({ label }) => label),
    ...(clock && { clock: clockText(clock, now) }),
    ...(scoreline.note && { note: scoreline.note }),
    hasScore: hasScored(state) || !(NOT_BEGUN.has(status) || isUnplayed(state)),
    isLive: status === 'live',
    isOver: OVER.has(status),
    needsColumns: needsColumns(state),
  }
}

/** False also for a match that was decided without being played: nobody waits for its start. */
export function isToCome({ status, result }: ScoreState): boolean {
  return status === 'scheduled' && result === undefined
}

/** Where lists keep a match: a fan asks for what is being played, for what is over, or for what is to come. */
export type Stage = 'live' | 'over' | 'to-come'

/** A walkover is over, though nobody has played; a postponed match is to come. */
export function stageOf({ status, result }: ScoreState): Stage {
  if (UNDER_WAY.has(status)) return 'live'
  return OVER.has(status) || result !== undefined ? 'over' : 'to-come'
}

/** The score in a line: `Arsenal 2–1 Chelsea`; `Arsenal v Chelsea` before it begins. */
export function scoreTitle(state: ScoreState): string {
  const { home, away } = state
  return `${isolated(home.name)} ${scoreInMiddle(state) || 'v'} ${isolated(away.name)}`
}

/** The score alone: `2–1`, `43/3 – 12/0`, `1 (40) – 0 (15)`; empty while there is none. */
export function scoreInMiddle(state: ScoreState): string {
  const { home, away, hasScore } = scoreRow(state, 0)
  if (!hasScore) return ''
  const [left, right] = [lineOf(home), lineOf(away)]
  return /^\d+$/.test(left + right) ? `${left}–${right}` : `${left || 'yet to bat'} – ${right || 'yet to bat'}`
}

/** For the ear: `Arsenal 2, Chelsea 1`, with what is being played for. */
export function spokenScore(state: ScoreState): string {
  const { home, away } = scoreRow(state, 0)
  return [home, away].map((side) => `${side.team.name} ${lineOf(side)}`.trim()).join(', ')
}

function lineOf({ main, now }: ScoreSide): string {
  return now === undefined ? main : `${main} (${now})`
}

function sideOf(state: ScoreState, side: Side): ScoreSide {
  const { scoreline, periods, result, status, phase } = state
  const team = state[side]
  const other = otherSide(side)
  const { main, now, sub, marks = [] } = scoreline[side]
  const cells = periods.map((period, index): ScoreCell | undefined => {
    const [mine, theirs] = [period[side], period[other]]
    if (mine === undefined) return undefined
    const small = period.sub?.[side]
    return {
      text: String(mine),
      ...(small !== undefined && { sub: String(small) }),
      isAhead: theirs !== undefined && mine > theirs,
      isNow: status === 'live' && index === periods.length - 1 && !BETWEEN_PERIODS.test(phase),
    }
  })
  return {
    team,
    name: team.short ?? team.name,
    main,
    ...(now !== undefined && { now }),
    ...(sub !== undefined && { sub }),
    marks,
    isServing: scoreline.serving === side && !OVER.has(status),
    isWinner: result?.winner === side,
    isLoser: result?.winner === other,
    cells,
  }
}

/** True if the match was decided or given up without being played: `0–0` of a walkover is no score. */
export function isUnplayed(state: ScoreState): boolean {
  const { result, periods } = state
  return result !== undefined && result.winner !== 'draw' && periods.length === 0 && !hasScored(state)
}

/** A status never hides a score that is there. Where a match was called off, `0–0` is none, whatever was begun. */
function hasScored({ scoreline, score, periods, status }: ScoreState): boolean {
  if (score.home !== 0 || score.away !== 0) return true
  const isOff = status === 'postponed' || status === 'cancelled'
  if (periods.some(({ home = 0, away = 0 }) => !isOff || home + away > 0)) return true
  return (['home', 'away'] as const).some((side) => !['', '0'].includes(scoreline[side].main))
}

function needsColumns({ scoreline, periods }: ScoreState): boolean {
  return (['home', 'away'] as const).some((side) => {
    const sum = periods.reduce((total, period) => total + (period[side] ?? 0), 0)
    return /^\d+$/.test(scoreline[side].main) && Number(scoreline[side].main) !== sum
  })
}
