import { stopClock } from '../../match/clock.ts'
import type { MatchState, Status } from '../../match/state.ts'

/** What normally follows what. Anything else is applied all the same, and answered with a warning. */
const NORMAL: Readonly<Record<Status, readonly Status[]>> = {
  scheduled: ['delayed', 'live', 'postponed', 'cancelled', 'ended', 'abandoned'],
  delayed: ['live', 'postponed', 'cancelled', 'abandoned'],
  postponed: ['scheduled', 'cancelled'],
  live: ['interrupted', 'suspended', 'ended', 'abandoned'],
  interrupted: ['live', 'suspended', 'abandoned', 'ended'],
  suspended: ['live', 'abandoned', 'ended'],
  ended: ['final', 'live'],
  abandoned: ['final', 'scheduled'],
  cancelled: [],
  final: [],
}

export function isNormalTransition(from: Status, to: Status): boolean {
  return from === to || NORMAL[from].includes(to)
}

/** True once play is over, confirmed or not: a result is due. */
export function isOver(status: Status): boolean {
  return status === 'ended' || status === 'final' || status === 'abandoned'
}

/** True for statuses that only an explicit `status_set` leaves. */
export function isSealed(status: Status): boolean {
  return status === 'final' || status === 'cancelled'
}

/** Changes the status. Outside `live` no clock runs. */
export function withStatus<State extends MatchState>(
  state: State,
  status: Status,
  at: number,
  statusReason?: string,
): State {
  if (state.status === status && state.statusReason === statusReason) return state
  const { statusReason: _, ...rest } = state
  return {
    ...(rest as State),
    status,
    ...(statusReason !== undefined && { statusReason }),
    ...(status !== 'live' && state.clock && { clock: stopClock(state.clock, at) }),
  }
}
