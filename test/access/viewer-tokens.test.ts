import { generateKeyPairSync } from 'node:crypto'
import { exportSPKI, generateKeyPair, importJWK, SignJWT, UnsecuredJWT } from 'jose'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { BadToken, KeysUnavailable } from '../../src/access/errors.ts'
import { tokenOf } from '../../src/access/token-of.ts'
import { ViewerTokens, type ViewerTokensOptions } from '../../src/access/viewer-tokens.ts'
import { startIssuer } from './issuer.ts'
import { SECRET, signToken } from './sign-token.ts'

const CLAIMS = { matches: ['m1'] }

function openTokens(settings: Partial<ViewerTokensOptions['settings']> = {}, more: Partial<ViewerTokensOptions> = {}) {
  const onFailure = vi.fn()
  const all = { key: { secret: SECRET }, ...settings }
  return Object.assign(new ViewerTokens({ settings: all, now: Date.now, onFailure, ...more }), { onFailure })
}

async function whyRefused(tokens: ViewerTokens, token: string | undefined): Promise<string> {
  const error = await tokens.verify(token).catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(BadToken)
  if (token) expect(String(error)).not.toContain(token)
  return (error as Error).message
}

describe('[W21] a token', () => {
  it('is good with the right signature, and allows what it claims', async () => {
    const viewer = await openTokens().verify(await signToken(CLAIMS))
    expect(viewer.access.mayAllow('m1')).toBe(true)
    expect(viewer.access.mayAllow('m2')).toBe(false)
    expect(viewer.expiresAt).toBeGreaterThan(Date.now())
  })

  it('that never expires is good, too', async () => {
    const token = await new SignJWT(CLAIMS).setProtectedHeader({ alg: 'HS512' }).sign(new TextEncoder().encode(SECRET))
    expect((await openTokens().verify(token)).expiresAt).toBeUndefined()
  })

  it('is refused when there is none, it has expired, is of the future, or is not of this secret', async () => {
    const tokens = openTokens()
    expect(await whyRefused(tokens, undefined)).toContain('needed')
    expect(await whyRefused(tokens, '')).toContain('needed')
    expect(await whyRefused(tokens, await signToken(CLAIMS, { expiresInS: -1 }))).toContain('expired')
    expect(await whyRefused(tokens, await signToken({ ...CLAIMS, nbf: Date.now() / 1_000 + 60 }))).toContain('nbf')
    const other = new TextEncoder().encode(SECRET.toUpperCase())
    expect(await whyRefused(tokens, await signToken(CLAIMS, { key: other }))).toContain('signature')
    expect(await whyRefused(tokens, 'no token at all')).toContain('cannot be read')
  })

  it('that is refused is counted, and one that is good is not', async () => {
    const onRefused = vi.fn()
    const tokens = openTokens({}, { onRefused })
    await tokens.verify(await signToken(CLAIMS))
    expect(onRefused).not.toHaveBeenCalled()
    await whyRefused(tokens, undefined)
    await whyRefused(tokens, 'no token at all')
    expect(onRefused.mock.calls).toEqual([[401], [401]])
  })

  it('is refused when somebody has changed what it claims', async () => {
    const [header, , signature] = (await signToken(CLAIMS)).split('.')
    const claims = Buffer.from(JSON.stringify({ matches: ['*'] })).toString('base64url')
    expect(await whyRefused(openTokens(), `${header}.${claims}.${signature}`)).toContain('signature')
  })

  it('is refused without a signature, whatever its header says', async () => {
    expect(await whyRefused(openTokens(), new UnsecuredJWT(CLAIMS).encode())).toContain('algorithm')
    const [, claims, signature] = (await signToken(CLAIMS)).split('.')
    const none = Buffer.from('{"alg":"none"}').toString('base64url')
    for (const token of [`${none}.${claims}.`, `${none}.${claims}.${signature}`]) await whyRefused(openTokens(), token)
  })

  it('is for the issuer and the audience that the settings name', async () => {
    const tokens = openTokens({ issuer: 'https://login.example', audience: 'scores' })
    const right = { ...CLAIMS, iss: 'https://login.example', aud: ['other', 'scores'] }
    await tokens.verify(await signToken(right))
    expect(await whyRefused(tokens, await signToken({ ...right, aud: 'shop' }))).toContain('aud')
    expect(await whyRefused(tokens, await signToken({ ...right, iss: 'https://evil.example' }))).toContain('iss')
    expect(await whyRefused(tokens, await signToken(CLAIMS))).toMatch(/iss|aud/)
  })

  it('has a length, beyond which nobody looks at it', async () => {
    expect(await whyRefused(openTokens(), await signToken({ ...CLAIMS, x: 'x'.repeat(8_192) }))).toContain('8192')
    await openTokens().verify(await signToken({ ...CLAIMS, x: 'x'.repeat(4_000) }))
    expect(await whyRefused(openTokens(), 'x'.repeat(8_192))).toContain('cannot be read')
    expect(await whyRefused(openTokens(), 'x'.repeat(8_193))).toContain('8192 characters at most')
  })

  it('may name 100 patterns', async () => {
    await openTokens().verify(await signToken({ matches: Array.from({ length: 100 }, (_, n) => `m${n}`) }))
  })

  it('may begin five seconds ahead of our clock, and no more', async () => {
    const nowS = Math.floor(Date.now() / 1_000)
    const tokens = openTokens({}, { now: () => nowS * 1_000 })
    const beginning = (nbf: number) => signToken({ ...CLAIMS, nbf, exp: nowS + 3_600 })
    await tokens.verify(await beginning(nowS + 5))
    expect(await whyRefused(tokens, await beginning(nowS + 6))).toContain('nbf')
  })

  it('says what is wrong with its claims', async () => {
    expect(await whyRefused(openTokens(), await signToken({ matches: 'm1' }))).toContain('"matches"')
  })
})

