import { deflateParts, deflatePayload, type Part, textOf } from './deflate.ts'
import { encodeDeflatedFrame, encodeTextFrame, payloadOf } from './frame.ts'

/** One message as a WebSocket frame in each encoding that viewers take. Each is made when the first viewer wants it, once. */
export interface Frames {
  /** For every viewer. What reads payloads reads this one. */
  readonly frame: Buffer
  /** For viewers who negotiated compression; the plain frame where it is no longer. */
  readonly deflated: Buffer
}

/** Shorter messages gain nothing that would be worth the time. */
const MIN_DEFLATED_BYTES = 100

/** A message that came as a whole. */
export class WholeFrames implements Frames {
  readonly frame: Buffer
  #deflated: Buffer | undefined

  /** @param payload UTF-8 */
  constructor(payload: string | Buffer) {
    this.frame = encodeTextFrame(payload)
  }

  get deflated(): Buffer {
    this.#deflated ??= deflateFrame(this.frame)
    return this.#deflated
  }
}

/** A message that is made of parts, some of which other messages have, too. */
export class JoinedFrames implements Frames {
  readonly #parts: readonly Part[]
  #frame: Buffer | undefined
  #deflated: Buffer | undefined

  constructor(parts: readonly Part[]) {
    this.#parts = parts
  }

  get frame(): Buffer {
    this.#frame ??= encodeTextFrame(textOf(this.#parts))
    return this.#frame
  }

  get deflated(): Buffer {
    this.#deflated ??= this.#deflate()
    return this.#deflated
  }

  #deflate(): Buffer {
    const parts = this.#parts
    if (parts.every((part) => typeof part === 'string')) return deflateFrame(this.frame)
    const deflated = encodeDeflatedFrame(deflateParts(parts))
    const length = parts.reduce((sum, part) => sum + (typeof part === 'string' ? part : part.text).length, 0)
    return deflated.length < length ? deflated : this.frame
  }
}

function deflateFrame(frame: Buffer): Buffer {
  const payload = payloadOf(frame)
  if (payload.length < MIN_DEFLATED_BYTES) return frame
  const deflated = encodeDeflatedFrame(deflatePayload(payload))
  return deflated.length < frame.length ? deflated : frame
}
