import type { Change, ChangeKind, KeptEvent } from '../../match/change.ts'
import type { MatchEvent } from '../../match/event.ts'
import { diff, isEqual } from '../../match/merge-patch.ts'
import type { MatchState } from '../../match/state.ts'
import type { Correction, UpdateKind, UpdateMessage } from '../../protocol/messages.ts'
import type { Sport } from '../../sports/contract/sport.ts'
import type { LoggedUpdate } from '../../store/match-store.ts'

export interface Logged {
  readonly match: string
  readonly seq: number
  readonly at: number
  readonly kind: UpdateKind
  readonly feed: string
  /** Of the event. */
  readonly source?: string
  readonly event?: MatchEvent
  readonly before: MatchState
  readonly after: MatchState
  readonly correction?: Correction
}

/** Makes the log's entry for an update, with the message that viewers receive. */
export function toLoggedUpdate({
  match,
  seq,
  at,
  kind,
  feed,
  source,
  event,
  before,
  after,
  correction,
}: Logged): LoggedUpdate {
  const message: UpdateMessage = {
    op: 'update',
    match,
    seq,
    at,
    kind,
    ...(event && { event }),
    patch: diff(before, after) ?? {},
    ...(correction && { correction }),
    ...(before.status === 'final' && { afterFinal: true as const }),
  }
  return {
    seq,
    at,
    kind,
    feed,
    ...(source !== undefined && { source }),
    ...(event && { eventId: event.id }),
    wire: JSON.stringify(message),
  }
}

/** What viewers are told when another source comes into charge; undefined if the score is the same. */
export function sourceCorrectionOf(before: MatchState, after: MatchState): Correction | undefined {
  if (isEqual(before.score, after.score)) return undefined
  return { kind: 'source_changed', before: { score: before.score }, after: { score: after.score } }
}

export interface Corrected {
  readonly as: ChangeKind
  readonly event: MatchEvent
  /** The event as it was kept before the change. */
  readonly previous: KeptEvent | undefined
  readonly change: Change
  readonly before: MatchState
  readonly after: MatchState
}

/** What viewers are told about a change that takes back something they were shown; undefined if it takes nothing back. */
export function correctionOf(
  sport: Sport,
  { as, event, previous, change, before, after }: Corrected,
): Correction | undefined {
  // An event that was pending has not counted, so confirming it corrects nothing.
  const counted = previous?.event?.status !== 'pending' && previous?.event?.status !== 'under_review'
  if (as === 'add' ? !sport.turns(event, before, after) : as === 'edit' && !counted) return undefined
  return {
    kind: sport.correctionKind(event, as) ?? PLAIN_CORRECTION[as],
    eventId: event.id,
    ...(change.op === 'delete' && change.reason !== undefined && { reason: change.reason }),
    before: { score: before.score, ...sport.figures(before) },
    after: { score: after.score, ...sport.figures(after) },
  }
}

const PLAIN_CORRECTION = {
  add: 'event_late',
  edit: 'event_edited',
  delete: 'event_deleted',
  restore: 'event_restored',
} as const
