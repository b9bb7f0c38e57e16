/** The scoreboard document of one match. Its common core is the same for all sports; `detail` is the sport's own. */

export type Side = 'home' | 'away'

/** Coarse states, for logic. What a viewer reads is `phase`. */
export const STATUSES = [
  'scheduled',
  'delayed',
  'live',
  'interrupted',
  'suspended',
  'ended',
  'final',
  'postponed',
  'cancelled',
  'abandoned',
] as const
export type Status = (typeof STATUSES)[number]

export interface Team {
  readonly name: string
  readonly code?: string
}

/** What is known before anything happens. `format` has been parsed by the sport's own schema. */
export interface Fixture {
  readonly match: string
  readonly sport: string
  readonly format?: object
  readonly competition?: string
  readonly startsAt?: number
  readonly venue?: string
  readonly home: Team
  readonly away: Team
}

export interface Score {
  readonly home: number
  readonly away: number
}

/** A clock that is never sent as ticks: a viewer shows `baseMs ± (now − at)` while `running`. */
export interface Clock {
  readonly running: boolean
  readonly baseMs: number
  readonly at: number
  readonly dir: 'up' | 'down'
}

export interface PeriodScore extends Score {
  readonly label: string
}

export const RESULT_METHODS = [
  'regulation',
  'extra_time',
  'golden_goal',
  'silver_goal',
  'overtime',
  'shootout',
  'super_over',
  'boundary_count',
  'dls',
  'retired',
  'walkover',
  'default',
  'disqualified',
  'awarded',
  'forfeit',
  'no_result',
] as const
export type ResultMethod = (typeof RESULT_METHODS)[number]

export interface Result {
  readonly winner: Side | 'draw' | 'none'
  readonly method: ResultMethod
  readonly margin?: string
  readonly text?: string
}

/** Something that was announced and does not count yet: an unconfirmed event, or a review in progress. */
export interface Pending {
  readonly id: string
  readonly type: string
  readonly status: 'pending' | 'under_review'
  /** What a review is about. Reviews have one, unconfirmed events do not. */
  readonly subject?: string
  readonly team?: Side
  readonly player?: string
  readonly period?: number | string
  readonly clock?: string
}

/**
 * No property is ever `null` or `undefined`: what is not there is absent, so that an RFC 7396 patch between two
 * states is exact. Everything follows from the fixture and the events.
 */
export interface MatchState<Detail extends object = object> extends Fixture {
  readonly status: Status
  /** The reason for the status, if the feed gave one: `rain`, `floodlight failure`. */
  readonly statusReason?: string
  readonly phase: string
  readonly period?: { readonly n: number; readonly label: string }
  readonly clock?: Clock
  readonly score: Score
  readonly periods: readonly PeriodScore[]
  readonly detail: Detail
  readonly pending: readonly Pending[]
  /** The timeout being taken, until play goes on. */
  readonly timeout?: { readonly team?: Side; readonly kind?: string }
  readonly result?: Result
  /** When the change that led to this state was accepted, in ms. 0 before the first. */
  readonly updatedAt: number
}
