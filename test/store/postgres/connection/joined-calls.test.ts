import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, expect, it, vi } from 'vitest'
import { DatabaseUnavailable } from '../../../../src/errors.ts'
import { ConstraintViolated, Contended } from '../../../../src/store/database.ts'
import { JoinedCalls } from '../../../../src/store/postgres/connection/joined-calls.ts'
import { forSeeds } from '../../../support/seeded-random.ts'

afterEach(() => {
  vi.useRealTimers()
})

/** Calls whose groups end when the test says so. */
function openWorld() {
  const groups: { items: readonly string[]; end(error?: unknown): void }[] = []
  const calls = new JoinedCalls<string, string>({
    keyOf: (item) => item.split('.')[0] ?? item,
    sizeOf: (item) => Number(item.split('#')[1] ?? 1),
    runTogether: (items) =>
      new Promise((resolve, reject) => {
        const end = (error?: unknown) =>
          error === undefined ? resolve(items.map((item) => `<${item}>`)) : reject(error)
        groups.push({ items, end })
      }),
  })
  return { calls, groups, sent: () => groups.map(({ items }) => items.join(' ')) }
}

it('runs what comes in one turn together, and what comes meanwhile next', async () => {
  const { calls, groups, sent } = openWorld()
  const first = Promise.all([calls.run('a'), calls.run('b')])
  await nextTurn()
  const second = Promise.all([calls.run('c'), calls.run('d')])
  await nextTurn()
  expect(sent()).toEqual(['a b'])
  groups[0]?.end()
  expect(await first).toEqual(['<a>', '<b>'])
  await nextTurn()
  expect(sent()).toEqual(['a b', 'c d'])
  groups[1]?.end()
  expect(await second).toEqual(['<c>', '<d>'])
})

it('never runs two calls of one key together, and keeps their order', async () => {
  const { calls, groups, sent } = openWorld()
  for (const item of ['a.1', 'b.1', 'a.2', 'a.3']) void calls.run(item)
  for (let group = 0; group < 3; group += 1) {
    await nextTurn()
    groups[group]?.end()
    await nextTurn()
  }
  expect(sent()).toEqual(['a.1 b.1', 'a.2', 'a.3'])
})

it('runs at most 64 together', async () => {
  const { calls, groups, sent } = openWorld()
  for (let n = 0; n < 70; n += 1) void calls.run(`m${n}`)
  await nextTurn()
  groups[0]?.end()
  await nextTurn()
  await nextTurn()
  expect(sent().map((items) => items.split(' ').length)).toEqual([64, 6])
})

it('runs at most 900 rows together, and what is larger alone, while the next group runs beside it', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { calls, sent } = openWorld()
  for (const item of ['large#901', 'a#400', 'b#500', 'c#1']) void calls.run(item)
  await nextTurn()
  expect(sent()).toEqual(['large#901'])
  await vi.advanceTimersByTimeAsync(1)
  await nextTurn()
  expect(sent()).toEqual(['large#901', 'a#400 b#500'])
})

it('has the next group wait for a call of 900 rows, which is not large', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { calls, sent } = openWorld()
  for (const item of ['full#900', 'a#1']) void calls.run(item)
  await nextTurn()
  await vi.advanceTimersByTimeAsync(14)
  await nextTurn()
  expect(sent()).toEqual(['full#900'])
})

it('runs a call no second time that the database refuses alone', async () => {
  const { calls, groups, sent } = openWorld()
  const running = expect(calls.run('a')).rejects.toThrow('refused')
  await nextTurn()
  groups[0]?.end(new ConstraintViolated('refused'))
  await nextTurn()
  expect(sent()).toEqual(['a'])
  await running
})

it.each([
  ['refuses', new ConstraintViolated('one of them')],
  ['has another session in the way of', new Contended('a lock of one of them')],
])('runs a group one by one that the database %s, so that each fails alone', async (_, failure) => {
  const { calls, groups, sent } = openWorld()
  const running = Promise.allSettled([calls.run('a'), calls.run('b')])
  await nextTurn()
  groups[0]?.end(failure)
  await nextTurn()
  groups[1]?.end(new ConstraintViolated('a'))
  await nextTurn()
  groups[2]?.end()
  expect(await running).toEqual([
    { status: 'rejected', reason: expect.objectContaining({ message: 'a' }) },
    { status: 'fulfilled', value: '<b>' },
  ])
  expect(sent()).toEqual(['a b', 'a', 'b'])
})

it('fails a whole group when the database is away', async () => {
  const { calls, groups, sent } = openWorld()
  const running = Promise.allSettled([calls.run('a'), calls.run('b')])
  await nextTurn()
  groups[0]?.end(new DatabaseUnavailable('away'))
  expect((await running).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(sent()).toEqual(['a b'])
})

it('does not let a group that takes longer than 15 ms hold up the next', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { calls, groups, sent } = openWorld()
  void calls.run('stuck')
  await nextTurn()
  void calls.run('b')
  await vi.advanceTimersByTimeAsync(14)
  await nextTurn()
  expect(sent()).toEqual(['stuck'])
  await vi.advanceTimersByTimeAsync(1)
  await nextTurn()
  expect(sent()).toEqual(['stuck', 'b'])
  // It has given its place away: when it ends, that is not the end of the one that has it now.
  void calls.run('c')
  groups[0]?.end()
  await nextTurn()
  await nextTurn()
  expect(sent()).toEqual(['stuck', 'b'])
  groups[1]?.end()
  await nextTurn()
  await nextTurn()
  expect(sent()).toEqual(['stuck', 'b', 'c'])
  groups[2]?.end()
  await nextTurn()
  expect(vi.getTimerCount()).toBe(0)
})

it('answers each call with its own result, whatever comes when', async () => {
  await forSeeds(20, async (random) => {
    const { calls, groups } = openWorld()
    const running: Promise<void>[] = []
    let ended = 0
    for (let step = 0; step < 80; step += 1) {
      const item = `m${random.int(6)}.${step}`
      if (random.chance(0.6)) running.push(calls.run(item).then((result) => expect(result).toBe(`<${item}>`)))
      if (random.chance(0.5)) await nextTurn()
      if (ended < groups.length && random.chance(0.5)) groups[ended++]?.end()
    }
    while (ended < running.length) {
      await nextTurn()
      if (ended === groups.length) break
      groups[ended++]?.end()
    }
    for (let turn = 0; turn < 200 && ended <= groups.length; turn += 1) {
      await nextTurn()
      if (ended < groups.length) groups[ended++]?.end()
    }
    await Promise.all(running)
  })
})
