import { randomBytes } from 'node:crypto'
import { type FeedKeyStore, KEY_ID_LENGTH, type StoredFeedKey } from './feed-key-store.ts'
import { hashOf } from './feed-keys.ts'

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

/** Makes one more key for a feed; its other keys stay valid. @returns the key, which is stored nowhere */
export async function createFeedKey(
  store: FeedKeyStore,
  made: Pick<StoredFeedKey, 'feed' | 'source' | 'isOperator' | 'scopes'>,
): Promise<{ readonly id: string; readonly key: string }> {
  const key = `tl_${randomBytes(32).toString('base64url')}`
  const stored = { ...made, hash: hashOf(key).toString('hex'), createdAt: Date.now() }
  await store.add(stored)
  return { id: keyIdOf(stored), key }
}
