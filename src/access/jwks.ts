import { setTimeout as pause } from 'node:timers/promises'
import { createLocalJWKSet, errors, type FlattenedJWSInput, type JSONWebKeySet, type JWSHeaderParameters } from 'jose'
import { KeysUnavailable } from './errors.ts'

export interface JwksOptions {
  readonly url: string
  /** Keys this old are read again, while they are used. */
  readonly maxAgeMs?: number
  /** Between two reads that a token asked for. */
  readonly cooldownMs?: number
  readonly onFailure: (error: unknown) => void
}

const MAX_AGE_MS = 600_000
const COOLDOWN_MS = 5_000
const TIMEOUT_MS = 5_000
const MAX_BYTES = 1_048_576

type LocalKeys = ReturnType<typeof createLocalJWKSet>

/**
 * The keys of an issuer, by HTTP. They are kept, and read again for a token whose key is not among them, but no more often than the
 * cooldown allows, however many such tokens come: those wait for that read. While the issuer cannot be reached the keys that were read last hold.
 */
export class Jwks {
  readonly #options: Required<JwksOptions>
  #keys: { readonly find: LocalKeys; readonly readAt: number } | undefined
  #reading: Promise<void> | undefined
  /** When a read may begin. */
  #readableAt = 0
  /** The first rotation after the start is not held up: it often is a test of it. */
  #spare = 1

  constructor(options: JwksOptions) {
    this.#options = { maxAgeMs: MAX_AGE_MS, cooldownMs: COOLDOWN_MS, ...options }
  }

  /** The key that a token names, for `jwtVerify`. @throws {KeysUnavailable} if no keys were ever read */
  readonly find = async (header: JWSHeaderParameters, token: FlattenedJWSInput) => {
    const { maxAgeMs } = this.#options
    const known = this.#keys
    if (known === undefined) {
      await this.#read()
      return this.#findNow(header, token)
    }
    // Nobody waits for it.
    if (performance.now() - known.readAt >= maxAgeMs) void this.#read()
    try {
      return await known.find(header, token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error
    }
    await this.#read()
    return this.#findNow(header, token)
  }

  #findNow(header: JWSHeaderParameters, token: FlattenedJWSInput) {
    if (this.#keys === undefined) throw new KeysUnavailable('the keys of viewer tokens cannot be read now')
    return this.#keys.find(header, token)
  }

  /** One read for all who wait. Never rejects. */
  #read(): Promise<void> {
    this.#reading ??= this.#readInTurn().finally(() => {
      this.#reading = undefined
    })
    return this.#reading
  }

  async #readInTurn(): Promise<void> {
    const { cooldownMs, onFailure } = this.#options
    const waitMs = this.#readableAt - performance.now()
    if (waitMs > 0 && this.#spare > 0) this.#spare -= 1
    else if (waitMs > 0) await pause(waitMs, undefined, { ref: false })
    this.#readableAt = performance.now() + cooldownMs
    try {
      this.#keys = { find: createLocalJWKSet(await readKeys(this.#options.url)), readAt: performance.now() }
    } catch (error) {
      onFailure(error)
    }
  }
}

/** @throws if they cannot be had */
export async function readKeys(url: string): Promise<JSONWebKeySet> {
  const response = await fetch(url, {
    signal: AbortSignal.timeout(TIMEOUT_MS),
    headers: { accept: 'application/json' },
  })
  if (!response.ok) throw new Error(`${new URL(url).origin} answered ${response.status}`)
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    if (text.length > MAX_BYTES) throw new Error(`more than ${MAX_BYTES} bytes of keys`)
  }
  return JSON.parse(text) as JSONWebKeySet
}
