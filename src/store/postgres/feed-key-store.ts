import { FEED_KEY_COLUMNS, type FeedKeyRow, toFeedKey } from '../feed-keys/feed-key-rows.ts'
import { type FeedKeyStore, KEY_ID_LENGTH } from '../feed-keys/feed-key-store.ts'
import type { PostgresConnection } from './connection/connection.ts'

export function createPostgresFeedKeyStore(connection: PostgresConnection): FeedKeyStore {
  return {
    async readAll() {
      const rows = await connection.query<FeedKeyRow>(
        `select ${FEED_KEY_COLUMNS} from feed_key order by feed, created_at, key_hash`,
      )
      return rows.map(toFeedKey)
    },

    async add({ hash, feed, source, isOperator, scopes, createdAt, revokedAt, expiresAt }) {
      await connection.query(
        `insert into feed_key (key_hash, feed, source, is_operator, scopes, created_at, revoked_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          hash,
          feed,
          source ?? null,
          isOperator ?? false,
          JSON.stringify(scopes),
          createdAt,
          revokedAt ?? null,
          expiresAt ?? null,
        ],
      )
    },

    async revoke(nameOrHash, at) {
      const rows = await connection.query<FeedKeyRow>(
        `update feed_key set revoked_at = $2
         where (feed = $1 or left(key_hash, ${KEY_ID_LENGTH}) = $1) and revoked_at is null returning ${FEED_KEY_COLUMNS}`,
        [nameOrHash, at],
      )
      return rows.map(toFeedKey)
    },

    async endBy(hashes, at) {
      const rows = await connection.query<FeedKeyRow>(
        `update feed_key set expires_at = $2
         where key_hash = any($1::text[]) and revoked_at is null and (expires_at is null or expires_at > $2)
         returning ${FEED_KEY_COLUMNS}`,
        [hashes, at],
      )
      return rows.map(toFeedKey)
    },
  }
}
