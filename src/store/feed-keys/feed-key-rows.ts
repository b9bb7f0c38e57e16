import type { StoredFeedKey } from './feed-key-store.ts'

/** A row of `feed_key` as both databases have it. */
export interface FeedKeyRow {
  readonly key_hash: string
  readonly feed: string
  readonly source: string | null
  readonly is_operator: boolean | number
  readonly scopes: string
  readonly created_at: number
  readonly revoked_at: number | null
  readonly expires_at: number | null
}

export const FEED_KEY_COLUMNS = 'key_hash, feed, source, is_operator, scopes, created_at, revoked_at, expires_at'

export function toFeedKey(row: FeedKeyRow): StoredFeedKey {
  return {
    hash: row.key_hash,
    feed: row.feed,
    ...(row.source !== null && { source: row.source }),
    ...(row.is_operator ? { isOperator: true as const } : {}),
    scopes: JSON.parse(row.scopes) as string[],
    createdAt: row.created_at,
    ...(row.revoked_at !== null && { revokedAt: row.revoked_at }),
    ...(row.expires_at !== null && { expiresAt: row.expires_at }),
  }
}
