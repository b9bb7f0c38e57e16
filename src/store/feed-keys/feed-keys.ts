import { createHash, timingSafeEqual } from 'node:crypto'
import type { EndedKey, Feed } from '../../match/feed.ts'
import type { FeedKeyStore, StoredFeedKey } from './feed-key-store.ts'

export interface FeedKeys {
  /**
   * The holder of this key; if the key has ended, whose it was and since when; or undefined. A revoked key is refused after
   * `MAX_AGE_MS` at the latest, a new one is known after `MIN_AGE_MS`.
   *
   * @throws {DatabaseUnavailable} if the environment has no such key and the database cannot be read
   */
  identify(key: string): Promise<Feed | EndedKey | undefined>
  /**
   * True if nobody has ever made a key; the first one is known after `MIN_AGE_MS`. Revoking the last does not open the
   * server to everybody.
   *
   * @throws {DatabaseUnavailable} if it was true and cannot be read again
   */
  isEmpty(): Promise<boolean>
  /**
   * For each feed whose keys all end, when the last of them does, in ms since the epoch; 500 feeds at most. Revoked keys do not
   * count. While the database is away, the answer is what was known last.
   */
  lastEnds(): Promise<ReadonlyMap<string, number>>
  /** The feeds that have a key, or had one that ended; 500 at most. While the database is away, those that were known last. */
  feeds(): Promise<ReadonlySet<string>>
}

export interface FeedKeysOptions {
  readonly store: Pick<FeedKeyStore, 'readAll'>
  /** Valid for all matches, as long as the process runs. */
  readonly fromEnvironment: readonly { readonly feed: string; readonly source?: string; readonly key: string }[]
  /** The time by which keys end, in ms since the epoch: the database's, so that all replicas agree. */
  now?(): number
}

type Holding = Pick<StoredFeedKey, 'feed' | 'source' | 'isOperator' | 'scopes'>

const MAX_AGE_MS = 5_000
const MIN_AGE_MS = 1_000
/** Each is a time series for whoever watches them. */
const MAX_FEEDS = 500

/**
 * Knows the feeds by their keys: those of the environment and those of the database.
 *
 * All keys of the database that are not revoked are held together and read again when they are old, or when a key is not
 * among them, at most once a second. So a flood of wrong keys costs neither memory nor queries.
 */
export function createFeedKeys({ store, fromEnvironment, now = Date.now }: FeedKeysOptions): FeedKeys {
  const fixed = fromEnvironment.map(({ key, ...feed }) => ({
    hash: hashOf(key),
    holder: holderOf({ ...feed, scopes: ['*'] }),
  }))
  let known: (ValidKeys & { readonly readAt: number }) | undefined
  let reading: Promise<ValidKeys> | undefined
  /** Never goes back: a server that has asked for keys keeps asking, even if somebody empties the table. */
  let hasKeys = fixed.length > 0

  const readAgain = (): Promise<ValidKeys> => {
    const readAt = performance.now()
    reading ??= readKeys(store)
      .then(({ isEmpty, ...read }) => {
        known = { ...read, readAt }
        hasKeys ||= !isEmpty
        return read
      })
      .finally(() => {
        reading = undefined
      })
    return reading
  }

  /** Whoever looks at figures sees what was known last; /readyz tells that the database is away. */
  const refresh = async () => {
    if (ageMs() >= MAX_AGE_MS) await readAgain().catch(() => undefined)
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
        const held = known.keys.get(name)
        if (held !== undefined || ageMs() < MIN_AGE_MS) return unlessEnded(held, now())
      }
      return unlessEnded((await readAgain()).keys.get(name), now())
    },

    async isEmpty() {
      if (!hasKeys && ageMs() >= MIN_AGE_MS) await readAgain()
      return !hasKeys
    },

    async lastEnds() {
      await refresh()
      const ends = new Map(known?.lastEnds)
      // A key of the environment does not end while the process runs.
      for (const { holder } of fixed) ends.delete(holder.feed)
      return ends
    },

    async feeds() {
      await refresh()
      const holders = [...fixed, ...(known?.keys.values() ?? [])].map(({ holder }) => holder.feed)
      return new Set([...new Set(holders)].slice(0, MAX_FEEDS))
    },
  }
}

/** The keys of the environment that the database has, too, also if they were revoked or have ended: from there they have neither scope nor end. */
export async function findKeysOfBoth({
  store,
  fromEnvironment,
}: Omit<FeedKeysOptions, 'now'>): Promise<{ readonly given: string; readonly stored: string }[]> {
  if (fromEnvironment.length === 0) return []
  const stored = new Map((await store.readAll()).map(({ hash, feed }) => [hash, feed]))
  return fromEnvironment.flatMap(({ feed: given, key }) => {
    const feed = stored.get(hashOf(key).toString('hex'))
    return feed === undefined ? [] : [{ given, stored: feed }]
  })
}

interface HeldKey {
  readonly holder: Feed
  readonly expiresAt: number
}

interface ValidKeys {
  /** By the hash of the key; ended ones too, until they are revoked. */
  readonly keys: ReadonlyMap<string, HeldKey>
  readonly lastEnds: ReadonlyMap<string, number>
}

/** Asked at each request, so that a key ends at its moment and not when keys are read again. */
function unlessEnded(held: HeldKey | undefined, now: number): Feed | EndedKey | undefined {
  if (held === undefined || held.expiresAt > now) return held?.holder
  return { feed: held.holder.feed, endedAt: held.expiresAt }
}

/** @returns the keys that are not revoked, and whether there has never been one */
async function readKeys(store: FeedKeysOptions['store']): Promise<ValidKeys & { readonly isEmpty: boolean }> {
  const all = await store.readAll()
  const valid = all.filter(({ revokedAt }) => revokedAt === undefined)
  return {
    keys: new Map(valid.map((key) => [key.hash, { holder: holderOf(key), expiresAt: endOf(key) }])),
    lastEnds: lastEndsOf(valid),
    isEmpty: all.length === 0,
  }
}

/** The feeds that are without a key soonest come first, so that those are the ones told. */
function lastEndsOf(valid: readonly StoredFeedKey[]): ReadonlyMap<string, number> {
  const ends = new Map<string, number>()
  for (const key of valid) ends.set(key.feed, Math.max(endOf(key), ends.get(key.feed) ?? 0))
  const ending = [...ends].filter(([, at]) => at !== Number.POSITIVE_INFINITY)
  return new Map(ending.sort(([, a], [, b]) => a - b).slice(0, MAX_FEEDS))
}

function endOf({ expiresAt = Number.POSITIVE_INFINITY }: StoredFeedKey): number {
  return expiresAt
}

function holderOf({ feed, source = feed, isOperator, scopes }: Holding): Feed {
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
