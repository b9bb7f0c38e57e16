import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Database, DatabaseUnavailable } from '../../src/store/database.ts'
import { createFeedKey, isFeedName, isScope, listFeedKeys, revokeFeedKeys } from '../../src/store/feed-key-admin.ts'
import { createFeedKeys } from '../../src/store/feeds.ts'
import { migrateEmbedded } from '../../src/store/migrate.ts'
import { openPgliteDatabase } from '../../src/store/pglite-database.ts'

let database: Database
let queries = 0
let isAway = false
beforeAll(async () => {
  const lite = await openPgliteDatabase(undefined)
  await migrateEmbedded(lite)
  database = {
    ...lite,
    query: (text, values) => {
      queries += 1
      if (isAway) return Promise.reject(new DatabaseUnavailable('away'))
      return lite.query(text, values)
    },
  }
  return () => lite.close()
})

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] })
  isAway = false
  await database.query('delete from feed_key')
  queries = 0
})
afterEach(() => {
  vi.useRealTimers()
})

const pass = (ms: number) => vi.advanceTimersByTime(ms)
const open = (fromEnvironment: { feed: string; key: string }[] = []) => createFeedKeys({ database, fromEnvironment })

describe('identify', () => {
  it('knows a key of the environment without asking the database', async () => {
    isAway = true
    const keys = open([
      { feed: 'first', key: 'secret-one' },
      { feed: 'second', key: 'secret-two' },
    ])
    expect((await keys.identify('secret-two'))?.feed).toBe('second')
    expect((await keys.identify('secret-two'))?.mayWrite('anything')).toBe(true)
    expect(queries).toBe(0)
  })

  it('knows a key of the database, and nobody by a key that is almost one', async () => {
    const { key } = await createFeedKey(database, { feed: 'opta', scopes: ['*'] })
    const keys = open([{ feed: 'first', key: 'secret-one' }])

    expect((await keys.identify(key))?.feed).toBe('opta')
    for (const wrong of ['', 'tl_', 'secret', key.slice(0, -1), `${key}x`, key.toLowerCase(), ` ${key}`]) {
      expect(await keys.identify(wrong), wrong).toBeUndefined()
    }
  })

  it('knows a key that was made while it runs, after a second', async () => {
    const keys = open()
    expect(await keys.identify('wrong')).toBeUndefined()
    const { key } = await createFeedKey(database, { feed: 'opta', scopes: ['*'] })
    pass(1_000)
    expect((await keys.identify(key))?.feed).toBe('opta')
  })

  it('refuses a revoked key after five seconds', async () => {
    const { key, id } = await createFeedKey(database, { feed: 'opta', scopes: ['*'] })
    const keys = open()
    expect(await keys.identify(key)).toBeDefined()

    await revokeFeedKeys(database, id)
    pass(5_000)

    expect(await keys.identify(key)).toBeUndefined()
  })

  it('asks the database once in a while, however many use good keys and wrong ones', async () => {
    const { key } = await createFeedKey(database, { feed: 'opta', scopes: ['*'] })
    const keys = open()
    queries = 0

    for (let second = 0; second < 10; second += 1) {
      const wrong = Array.from({ length: 500 }, (_, index) => keys.identify(`wrong-${second}-${index}`))
      const good = Array.from({ length: 50 }, () => keys.identify(key))
      expect((await Promise.all(wrong)).every((holder) => holder === undefined)).toBe(true)
      expect((await Promise.all(good)).every((holder) => holder?.feed === 'opta')).toBe(true)
      // And one after another, which no shared query covers.
      for (let index = 0; index < 50; index += 1) await keys.identify(`slow-${second}-${index}`)
      pass(1_000)
    }
    expect(queries).toBe(10)
  })

  it('asks the database every five seconds when all keys are good', async () => {
    const { key } = await createFeedKey(database, { feed: 'opta', scopes: ['*'] })
    const keys = open()
    queries = 0
    for (let tenth = 0; tenth < 200; tenth += 1) {
      await keys.identify(key)
      pass(100)
    }
    expect(queries).toBe(4)
  })

  it('[H5] says that the database is away rather than that a key is wrong, and recovers', async () => {
    const { key } = await createFeedKey(database, { feed: 'opta', scopes: ['*'] })
    const keys = open()
    isAway = true
    await expect(keys.identify(key)).rejects.toBeInstanceOf(DatabaseUnavailable)
    isAway = false
    expect((await keys.identify(key))?.feed).toBe('opta')
  })
})

