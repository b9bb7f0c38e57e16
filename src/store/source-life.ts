import type { Score } from '../match/state.ts'

/** A source that was heard: by an event, or by a heartbeat, which puts it under watch. */
export interface HeardSource {
  readonly source: string
  readonly agoMs: number
  readonly isHeartbeat: boolean
}

export interface SourceLife {
  readonly source: string
  /** By the clock of the database, in ms, like the next. */
  readonly heardAt: number
  /** Since when it is stale; absent while it is not. */
  readonly staleAt?: number
}

export interface BeatOptions {
  /** A source under watch that is silent for this long is stale. */
  readonly staleMs: number
  /** If no ingest called for longer than this, feeds could not be heard, and their silence counts from now on. */
  readonly gapMs: number
}

/** A source in the shadow that has told another score than the one in charge. */
export interface Divergence {
  readonly match: string
  readonly source: string
  readonly inCharge: string
  readonly since: number
}

/** What is known of one source of a match. */
export interface SourceStatus {
  readonly source: string
  readonly isInCharge: boolean
  /** Absent if it was never heard. */
  readonly heardAt?: number
  readonly isWatched: boolean
  readonly staleAt?: number
  /** Since when it tells another score than the one in charge. */
  readonly differsSince?: number
}

/** SQL: the statuses of a match that is being played. */
export const PLAYED = "('live', 'interrupted')"

/** A heartbeat puts its source under watch for this long. */
export const WATCH_MS = 24 * 3_600_000

/** `[H7]` Who is heard and who is stale, by the clock of the database. Every method fails with DatabaseUnavailable when it is away. */
export interface SourceLifeStore {
  /** Notes who was heard, and judges who is stale. @returns all sources under watch, and those heard within `staleMs` */
  beat(heard: readonly HeardSource[], options: BeatOptions): Promise<SourceLife[]>
  /** Of these matches, those being played whose source in charge is stale, and since when. */
  readStaleMatches(matchIds: readonly string[]): Promise<{ readonly match: string; readonly at: number }[]>
  /** Matches being played that a source is in charge of, and that other sources tell as well. */
  readSharedMatches(source: string, limit: number): Promise<string[]>
  /** The score that a source in the shadow had told at a time, `home-away`. */
  readShadowScore(matchId: string, source: string, at: number): Promise<string>
  /** Notes which shadows have begun or ceased to differ from the one in charge. @returns those that differ for this long, of sources that are not stale */
  compareScores(differMs: number): Promise<Divergence[]>
  /** The sources of a match, the one in charge first. */
  readSources(matchId: string): Promise<SourceStatus[]>
}

/** A score as the database compares it with that of another source. */
export function comparedScore({ home, away }: Score): string {
  return `${home}-${away}`
}
