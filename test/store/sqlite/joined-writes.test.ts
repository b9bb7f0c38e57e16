import { DatabaseSync } from 'node:sqlite'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { DatabaseUnavailable } from '../../../src/errors.ts'
import { ConstraintViolated } from '../../../src/store/database.ts'
import { SqliteConnection } from '../../../src/store/sqlite/connection/connection.ts'
import { JoinedWrites } from '../../../src/store/sqlite/joined-writes.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'
import { forSeeds } from '../../support/seeded-random.ts'
import { fixtureOf, foldedOf, nextWrite } from '../matches.ts'
import { openSqliteStore } from '../open-sqlite-store.ts'

/** A table of numbers, with what happens to it. @param onCommitted called before a commit returns */
function openWorld({ onCommitted = () => {} } = {}) {
  let fault: DatabaseUnavailable | undefined
  const connection = new SqliteConnection(new DatabaseSync(':memory:'), {
    beforeTransaction() {
      if (fault) throw fault
    },
  })
  onTestFinished(() => connection.close())
  const run = connection.run.bind(connection)
  connection.run = (text, ...values) => {
    const changes = run(text, ...values)
    if (text === 'commit') onCommitted()
    return changes
  }
  connection.script('create table number (n integer primary key) strict')
  const commits: number[] = []
  const failures: DatabaseUnavailable[] = []
  const writes = new JoinedWrites({
    connection,
    onCommit: (count) => commits.push(count),
    onFailure: (error) => failures.push(error),
  })
  return {
    writes,
    commits,
    failures,
    setFault: (error?: DatabaseUnavailable) => {
      fault = error
    },
    insert: (n: number) => writes.run(() => connection.run('insert into number values (?1)', n)),
    numbers: () => connection.all<{ n: number }>('select n from number order by n').map(({ n }) => n),
  }
}

it('writes all that comes in one turn in one transaction, and answers when it is committed', async () => {
  const world = openWorld()
  const first = world.insert(1).then(() => world.commits.slice())
  await Promise.all([first, world.insert(2), world.insert(3)])
  expect(await first).toEqual([3])
  await world.insert(4)
  expect(world.commits).toEqual([3, 1])
  expect(world.numbers()).toEqual([1, 2, 3, 4])
})

it('refuses a write that violates a constraint alone; the others are written, in their order', async () => {
  const world = openWorld()
  const order: number[] = []
  const results = await Promise.allSettled([1, 2, 2, 3].map((n) => world.insert(n).then(() => order.push(n))))
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
  expect((results[2] as PromiseRejectedResult).reason).toBeInstanceOf(ConstraintViolated)
  expect(world.numbers()).toEqual([1, 2, 3])
  expect(order).toEqual([1, 2, 3])
  expect(world.failures).toEqual([])
})

it('fails all that wait when the database is away, and tells it once', async () => {
  const world = openWorld()
  world.setFault(new DatabaseUnavailable('the disk is full'))
  const results = await Promise.allSettled([world.insert(1), world.insert(2)])
  expect(results.map((result) => result.status === 'rejected' && result.reason.reason)).toEqual([
    'the disk is full',
    'the disk is full',
  ])
  expect(world.failures).toHaveLength(1)
  world.setFault()
  await world.insert(3)
  expect(world.numbers()).toEqual([3])
})

