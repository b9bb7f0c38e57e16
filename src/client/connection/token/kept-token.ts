import type { GetToken } from './get-token.ts'

/** A token of the page, or the promise of one. */
export type AskedToken = Promise<string>

/** The viewer's token, for all that needs it: the page is asked once, and again when it has ended or the server refused it. */
export class KeptToken {
  readonly #getToken: GetToken
  #asked: AskedToken | undefined
  /** By this device's clock. */
  #endsAt = Number.POSITIVE_INFINITY

  constructor(getToken: GetToken) {
    this.#getToken = getToken
  }

  /** The one that is there; undefined if the page would have to be asked. */
  get kept(): AskedToken | undefined {
    if (Date.now() >= this.#endsAt) this.#asked = undefined
    return this.#asked
  }

  /** Rejects with what the page throws; then the next to come asks it again. */
  get(): AskedToken {
    const { kept } = this
    if (kept) return kept
    const asked = (async () => this.#getToken())()
    this.#asked = asked
    this.#endsAt = Number.POSITIVE_INFINITY
    asked.catch(() => this.forget(asked))
    return asked
  }

  /** The server said how long it is good for. */
  endsIn(asked: AskedToken, ms: number): void {
    if (this.#asked === asked) this.#endsAt = Date.now() + ms
  }

  /** It ends, or was refused. Another one that has come since is kept. */
  forget(asked: AskedToken | undefined): void {
    if (this.#asked === asked) this.#asked = undefined
  }
}
