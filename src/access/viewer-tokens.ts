import { errors, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { AppError } from '../errors.ts'
import { type Access, readClaims } from './access.ts'
import { BadToken, KeysUnavailable } from './errors.ts'
import { Jwks } from './jwks.ts'

/** What viewers' tokens are checked with. */
export interface TokenSettings {
  /** Either a secret that the issuer shares with us, or where it publishes its keys. */
  readonly key: { readonly secret: string } | { readonly jwksUrl: string }
  readonly issuer?: string | undefined
  readonly audience?: string | undefined
}

/** A token that is good. */
export interface Viewer {
  readonly access: Access
  /** In ms since the epoch, by the issuer's clock; absent of a token that never expires. */
  readonly expiresAt: number | undefined
}

export interface ViewerTokensOptions {
  readonly settings: TokenSettings
  /** The database's clock. */
  readonly now: () => number
  /** The keys could not be read. */
  readonly onFailure: (error: unknown) => void
  /** A token was refused, or could not be checked, with this status. */
  readonly onRefused?: (status: number) => void
  /** Of `Jwks`, for tests. */
  readonly maxAgeMs?: number
  readonly cooldownMs?: number
}

const MAX_CHARACTERS = 8_192
/** A secret signs with these, and published keys with those: a public key is no secret, whatever a token's header says of it. */
const SECRET_ALGORITHMS = ['HS256', 'HS384', 'HS512']
const PUBLIC_ALGORITHMS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
]
/** By how much the clocks of issuer and database may differ before a new token counts as one of the future. */
const TOLERANCE_S = 5

/** Checks the tokens of viewers, and reads what they allow. */
export class ViewerTokens {
  readonly #now: () => number
  readonly #onRefused: ViewerTokensOptions['onRefused']
  readonly #findKey: JWTVerifyGetKey
  readonly #expected: { readonly algorithms: string[]; readonly issuer?: string; readonly audience?: string }

  constructor({ settings, now, onFailure, onRefused, ...limits }: ViewerTokensOptions) {
    const { key, issuer, audience } = settings
    this.#now = now
    this.#onRefused = onRefused
    this.#expected = {
      algorithms: 'secret' in key ? SECRET_ALGORITHMS : PUBLIC_ALGORITHMS,
      ...(issuer !== undefined && { issuer }),
      ...(audience !== undefined && { audience }),
    }
    if ('secret' in key) {
      const secret = new TextEncoder().encode(key.secret)
      this.#findKey = async () => secret
    } else {
      const { find } = new Jwks({ url: key.jwksUrl, onFailure, ...limits })
      this.#findKey = find
    }
  }

  /**
   * @param token undefined if the viewer sent none
   * @throws {BadToken} @throws {KeysUnavailable}
   */
  async verify(token: string | undefined): Promise<Viewer> {
    try {
      return await this.#verify(token)
    } catch (error) {
      if (error instanceof AppError) this.#onRefused?.(error.statusCode)
      throw error
    }
  }

  async #verify(token: string | undefined): Promise<Viewer> {
    if (token === undefined || token === '') throw new BadToken('a viewer token is needed')
    if (token.length > MAX_CHARACTERS) throw new BadToken(`a token may have ${MAX_CHARACTERS} characters at most`)
    const claims = await this.#check(token)
    const access = readClaims(claims)
    if (typeof access === 'string') throw new BadToken(`the token's claims cannot be used: ${access}`)
    const { exp } = claims
    const expiresAt = typeof exp === 'number' ? exp * 1_000 : undefined
    // The tolerance is for the beginning alone: what has expired would be closed at once.
    if (expiresAt !== undefined && expiresAt <= this.#now()) throw new BadToken('the token has expired')
    return { access, expiresAt }
  }

  async #check(token: string): Promise<Readonly<Record<string, unknown>>> {
    try {
      const currentDate = new Date(this.#now())
      const { payload } = await jwtVerify(token, this.#findKey, {
        ...this.#expected,
        currentDate,
        clockTolerance: TOLERANCE_S,
      })
      return payload
    } catch (error) {
      if (error instanceof KeysUnavailable) throw error
      throw new BadToken(whyBad(error))
    }
  }
}

/** In words that help who makes tokens, and that have nothing of the token. */
function whyBad(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'the token has expired'
  if (error instanceof errors.JWTClaimValidationFailed) return `the token's claim "${error.claim}" is not as expected`
  if (error instanceof errors.JOSEAlgNotAllowed) return 'the token is signed with an algorithm that is not taken here'
  if (error instanceof errors.JWKSNoMatchingKey)
    return 'the token is signed with a key that its issuer does not publish'
  if (error instanceof errors.JWSSignatureVerificationFailed) return "the token's signature is wrong"
  return 'the token cannot be read'
}