describe('on a clock that only the writes move', () => {
  fakeTimePerTest({ toFake: ['performance', 'setTimeout', 'clearTimeout'] })

  /** Something that takes this long to write. */
  const taking = (ms: number) => () => void vi.advanceTimersByTime(ms)
  /** A world whose first commit takes this long. */
  const openSlow = (ms: number) => {
    let left = ms
    return openWorld({
      onCommitted() {
        vi.advanceTimersByTime(left)
        left = 0
      },
    })
  }

  it('ends a transaction after 20 ms of writing, and lets others have their turn before the next', async () => {
    const world = openWorld()
    const writing = Promise.all(Array.from({ length: 6 }, () => world.writes.run(taking(10))))
    await nextTurn()
    expect(world.commits).toEqual([2])
    await nextTurn()
    expect(world.commits).toEqual([2, 2])
    await writing
    expect(world.commits).toEqual([2, 2, 2])
  })

  it('waits an eighth of a slow commit for more to write', async () => {
    const world = openSlow(40)
    await world.insert(0)
    const writing = Promise.all([world.insert(1), world.insert(2)])
    await nextTurn()
    await vi.advanceTimersByTimeAsync(4)
    expect(world.numbers()).toEqual([0])
    await vi.advanceTimersByTimeAsync(1)
    await writing
    expect(world.commits).toEqual([1, 2])
  })

  it('waits no longer for more to write once it was flushed', async () => {
    const world = openSlow(40)
    await world.insert(0)
    const writing = world.insert(1)
    world.writes.flush()
    await writing
    expect([world.commits, vi.getTimerCount()]).toEqual([[1, 1], 0])
  })

  it('waits for nothing after a commit of 8 ms', async () => {
    const world = openSlow(8)
    await world.insert(0)
    await world.insert(1)
    expect(world.commits).toEqual([1, 1])
  })

  it('waits for nothing after much work that was committed fast', async () => {
    const world = openWorld()
    await world.writes.run(taking(19))
    await world.insert(1)
    expect(world.commits).toEqual([1, 1])
  })
})

it('waits while it is told to, and then writes what came meanwhile together', async () => {
  const world = openWorld()
  let release = () => {}
  world.writes.holdUntil(
    new Promise<void>((resolve) => {
      release = resolve
    }),
  )
  const inserting = Promise.all([world.insert(1), world.insert(2)])
  await nextTurn()
  await nextTurn()
  expect(world.numbers()).toEqual([])
  release()
  await inserting
  expect(world.commits).toEqual([2])
})

it('begins nothing while it is told to wait, not even what was about to begin', async () => {
  const world = openWorld()
  let release = () => {}
  const inserting = world.insert(1)
  world.writes.holdUntil(
    new Promise<void>((resolve) => {
      release = resolve
    }),
  )
  await nextTurn()
  await nextTurn()
  expect(world.numbers()).toEqual([])
  release()
  await inserting
  expect(world.numbers()).toEqual([1])
})

it('writes what waits when it is flushed, also while it is held', async () => {
  const world = openWorld()
  world.writes.holdUntil(new Promise<void>(() => {}))
  const inserting = world.insert(1)
  world.writes.flush()
  await inserting
  expect(world.numbers()).toEqual([1])
})

describe('of matches', () => {
  it('a compare-and-swap that misses skips that match alone', async () => {
    const { database, store } = openSqliteStore()
    onTestFinished(() => database.close())
    for (const name of ['a', 'b']) await store.create(fixtureOf(name), foldedOf(fixtureOf(name)), 'epoch-1', 1)
    const [a, b] = [await store.read('a'), await store.read('b')]
    if (a === undefined || b === undefined) throw new Error('not there')

    const results = await Promise.all([
      store.append(nextWrite(a, 'first')),
      store.append(nextWrite(b, 'other')),
      store.append(nextWrite(a, 'second')),
    ])

    expect(results).toEqual([true, true, false])
    expect((await store.readAllKept('a', 'opta')).map(({ id }) => id)).toEqual(['first'])
    expect(await store.read('b')).toMatchObject({ seq: 1 })
  })

  it('[H1] whatever fails and whenever: what was acknowledged is there, what was refused is not', async () => {
    await forSeeds(20, async (random) => {
      const world = openWorld()
      const acknowledged = new Set<number>()
      const running: Promise<unknown>[] = []
      for (let step = 0; step < 60; step += 1) {
        if (random.chance(0.1)) world.setFault(random.chance(0.5) ? new DatabaseUnavailable('full') : undefined)
        // Some numbers come twice, and then the second is refused.
        const n = random.int(40)
        running.push(
          world.insert(n).then(
            () => {
              expect(acknowledged.has(n)).toBe(false)
              acknowledged.add(n)
            },
            () => {},
          ),
        )
        if (random.chance(0.3)) await nextTurn()
      }
      world.setFault()
      await Promise.all(running)
      expect(world.numbers()).toEqual([...acknowledged].sort((a, b) => a - b))
    })
  })
})
