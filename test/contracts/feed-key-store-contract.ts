import { describe, expect, it } from 'vitest'
import { ConstraintViolated } from '../../src/store/database.ts'
import type { FeedKeyStore, StoredFeedKey } from '../../src/store/feed-keys/feed-key-store.ts'

/** What every FeedKeyStore does. @param shared a store that all tests share; each uses feeds of its own */
export function feedKeyStoreContract(name: string, shared: () => FeedKeyStore): void {
  let count = 0
  const freshKey = (changes: Partial<StoredFeedKey> = {}): StoredFeedKey => {
    count += 1
    const hash = `${count}`.padStart(12, 'a').padEnd(64, 'f')
    return { hash, feed: `feed-${count}`, scopes: ['*'], createdAt: 1_000 + count, ...changes }
  }
  const readFeed = async (feed: string) => (await shared().readAll()).filter((key) => key.feed === feed)

  describe(name, () => {
    it('gives keys back as they were added, by feed, the oldest first', async () => {
      const newer = freshKey({ feed: 'b-feed', createdAt: Number.MAX_SAFE_INTEGER, scopes: ['cup-*', 'a"b\\', '⚽'] })
      const older = freshKey({ feed: 'b-feed', createdAt: 0, source: 'shared', isOperator: true })
      const first = freshKey({ feed: 'a-feed', revokedAt: 77, expiresAt: 1_900_000_000_000 })
      for (const key of [newer, older, first]) await shared().add(key)

      const all = await shared().readAll()

      expect(all.filter(({ feed }) => feed === 'a-feed' || feed === 'b-feed')).toEqual([first, older, newer])
    })

    it('refuses a hash that is there already', async () => {
      const key = freshKey()
      await shared().add(key)
      await expect(shared().add({ ...key, feed: 'other' })).rejects.toBeInstanceOf(ConstraintViolated)
      expect(await readFeed('other')).toEqual([])
    })

    it('revokes all keys of a feed, each once, and tells which', async () => {
      const [one, two] = [freshKey({ feed: 'many' }), freshKey({ feed: 'many' })]
      const other = freshKey({ feed: 'many-more' })
      for (const key of [one, two, other]) await shared().add(key)

      const revoked = await shared().revoke('many', 5_000)

      const gone = [one, two].map((key) => ({ ...key, revokedAt: 5_000 }))
      expect(revoked.toSorted((a, b) => a.createdAt - b.createdAt)).toEqual(gone)
      expect(await shared().revoke('many', 6_000)).toEqual([])
      expect(await readFeed('many')).toEqual(gone)
      expect(await readFeed('many-more')).toEqual([other])
    })

    it('revokes one key by the beginning of its hash, and nothing by another', async () => {
      const [one, two] = [freshKey({ feed: 'pair' }), freshKey({ feed: 'pair' })]
      for (const key of [one, two]) await shared().add(key)

      expect(await shared().revoke(one.hash.slice(0, 11), 5_000)).toEqual([])
      expect(await shared().revoke(one.hash, 5_000)).toEqual([])
      expect(await shared().revoke("' or '1'='1", 5_000)).toEqual([])
      expect((await shared().revoke(one.hash.slice(0, 12), 5_000)).map(({ hash }) => hash)).toEqual([one.hash])
      expect(await readFeed('pair')).toEqual([{ ...one, revokedAt: 5_000 }, two])
    })

    it('[H18] lets keys end, but none later than it would, and none that is revoked', async () => {
      const feed = 'ending'
      const [open, later, sooner, revoked, other] = [
        freshKey({ feed }),
        freshKey({ feed, expiresAt: 9_000 }),
        freshKey({ feed, expiresAt: 4_000 }),
        freshKey({ feed, revokedAt: 3_000 }),
        freshKey({ feed }),
      ]
      for (const key of [open, later, sooner, revoked, other]) await shared().add(key)

      const ended = await shared().endBy(
        [open, later, sooner, revoked].map(({ hash }) => hash),
        5_000,
      )

      expect(new Set(ended.map(({ hash }) => hash))).toEqual(new Set([open.hash, later.hash]))
      const at = (key: StoredFeedKey) => ({ ...key, expiresAt: 5_000 })
      expect(await readFeed(feed)).toEqual([at(open), at(later), sooner, revoked, other])
      expect(await shared().endBy([], 1)).toEqual([])
    })
  })
}
