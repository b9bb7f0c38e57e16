import { isEqual } from '../../../match/merge-patch.ts'
import { addScore } from '../../common/state.ts'
import { inningsAt, lastInnings } from '../../engines/innings/innings.ts'
import {
  type Announced,
  type CricketDetail,
  type CricketState,
  changed,
  currentInnings,
  type Innings,
  type Limits,
  openInnings,
  type ReducedCricket,
  withDetail,
  withInnings,
} from '../detail.ts'
import type { ClosedReason } from '../events.ts'
import { formatOf } from '../format.ts'
import { labelOf, phaseAfter, phaseOf } from '../phases.ts'
import { isChase, limitInBalls, liveOf, targetOf } from './chase.ts'
import { hasLimit, newInnings, type Opening, pickLimits } from './new-innings.ts'
import { ballsUsed, NO_MEMORY } from './over.ts'
import { partnershipFrom } from './partnership.ts'

/** What belongs to the innings being played and ends with it. */
const NOTHING_LIVE = {
  batting: undefined,
  striker: undefined,
  partnershipFrom: undefined,
  chase: undefined,
  lead: undefined,
  powerplay: undefined,
  freeHit: undefined,
} satisfies { [Key in keyof CricketDetail]?: undefined }

/** Opens an innings and makes it the current one. One that is there already goes on where it stood. */
export function startInnings(reduced: ReducedCricket, opening: Opening): ReducedCricket {
  const all = reduced.state.detail.innings
  const n = opening.n ?? (lastInnings(all)?.n ?? 0) + 1
  const existing = inningsAt(all, n)
  return existing ? resumeInnings(reduced, existing, opening) : startNewInnings(reduced, n, opening)
}

function startNewInnings(reduced: ReducedCricket, n: number, opening: Opening): ReducedCricket {
  const { state, memory } = reduced
  const { next } = memory
  const innings = newInnings(reduced, n, opening)
  const { side, runs: penalty } = innings
  const waiting = next.penalty && { penalty: { ...next.penalty, [side]: 0 } }
  const opened = {
    state: addScore(state, side, penalty),
    memory: {
      ...memory,
      innings: { ...memory.innings, [n]: { ...NO_MEMORY, isTargetGiven: next.target !== undefined } },
      next: { ...waiting },
    },
  }
  return makeCurrent(withInnings(opened, innings), innings)
}

function resumeInnings(
  reduced: ReducedCricket,
  existing: Innings,
  { batting = existing.side }: Opening,
): ReducedCricket {
  // Runs that were scored stay with their side; putting that right takes an edit of the innings_start.
  const side = existing.runs === 0 && existing.balls === 0 ? batting : existing.side
  const { closedReason, declared: _, forfeited: __, ...rest } = existing
  const innings = { ...rest, side }
  const resumed = isEqual(innings, existing) ? reduced : withInnings(reduced, innings)
  return makeCurrent(closedReason === undefined ? resumed : keptOpen(resumed, innings.n), innings)
}

/** The feed opens an innings that was over: the laws do not close it again. */
function keptOpen(reduced: ReducedCricket, n: number): ReducedCricket {
  const { closedByLaw: _, ...memory } = reduced.memory
  const kept = { ...(memory.innings[n] ?? NO_MEMORY), isKeptOpen: true as const }
  return { ...reduced, memory: { ...memory, innings: { ...memory.innings, [n]: kept } } }
}

function makeCurrent(reduced: ReducedCricket, innings: Innings): ReducedCricket {
  const { reviews } = formatOf(reduced.state)
  const { superOver } = innings
  const before = reduced.state.detail.superOvers
  const current = withDetail(reduced, {
    ...NOTHING_LIVE,
    par: undefined,
    bowler: undefined,
    thisOver: undefined,
    lastWicket: undefined,
    partnershipFrom: partnershipFrom(innings),
    reviews: reviews > 0 ? { home: reviews, away: reviews } : undefined,
    superOver,
    superOvers: superOver === undefined ? before : { [superOver]: { home: 0, away: 0 }, ...before },
  })
  const state = { ...current.state, period: { n: innings.n, label: labelOf(innings) } }
  return refresh({ ...current, state: { ...state, phase: phaseOf(innings) } })
}

/** Closes an innings; one that never began is opened first: a forfeited innings counts as played (Law 15.2). */
export function closeInnings(
  reduced: ReducedCricket,
  { n, reason, absent }: { n?: number | undefined; reason?: ClosedReason | undefined; absent?: string[] | undefined },
): ReducedCricket {
  const number = n ?? reduced.state.period?.n ?? 1
  const opened = inningsAt(reduced.state.detail.innings, number) ? reduced : startInnings(reduced, { n: number })
  const innings = inningsAt(opened.state.detail.innings, number)
  if (innings === undefined) return reduced
  const closedReason = reason ?? lawfulReason(opened, innings, absent) ?? 'other'
  const { closedByLaw: _, ...memory } = opened.memory
  const closed = withInnings(
    { ...opened, memory },
    changed(innings, {
      closedReason,
      declared: closedReason === 'declared' ? true : undefined,
      forfeited: closedReason === 'forfeited' ? true : undefined,
      absent: absent ?? innings.absent,
    }),
  )
  return number === opened.state.period?.n ? leave(closed) : closed
}

