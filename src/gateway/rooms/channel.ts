import type { Position, RejectedMatch } from '../../protocol/messages.ts'
import type { Part } from '../delivery/deflate.ts'
import type { RoomLog, RoomUpdate } from './room-log.ts'

/** A viewer, as a channel sees it. */
export interface Member {
  deliver(channel: Channel, update: RoomUpdate): void
  /** The channel jumped: what the member has is to be replaced. */
  replace(channel: Channel, jump: Jump): void
  /** The match no longer exists; the channel has closed. */
  gone(channel: Channel): void
}

/** Why a channel jumped, and the seq from which it did: where its members were. */
export interface Jump {
  readonly reason: 'resync' | 'epoch'
  readonly after: number
}

/** Something of one match that viewers can join: the room itself, or the room some time ago. */
export interface Channel {
  readonly match: string
  /** Where its members are. */
  readonly log: RoomLog
  readonly isClosed: boolean
  /**
   * Takes a member in; from now on it is delivered every update.
   *
   * @param position what the member has already
   * @returns the inside of its element of `subscribed`; undefined if the channel has closed meanwhile
   */
  join(member: Member, position?: Position): Part | undefined
  leave(member: Member): void
}

/** A channel to join, or why there is none. */
export type Acquired = Channel | RejectedMatch['code']

/** What a new member is told: the updates it missed if the log has them, else the state. `[W3]` */
export function welcome(log: RoomLog, position: Position | undefined): Part {
  return (position && log.resumeText(position)) ?? log.snapshot()
}
