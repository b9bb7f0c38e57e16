import type { Position } from '../protocol/messages.ts'
import type { Allowance } from './allowance.ts'

/** An update as it travels: its wire bytes are never parsed on the way. */
export interface BusUpdate {
  readonly seq: number
  readonly wire: string
}

/** What ingest publishes after a commit: consecutive updates, oldest first, and the state after the last, as JSON text. */
export interface BusEntry {
  readonly match: string
  readonly epoch: string
  readonly updates: readonly [BusUpdate, ...BusUpdate[]]
  readonly state: string
  /** W3C `traceparent`; absent unless somebody wants to follow it. It is told to listeners and not kept. */
  readonly trace?: string
}

export interface BusSnapshot extends Position {
  /** JSON text. */
  readonly state: string
  /** The last updates up to `seq`, oldest first. May have holes. */
  readonly recent: readonly BusUpdate[]
}

/**
 * @param wire the bytes of one update message, which the listener may keep; empty if the match has begun a new epoch or is gone: read it
 * @param trace that the entry came with
 */
export type BusListener = (position: Position, wire: Buffer, trace?: string) => void

export type BusHealth = 'up' | 'down'

/**
 * What became of an entry. Nothing of it was sent if the bus has a later epoch (`outdated`), or other bytes at one of its seqs
 * (`contradicted`): then the database and the bus have two histories of the match.
 */
export type Published = 'taken' | 'outdated' | 'contradicted'

/** Where matches have come to since somebody asked before. */
export interface Changes {
  /** The newest position of each match that was published. One that was removed is at seq 0 of the epoch it was removed by. */
  readonly heads: ReadonlyMap<string, Position>
  /** Where to go on asking. */
  readonly next: number | undefined
}

/** How many updates of a match the bus keeps for viewers who come back and rooms that have a hole. */
export const RECENT_UPDATES = 256

/**
 * The way of updates from ingest to all gateways: at most once, in any order, perhaps twice. It is a hint; whoever needs
 * certainty compares seqs and asks the database. Keeps the newest snapshot and the recent updates of a match for readers
 * who are in a hurry, and may forget them.
 */
export interface Bus {
  /**
   * Sends updates to all subscribers and keeps them. Idempotent and monotonic: anything may be published again at any time by
   * anybody; only a higher position replaces the snapshot.
   */
  publish(entry: BusEntry): Promise<Published>
  /** Replaces what it has of an earlier epoch, and tells subscribers where the match is now. Does nothing if it has this epoch or a later one. */
  restart(match: string, snapshot: BusSnapshot): Promise<void>
  /** Forgets a match that no longer exists, and tells subscribers. What has this epoch or an earlier one is not taken any more. */
  remove(match: string, epoch: string): Promise<void>
  read(match: string): Promise<BusSnapshot | undefined>
  /** True if it has the match, as far as it knows without asking another process. Absent where every answer would be a guess. */
  has?(match: string): boolean
  /** The newest position of each match, in the order asked; undefined where the bus knows none. One that was removed is at seq 0 of the epoch it was removed by. */
  readHeads(matches: readonly string[]): Promise<(Position | undefined)[]>
  /** Of how many of the matches it keeps something, asked at once where it can be; of none, if it lost its memory. */
  countKept(matches: readonly string[]): Promise<number>
  /**
   * What was published since `after`, which is what an earlier answer called `next`; without it, lately. Costs the same however many
   * matches there are in which nothing happens. A change is told at most a second after it.
   */
  readChanges(after?: number): Promise<Changes>
  /**
   * Resolves when updates published from now on will be heard.
   *
   * @returns ends the subscription
   */
  subscribe(match: string, listener: BusListener): Promise<() => Promise<void>>
  /** Tells of outages: between `down` and `up` anything may have been lost. Not called for the state at the start. */
  watchHealth(listener: (health: BusHealth) => void): void
  readonly health: BusHealth
  /** How long ago, in ms, the last canary was heard on the way that it was heard on longest ago. Absent where there is no way between processes. */
  canaryAgeMs?(): number
  /** Absent where one process is alone. */
  readonly takeTokens?: Allowance['takeTokens']
  close(): Promise<void>
}

/** True if `candidate` comes after `current`. Epochs sort by age; a seq counts within its epoch. */
export function isNewer(candidate: Position, current: Position): boolean {
  if (candidate.epoch !== current.epoch) return candidate.epoch > current.epoch
  return candidate.seq > current.seq
}
