import type { StoredFeedKey } from './feed-key-store.ts'

/** A row of `feed_key` as both databases have it. */
export interface FeedKeyRow {
  readonly key_hash: string
  readonly feed: string
  readonly scopes: string
  readonly created_at: number
  readonly revoked_at: number | null
}

export const FEED_KEY_COLUMNS = 'key_hash, feed, scopes, created_at, revoked_at'

export function toFeedKey({ key_hash, feed, scopes, created_at, revoked_at }: FeedKeyRow): StoredFeedKey {
  const key = { hash: key_hash, feed, scopes: JSON.parse(scopes) as string[], createdAt: created_at }
  return revoked_at === null ? key : { ...key, revokedAt: revoked_at }
}
