/** A feed's key as it is kept: by its hash alone, the key itself is never stored. */
export interface StoredFeedKey {
  /** SHA-256 of the key, in hex. */
  readonly hash: string
  readonly feed: string
  /** Whose events it sends; absent: its own. */
  readonly source?: string
  /** It may act as any source. */
  readonly isOperator?: true
  /** The match ids it may write: exact, or the beginning of one followed by `*`. */
  readonly scopes: readonly string[]
  /** In ms since the epoch, like the next. */
  readonly createdAt: number
  readonly revokedAt?: number
  /** When it ends by itself; absent: never. */
  readonly expiresAt?: number
}

/** The keys of the feeds. Every method fails with DatabaseUnavailable when the database is away. */
export interface FeedKeyStore {
  /** All keys, also revoked ones, by feed, the oldest first. */
  readAll(): Promise<StoredFeedKey[]>
  add(key: StoredFeedKey): Promise<void>
  /** Revokes all keys of a feed, or the one whose hash begins with `nameOrHash`, if it is 12 hex digits. @returns those that were valid until now */
  revoke(nameOrHash: string, at: number): Promise<StoredFeedKey[]>
  /** Lets keys end at `at`, by their whole hashes, but for those that are revoked or end before. @returns those that end then now */
  endBy(hashes: readonly string[], at: number): Promise<StoredFeedKey[]>
}

/** How many digits of its hash name a key. */
export const KEY_ID_LENGTH = 12
