import { WholeFrames } from '../delivery/frames.ts'
import { eventIdOf } from '../delivery/server-sent-event.ts'

const AT = Buffer.from('"at":')

/** Whose update it is. An object of its own: an update outlives the log that it was made for, and must not keep it. */
export interface MatchEpoch {
  readonly match: string
  readonly epoch: string
}

/** One update as a channel keeps it: the frames that go to its viewers. */
export class RoomUpdate extends WholeFrames {
  readonly seq: number
  /** When ingest accepted it, in ms. */
  readonly at: number
  readonly #matchEpoch: MatchEpoch

  constructor(seq: number, wire: string | Buffer, matchEpoch: MatchEpoch) {
    super(wire)
    this.seq = seq
    this.#matchEpoch = matchEpoch
    this.at = readAt(this.frame)
  }

  protected override get eventId(): string {
    const { match, epoch } = this.#matchEpoch
    return eventIdOf(match, { epoch, seq: this.seq })
  }
}

/** The `at` of an update, without parsing it: the first of its properties by that name is its own. */
function readAt(frame: Buffer): number {
  const from = frame.indexOf(AT) + AT.length
  return Number.parseInt(frame.toString('latin1', from, from + 16), 10)
}
