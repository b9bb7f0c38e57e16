import { writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { STATUSES } from '../../../src/match/state.ts'
import { scheduleArchiving } from '../../../src/store/archive/archive-schedule.ts'
import type { ListedQuery } from '../../../src/store/archive/match-archive.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'

const HOUR_MS = 3_600_000

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** A schedule of which each round fails; the test is told of each. */
function start() {
  const rounds: (() => void)[] = []
  let times = 0
  const schedule = scheduleArchiving({
    database: { clock: { now: () => 0 } } as never,
    afterDays: 1,
    directory: '/dev/null/no-folder',
    onArchived: () => expect.unreachable(),
    onInUse: () => expect.unreachable(),
    onFailure() {
      times += 1
      rounds.shift()?.()
    },
  })
  const round = () => new Promise<void>((resolve) => rounds.push(resolve))
  return { schedule, round, times: () => times }
}

it('archives within an hour and then once an hour, also after it failed', async () => {
  const { schedule, round, times } = start()
  let failed = round()
  vi.advanceTimersByTime(HOUR_MS)
  await failed
  for (const before of [1, 2]) {
    failed = round()
    await nextTurn()
    vi.advanceTimersByTime(HOUR_MS - 1)
    await nextTurn()
    expect([times(), vi.getTimerCount()]).toEqual([before, 1])
    vi.advanceTimersByTime(1)
    await failed
  }
  await schedule.close()
})

it.each(['waits', 'is at it'])('does nothing more once it is closed while it %s', async (what) => {
  const { schedule } = start()
  if (what === 'is at it') vi.advanceTimersByTime(HOUR_MS)
  await schedule.close()
  expect(vi.getTimerCount()).toBe(0)
})

it('begins at a random moment of the first hour, so that replicas take turns', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0.25)
  const { schedule, round } = start()
  const failed = round()
  vi.advanceTimersByTime(HOUR_MS / 4 - 1)
  expect(vi.getTimerCount()).toBe(1)
  vi.advanceTimersByTime(1)
  expect(vi.getTimerCount()).toBe(0)
  await failed
  await schedule.close()
})

it('looks for what is over, or never began, and started so many days ago, and says nothing of a round that moves no match', async () => {
  const list = vi.fn(async (_query: ListedQuery) => [])
  const told = vi.fn()
  const schedule = scheduleArchiving({
    database: { clock: { now: () => 0 }, archive: { list } } as never,
    afterDays: 30,
    directory: await temporaryDirectory(),
    firstMs: 0,
    onArchived: told,
    onInUse: told,
    onFailure: told,
  })
  vi.advanceTimersByTime(0)
  await schedule.close()
  expect(list).toHaveBeenCalledOnce()
  const { statuses = [], startsBefore } = list.mock.calls[0]?.[0] ?? {}
  expect(startsBefore).toBe(-30 * 24 * HOUR_MS)
  const underWay = ['live', 'interrupted', 'suspended']
  expect([...statuses, ...underWay].sort()).toEqual([...STATUSES].sort())
  expect(told).not.toHaveBeenCalled()
})

it.each([
  ['of another month, and archives what is due', '1969-12', 1],
  ['of this month, and archives nothing', '1970-01', 0],
])('says which file another process has in use %s', async (_, month, rounds) => {
  const directory = await temporaryDirectory()
  const file = join(directory, `matches-${month}-${hostname()}.ndjson`)
  // Of a process that runs: the one that started this one.
  await writeFile(`${file}.lock`, `${process.ppid} ${hostname()}`)
  const list = vi.fn(async (_query: ListedQuery) => [])
  const told: string[] = []
  const schedule = scheduleArchiving({
    database: { clock: { now: () => 0 }, archive: { list } } as never,
    afterDays: 1,
    directory,
    firstMs: 0,
    onArchived: () => expect.unreachable(),
    onInUse: ({ message }) => told.push(message),
    onFailure: (error) => expect.unreachable(String(error)),
  })
  vi.advanceTimersByTime(0)
  await schedule.close()
  expect(told).toEqual([expect.stringContaining(`${file}.lock says that another process writes it`)])
  expect(list).toHaveBeenCalledTimes(rounds)
})
