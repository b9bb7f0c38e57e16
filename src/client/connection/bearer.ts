import type { CLOSE } from '../../protocol/close-codes.ts'
import type { GetToken } from './get-token.ts'

// The compiler holds them to the table; a value that every page has loaded would be one more file to load.
const TOKEN_EXPIRED: (typeof CLOSE)['tokenExpired'] = 4004
const UNAUTHORISED: (typeof CLOSE)['unauthorised'] = 4501

/** The viewer's token on ways whose requests carry it in a header. */
export class Bearer {
  readonly #getToken: GetToken | undefined
  #refusals = 0

  constructor(getToken: GetToken | undefined) {
    this.#getToken = getToken
  }

  /** @throws what the page throws */
  async headers(): Promise<Readonly<Record<string, string>>> {
    return this.#getToken ? { authorization: `Bearer ${await this.#getToken()}` } : {}
  }

  accepted(): void {
    this.#refusals = 0
  }

  /**
   * How the connection ends because of an answer's status. A token that is not taken is asked for once more: the page may have kept one for too
   * long.
   */
  endOf(status: number): readonly [code: number, reason: string] {
    if (status === 503 || status === 429) return [1013, 'busy']
    if (status !== 401 || !this.#getToken) return [1006, 'refused']
    this.#refusals += 1
    return [this.#refusals === 1 ? TOKEN_EXPIRED : UNAUTHORISED, 'the token is not taken']
  }
}
