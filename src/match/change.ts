import type { EffectiveEvent, MatchEvent } from './event.ts'
import { isEqual } from './merge-patch.ts'

/** What a feed asks for. `add` and `edit` differ only when the event exists already. */
export type Change =
  | { readonly op: 'add'; readonly event: MatchEvent }
  | { readonly op: 'edit'; readonly event: MatchEvent }
  | { readonly op: 'delete'; readonly id: string; readonly reason?: string; readonly revision?: number }
  | { readonly op: 'restore'; readonly id: string }
  | { readonly op: 'release'; readonly id: string }

/** Something that was surprising about an event. `code` is stable. */
export interface EventWarning {
  readonly code: string
  readonly detail: string
}

/** Who sends a change, and as which source. Several feeds may share a source; an operator may act as any. */
export interface Sender {
  readonly feed: string
  readonly source: string
  /** An operator acts as the source: events that it changes are held, and feeds do not change them until they are released. */
  readonly holds?: true
  /** Of the request that brings it, for the log. */
  readonly requestId?: string
}

/** An event as it is kept, deleted or not. Its identity is (match, source, id), for the life of the match. `[H7]` */
export interface KeptEvent {
  readonly source: string
  /** Who changed it last. */
  readonly feed: string
  readonly id: string
  readonly arrival: number
  /** When its first revision was accepted, in ms. */
  readonly acceptedAt: number
  readonly revision: number
  readonly isDeleted: boolean
  /** An operator has changed it, and nobody has released it since. */
  readonly isHeld?: true
  /** Absent while only its delete has arrived. */
  readonly event?: MatchEvent
  /** What was surprising about it when it was accepted as it is now; absent if nothing was. */
  readonly warnings?: readonly EventWarning[]
  /**
   * The seq of the update that made the event what it is now; absent if no update was needed. 0 if it counts, but was sent while its
   * source was in the shadow: then viewers saw it with the switch, or not at all.
   */
  readonly seq?: number
}

export type ChangeKind = 'add' | 'edit' | 'delete' | 'restore'

export type Decision =
  /** The change counts: keep `kept`, and tell viewers. */
  | { readonly kind: 'apply'; readonly as: ChangeKind; readonly kept: KeptEvent }
  /** Nothing changes for viewers, but `kept` must be stored. */
  | { readonly kind: 'remember'; readonly kept: KeptEvent; readonly status: 'applied' | 'superseded' }
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'superseded' }
  /** The id is taken by other content, and the revision is no higher. */
  | { readonly kind: 'conflict' }
  | { readonly kind: 'unknown-event' }

/** Who sends the change, and the time and rank that a new event gets. */
export interface Arrival extends Sender {
  readonly at: number
  readonly arrival: number
}

/**
 * Decides what a change does to the event of that id, if there is one.
 *
 * The highest revision wins, else the latest arrival; a delete beats an add that arrives after it, unless a restore or a
 * higher revision follows. So the outcome of a set of changes does not depend on retries, and deletes never get lost.
 */
export function decide(kept: KeptEvent | undefined, change: Change, arrival: Arrival): Decision {
  const decision = decideContent(kept, change, arrival)
  if (decision.kind !== 'apply' && decision.kind !== 'remember') return decision
  if (change.op === 'release') return decision
  const changed = { ...decision.kept, feed: arrival.feed }
  return { ...decision, kept: arrival.holds ? { ...changed, isHeld: true } : changed }
}

/** True if a feed would change an event that an operator holds. */
export function isHeldBack(kept: KeptEvent | undefined, { kind }: Decision, { holds }: Sender): boolean {
  return kept?.isHeld === true && !holds && kind !== 'duplicate' && kind !== 'superseded'
}

function decideContent(kept: KeptEvent | undefined, change: Change, arrival: Arrival): Decision {
  switch (change.op) {
    case 'add':
    case 'edit':
      // An early delete that was undone leaves nothing, so the add counts as if that delete had never come.
      if (kept === undefined || (kept.event === undefined && !kept.isDeleted))
        return firstContent(change.event, arrival)
      return nextContent(kept, change.op, change.event)
    case 'delete':
      return decideDelete(kept, change, arrival)
    case 'restore':
      return decideRestore(kept)
    case 'release':
      return decideRelease(kept)
  }
}

function firstContent(event: MatchEvent, { source, feed, at, arrival }: Arrival): Decision {
  const revision = event.revision ?? 0
  return {
    kind: 'apply',
    as: 'add',
    kept: { source, feed, id: event.id, arrival, acceptedAt: at, revision, isDeleted: false, event },
  }
}

function nextContent(kept: KeptEvent, op: 'add' | 'edit', event: MatchEvent): Decision {
  if (kept.event !== undefined && isEqual(kept.event, event)) {
    return kept.isDeleted && kept.seq === undefined ? { kind: 'superseded' } : { kind: 'duplicate' }
  }
  const revision = event.revision ?? kept.revision
  if (revision < kept.revision) return { kind: 'superseded' }
  const isHigher = revision > kept.revision
  if (kept.isDeleted) return contentAfterDelete(kept, event, revision)
  if (op === 'add' && !isHigher) return { kind: 'conflict' }
  return { kind: 'apply', as: 'edit', kept: { ...kept, revision, event } }
}

function contentAfterDelete(kept: KeptEvent, event: MatchEvent, revision: number): Decision {
  // The delete came before this add. The content is kept, so that a restore can bring it back.
  if (kept.event === undefined) return { kind: 'remember', status: 'superseded', kept: { ...kept, revision, event } }
  if (revision <= kept.revision) return { kind: 'superseded' }
  return { kind: 'apply', as: 'restore', kept: { ...kept, revision, event, isDeleted: false } }
}

function decideDelete(
  kept: KeptEvent | undefined,
  { id, revision }: Extract<Change, { op: 'delete' }>,
  { source, feed, at, arrival }: Arrival,
): Decision {
  if (kept === undefined) {
    const tombstone = { source, feed, id, arrival, acceptedAt: at, revision: revision ?? 0, isDeleted: true }
    return { kind: 'remember', status: 'applied', kept: tombstone }
  }
  if (kept.isDeleted) return { kind: 'duplicate' }
  if (revision !== undefined && revision < kept.revision) return { kind: 'superseded' }
  const deleted = { ...kept, revision: revision ?? kept.revision, isDeleted: true }
  // An early delete was undone and comes again. Viewers have never seen the event.
  if (kept.event === undefined) return { kind: 'remember', status: 'applied', kept: deleted }
  return { kind: 'apply', as: 'delete', kept: deleted }
}

function decideRestore(kept: KeptEvent | undefined): Decision {
  if (kept === undefined) return { kind: 'unknown-event' }
  if (!kept.isDeleted) return { kind: 'duplicate' }
  const restored = { ...kept, isDeleted: false }
  // Only the delete had arrived, so viewers have never seen the event.
  if (kept.event === undefined) return { kind: 'remember', status: 'applied', kept: restored }
  return { kind: 'apply', as: 'restore', kept: restored }
}

function decideRelease(kept: KeptEvent | undefined): Decision {
  if (kept === undefined) return { kind: 'unknown-event' }
  if (!kept.isHeld) return { kind: 'duplicate' }
  const { isHeld: _, ...released } = kept
  return { kind: 'remember', status: 'applied', kept: released }
}

/** The event as the fold takes it; undefined while it does not stand. */
export function effectiveOf(kept: KeptEvent): EffectiveEvent | undefined {
  if (kept.isDeleted || kept.event === undefined) return undefined
  return { event: kept.event, at: kept.event.occurredAt ?? kept.acceptedAt, arrival: kept.arrival }
}
