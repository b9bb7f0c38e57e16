import { type CryptoKey, type JWTPayload, SignJWT } from 'jose'

/** A secret that is long enough. */
export const SECRET = 'a secret of tests, which has 32 characters'

export interface Signing {
  readonly key?: CryptoKey | Uint8Array
  readonly alg?: string
  readonly kid?: string
  /** From now; negative for one that has expired. Left out: in an hour. */
  readonly expiresInS?: number
}

/** A token as an operator makes it. */
export function signToken(
  claims: JWTPayload,
  { key, alg = 'HS256', kid, expiresInS = 3_600 }: Signing = {},
): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg, ...(kid !== undefined && { kid }) })
    .setExpirationTime(Math.floor(Date.now() / 1_000) + expiresInS)
    .sign(key ?? new TextEncoder().encode(SECRET))
}