/** Between two innings: nobody bats, and what the next one has to chase is known already. */
function leave(reduced: ReducedCricket): ReducedCricket {
  const left = withDetail(reduced, NOTHING_LIVE)
  const { state } = left
  const phase = phaseAfter(state)
  const awaited = phase === 'innings_break' ? upcomingChase(left) : undefined
  return withDetail({ ...left, state: { ...state, phase } }, { chase: awaited })
}

function upcomingChase(reduced: ReducedCricket): CricketDetail['chase'] {
  const last = currentInnings(reduced.state)
  if (last === undefined || last.closedReason === 'abandoned') return undefined
  // The next innings is opened in a copy, to learn its target.
  const { state } = startNewInnings(reduced, last.n + 1, {})
  return state.detail.chase
}

/** Works out again what follows from the innings: target, chase, lead, powerplay. Call it after any change of totals. */
export function refresh(reduced: ReducedCricket): ReducedCricket {
  const innings = currentInnings(reduced.state)
  if (innings === undefined) return refreshBreak(reduced)
  const memory = reduced.memory.innings[innings.n] ?? NO_MEMORY
  const target = memory.isTargetGiven ? innings.target : targetOf(reduced.state, innings)
  const aimed = target === innings.target ? innings : changed(innings, { target })
  const updated = aimed === innings ? reduced : withInnings(reduced, aimed)
  if (innings.closedReason !== undefined) return refreshBreak(updated)
  return withDetail(updated, liveOf(updated.state, aimed, memory.over))
}

function refreshBreak(reduced: ReducedCricket): ReducedCricket {
  return reduced.state.phase === 'innings_break' ? withDetail(reduced, { chase: upcomingChase(reduced) }) : reduced
}

/** A target from outside, for the innings that chases now, else for the next. */
export function reviseTarget(
  reduced: ReducedCricket,
  revised: { n?: number | undefined; target: number; targetMethod?: string | undefined; limits: Limits },
): ReducedCricket {
  const { target, targetMethod, limits } = revised
  const innings = inningsAt(reduced.state.detail.innings, revised.n) ?? chasing(reduced.state)
  const given = { target, ...(targetMethod !== undefined && { targetMethod }) }
  if (innings === undefined) return refresh(announce(reduced, { ...given, ...(hasLimit(limits) && { limits }) }))
  const before = reduced.memory.innings[innings.n] ?? NO_MEMORY
  const memory = { ...reduced.memory.innings, [innings.n]: { ...before, isTargetGiven: true } }
  const aimed = withInnings(reduced, { ...innings, ...given, ...limits, ...(hasLimit(limits) && { powerplays: {} }) })
  return refresh({ ...aimed, memory: { ...aimed.memory, innings: memory } })
}

/** A new length, for the innings being played, else for the next. */
export function reduceOvers(reduced: ReducedCricket, fewer: Limits, n: number | undefined): ReducedCricket {
  const limits = pickLimits(fewer)
  const innings = inningsAt(reduced.state.detail.innings, n) ?? openInnings(reduced.state) ?? chasing(reduced.state)
  if (innings === undefined) return refresh(announce(reduced, { limits }))
  // The powerplays of a shortened innings are shorter too. The feed says by how much.
  return refresh(withInnings(reduced, { ...innings, ...limits, powerplays: {} }))
}

/** Keeps something for the next innings. */
export function announce(reduced: ReducedCricket, announced: Announced): ReducedCricket {
  return { ...reduced, memory: { ...reduced.memory, next: { ...reduced.memory.next, ...announced } } }
}

/** The innings that chases; also once it is over, for no other follows it. */
function chasing(state: CricketState): Innings | undefined {
  const innings = currentInnings(state)
  if (innings === undefined || isChase(innings.n, formatOf(state))) return innings
  return innings.target !== undefined && innings.closedReason === undefined ? innings : undefined
}

/**
 * Why an innings is over by the laws: it has won, nobody is left to bat, or its overs are bowled (Laws 13.3 and 16.6).
 * Undefined while it goes on. What ended it first stays the reason: penalty runs may bring the target to a side that is all
 * out.
 */
export function lawfulReason(
  reduced: ReducedCricket,
  innings: Innings,
  absent: readonly string[] = innings.absent ?? [],
): ClosedReason | undefined {
  const { wickets, ballsPerOver } = formatOf(reduced.state)
  const limit = limitInBalls(innings, ballsPerOver)
  const { over } = reduced.memory.innings[innings.n] ?? NO_MEMORY
  const reasons: Partial<Record<ClosedReason, boolean>> = {
    target_reached: innings.target !== undefined && innings.runs >= innings.target,
    all_out: innings.wickets + absent.length >= (innings.superOver === undefined ? wickets : Math.min(2, wickets)),
    overs: limit !== undefined && ballsUsed(over, ballsPerOver) >= limit,
  }
  if (innings.closedReason !== undefined && reasons[innings.closedReason]) return innings.closedReason
  return (['target_reached', 'all_out', 'overs'] as const).find((reason) => reasons[reason])
}
