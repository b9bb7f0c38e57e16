import { createHash, timingSafeEqual } from 'node:crypto'
import type { FeedKeyStore, StoredFeedKey } from './feed-key-store.ts'

/** The holder of a key. */
export interface KeyHolder {
  readonly feed: string
  /** Whose events it sends: its own name, or one that several feeds share. */
  readonly source: string
  /** True if it may act as any source. */
  readonly isOperator: boolean
  mayWrite(match: string): boolean
}

export interface FeedKeys {
  /**
   * The holder of this key, or undefined. A revoked key is refused after `MAX_AGE_MS` at the latest, a new one is known
   * after `MIN_AGE_MS`.
   *
   * @throws {DatabaseUnavailable} if the environment has no such key and the database cannot be read
   */
  identify(key: string): Promise<KeyHolder | undefined>
  /**
   * True if nobody has ever made a key; the first one is known after `MIN_AGE_MS`. Revoking the last does not open the
   * server to everybody.
   *
   * @throws {DatabaseUnavailable} if it was true and cannot be read again
   */
  isEmpty(): Promise<boolean>
}

export interface FeedKeysOptions {
  readonly store: Pick<FeedKeyStore, 'readAll'>
  /** Valid for all matches, as long as the process runs. */
  readonly fromEnvironment: readonly { readonly feed: string; readonly source?: string; readonly key: string }[]
}

type Holding = Pick<StoredFeedKey, 'feed' | 'source' | 'isOperator' | 'scopes'>

const MAX_AGE_MS = 5_000
const MIN_AGE_MS = 1_000

/**
 * Knows the feeds by their keys: those of the environment and those of the database.
 *
 * All keys of the database that are not revoked are held together and read again when they are old, or when a key is not
 * among them, at most once a second. So a flood of wrong keys costs neither memory nor queries.
 */
export function createFeedKeys({ store, fromEnvironment }: FeedKeysOptions): FeedKeys {
  const fixed = fromEnvironment.map(({ key, ...feed }) => ({
    hash: hashOf(key),
    holder: holderOf({ ...feed, scopes: ['*'] }),
  }))
  let known: { readonly holders: ReadonlyMap<string, KeyHolder>; readonly readAt: number } | undefined
  let reading: Promise<ReadonlyMap<string, KeyHolder>> | undefined
  /** Never goes back: a server that has asked for keys keeps asking, even if somebody empties the table. */
  let hasKeys = fixed.length > 0

  const readAgain = (): Promise<ReadonlyMap<string, KeyHolder>> => {
    const readAt = performance.now()
    reading ??= readKeys(store)
      .then(({ holders, isEmpty }) => {
        known = { holders, readAt }
        hasKeys ||= !isEmpty
        return holders
      })
      .finally(() => {
        reading = undefined
      })
    return reading
  }

  const ageMs = () => (known === undefined ? Number.POSITIVE_INFINITY : performance.now() - known.readAt)

  return {
    async identify(key) {
      const hash = hashOf(key)
      const own = fixed.find((item) => timingSafeEqual(item.hash, hash))
      if (own !== undefined) return own.holder
      // The time of this lookup gives nothing away, because nobody can choose a key by its hash.
      const name = hash.toString('hex')
      if (known !== undefined && ageMs() < MAX_AGE_MS) {
        const holder = known.holders.get(name)
        if (holder !== undefined || ageMs() < MIN_AGE_MS) return holder
      }
      return (await readAgain()).get(name)
    },

    async isEmpty() {
      if (!hasKeys && ageMs() >= MIN_AGE_MS) await readAgain()
      return !hasKeys
    },
  }
}

/** @returns the holders of valid keys by the hash of the key, and whether there has never been a key */
async function readKeys(
  store: FeedKeysOptions['store'],
): Promise<{ readonly holders: ReadonlyMap<string, KeyHolder>; readonly isEmpty: boolean }> {
  const all = await store.readAll()
  const valid = all.filter(({ revokedAt }) => revokedAt === undefined)
  return {
    holders: new Map(valid.map((key) => [key.hash, holderOf(key)])),
    isEmpty: all.length === 0,
  }
}

function holderOf({ feed, source = feed, isOperator, scopes }: Holding): KeyHolder {
  return {
    feed,
    source,
    isOperator: isOperator === true,
    mayWrite: (match) => scopes.some((scope) => isInScope(match, scope)),
  }
}

/** A scope is a match id, or the beginning of one followed by `*`. */
function isInScope(match: string, scope: string): boolean {
  return scope.endsWith('*') ? match.startsWith(scope.slice(0, -1)) : match === scope
}

/** SHA-256 without salt is enough: our keys are 256 random bits, not words that somebody chose. */
export function hashOf(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}
