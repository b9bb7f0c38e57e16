import { expect, it, vi } from 'vitest'
import { RedisChanges } from '../../../src/bus/redis/redis-changes.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'

fakeTimePerTest()

function setUp() {
  const written: unknown[][] = []
  const commands = {
    async touchlineNote(...args: unknown[]) {
      written.push(args)
      return 1
    },
    zrangebyscore: async () => [],
  }
  const changes = new RedisChanges(commands as unknown as ConstructorParameters<typeof RedisChanges>[0], 'p:')
  return { changes, written }
}

const KEPT_MS = 20_000
const SET_KEPT_MS = 3 * 24 * 3_600_000

it('[W24] writes the changes of half a second together, the newest of each match', async () => {
  const { changes, written } = setUp()
  for (let seq = 1; seq <= 9; seq += 1) changes.note('m1', { epoch: 'e1', seq })
  changes.note('m2', { epoch: 'e2', seq: 1 })
  await vi.advanceTimersByTimeAsync(499)
  expect(written).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  expect(written).toEqual([['p:{fleet}:changes', KEPT_MS, SET_KEPT_MS, 'e1 9 m1', 'e2 1 m2']])

  await vi.advanceTimersByTimeAsync(60_000)
  expect(written).toHaveLength(1)
  changes.note('m1', { epoch: 'e1', seq: 10 })
  await vi.advanceTimersByTimeAsync(500)
  expect(written[1]?.slice(3)).toEqual(['e1 10 m1'])
})

it('lets go what it has noted of more than 20,000 matches', async () => {
  const { changes, written } = setUp()
  for (let n = 0; n <= 20_000; n += 1) changes.note(`m${n}`, { epoch: 'e1', seq: 1 })
  await vi.advanceTimersByTimeAsync(500)
  expect(written[0]?.slice(3)).toEqual(['e1 1 m20000'])
})
