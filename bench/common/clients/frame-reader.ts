import { constants, inflateRawSync } from 'node:zlib'

/** What zlib ends a flushed message with, and what WebSocket leaves out. */
const TAIL = Buffer.from([0, 0, 0xff, 0xff])
const DEFLATED = 0x40
/** One for all: the end of a chunk would keep the whole chunk, of every viewer. */
const NOTHING = Buffer.alloc(0)

/** Cuts what a server sends into its WebSocket frames, wherever the network has cut it. */
export class FrameReader {
  /** The beginning of a frame. */
  #unread: Buffer = NOTHING

  /** The bytes so far end with a frame. */
  get isBetweenFrames(): boolean {
    return this.#unread.length === 0
  }

  /** @param each takes the first byte of a frame, which says what it is, and its payload */
  read(chunk: Buffer, each: (first: number, payload: Buffer) => void): void {
    const bytes = this.#unread.length === 0 ? chunk : Buffer.concat([this.#unread, chunk])
    let at = 0
    while (bytes.length - at >= 2) {
      const short = bytes[at + 1] as number
      const header = short === 127 ? 10 : short === 126 ? 4 : 2
      if (bytes.length - at < header) break
      const length = short === 127 ? bytes.readUInt32BE(at + 6) : short === 126 ? bytes.readUInt16BE(at + 2) : short
      if (bytes.length - at < header + length) break
      each(bytes[at] as number, bytes.subarray(at + header, at + header + length))
      at += header + length
    }
    this.#unread = at === bytes.length ? NOTHING : bytes.subarray(at)
  }
}

/** The text of a message that is one frame. */
export function textOfFrame(first: number, payload: Buffer): string {
  if ((first & DEFLATED) === 0) return payload.toString()
  return inflateRawSync(Buffer.concat([payload, TAIL]), { finishFlush: constants.Z_SYNC_FLUSH }).toString()
}
