import { deflateParts, deflatePayload, type Part, textOf } from './deflate.ts'
import { encodeDeflatedFrame, encodeTextFrame, payloadOf } from './frame.ts'
import { encodeServerSentEvent } from './server-sent-event.ts'

/** One message in each encoding that viewers take. Each is made when the first viewer wants it, once. */
export interface Frames extends PlainFrames {
  /** For viewers over WebSocket who negotiated compression; the plain frame where it is no longer. */
  readonly deflated: Buffer
}

/** A message that is too short to be deflated, or that only one viewer gets. */
export interface PlainFrames {
  /** For viewers over WebSocket. What reads payloads reads this one. */
  readonly frame: Buffer
  /** For viewers of Server-Sent Events. */
  readonly event: Buffer
}

export type Encoding = keyof Frames

/** Shorter messages gain nothing that would be worth the time. */
const MIN_DEFLATED_BYTES = 100

/** A message that came as a whole. */
export class WholeFrames implements Frames {
  readonly frame: Buffer
  readonly #eventId: string | undefined
  #deflated: Buffer | undefined
  #event: Buffer | undefined

  /**
   * @param payload UTF-8
   * @param eventId where a viewer of Server-Sent Events is after this message
   */
  constructor(payload: string | Buffer, eventId?: string) {
    this.frame = encodeTextFrame(payload)
    this.#eventId = eventId
  }

  get deflated(): Buffer {
    this.#deflated ??= deflateFrame(this.frame)
    return this.#deflated
  }

  get event(): Buffer {
    this.#event ??= encodeServerSentEvent(payloadOf(this.frame), this.eventId)
    return this.#event
  }

  protected get eventId(): string | undefined {
    return this.#eventId
  }
}

/** A message that is made of parts, some of which other messages have, too. */
export class JoinedFrames implements Frames {
  readonly #parts: readonly Part[]
  readonly #eventId: string | undefined
  #frame: Buffer | undefined
  #deflated: Buffer | undefined
  #event: Buffer | undefined

  /** @param eventId where a viewer of Server-Sent Events is after this message */
  constructor(parts: readonly Part[], eventId?: string) {
    this.#parts = parts
    this.#eventId = eventId
  }

  get frame(): Buffer {
    this.#frame ??= encodeTextFrame(textOf(this.#parts))
    return this.#frame
  }

  get deflated(): Buffer {
    this.#deflated ??= this.#deflate()
    return this.#deflated
  }

  get event(): Buffer {
    this.#event ??= encodeServerSentEvent(Buffer.from(textOf(this.#parts)), this.#eventId)
    return this.#event
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