describe('[W21] a published key is no secret', () => {
  it.each(['ES256', 'RS256', 'EdDSA'])(
    'takes tokens signed with %s, and none signed with the public key as if it were one',
    async (alg) => {
      const issuer = await startIssuer(alg)
      const tokens = openTokens({ key: { jwksUrl: issuer.jwksUrl } })
      await tokens.verify(await issuer.sign(CLAIMS))

      const [jwk] = issuer.published()
      const pem = await exportSPKI((await importJWK({ ...jwk, alg }, alg, { extractable: true })) as CryptoKey)
      for (const secret of [pem, pem.trim(), JSON.stringify(jwk), String(jwk?.x ?? jwk?.n)]) {
        const key = new TextEncoder().encode(secret)
        const confused = await signToken(CLAIMS, { key, alg: 'HS256', kid: 'key-1' })
        expect(await whyRefused(tokens, confused)).toContain('algorithm')
      }
      expect(await whyRefused(tokens, await signToken(CLAIMS, { kid: 'key-1' }))).toContain('algorithm')
    },
  )

  it('takes no secret that the issuer publishes by mistake', async () => {
    const issuer = await startIssuer()
    const tokens = openTokens({ key: { jwksUrl: issuer.jwksUrl } })
    ;(issuer.published() as object[]).push({ kty: 'oct', kid: 'oops', k: Buffer.from(SECRET).toString('base64url') })
    expect(await whyRefused(tokens, await signToken(CLAIMS, { kid: 'oops' }))).toContain('algorithm')
  })

  it('takes none that is signed with a key which the token brings along', async () => {
    const issuer = await startIssuer('RS256')
    const tokens = openTokens({ key: { jwksUrl: issuer.jwksUrl } })
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
    const jwk = publicKey.export({ format: 'jwk' })
    const token = await new SignJWT(CLAIMS)
      .setProtectedHeader({ alg: 'RS256', kid: 'key-1', jwk: jwk as object } as never)
      .sign(privateKey)
    expect(await whyRefused(tokens, token)).toContain('signature')
  })

  it('takes no token of a secret that is signed with some key pair', async () => {
    const { privateKey } = await generateKeyPair('ES256')
    expect(await whyRefused(openTokens(), await signToken(CLAIMS, { key: privateKey, alg: 'ES256' }))).toContain(
      'algorithm',
    )
  })
})

