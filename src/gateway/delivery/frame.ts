/** Longest payload whose length fits the frame's second byte, and its two-byte extension (RFC 6455, section 5.2). */
const MAX_SHORT = 125
const MAX_MEDIUM = 65_535

const FINAL = 0x80
/** RSV1: the message is deflated (RFC 7692, section 6). */
const DEFLATED = 0x40
const CONTINUATION = 0x0
const TEXT = 0x1
const PING = 0x9

/**
 * One whole WebSocket text frame, as a server sends it: unmasked, so the same bytes serve every viewer and are made once.
 *
 * @param payload UTF-8
 */
export function encodeTextFrame(payload: string | Buffer): Buffer {
  return encodeFrame(FINAL | TEXT, payload)
}

/** @param payload as `deflatePayload` makes it */
export function encodeDeflatedFrame(payload: Buffer): Buffer {
  return encodeFrame(FINAL | DEFLATED | TEXT, payload)
}

function encodeFrame(opcode: number, payload: string | Buffer): Buffer {
  const length = typeof payload === 'string' ? Buffer.byteLength(payload) : payload.length
  const frame = Buffer.allocUnsafeSlow(headerBytes(length) + length)
  const offset = writeHeader(frame, opcode, length)
  if (typeof payload === 'string') frame.write(payload, offset)
  else payload.copy(frame, offset)
  return frame
}

/** The payload of a frame made by `encodeTextFrame`; shares its memory. */
export function payloadOf(frame: Buffer): Buffer {
  return frame.subarray(payloadStart(frame, 0))
}

/**
 * Cuts text frames, one behind the other, into parts of at most `partBytes` and a header, with space for a ping after each: parts
 * end between frames, or between fragments of one that is too long itself (RFC 6455, section 5.4).
 */
export function* partsOf(frames: Buffer, partBytes: number): Generator<Buffer> {
  let start = 0
  for (let at = 0; at < frames.length; ) {
    const payload = payloadStart(frames, at)
    const end = payload + payloadLength(frames, at)
    if (end - start > partBytes && at > start) {
      yield frames.subarray(start, at)
      start = at
    }
    if (end - start > partBytes) {
      yield* fragmentsOf(frames.subarray(payload, end), (frames[at] as number) & DEFLATED, partBytes)
      start = end
    }
    at = end
  }
  if (start < frames.length) yield frames.subarray(start)
}

/** @param deflated the bit that says so, which stands in the first fragment alone */
function* fragmentsOf(payload: Buffer, deflated: number, partBytes: number): Generator<Buffer> {
  for (let at = 0; at < payload.length; at += partBytes) {
    const piece = payload.subarray(at, at + partBytes)
    const isLast = at + partBytes >= payload.length
    const fragment = Buffer.allocUnsafeSlow(headerBytes(piece.length) + piece.length)
    const offset = writeHeader(
      fragment,
      (isLast ? FINAL : 0) | (at === 0 ? deflated | TEXT : CONTINUATION),
      piece.length,
    )
    piece.copy(fragment, offset)
    yield fragment
  }
}

function payloadStart(frames: Buffer, at: number): number {
  const marker = frames[at + 1]
  if (marker === 127) return at + 10
  return at + (marker === 126 ? 4 : 2)
}

function payloadLength(frames: Buffer, at: number): number {
  const marker = frames[at + 1] as number
  if (marker === 127) return Number(frames.readBigUInt64BE(at + 2))
  return marker === 126 ? frames.readUInt16BE(at + 2) : marker
}

/** A ping for each number from 0 to 255, its payload of one byte. */
export const PING_FRAMES: readonly Buffer[] = Array.from({ length: 256 }, (_, number) =>
  Buffer.from([FINAL | PING, 1, number]),
)

function headerBytes(length: number): number {
  if (length <= MAX_SHORT) return 2
  return length <= MAX_MEDIUM ? 4 : 10
}

function writeHeader(frame: Buffer, opcode: number, length: number): number {
  frame[0] = opcode
  if (length <= MAX_SHORT) {
    frame[1] = length
    return 2
  }
  if (length <= MAX_MEDIUM) {
    frame[1] = 126
    return frame.writeUInt16BE(length, 2)
  }
  frame[1] = 127
  return frame.writeBigUInt64BE(BigInt(length), 2)
}
