import { constants, deflateRawSync, type ZlibOptions } from 'node:zlib'

/** zlib ends each flush with these bytes, which a WebSocket frame leaves out (RFC 7692, section 7.2.1). */
const TAIL_BYTES = 4
/** An empty stored block without its length, for a message whose last block is stored (RFC 7692, section 7.2.3.4). */
const AFTER_STORED = Buffer.from([0])
const MAX_STORED = 65_535

/** Small messages need neither the window nor the tables of large ones, and cost a third less without them. */
const SMALL_BYTES = 2_048
const SMALL: ZlibOptions = { finishFlush: constants.Z_SYNC_FLUSH, windowBits: 11, memLevel: 4, chunkSize: 1_024 }
const LARGE: ZlibOptions = { finishFlush: constants.Z_SYNC_FLUSH }

/** Text that several messages have in common. It is deflated when first asked for, once, whatever stands around it. */
export class Piece {
  readonly text: string
  #deflated: Buffer | undefined

  constructor(text: string) {
    this.text = text
  }

  toString(): string {
    return this.text
  }

  /** Whole blocks of a deflate stream that refer to nothing before them, so that they may stand anywhere in one. */
  get deflated(): Buffer {
    this.#deflated ??= deflate(Buffer.from(this.text))
    return this.#deflated
  }
}

/** Text of one message alone, or text that others share. */
export type Part = string | Piece

export function textOf(parts: readonly Part[]): string {
  return parts.join('')
}

/** The payload of a compressed message. Nothing of zlib is left when it returns. */
export function deflatePayload(payload: Buffer): Buffer {
  return withoutTail(deflate(payload))
}

/** The payload of a compressed message that is made of parts. Shared pieces are not deflated again; what stands between them is stored. */
export function deflateParts(parts: readonly Part[]): Buffer {
  const blocks = parts.flatMap((part) => (typeof part === 'string' ? stored(Buffer.from(part)) : [part.deflated]))
  const last = parts.at(-1)
  if (last instanceof Piece) return withoutTail(Buffer.concat(blocks))
  return Buffer.concat([...blocks, AFTER_STORED])
}

function deflate(bytes: Buffer): Buffer {
  return deflateRawSync(bytes, bytes.length <= SMALL_BYTES ? SMALL : LARGE)
}

function withoutTail(blocks: Buffer): Buffer {
  return blocks.subarray(0, blocks.length - TAIL_BYTES)
}

/** Blocks that are stored as they are (RFC 1951, section 3.2.4). They begin at a byte, as every piece ends at one. */
function stored(bytes: Buffer): Buffer[] {
  const blocks: Buffer[] = []
  for (let at = 0; at < bytes.length; at += MAX_STORED) {
    const some = bytes.subarray(at, at + MAX_STORED)
    const header = Buffer.alloc(5)
    header.writeUInt16LE(some.length, 1)
    header.writeUInt16LE(some.length ^ 0xffff, 3)
    blocks.push(header, some)
  }
  return blocks
}
