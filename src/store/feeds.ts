import { createHash, timingSafeEqual } from 'node:crypto'
import type { Database } from './database.ts'

/** Who holds a key. */
export interface KeyHolder {
  readonly feed: string
  mayWrite(match: string): boolean
}

export interface FeedKeys {
  /**
   * The holder of this key, or undefined. A revoked key is refused after `MAX_AGE_MS` at the latest, a new one is known
   * after `MIN_AGE_MS`.
   *
   * @throws {DatabaseUnavailable} if the key is none of the environment's and the others cannot be read
   */
  identify(key: string): Promise<KeyHolder | undefined>
  /** True if nobody ever made a key. Revoking the last one does not open the server to everybody. */
  isEmpty(): Promise<boolean>
}

export interface FeedKeysOptions {
  readonly database: Database
  /** Valid for all matches, as long as the process runs. */
  readonly fromEnvironment: readonly { readonly feed: string; readonly key: string }[]
}

const MAX_AGE_MS = 5_000
const MIN_AGE_MS = 1_000

/**
 * Knows the feeds by their keys: those of the environment and those of the database.
 *
 * All keys of the database that are not revoked are held together and read again when they are old, or when a key is not
 * among them, at most once a second. So a flood of wrong keys costs neither memory nor queries.
 */
export function createFeedKeys({ database, fromEnvironment }: FeedKeysOptions): FeedKeys {
  const fixed = fromEnvironment.map(({ feed, key }) => ({ hash: hashOf(key), holder: holderOf(feed, ['*']) }))
  let known: { readonly holders: ReadonlyMap<string, KeyHolder>; readonly readAt: number } | undefined
  let reading: Promise<ReadonlyMap<string, KeyHolder>> | undefined

  const readAgain = (): Promise<ReadonlyMap<string, KeyHolder>> => {
    const readAt = performance.now()
    reading ??= readHolders(database)
      .then((holders) => {
        known = { holders, readAt }
        return holders
      })
      .finally(() => {
        reading = undefined
      })
    return reading
  }

  return {
    async identify(key) {
      const hash = hashOf(key)
      const own = fixed.find((item) => timingSafeEqual(item.hash, hash))
      if (own !== undefined) return own.holder
      // Looking up a hash tells nothing by its time: nobody can choose a key by its hash.
      const name = hash.toString('hex')
      const ageMs = known === undefined ? Number.POSITIVE_INFINITY : performance.now() - known.readAt
      if (known !== undefined && ageMs < MAX_AGE_MS) {
        const holder = known.holders.get(name)
        if (holder !== undefined || ageMs < MIN_AGE_MS) return holder
      }
      return (await readAgain()).get(name)
    },

    async isEmpty() {
      if (fixed.length > 0) return false
      return (await database.query('select 1 from feed_key limit 1')).length === 0
    },
  }
}

async function readHolders(database: Database): Promise<ReadonlyMap<string, KeyHolder>> {
  const rows = await database.query<{ key_hash: string; feed: string; scopes: string }>(
    'select key_hash, feed, scopes from feed_key where revoked_at is null',
  )
  return new Map(rows.map((row) => [row.key_hash, holderOf(row.feed, JSON.parse(row.scopes) as string[])]))
}

function holderOf(feed: string, scopes: readonly string[]): KeyHolder {
  return { feed, mayWrite: (match) => scopes.some((scope) => isInScope(match, scope)) }
}

/** A scope is a match id, or the beginning of one followed by `*`. */
function isInScope(match: string, scope: string): boolean {
  return scope.endsWith('*') ? match.startsWith(scope.slice(0, -1)) : match === scope
}

/** SHA-256 without salt is enough: our keys are 256 random bits, not words that somebody chose. */
export function hashOf(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}
