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
  /** The feed's own id of the team. */
  readonly id?: string
  readonly name: string
  /** What it is called where room is short: `Man United`. */
  readonly short?: string
  /** As scoreboards abbreviate it: `MUN`. */
  readonly code?: string
  /** `#c8102e` */
  readonly colour?: string
  /** Address of an image. */
  readonly crest?: string
}

/** What is known before anything happens. `format` has been parsed by the sport's own schema. */
export interface Fixture {
  readonly match: string
  readonly sport: string
  readonly format?: object
  readonly competition?: string
  /** What people call the competition, where `competition` is an id. */
  readonly competitionName?: string
  /** `Matchday 12`, `Quarter-final`. */
  readonly round?: string
  readonly startsAt?: number
  readonly venue?: string
  readonly home: Team
  readonly away: Team
  /** Which sources may be in charge, the best first; all others stay in the shadow. Not part of the state. */
  readonly sources?: readonly string[]
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
  /** How boards write it; absent while a reducer works on it. */
  readonly show?: ClockShow
  /** Where `45+` begins, in ms of the clock; absent where no stoppage time is shown. */
  readonly limitMs?: number
}

/** `minute`: `67'`. `m:ss`: `4:05`. `m:ss.t`: with tenths. */
export type ClockShow = 'minute' | 'm:ss' | 'm:ss.t'

/** A number of each side; absent on a side that did not play. */
export type PartScore = Partial<Score>

/** One column of the line score: a period, a set, an innings; the one being played too. */
export interface PeriodScore extends PartScore {
  readonly label: string
  /** Small beside the number: the points of a tie-break. */
  readonly sub?: PartScore
}

/** A mark of a side, such as `{ code: 'red', n: 1 }` for one red card. The protocol lists the codes; unknown ones are ignored. */
export interface Mark {
  readonly code: string
  readonly n: number
}

/** One side of the scoreline. Texts, because a score may be `43/3`, `AD` or `1 (4)`. */
export interface SideLine {
  /** The number that fans read first. */
  readonly main: string
  /** What is being played for inside the period: points of a game, of a set. */
  readonly now?: string
  /** Small beside it: `4.1 ov`. */
  readonly sub?: string
  readonly marks?: readonly Mark[]
}

/** What a scoreboard draws of any sport without knowing it. */
export interface Scoreline extends Readonly<Record<Side, SideLine>> {
  /** Who serves, bats, or has the ball. */
  readonly serving?: Side
  /** One short sentence: the result, an interruption, a review, the situation, or how it stands. */
  readonly note?: string
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

/** An unconfirmed event or a review in progress: announced, and not counted yet. */
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
 * A state in view `score`: what every sport has in common, and what lists show.
 *
 * No property is ever `null` or `undefined`: what is not there is absent, so that an RFC 7396 patch between two
 * states is exact. Everything follows from the fixture and the events.
 */
export interface ScoreState extends Omit<Fixture, 'format' | 'sources'> {
  readonly status: Status
  /** The reason for the status, if the feed gave one: `rain`, `floodlight failure`. */
  readonly statusReason?: string
  readonly phase: string
  readonly period?: { readonly n: number; readonly label: string }
  readonly clock?: Clock
  readonly score: Score
  readonly scoreline: Scoreline
  readonly periods: readonly PeriodScore[]
  readonly pending: readonly Pending[]
  /** The timeout being taken, until play goes on. */
  readonly timeout?: { readonly team?: Side; readonly kind?: string }
  readonly result?: Result
}

/** A state in view `full`: with what its sport alone has. */
export interface MatchState<Detail extends object = object> extends ScoreState, Pick<Fixture, 'format'> {
  readonly detail: Detail
  /** When the change that led to this state was accepted, in ms. 0 before the first. */
  readonly updatedAt: number
}
