import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DatabaseUnavailable } from '../../src/errors.ts'
import {
  CannotRotate,
  createFeedKey,
  isFeedName,
  isScope,
  keyIdOf,
  rotateFeedKey,
} from '../../src/store/feed-keys/feed-key-admin.ts'
import type { FeedKeyStore, StoredFeedKey } from '../../src/store/feed-keys/feed-key-store.ts'
import { createFeedKeys, type FeedKeys } from '../../src/store/feed-keys/feed-keys.ts'

let kept: StoredFeedKey[] = []
let reads = 0
let isAway = false

/** The contract in memory; the tests of the databases are beside them. */
const store: FeedKeyStore = {
  async readAll() {
    reads += 1
    if (isAway) throw new DatabaseUnavailable('away')
    return kept
  },
  async add(key) {
    kept = [...kept, key]
  },
  async revoke(hash, at) {
    const isMeant = (key: StoredFeedKey) => key.hash.startsWith(hash) && key.revokedAt === undefined
    const revoked = kept.filter(isMeant)
    kept = kept.map((key) => (isMeant(key) ? { ...key, revokedAt: at } : key))
    return revoked
  },
  async endBy(hashes, at) {
    const isMeant = ({ hash, revokedAt, expiresAt = Number.POSITIVE_INFINITY }: StoredFeedKey) =>
      hashes.includes(hash) && revokedAt === undefined && expiresAt > at
    const hadLonger = kept.filter(isMeant)
    kept = kept.map((key) => (isMeant(key) ? { ...key, expiresAt: at } : key))
    return hadLonger.map((key) => ({ ...key, expiresAt: at }))
  },
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] })
  isAway = false
  kept = []
  reads = 0
})
afterEach(() => {
  vi.useRealTimers()
})

const pass = (ms: number) => vi.advanceTimersByTime(ms)
const open = (fromEnvironment: { feed: string; key: string }[] = []) => createFeedKeys({ store, fromEnvironment })

async function mayWrite(keys: FeedKeys, key: string, match: string): Promise<boolean> {
  const found = await keys.identify(key)
  return found !== undefined && 'mayWrite' in found && found.mayWrite(match)
}

describe('identify', () => {
  it('knows a key of the environment without asking the database', async () => {
    isAway = true
    const keys = open([
      { feed: 'first', key: 'secret-one' },
      { feed: 'second', key: 'secret-two' },
    ])
    expect((await keys.identify('secret-two'))?.feed).toBe('second')
    expect(await mayWrite(keys, 'secret-two', 'anything')).toBe(true)
    expect(reads).toBe(0)
  })

  it('knows a key of the database, and nobody by a key that is almost one', async () => {
    const { key } = await createFeedKey(store, { feed: 'opta', scopes: ['*'] })
    const keys = open([{ feed: 'first', key: 'secret-one' }])

    expect((await keys.identify(key))?.feed).toBe('opta')
    for (const wrong of ['', 'tl_', 'secret', key.slice(0, -1), `${key}x`, key.toLowerCase(), ` ${key}`]) {
      expect(await keys.identify(wrong), wrong).toBeUndefined()
    }
  })

  it('knows a key that was made while it runs, after a second', async () => {
    const keys = open()
    expect(await keys.identify('wrong')).toBeUndefined()
    const { key } = await createFeedKey(store, { feed: 'opta', scopes: ['*'] })
    pass(1_000)
    expect((await keys.identify(key))?.feed).toBe('opta')
  })

  it('refuses a revoked key after five seconds', async () => {
    const { key, id } = await createFeedKey(store, { feed: 'opta', scopes: ['*'] })
    const keys = open()
    expect(await keys.identify(key)).toBeDefined()

    await store.revoke(id, Date.now())
    pass(5_000)

    expect(await keys.identify(key)).toBeUndefined()
  })

  it('asks the database once in a while, however many use good keys and wrong ones', async () => {
    const { key } = await createFeedKey(store, { feed: 'opta', scopes: ['*'] })
    const keys = open()
    reads = 0

    for (let second = 0; second < 10; second += 1) {
      const wrong = Array.from({ length: 500 }, (_, index) => keys.identify(`wrong-${second}-${index}`))
      const good = Array.from({ length: 50 }, () => keys.identify(key))
      expect((await Promise.all(wrong)).every((holder) => holder === undefined)).toBe(true)
      expect((await Promise.all(good)).every((holder) => holder?.feed === 'opta')).toBe(true)
      // And one after another, which no shared query covers.
      for (let index = 0; index < 50; index += 1) await keys.identify(`slow-${second}-${index}`)
      pass(1_000)
    }
    expect(reads).toBe(10)
  })

  it('asks the database every five seconds when all keys are good', async () => {
    const { key } = await createFeedKey(store, { feed: 'opta', scopes: ['*'] })
    const keys = open()
    reads = 0
    for (let tenth = 0; tenth < 200; tenth += 1) {
      await keys.identify(key)
      pass(100)
    }
    expect(reads).toBe(4)
  })

  it('[H5] says that the database is away rather than that a key is wrong, and recovers', async () => {
    const { key } = await createFeedKey(store, { feed: 'opta', scopes: ['*'] })
    const keys = open()
    isAway = true
    await expect(keys.identify(key)).rejects.toBeInstanceOf(DatabaseUnavailable)
    isAway = false
    expect((await keys.identify(key))?.feed).toBe('opta')
  })
})

