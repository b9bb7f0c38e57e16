import type { Position } from '../../protocol/messages.ts'
import type { Piece } from '../delivery/deflate.ts'
import type { RoomUpdate } from './room-update.ts'

/** The updates of a match with their events, as far back as they are kept. */
export interface EventLog {
  readonly epoch: string
  readonly sport: string
  /** The updates after a position; undefined if it is not in the log. */
  since(position: Position): readonly RoomUpdate[] | undefined
  all(): readonly RoomUpdate[]
}

/** What a channel knows of its match: the newest state as its viewers are shown it, and how to get there. */
export interface ChannelLog extends Position {
  readonly match: string
  /** Absent in views without events. */
  readonly events: EventLog | undefined
  /** The newest state. Nobody may change it. */
  state(): object
  /** The state at an earlier seq; undefined if that is older than the oldest it has. */
  stateAt(seq: number): object | undefined
  /** `"match":…,"epoch":…,"seq":…,"state":{…}`: the inside of a snapshot or of an element of `subscribed`. */
  snapshot(): Piece
  /** `"match":…,"epoch":…,"seq":…,"updates":[…]`: the answer to a resume; undefined if the position is not in the log. */
  resumeText(position: Position): string | undefined
}

/** `"match":…,"epoch":…,"seq":…` */
export function headText(match: string, { epoch, seq }: Position): string {
  return `"match":${JSON.stringify(match)},"epoch":${JSON.stringify(epoch)},"seq":${seq}`
}

/** The answer to a resume from a position that the channel has not reached yet: nothing was missed. */
export function aheadText(match: string, position: Position): string {
  return `${headText(match, position)},"updates":[]`
}
