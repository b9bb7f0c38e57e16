import { WholeFrames } from '../delivery/frames.ts'

const AT = Buffer.from('"at":')

/** One update as a channel keeps it: the frames that go to its viewers. */
export class RoomUpdate extends WholeFrames {
  readonly seq: number
  /** When ingest accepted it, in ms. */
  readonly at: number

  constructor(seq: number, wire: string | Buffer) {
    super(wire)
    this.seq = seq
    this.at = readAt(this.frame)
  }
}

/** The `at` of an update, without parsing it: the first of its properties by that name is its own. */
function readAt(frame: Buffer): number {
  const from = frame.indexOf(AT) + AT.length
  return Number.parseInt(frame.toString('latin1', from, from + 16), 10)
}
