import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it, vi } from 'vitest'
import { type Departure, sendAway } from '../../../src/gateway/fleet/drain.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'

fakeTimePerTest({ toFake: ['performance', 'setTimeout', 'clearTimeout'] })

/** Viewers who go only when they are closed. */
function depart(count: number, departure: Partial<Departure>) {
  const advised: number[] = []
  const closedAt: number[] = []
  const startedAt = performance.now()
  const viewers = Array.from({ length: count }, () => ({
    send: (message: { op: string; afterMs?: number }) => advised.push(message.afterMs ?? Number.NaN),
    close: () => closedAt.push(performance.now() - startedAt),
  }))
  const ended = new AbortController()
  const done = sendAway(viewers, {
    reason: 'draining',
    spreadMs: 0,
    keepMs: 0,
    graceMs: 0,
    signal: ended.signal,
    ...departure,
  })
  return { advised, closedAt, done, ended }
}

it('[W7] keeps nobody longer than it may, though the times to come back reach further', async () => {
  const { advised, closedAt, done } = depart(4, { spreadMs: 40_000, keepMs: 10_000, graceMs: 500 })
  await vi.advanceTimersByTimeAsync(11_000)
  await done

  expect(advised).toEqual([5_000, 15_000, 25_000, 35_000])
  expect(closedAt.map((at) => Math.floor(at / 1_000))).toEqual([5, 10, 10, 10])
})

it('[W7] closes a viewer only when it has had time to connect elsewhere, and 100 ms later at most', async () => {
  const { closedAt, done } = depart(2, { spreadMs: 10_000, keepMs: 10_000, graceMs: 1_000 })
  await vi.advanceTimersByTimeAsync(20_000)
  await done

  const [first, second] = closedAt as [number, number]
  expect(first).toBeGreaterThanOrEqual(3_500)
  expect(first).toBeLessThanOrEqual(3_600)
  expect(second).toBeGreaterThanOrEqual(8_500)
  expect(second).toBeLessThanOrEqual(8_600)
})

it('lets other work run after 256 viewers were told, and after 256 were closed', async () => {
  const { advised, closedAt, done } = depart(600, {})
  expect(advised).toHaveLength(256)
  const steps = new Set<number>()
  while (closedAt.length < 600) {
    await nextTurn()
    steps.add(closedAt.length)
  }
  await done

  expect([...steps].filter((count) => count > 0)).toEqual([256, 512, 600])
})

it('stops when it is told to, and when everybody has gone', async () => {
  const stopped = depart(3, { spreadMs: 60_000, keepMs: 60_000 })
  await vi.advanceTimersByTimeAsync(1_000)
  stopped.ended.abort()
  await stopped.done
  expect(vi.getTimerCount()).toBe(0)

  let isOver = false
  const gone = depart(3, { spreadMs: 60_000, keepMs: 60_000, isOver: () => isOver })
  await vi.advanceTimersByTimeAsync(1_000)
  isOver = true
  await vi.advanceTimersByTimeAsync(100)
  await gone.done

  expect([...stopped.closedAt, ...gone.closedAt]).toEqual([])
})
