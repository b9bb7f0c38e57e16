import { constants, inflateRawSync } from 'node:zlib'

const EXTENSION = 'permessage-deflate'
/** Each message is compressed by itself: so one is deflated once for all viewers, and no viewer has a window of its own. */
export const ACCEPTED = `${EXTENSION}; server_no_context_takeover; client_no_context_takeover`

/** The end of a flushed message of zlib, which WebSocket leaves out (RFC 7692, section 7.2.1). */
const TAIL = Buffer.from([0, 0, 0xff, 0xff])
/** Makes `ws` refuse a message as broken: this is no UTF-8. */
const BROKEN = Buffer.from([0xff])
/** A message of a viewer is short. With zlib's own of 16 KiB, 8,000 viewers who sent one take 1.2 times the memory of those who did not. */
const CHUNK_BYTES = 1_024

/**
 * Whether one of the offers of `Sec-WebSocket-Extensions` allows `ACCEPTED`. Others, such as one that limits the server's window, are
 * passed over: their viewer gets plain frames, never an error.
 */
export function takesDeflate(offers: string | undefined): boolean {
  return offers?.split(',').some(isAcceptable) ?? false
}

function isAcceptable(offer: string): boolean {
  const [name, ...parameters] = offer.split(';').map((token) => token.trim().toLowerCase())
  const names = parameters.map((parameter) => parameter.split('=', 1)[0]?.trim())
  return name === EXTENSION && new Set(names).size === names.length && parameters.every(isKnown)
}

/** A viewer may choose its own window: what it sends is inflated with the largest. */
function isKnown(parameter: string): boolean {
  return /^(?:(?:server|client)_no_context_takeover|client_max_window_bits(?:\s*=\s*"?(?:[89]|1[0-5])"?)?)$/.test(
    parameter,
  )
}

/**
 * Inflates what one viewer sends, in place of the decompressor of `ws`. It keeps nothing between messages; within one it keeps the
 * fragments, which `ws` lets grow to the length of a message together.
 */
export class Inflater {
  readonly #maxBytes: number
  #fragments: Buffer[] | undefined

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  /** The name under which `ws` looks for it. */
  get [EXTENSION](): this {
    return this
  }

  /** Called by `ws` for each fragment. `ws` must be answered after the call, not within it. */
  decompress(fragment: Buffer, isLast: boolean, answer: (error: null, data: Buffer) => void): void {
    const data = this.#take(fragment, isLast)
    process.nextTick(answer, null, data)
  }

  /** Called by `ws` at the end. */
  cleanup(): void {
    this.#fragments = undefined
  }

  #take(fragment: Buffer, isLast: boolean): Buffer {
    if (!isLast) {
      this.#fragments ??= []
      this.#fragments.push(fragment)
      return Buffer.alloc(0)
    }
    const message = Buffer.concat([...(this.#fragments ?? []), fragment, TAIL])
    this.#fragments = undefined
    return this.#inflate(message)
  }

  #inflate(message: Buffer): Buffer {
    try {
      return inflateRawSync(message, {
        finishFlush: constants.Z_SYNC_FLUSH,
        maxOutputLength: this.#maxBytes,
        chunkSize: CHUNK_BYTES,
      })
    } catch (error) {
      // `ws` closes the connection with the right code for each: a message that is too long, or broken.
      return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
        ? Buffer.alloc(this.#maxBytes + 1)
        : BROKEN
    }
  }
}
