import type { Position, RejectedMatch } from '../../protocol/messages.ts'
import type { Part } from '../delivery/deflate.ts'
import type { Frames } from '../delivery/frames.ts'
import type { Kind } from '../variants/kind.ts'
import { aheadText, type ChannelLog } from './channel-log.ts'
import type { RoomLog } from './room-log.ts'
import type { RoomUpdate } from './room-update.ts'

/** A viewer, as a channel sees it. */
export interface Member {
  deliver(channel: Channel, update: RoomUpdate): void
  /** The channel jumped: the member must replace the state that it has. */
  replace(channel: Channel, jump: Jump): void
  /** The match no longer exists; the channel has closed. */
  gone(channel: Channel): void
}

/** A member who can be told the changes of several matches in one message. */
export interface TickMember extends Member {
  deliverTick(message: TickMessage): void
}

/** What members of a channel are told: the difference from the state that they have to the newest one. */
export interface TickChange {
  readonly channel: Channel
  /** The seq of the state that they have. */
  readonly after: number
  readonly seq: number
  /** When ingest accepted the newest update. */
  readonly at: number
  /** JSON text of a merge patch. */
  readonly patch: string
  /** `,"missed":[…]` or nothing. */
  readonly missed: string
}

/** What has changed in several channels, as one message. */
export interface TickMessage {
  readonly changes: readonly TickChange[]
  readonly frames: Frames
}

/** A channel whose members are told at certain times. */
export interface TickedChannel {
  /** Tells each member what has changed for it. */
  tell(each: (member: TickMember, change: TickChange) => void): void
}

/** Decides when channels tell their members what has changed. */
export interface ChannelTicker {
  /** Something has changed in the channel. */
  add(channel: TickedChannel): void
}

/** Why a channel jumped, and the seq from which it did: where its members were. */
export interface Jump {
  readonly reason: 'resync' | 'epoch'
  readonly after: number
}

/** Something of one match that viewers can join: the room itself, the room some time ago, or less than all of either. */
export interface Channel {
  readonly match: string
  /** Where its members are. */
  readonly log: ChannelLog
  readonly kind: Kind
  /** What it is a variant of; itself if it is none. */
  readonly base: BaseChannel
  readonly isClosed: boolean
  /**
   * Takes a member in; from now on it is delivered every update.
   *
   * @param position what the member has already
   * @returns the inside of its element of `subscribed`; undefined if the channel has closed meanwhile
   */
  join(member: Member, position?: Position): Part | undefined
  leave(member: Member): void
  /** The member was told the newest state just now, out of turn. */
  told?(member: Member): void
  /** True for a position that exists and that this channel has yet to reach. */
  isAhead(position: Position): boolean
}

/** A channel with everything: a room, or a room some time ago. */
export interface BaseChannel extends Channel {
  readonly log: RoomLog
  /** Boards that list the match: it stays open for viewers who have not been told of it yet. */
  readonly holders: Set<object>
  /**
   * The same match in another kind.
   *
   * @param ticker of all matches of a board in this kind; left out if the match is told by itself
   * @returns undefined if the match has as many channels that tell it less often as it may have
   */
  variant(kind: Kind, ticker?: ChannelTicker): Channel | undefined
}

/** A channel to join, or why there is none. */
export type Acquired = BaseChannel | RejectedMatch['code']

/**
 * What a new member is told: the updates it missed if the log has them, else the state. `[W3]` A viewer of a delayed match may know more
 * already, from another gateway or from a shorter delay: it is told nothing new until the channel gets there.
 */
export function welcome(channel: Pick<Channel, 'match' | 'log' | 'isAhead'>, position: Position | undefined): Part {
  const { match, log } = channel
  if (position === undefined) return log.snapshot()
  return channel.isAhead(position) ? aheadText(match, position) : (log.resumeText(position) ?? log.snapshot())
}
