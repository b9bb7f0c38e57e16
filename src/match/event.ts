import type { Side, Status } from './state.ts'

export const EVENT_STATUSES = ['confirmed', 'pending', 'under_review'] as const
export type EventStatus = (typeof EVENT_STATUSES)[number]

/** A fact as the feed sent it: the envelope that all events share, and the fields of its type. */
export interface MatchEvent {
  /** Chosen by the feed; with the match and the source, the event's identity for the life of the match. */
  readonly id: string
  readonly type: string
  readonly team?: Side
  /** The period's number from 1, or the sport's phase name. */
  readonly period?: number | string
  /** The match clock as the feed shows it: `MM:SS`, `45+2`, `23`. */
  readonly clock?: string
  readonly player?: string
  /** The feed's own id of the player. */
  readonly playerId?: string
  /** When it happened, in ms since the epoch, if the feed knows. */
  readonly occurredAt?: number
  /** The feed's own order; wins over every other. */
  readonly order?: number
  readonly revision?: number
  /** How sure the feed is. A `status_set` carries the match's new status here instead, and always counts. */
  readonly status?: EventStatus | Status
  readonly [field: string]: unknown
}

/** An event that stands: not deleted, in its newest revision. */
export interface EffectiveEvent<Event extends MatchEvent = MatchEvent> {
  readonly event: Event
  /** When it happened as far as we know: `occurredAt`, else when its first revision was accepted. */
  readonly at: number
  /** Rank of its first arrival within the match. Breaks ties and places events that say nothing about their place. */
  readonly arrival: number
}
