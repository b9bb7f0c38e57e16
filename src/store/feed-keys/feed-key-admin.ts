import { randomBytes } from 'node:crypto'
import { type FeedKeyStore, KEY_ID_LENGTH, type StoredFeedKey } from './feed-key-store.ts'
import { hashOf } from './feed-keys.ts'

export type NewFeedKey = Pick<StoredFeedKey, 'feed' | 'source' | 'isOperator' | 'scopes' | 'expiresAt'>

/** What cannot be rotated, in words for whoever asked. */
export class CannotRotate extends Error {
  override readonly name = 'CannotRotate'
}

/** Letters, digits and `. _ -`, up to 64; never what could be taken for a key's id. */
export function isFeedName(name: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name) && !/^[0-9a-f]{12}$/.test(name)
}

/** A match id, or the beginning of one followed by `*`. */
export function isScope(scope: string): boolean {
  return /^(?=.)[A-Za-z0-9._~-]{0,64}\*?$/.test(scope)
}

/** What names a key in lists and commands: the first 12 hex digits of its hash. */
export function keyIdOf({ hash }: StoredFeedKey): string {
  return hash.slice(0, KEY_ID_LENGTH)
}

/** Makes one more key for a feed at `now`, in ms since the epoch; its other keys stay valid. @returns the key, which is stored nowhere */
export async function createFeedKey(
  store: FeedKeyStore,
  made: NewFeedKey,
  now = Date.now(),
): Promise<{ readonly id: string; readonly key: string }> {
  const key = `tl_${randomBytes(32).toString('base64url')}`
  const stored = { ...made, hash: hashOf(key).toString('hex'), createdAt: now }
  await store.add(stored)
  return { id: keyIdOf(stored), key }
}

export interface Rotation {
  readonly now: number
  /** How long the keys that are replaced go on beside the new one. */
  readonly overlapMs: number
  /** When the new one ends; absent: never. */
  readonly expiresAt?: number
}

export interface Rotated {
  readonly id: string
  readonly key: string
  readonly made: NewFeedKey
  /** The keys that it replaces, with their ends. */
  readonly replaced: readonly StoredFeedKey[]
}

/**
 * Makes a key for a feed that may do what its present ones may, and lets those end after a while, so that the feed can take the new one without a
 * gap. A key that ends before that keeps its end.
 *
 * @throws {CannotRotate} if there is no valid key, or if those of a name may do different things
 */
export async function rotateFeedKey(store: FeedKeyStore, nameOrId: string, rotation: Rotation): Promise<Rotated> {
  const { now, overlapMs, expiresAt } = rotation
  const all = await store.readAll()
  const valid = all.filter(
    (key) =>
      (key.feed === nameOrId || keyIdOf(key) === nameOrId) &&
      key.revokedAt === undefined &&
      (key.expiresAt ?? Number.POSITIVE_INFINITY) > now,
  )
  const [first, ...others] = valid
  if (first === undefined) throw new CannotRotate(`there is no valid key of a feed "${nameOrId}", or with that id`)
  const { feed, source, isOperator, scopes } = first
  if (others.some((key) => rightsOf(key) !== rightsOf(first))) {
    const ids = valid.map(keyIdOf).join(', ')
    throw new CannotRotate(`the keys of feed "${nameOrId}" may do different things; give the id of one: ${ids}`)
  }
  const made: NewFeedKey = {
    feed,
    scopes,
    ...(source !== undefined && { source }),
    ...(isOperator && { isOperator }),
    ...(expiresAt !== undefined && { expiresAt }),
  }
  const created = await createFeedKey(store, made, now)
  const hashes = valid.map(({ hash }) => hash)
  await store.endBy(hashes, now + overlapMs)
  // Read again: somebody else may have revoked or rotated one meanwhile.
  const replaced = (await store.readAll()).filter((key) => hashes.includes(key.hash) && key.revokedAt === undefined)
  return { ...created, made, replaced }
}

function rightsOf({ source, isOperator, scopes }: StoredFeedKey): string {
  return JSON.stringify([source, isOperator === true, scopes.toSorted()])
}
