import type { Access } from '../../access/access.ts'
import { KeysUnavailable } from '../../access/errors.ts'
import type { Viewer, ViewerTokens } from '../../access/viewer-tokens.ts'
import { AppError } from '../../errors.ts'
import { CLOSE } from '../../protocol/close-codes.ts'
import type { AuthorisedMessage } from '../../protocol/messages.ts'

export interface AuthorisationOptions {
  readonly tokens: Pick<ViewerTokens, 'verify'>
  /** The database's clock. */
  readonly now: () => number
  close(code: number, reason: string): void
}

/** How long a viewer has to say who it is. */
const AUTH_MS = 10_000
/** Node's timers wait no longer than this; what is left then is waited for anew. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** A close frame has space for 123 bytes; a character that is cut in two becomes one of three. */
const MAX_REASON_BYTES = 118

/**
 * `[W21]` Who a viewer is, and for how long it may stay.
 *
 *                a good token               a good token: with the same claims, or before anything is watched
 *    unknown ──────────────────► known ────────────────────────────────────┐
 *       │                         │ ▲                                      │
 *       │                         │ └──────────────────────────────────────┘
 *       │ a bad token,            │ a bad token: 4501
 *       │ anything else,          │ it has expired, or other claims while something is watched: 4004
 *       │ 10 s: 4501              │
 *       └────────► closed ◄───────┘
 *
 * A token that cannot be checked because its keys cannot be read: 4005.
 */
export class Authorisation {
  readonly #options: AuthorisationOptions
  #access: Access | undefined
  #isOver = false
  #timer: NodeJS.Timeout

  constructor(options: AuthorisationOptions) {
    this.#options = options
    this.#timer = setTimeout(() => this.#close(CLOSE.unauthorised, 'no token came'), AUTH_MS).unref()
  }

  /** What the viewer may see; undefined until it has said who it is. */
  get access(): Access | undefined {
    return this.#access
  }

  /**
   * Takes a token. Never rejects: a bad token ends the connection.
   *
   * @param isWatching whether the viewer is being sent something that other claims may not allow
   * @returns what the viewer is told; undefined if the connection ends
   */
  async take(token: string, isWatching: () => boolean): Promise<Omit<AuthorisedMessage, 'op' | 'id'> | undefined> {
    let viewer: Viewer
    // The token came in time, however long it takes to read the keys that check it.
    if (this.#access === undefined) clearTimeout(this.#timer)
    try {
      viewer = await this.#options.tokens.verify(token)
    } catch (error) {
      if (error instanceof KeysUnavailable) this.#close(CLOSE.keysUnavailable, error.message)
      else this.#close(CLOSE.unauthorised, error instanceof AppError ? error.message : 'the token cannot be checked')
      return undefined
    }
    if (this.#isOver) return undefined
    const { access, expiresAt } = viewer
    if (this.#access !== undefined && this.#access.claims !== access.claims && isWatching()) {
      this.#close(CLOSE.tokenExpired, 'the new token allows something else; come back with it')
      return undefined
    }
    this.#access = access
    clearTimeout(this.#timer)
    if (expiresAt !== undefined) this.#expireAt(expiresAt)
    return {
      ...(expiresAt !== undefined && { expiresInMs: Math.max(0, Math.floor(expiresAt - this.#options.now())) }),
      ...(access.delayMs > 0 && { delayMs: access.delayMs }),
    }
  }

  /** The connection has ended. */
  end(): void {
    this.#isOver = true
    clearTimeout(this.#timer)
  }

  #expireAt(at: number): void {
    const leftMs = Math.min(at - this.#options.now(), LONGEST_TIMER_MS)
    this.#timer = setTimeout(() => {
      if (at > this.#options.now()) this.#expireAt(at)
      else this.#close(CLOSE.tokenExpired, 'the token has expired')
    }, leftMs).unref()
  }

  #close(code: number, reason: string): void {
    this.end()
    this.#options.close(code, Buffer.from(reason).subarray(0, MAX_REASON_BYTES).toString())
  }
}