describe('[W21] the keys of an issuer', () => {
  it('are read once for all tokens', async () => {
    const issuer = await startIssuer()
    const tokens = openTokens({ key: { jwksUrl: issuer.jwksUrl } })
    await Promise.all(Array.from({ length: 50 }, async () => tokens.verify(await issuer.sign(CLAIMS))))
    await tokens.verify(await issuer.sign(CLAIMS))
    expect(issuer.reads()).toBe(1)
  })

  it('are read again for a token whose key is new, and those of before are then no longer good', async () => {
    const issuer = await startIssuer()
    const tokens = openTokens({ key: { jwksUrl: issuer.jwksUrl } }, { cooldownMs: 100 })
    const before = await issuer.sign(CLAIMS)
    await tokens.verify(before)

    await issuer.rotate()
    await tokens.verify(await issuer.sign(CLAIMS))
    expect(issuer.reads()).toBe(2)
    expect(await whyRefused(tokens, before)).toContain('does not publish')
  })

  it('are not read for each token whose key nobody publishes, and one whose key is new waits for the next read', async () => {
    const issuer = await startIssuer()
    const tokens = openTokens({ key: { jwksUrl: issuer.jwksUrl } }, { cooldownMs: 300 })
    await tokens.verify(await issuer.sign(CLAIMS))
    const forged = await Promise.all(Array.from({ length: 40 }, (_, n) => issuer.sign(CLAIMS, { kid: `forged-${n}` })))

    const startedAt = performance.now()
    for (const token of forged.slice(0, 20)) await Promise.all([whyRefused(tokens, token), whyRefused(tokens, token)])
    // The first read, a spare one, and one for each cooldown.
    expect(issuer.reads()).toBeLessThanOrEqual(3 + (performance.now() - startedAt) / 300)

    await issuer.rotate()
    await tokens.verify(await issuer.sign(CLAIMS))
  })

  it('hold while the issuer cannot be reached, also when they are old', async () => {
    const issuer = await startIssuer()
    const tokens = openTokens({ key: { jwksUrl: issuer.jwksUrl } }, { maxAgeMs: 0, cooldownMs: 0 })
    const token = await issuer.sign(CLAIMS)
    await tokens.verify(token)
    await issuer.stop()

    await tokens.verify(token)
    await tokens.verify(token)
    await expect.poll(() => tokens.onFailure.mock.calls.length).toBeGreaterThan(0)
    expect(await whyRefused(tokens, await issuer.sign(CLAIMS, { kid: 'new' }))).toContain('does not publish')
  })

  it('are read again after ten minutes, and for tokens whose key is not among them once in five seconds', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    onTestFinished(() => void vi.useRealTimers())
    const issuer = await startIssuer()
    const tokens = openTokens({ key: { jwksUrl: issuer.jwksUrl } })
    const token = await issuer.sign(CLAIMS)
    await tokens.verify(token)
    vi.advanceTimersByTime(599_999)
    await tokens.verify(token)
    expect(issuer.reads()).toBe(1)
    vi.advanceTimersByTime(1)
    await tokens.verify(token)
    await expect.poll(issuer.reads).toBe(2)

    vi.advanceTimersByTime(5_000)
    for (const reads of [3, 4]) {
      await whyRefused(tokens, await issuer.sign(CLAIMS, { kid: `nobody-${reads}` }))
      expect(issuer.reads()).toBe(reads)
      vi.advanceTimersByTime(5_000)
    }
  })

  it('are a megabyte at most, and come within five seconds', async () => {
    const asked: number[] = []
    vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
      asked.push(ms)
      return new AbortController().signal
    })
    onTestFinished(() => void vi.restoreAllMocks())
    const issuer = await startIssuer()
    const token = await issuer.sign(CLAIMS)
    issuer.padTo(1_048_576)
    await openTokens({ key: { jwksUrl: issuer.jwksUrl } }).verify(token)
    issuer.padTo(1_048_577)
    const tokens = openTokens({ key: { jwksUrl: issuer.jwksUrl } })
    await expect(tokens.verify(token)).rejects.toThrow(KeysUnavailable)
    expect(String(tokens.onFailure.mock.calls[0]?.[0])).toContain('more than 1048576 bytes')
    expect(asked).toEqual([5_000, 5_000])
  })

  it('that were never read are no fault of the token', async () => {
    const issuer = await startIssuer()
    const token = await issuer.sign(CLAIMS)
    await issuer.stop()
    const tokens = openTokens({ key: { jwksUrl: issuer.jwksUrl } }, { cooldownMs: 0 })
    await expect(tokens.verify(token)).rejects.toThrow(KeysUnavailable)
  })
})

it('[W21] a token comes as a header, or as a subprotocol beside that of the messages', () => {
  expect(tokenOf({ authorization: 'Bearer a.b.c' })).toBe('a.b.c')
  expect(tokenOf({ authorization: 'bearer  a.b.c ' })).toBe('a.b.c')
  expect(tokenOf({ authorization: 'Basic a' })).toBeUndefined()
  expect(tokenOf({ 'sec-websocket-protocol': 'touchline.v1, touchline.token.a.b.c' })).toBe('a.b.c')
  expect(tokenOf({ 'sec-websocket-protocol': 'touchline.v1' })).toBeUndefined()
  expect(tokenOf({})).toBeUndefined()
})