it('[H5] lets a key write the matches of its scopes only', async () => {
  const { key } = await createFeedKey(store, { feed: 'opta', scopes: ['cup-*', 'final', 'a.b*'] })
  const keys = open()
  await keys.identify(key)
  const matches = ['cup-1', 'cup-', 'final', 'a.b', 'a.bc', 'cup', 'final-2', 'xcup-1', 'aXb', 'Final', '*', 'cup-*']
  const written = await Promise.all(matches.map(async (match) => ((await mayWrite(keys, key, match)) ? [match] : [])))
  expect(written.flat()).toEqual(['cup-1', 'cup-', 'final', 'a.b', 'a.bc', 'cup-*'])
})

it('is empty until the first key, and not again when that is revoked', async () => {
  expect(await open([{ feed: 'first', key: 'secret-one' }]).isEmpty()).toBe(false)
  const running = open()
  expect(await running.isEmpty()).toBe(true)
  const { id } = await createFeedKey(store, { feed: 'opta', scopes: ['*'] })
  pass(1_000)
  expect(await running.isEmpty()).toBe(false)
  expect(await open().isEmpty()).toBe(false)
  // Otherwise, on loopback, taking a key away would let everybody in.
  await store.revoke(id, Date.now())
  expect(await open().isEmpty()).toBe(false)
  kept = []
  pass(10_000)
  expect(await running.identify('wrong')).toBeUndefined()
  expect(await running.isEmpty()).toBe(false)
})

it('asks the database once a second whether it is still empty, and never again once it is not', async () => {
  const keys = open()
  for (let tenth = 0; tenth < 50; tenth += 1) {
    await Promise.all(Array.from({ length: 50 }, () => keys.isEmpty()))
    pass(100)
  }
  expect(reads).toBe(5)

  isAway = true
  await expect(keys.isEmpty()).rejects.toBeInstanceOf(DatabaseUnavailable)
  isAway = false
  await createFeedKey(store, { feed: 'opta', scopes: ['*'] })
  await keys.isEmpty()
  reads = 0
  pass(10_000)
  expect(await keys.isEmpty()).toBe(false)
  expect(reads).toBe(0)
})