it('[H5] lets a key write the matches of its scopes only', async () => {
  const { key } = await createFeedKey(database, { feed: 'opta', scopes: ['cup-*', 'final', 'a.b*'] })
  const holder = await open().identify(key)
  const matches = ['cup-1', 'cup-', 'final', 'a.b', 'a.bc', 'cup', 'final-2', 'xcup-1', 'aXb', 'Final', '*', 'cup-*']
  expect(matches.filter((match) => holder?.mayWrite(match))).toEqual(['cup-1', 'cup-', 'final', 'a.b', 'a.bc', 'cup-*'])
})

it('is empty until the first key, and not again when that is revoked', async () => {
  expect(await open([{ feed: 'first', key: 'secret-one' }]).isEmpty()).toBe(false)
  const running = open()
  expect(await running.isEmpty()).toBe(true)
  const { id } = await createFeedKey(database, { feed: 'opta', scopes: ['*'] })
  pass(1_000)
  expect(await running.isEmpty()).toBe(false)
  expect(await open().isEmpty()).toBe(false)
  // Otherwise, on loopback, taking a key away would let everybody in.
  await revokeFeedKeys(database, id)
  expect(await open().isEmpty()).toBe(false)
  await database.query('delete from feed_key')
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
  expect(queries).toBe(5)

  isAway = true
  await expect(keys.isEmpty()).rejects.toBeInstanceOf(DatabaseUnavailable)
  isAway = false
  await createFeedKey(database, { feed: 'opta', scopes: ['*'] })
  await keys.isEmpty()
  queries = 0
  pass(10_000)
  expect(await keys.isEmpty()).toBe(false)
  expect(queries).toBe(0)
})

describe('managing keys', () => {
  it('makes keys that nobody can guess, and keeps only what cannot be turned back into them', async () => {
    const made = await Promise.all([1, 2].map(() => createFeedKey(database, { feed: 'opta', scopes: ['*'] })))
    expect(made[0]?.key).toMatch(/^tl_[A-Za-z0-9_-]{43}$/)
    expect(made[0]?.key).not.toBe(made[1]?.key)
    const stored = JSON.stringify(await database.query('select * from feed_key'))
    for (const { key, id } of made) {
      expect(stored).not.toContain(key.slice(3, 20))
      expect(stored).toContain(id)
    }
  })

  it('lists all keys, also revoked ones', async () => {
    const createdAt = Date.now()
    const old = await createFeedKey(database, { feed: 'opta', scopes: ['*'] })
    pass(1_000)
    const current = await createFeedKey(database, { feed: 'opta', scopes: ['cup-*', 'final'] })
    await revokeFeedKeys(database, old.id)
    expect(await listFeedKeys(database)).toEqual([
      { id: old.id, feed: 'opta', scopes: ['*'], createdAt, revokedAt: createdAt + 1_000 },
      { id: current.id, feed: 'opta', scopes: ['cup-*', 'final'], createdAt: createdAt + 1_000 },
    ])
  })

  it('revokes one key by its id, or all of a feed, and each only once', async () => {
    const [one, two] = [1, 2].map(() => createFeedKey(database, { feed: 'opta', scopes: ['*'] }))
    const [first, second] = [await one, await two]
    const other = await createFeedKey(database, { feed: 'other', scopes: ['*'] })

    expect((await revokeFeedKeys(database, first?.id ?? '')).map(({ id }) => id)).toEqual([first?.id])
    expect((await revokeFeedKeys(database, 'opta')).map(({ id }) => id)).toEqual([second?.id])
    expect(await revokeFeedKeys(database, 'opta')).toEqual([])
    expect(await revokeFeedKeys(database, 'nobody')).toEqual([])

    expect((await open().identify(other.key))?.feed).toBe('other')
  })

  it('takes names and scopes that fit, and nothing that could be taken for a key id', () => {
    expect(['opta', 'Opta-2.x_y', '7', 'x'.repeat(64)].filter((name) => !isFeedName(name))).toEqual([])
    const bad = ['', ' ', '-x', '.x', 'a b', 'a:b', 'a/b', 'ä', 'x'.repeat(65), '0123456789ab']
    expect(bad.filter((name) => isFeedName(name))).toEqual([])
    expect(['*', 'm1', 'cup-*', 'a.b_~-', 'x'.repeat(64)].filter((scope) => !isScope(scope))).toEqual([])
    expect(['', '**', '*a', 'a*b', 'a b', 'a/b', 'x'.repeat(65)].filter((scope) => isScope(scope))).toEqual([])
  })
})
