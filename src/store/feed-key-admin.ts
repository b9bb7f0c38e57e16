import { randomBytes } from 'node:crypto'
import type { Database } from './database.ts'
import { hashOf } from './feeds.ts'

/** A key as it is listed; the key itself is nowhere. */
export interface FeedKeyRecord {
  /** The first 12 hex digits of the key's hash. */
  readonly id: string
  readonly feed: string
  readonly scopes: readonly string[]
  readonly createdAt: number
  readonly revokedAt?: number
}

interface Row {
  readonly id: string
  readonly feed: string
  readonly scopes: string
  readonly created_at: number
  readonly revoked_at: number | null
}

const ID_LENGTH = 12
const COLUMNS = `left(key_hash, ${ID_LENGTH}) as id, feed, scopes, created_at, revoked_at`

/** Letters, digits and `. _ -`, up to 64; never what could be taken for a key's id. */
export function isFeedName(name: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name) && !/^[0-9a-f]{12}$/.test(name)
}

/** A match id, or the beginning of one followed by `*`. */
export function isScope(scope: string): boolean {
  return /^(?=.)[A-Za-z0-9._~-]{0,64}\*?$/.test(scope)
}

/** Makes one more key for a feed; others that it has stay valid. @returns the key, which is kept nowhere */
export async function createFeedKey(
  database: Database,
  { feed, scopes }: { readonly feed: string; readonly scopes: readonly string[] },
): Promise<{ readonly id: string; readonly key: string }> {
  const key = `tl_${randomBytes(32).toString('base64url')}`
  const hash = hashOf(key).toString('hex')
  await database.query('insert into feed_key (key_hash, feed, scopes, created_at) values ($1, $2, $3, $4)', [
    hash,
    feed,
    JSON.stringify(scopes),
    Date.now(),
  ])
  return { id: hash.slice(0, ID_LENGTH), key }
}

/** All keys, also revoked ones, by feed, the oldest first. */
export async function listFeedKeys(database: Database): Promise<FeedKeyRecord[]> {
  const rows = await database.query<Row>(`select ${COLUMNS} from feed_key order by feed, created_at, key_hash`)
  return rows.map(toRecord)
}

/** Revokes one key by its id, or all keys of a feed by its name. @returns those that were valid until now */
export async function revokeFeedKeys(database: Database, nameOrId: string): Promise<FeedKeyRecord[]> {
  const rows = await database.query<Row>(
    `update feed_key set revoked_at = $2
     where (feed = $1 or left(key_hash, ${ID_LENGTH}) = $1) and revoked_at is null returning ${COLUMNS}`,
    [nameOrId, Date.now()],
  )
  return rows.map(toRecord)
}

function toRecord({ id, feed, scopes, created_at, revoked_at }: Row): FeedKeyRecord {
  const record = { id, feed, scopes: JSON.parse(scopes) as string[], createdAt: created_at }
  return revoked_at === null ? record : { ...record, revokedAt: revoked_at }
}
