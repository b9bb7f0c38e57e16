import type { CLOSE } from '../../../protocol/close-codes.ts'
import type { AskedToken, KeptToken } from './kept-token.ts'

// The compiler holds them to the table; a value that every page has loaded would be one more file to load.
export const TOKEN_EXPIRED: (typeof CLOSE)['tokenExpired'] = 4004
export const UNAUTHORISED: (typeof CLOSE)['unauthorised'] = 4501
const NOT_TAKEN = 401

/** The viewer's token on ways whose requests carry it in a header. */
export class Bearer {
  readonly #token: KeptToken | undefined
  #refusals = 0

  /** @param token undefined where the server wants none */
  constructor(token: KeptToken | undefined) {
    this.#token = token
  }

  /**
   * `fetch`, with the token. One that was kept may have ended since: it is asked for anew, and the request sent again.
   *
   * @throws what the page throws
   */
  async fetch(url: string, init: RequestInit & { readonly headers: Readonly<Record<string, string>> }) {
    const token = this.#token
    if (!token) return fetch(url, init)
    const send = async () =>
      fetch(url, { ...init, headers: { ...init.headers, authorization: `Bearer ${await token.get()}` } })
    const { kept } = token
    const answer = await send()
    if (answer.status !== NOT_TAKEN || !kept) return answer
    token.forget(kept)
    return send()
  }

  get hasToken(): boolean {
    return this.#token !== undefined
  }

  /** The token that requests carry now. */
  get kept(): AskedToken | undefined {
    return this.#token?.kept
  }

  /** Asks for the token after `ended`, unless another way has it already. @throws what the page throws */
  async renew(ended: AskedToken | undefined): Promise<void> {
    this.#token?.forget(ended)
    await this.#token?.get()
  }

  accepted(): void {
    this.#refusals = 0
  }

  /** The server ended what it had let in: with 4004 because the token has ended. */
  ended(code: number): void {
    if (code === TOKEN_EXPIRED) this.#token?.forget(this.#token.kept)
  }

  /**
   * How the connection ends because of an answer's status. A token that is not taken is asked for once more: the page may have kept one for too
   * long.
   */
  endOf(status: number): readonly [code: number, reason: string] {
    if (status === 503 || status === 429) return [1013, 'busy']
    if (status !== NOT_TAKEN || !this.#token) return [1006, 'refused']
    this.#token.forget(this.#token.kept)
    this.#refusals += 1
    return [this.#refusals === 1 ? TOKEN_EXPIRED : UNAUTHORISED, 'the token is not taken']
  }
}