describe('[H18] keys that end', () => {
  const DAY_MS = 86_400_000

  it('a key is good until its moment, and then its holder is told when that was, without another look at the database', async () => {
    const endsAt = Date.now() + 900
    const { key } = await createFeedKey(store, { feed: 'opta', scopes: ['*'], expiresAt: endsAt })
    const keys = open()
    pass(899)
    expect(await keys.identify(key)).toMatchObject({ feed: 'opta', source: 'opta' })
    reads = 0
    pass(1)
    expect(await keys.identify(key)).toEqual({ feed: 'opta', endedAt: endsAt })
    expect(reads).toBe(0)
    // Nor is it taken for a server without keys.
    expect(await open().isEmpty()).toBe(false)
  })

  it('by the clock it is given, which is the same for all replicas', async () => {
    const { key } = await createFeedKey(store, { feed: 'opta', scopes: ['*'], expiresAt: Date.now() + DAY_MS })
    const keys = createFeedKeys({ store, fromEnvironment: [], now: () => Date.now() + DAY_MS })
    expect(await keys.identify(key)).toHaveProperty('endedAt')
  })

  it('a second key lives beside the first until that one ends, with the same rights', async () => {
    const rights = { feed: 'desk', source: 'ground', isOperator: true, scopes: ['cup-*'] } as const
    const first = await createFeedKey(store, rights)
    const endsAt = Date.now() + 2 * DAY_MS
    const second = await rotateFeedKey(store, 'desk', { now: Date.now(), overlapMs: 2 * DAY_MS })
    expect(second.made).toEqual(rights)
    expect(second.replaced.map((key) => [keyIdOf(key), key.expiresAt])).toEqual([[first.id, endsAt]])

    const keys = open()
    for (const key of [first.key, second.key]) expect(await keys.identify(key)).toMatchObject({ isOperator: true })
    pass(2 * DAY_MS)
    expect(await keys.identify(first.key)).toEqual({ feed: 'desk', endedAt: endsAt })
    expect(await mayWrite(keys, second.key, 'cup-1')).toBe(true)
    expect(await mayWrite(keys, second.key, 'league-1')).toBe(false)
  })

  it('rotation tells how keys end, also when somebody else revokes or shortens one at the same time', async () => {
    const one = await createFeedKey(store, { feed: 'opta', scopes: ['*'] }, 1_000)
    expect(kept[0]?.createdAt).toBe(1_000)
    const two = await createFeedKey(store, { feed: 'opta', scopes: ['*'] })
    const now = Date.now()
    const meanwhile: FeedKeyStore = {
      ...store,
      async add(key) {
        await store.add(key)
        await store.revoke(one.id, now)
        await store.endBy(
          kept.filter((held) => keyIdOf(held) === two.id).map(({ hash }) => hash),
          now + 1,
        )
      },
    }
    const { replaced } = await rotateFeedKey(meanwhile, 'opta', { now, overlapMs: DAY_MS })
    expect(replaced.map((key) => [keyIdOf(key), key.expiresAt])).toEqual([[two.id, now + 1]])
  })

  it('rotation does not lengthen a life, and asks which key is meant where they differ', async () => {
    const rotation = { now: Date.now(), overlapMs: 7 * DAY_MS }
    const soon = Date.now() + DAY_MS
    const one = await createFeedKey(store, { feed: 'opta', scopes: ['a-*'], expiresAt: soon })
    const two = await createFeedKey(store, { feed: 'opta', scopes: ['b-*'] })
    await expect(rotateFeedKey(store, 'opta', rotation)).rejects.toThrow(`give the id of one: ${one.id}, ${two.id}`)
    expect(kept).toHaveLength(2)
    expect((await rotateFeedKey(store, one.id, rotation)).replaced[0]?.expiresAt).toBe(soon)
    expect(kept.find((key) => keyIdOf(key) === one.id)?.expiresAt).toBe(soon)
    expect(kept.find((key) => keyIdOf(key) === two.id)?.expiresAt).toBeUndefined()
    await store.revoke(two.id, Date.now())
    for (const wrong of ['nobody', two.id]) {
      await expect(rotateFeedKey(store, wrong, rotation)).rejects.toBeInstanceOf(CannotRotate)
    }
    pass(DAY_MS)
    await expect(rotateFeedKey(store, one.id, { ...rotation, now: Date.now() })).rejects.toBeInstanceOf(CannotRotate)
  })

  it('tells when the last key of a feed ends, as long as none goes on for ever', async () => {
    const [soon, later] = [Date.now() + DAY_MS, Date.now() + 2 * DAY_MS]
    const add = (feed: string, expiresAt?: number) =>
      createFeedKey(store, { feed, scopes: ['*'], ...(expiresAt !== undefined && { expiresAt }) })
    await add('ends', soon)
    await add('ends', later)
    await add('goes-on', soon)
    await add('goes-on')
    await add('fixed', soon)
    const { id } = await add('revoked', soon)
    await store.revoke(id, Date.now())
    const keys = open([{ feed: 'fixed', key: 'secret-one' }])
    expect([...(await keys.lastEnds())]).toEqual([['ends', later]])
    // Over, but still somebody's: the alarm goes on until the key is revoked or another one is made.
    pass(3 * DAY_MS)
    isAway = true
    expect([...(await keys.lastEnds())]).toEqual([['ends', later]])
  })

  it('tells which feeds there are, those of ended keys too', async () => {
    await createFeedKey(store, { feed: 'opta', scopes: ['*'] })
    await createFeedKey(store, { feed: 'opta', scopes: ['*'] })
    await createFeedKey(store, { feed: 'guest', scopes: ['*'], expiresAt: Date.now() + DAY_MS })
    const { id } = await createFeedKey(store, { feed: 'revoked', scopes: ['*'] })
    await store.revoke(id, Date.now())
    const keys = open([{ feed: 'fixed', key: 'secret-one' }])
    pass(2 * DAY_MS)
    expect([...(await keys.feeds())].sort()).toEqual(['fixed', 'guest', 'opta'])
    isAway = true
    expect((await keys.feeds()).size).toBe(3)
  })

  it('tells of 500 feeds at most, those that end first', async () => {
    const start = Date.now()
    for (let index = 0; index < 600; index += 1) {
      await createFeedKey(store, { feed: `f${index}`, scopes: ['*'], expiresAt: start + 1_000 * (600 - index) })
    }
    const keys = open()
    const ends = [...(await keys.lastEnds())]
    expect([ends.length, ends[0]?.[0], ends.at(-1)?.[0]]).toEqual([500, 'f599', 'f100'])
    expect((await keys.feeds()).size).toBe(500)
  })
})

