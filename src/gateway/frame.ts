/** Longest payload whose length fits the frame's second byte, and its two-byte extension (RFC 6455, section 5.2). */
const MAX_SHORT = 125
const MAX_MEDIUM = 65_535

const FINAL_TEXT = 0x81
const FINAL_PING = 0x89

/**
 * One whole WebSocket text frame, as a server sends it: unmasked, so the same bytes serve every viewer and are made once.
 *
 * @param payload UTF-8
 */
export function encodeTextFrame(payload: string | Buffer): Buffer {
  const length = typeof payload === 'string' ? Buffer.byteLength(payload) : payload.length
  const frame = Buffer.allocUnsafeSlow(headerBytes(length) + length)
  const offset = writeHeader(frame, length)
  if (typeof payload === 'string') frame.write(payload, offset)
  else payload.copy(frame, offset)
  return frame
}

/** The payload of a frame made by `encodeTextFrame`; shares its memory. */
export function payloadOf(frame: Buffer): Buffer {
  const marker = frame[1]
  if (marker === 127) return frame.subarray(10)
  return frame.subarray(marker === 126 ? 4 : 2)
}

/** A ping for each number from 0 to 255, its payload of one byte. */
export const PING_FRAMES: readonly Buffer[] = Array.from({ length: 256 }, (_, number) =>
  Buffer.from([FINAL_PING, 1, number]),
)

function headerBytes(length: number): number {
  if (length <= MAX_SHORT) return 2
  return length <= MAX_MEDIUM ? 4 : 10
}

function writeHeader(frame: Buffer, length: number): number {
  frame[0] = FINAL_TEXT
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
