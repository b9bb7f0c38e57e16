import { changeStatus } from '../../common/apply.ts'
import {
  type CricketMemory,
  changed,
  currentInnings,
  type Innings,
  type LeftCrease,
  type ReducedCricket,
  withDetail,
  withInnings,
} from '../detail.ts'
import type { ClosedReason, CricketEvent } from '../events.ts'
import { formatOf } from '../format.ts'
import { phaseAfter, phaseNow, phaseOf } from '../phases.ts'
import { closeInnings, lawfulReason, refresh } from './innings.ts'

/**
 * What the laws end though nobody said so: an innings that is all out, out of overs, or has its target (Law 13.3), and a
 * match that this decides (Law 16). Both are worked out anew after each event, so a correction takes them back.
 *
 * The feed's word goes before the laws: what it has ended stays ended, and an innings or a match that it opens again after
 * the laws closed it stays open until the feed ends it.
 */
export function withLaws(
  reduced: ReducedCricket,
  { before, event, at }: { before: ReducedCricket; event: CricketEvent; at: number },
): ReducedCricket {
  return endMatch(heedWord(endInnings(reduced), { before, event }), at)
}

const PLAYED_OUT: ReadonlySet<ClosedReason> = new Set(['all_out', 'overs', 'target_reached', 'declared', 'forfeited'])

function endInnings(reduced: ReducedCricket): ReducedCricket {
  const { state, memory } = reduced
  const innings = currentInnings(state)
  if (innings === undefined) return reduced
  const isByLaw = memory.closedByLaw?.n === innings.n
  if ((innings.closedReason !== undefined && !isByLaw) || memory.innings[innings.n]?.isKeptOpen) return reduced
  const reason = lawfulReason(reduced, innings)
  if (reason === innings.closedReason) return reduced
  return reason === undefined ? reopen(reduced, innings) : close(reduced, innings, reason)
}

function close(reduced: ReducedCricket, { n }: Innings, reason: ClosedReason): ReducedCricket {
  const { closedByLaw } = reduced.memory
  const { batting, striker, partnershipFrom, freeHit } = reduced.state.detail
  const crease = changed<LeftCrease>({}, { batting, striker, partnershipFrom, freeHit })
  const closed = closeInnings(reduced, { n, reason })
  return { ...closed, memory: { ...closed.memory, closedByLaw: { n, crease: closedByLaw?.crease ?? crease } } }
}

function reopen(reduced: ReducedCricket, innings: Innings): ReducedCricket {
  const { closedByLaw, ...memory } = reduced.memory
  const opened = withInnings({ ...reduced, memory }, changed(innings, { closedReason: undefined }))
  const resumed = withDetail(opened, { ...closedByLaw?.crease })
  const { phase } = resumed.state
  const isOfBreak = phase === 'innings_break' || phase === 'awaiting_super_over'
  return refresh(isOfBreak ? { ...resumed, state: { ...resumed.state, phase: phaseNow(resumed.state) } } : resumed)
}

/** Notes what the feed itself says about the end of the match. */
function heedWord(
  reduced: ReducedCricket,
  { before, event }: { before: ReducedCricket; event: CricketEvent },
): ReducedCricket {
  if (event.type !== 'match_end' && event.type !== 'match_final' && event.type !== 'status_set') return reduced
  const { endedByLaw: _, isKeptLive: __, ...memory } = reduced.memory
  const isKeptLive = before.memory.endedByLaw === true && reduced.state.status === 'live'
  return { ...reduced, memory: isKeptLive ? { ...memory, isKeptLive: true } : memory }
}

function endMatch(reduced: ReducedCricket, at: number): ReducedCricket {
  const { state, memory } = reduced
  const isOver = isDecided(reduced)
  if (state.status === 'live' && isOver && !memory.isKeptLive) {
    const ended = changeStatus(reduced, 'ended', at)
    return { ...ended, memory: { ...ended.memory, endedByLaw: true } }
  }
  if (state.status === 'ended' && memory.endedByLaw && !isOver) {
    const { endedByLaw: _, ...rest }: CricketMemory = memory
    return changeStatus({ ...reduced, memory: rest }, 'live', at)
  }
  return reduced
}

/** Whether the innings played last was the last one of the match. */
function isDecided({ state }: ReducedCricket): boolean {
  const innings = currentInnings(state)
  if (innings?.closedReason === undefined || !PLAYED_OUT.has(innings.closedReason)) return false
  const isLast = innings.target !== undefined || (formatOf(state).inningsPerSide === 2 && innings.n >= 3)
  return isLast && phaseAfter(state) === phaseOf(innings)
}