describe('managing keys', () => {
  it('makes keys that nobody can guess, and keeps only what cannot be turned back into them', async () => {
    const made = await Promise.all([1, 2].map(() => createFeedKey(store, { feed: 'opta', scopes: ['*'] })))
    expect(made[0]?.key).toMatch(/^tl_[A-Za-z0-9_-]{43}$/)
    expect(made[0]?.key).not.toBe(made[1]?.key)
    const stored = JSON.stringify(kept)
    for (const { key, id } of made) {
      expect(stored).not.toContain(key.slice(3, 20))
      expect(stored).toContain(id)
    }
  })

  it('takes names and scopes that fit, and nothing that could be taken for a key id', () => {
    expect(['opta', 'Opta-2.x_y', '7', 'x'.repeat(64)].filter((name) => !isFeedName(name))).toEqual([])
    const bad = ['', ' ', '-x', '.x', 'a b', 'a:b', 'a/b', 'ä', 'x'.repeat(65), '0123456789ab']
    expect(bad.filter((name) => isFeedName(name))).toEqual([])
    expect(['*', 'm1', 'cup-*', 'a.b_~-', 'x'.repeat(64)].filter((scope) => !isScope(scope))).toEqual([])
    expect(['', '**', '*a', 'a*b', 'a b', 'a/b', 'x'.repeat(65)].filter((scope) => isScope(scope))).toEqual([])
  })
})
