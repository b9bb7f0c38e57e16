import type { MatchEvent } from '../../../src/match/event.ts'

/** One request of a feed. It is sent until it is answered, always with the same bytes. */
export interface FeedRequest {
  readonly method: 'PUT' | 'POST' | 'DELETE'
  readonly path: string
  readonly body?: unknown
  /** Takes an answer of 2xx. @throws {Error} if it is not the answer that the contract promises */
  accept(body: unknown, wasRetried: boolean): void
  /** An attempt got no answer: it may still be carried out, after anything that is sent later. */
  becameUnclear(): void
  /** @returns true if that is right, as when what it is about got lost; it is over then */
  mayBeRefused(refusal: string): boolean
}

/** One change that was answered. */
export interface AcceptedChange {
  readonly kind: 'add' | 'edit' | 'delete' | 'restore'
  /** Absent if another source was in charge. */
  readonly seq?: number
}

export interface SentEvent {
  event: MatchEvent
  /** False while only its delete was sent. */
  hasContent: boolean
  isDeleted: boolean
  readonly changes: AcceptedChange[]
  /** A request about it is on its way. */
  isBusy: boolean
  /** A delete or a restore of it may come a second time, out of order: it is left alone from then on. */
  isUnclear: boolean
  /** The database lost some of it, or may have: it is kept as it was before, or as it is sent again. */
  isLoose: boolean
}

export interface Result {
  readonly id: string
  readonly status: 'applied' | 'shadowed' | 'duplicate' | 'superseded' | 'rejected'
  readonly seq?: number
}
