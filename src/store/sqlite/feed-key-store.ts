import { FEED_KEY_COLUMNS, type FeedKeyRow, toFeedKey } from '../feed-keys/feed-key-rows.ts'
import { type FeedKeyStore, KEY_ID_LENGTH } from '../feed-keys/feed-key-store.ts'
import type { SqliteConnection } from './connection/connection.ts'
import type { JoinedWrites } from './joined-writes.ts'

export function createSqliteFeedKeyStore(connection: SqliteConnection, writes: JoinedWrites): FeedKeyStore {
  return {
    readAll: async () =>
      connection
        .all<FeedKeyRow>(`select ${FEED_KEY_COLUMNS} from feed_key order by feed, created_at, key_hash`)
        .map(toFeedKey),

    add: ({ hash, feed, source, isOperator, scopes, createdAt, revokedAt, expiresAt }) =>
      writes.run(() => {
        connection.run(
          `insert into feed_key (key_hash, feed, source, is_operator, scopes, created_at, revoked_at, expires_at)
           values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)`,
          hash,
          feed,
          source ?? null,
          isOperator ? 1 : 0,
          JSON.stringify(scopes),
          createdAt,
          revokedAt ?? null,
          expiresAt ?? null,
        )
      }),

    revoke: (nameOrHash, at) =>
      writes.run(() =>
        connection
          .all<FeedKeyRow>(
            `update feed_key set revoked_at = ?2
             where (feed = ?1 or substr(key_hash, 1, ${KEY_ID_LENGTH}) = ?1) and revoked_at is null
             returning ${FEED_KEY_COLUMNS}`,
            nameOrHash,
            at,
          )
          .map(toFeedKey),
      ),

    endBy: (hashes, at) =>
      writes.run(() =>
        connection
          .all<FeedKeyRow>(
            `update feed_key set expires_at = ?2
             where key_hash in (select value from json_each(?1)) and revoked_at is null
               and (expires_at is null or expires_at > ?2)
             returning ${FEED_KEY_COLUMNS}`,
            JSON.stringify(hashes),
            at,
          )
          .map(toFeedKey),
      ),
  }
}
