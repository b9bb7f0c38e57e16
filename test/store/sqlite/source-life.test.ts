import { expect, it, onTestFinished, vi } from 'vitest'
import { openSqlite } from '../../../src/store/sqlite/connection/open.ts'
import { sourceLifeContract } from '../../contracts/source-life-contract.ts'

sourceLifeContract('SourceLifeStore on SQLite', async () => {
  const { database } = openSqlite({ directory: undefined })
  onTestFinished(() => database.close())
  return database
})

it('[H7] a heartbeat puts its source under watch for a day', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] })
  onTestFinished(() => void vi.useRealTimers())
  const { database } = openSqlite({ directory: undefined })
  onTestFinished(() => database.close())
  const { sources } = database
  const options = { staleMs: 1_000, gapMs: Number.POSITIVE_INFINITY }
  await sources.beat([{ source: 'opta', agoMs: 0, isHeartbeat: true }], options)
  vi.advanceTimersByTime(24 * 3_600_000 - 10)
  expect(await sources.beat([], options)).toMatchObject([{ source: 'opta', staleAt: expect.any(Number) }])
  vi.advanceTimersByTime(20)
  expect(await sources.beat([], options)).toEqual([])
})
