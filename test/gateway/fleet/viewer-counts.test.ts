import { describe, expect, it, vi } from 'vitest'
import { createMemoryBus } from '../../../src/bus/memory/memory-bus.ts'
import { ViewerCounts } from '../../../src/gateway/fleet/viewer-counts.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'
import { connectClient } from '../../support/socket-client.ts'
import { startGateway } from '../start-gateway.ts'
import { storeOf, Truth } from '../truth.ts'

describe('ViewerCounts', () => {
  fakeTimePerTest()

  const REPORT_MS = 5_000

  it('tells the bus every few seconds, and takes back what is no longer so', async () => {
    const bus = createMemoryBus()
    let here = new Map([['m1', 3]])
    const counts = new ViewerCounts({ audience: bus, count: () => here })
    await vi.advanceTimersByTimeAsync(REPORT_MS)
    expect(await bus.readViewers(['m1'])).toEqual([3])

    here = new Map([['m2', 1]])
    await vi.advanceTimersByTimeAsync(REPORT_MS)
    expect(await bus.readViewers(['m1', 'm2'])).toEqual([0, 1])

    await counts.close()
    expect(await bus.readViewers(['m2'])).toEqual([0])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('goes on after the bus was away, and sends nothing more while a report is under way', async () => {
    const reports: { settle(error?: Error): void }[] = []
    const bus = {
      readViewers: async () => [],
      reportViewers: () =>
        new Promise<void>((resolve, reject) => {
          reports.push({ settle: (error) => (error ? reject(error) : resolve()) })
        }),
    }
    const counts = new ViewerCounts({ audience: bus, count: () => new Map([['m1', 3]]) })
    await vi.advanceTimersByTimeAsync(3 * REPORT_MS)
    expect(reports).toHaveLength(1)

    reports[0]?.settle(new Error('the bus is away'))
    await vi.advanceTimersByTimeAsync(REPORT_MS)
    expect(reports).toHaveLength(2)

    reports[1]?.settle()
    const closed = counts.close()
    reports[2]?.settle()
    await closed
  })

  it('hears how many watch at all gateways, of the twenty matches that most watch here', async () => {
    const bus = createMemoryBus()
    const reads = vi.spyOn(bus, 'readViewers')
    // Of matches 0 to 99 the last is the one that most watch.
    const here = new Map(Array.from({ length: 100 }, (_, index) => [`m${index}`, index]))
    const counts = new ViewerCounts({ audience: bus, count: () => here })
    await bus.reportViewers('another', new Map([['m99', 1_000]]))
    await vi.advanceTimersByTimeAsync(REPORT_MS)
    expect(counts.busiest.size).toBe(0)
    await vi.advanceTimersByTimeAsync(REPORT_MS)

    expect(reads).toHaveBeenCalledTimes(1)
    expect(counts.busiest.size).toBe(20)
    expect([...counts.busiest].slice(0, 2)).toEqual([
      ['m99', 1_099],
      ['m98', 98],
    ])

    here.clear()
    await vi.advanceTimersByTimeAsync(REPORT_MS)
    expect(counts.busiest).toEqual(new Map())
    await counts.close()
  })

  it('does not ask how many watch elsewhere once nobody has looked for a minute', async () => {
    const bus = createMemoryBus()
    const reads = vi.spyOn(bus, 'readViewers')
    const counts = new ViewerCounts({ audience: bus, count: () => new Map([['m1', 3]]) })
    await vi.advanceTimersByTimeAsync(10 * REPORT_MS)
    expect(reads).not.toHaveBeenCalled()

    expect(counts.busiest.size).toBe(0)
    await vi.advanceTimersByTimeAsync(5 * 60_000)
    expect(reads).toHaveBeenCalledTimes(60_000 / REPORT_MS)
    await counts.close()
  })

  it('knows nothing of the others while the bus is away', async () => {
    const memory = createMemoryBus()
    let isAway = false
    const bus = {
      ...memory,
      readViewers: (matches: readonly string[]) =>
        isAway ? Promise.reject(new Error('away')) : memory.readViewers(matches),
    }
    const counts = new ViewerCounts({ audience: bus, count: () => new Map([['m1', 3]]) })
    expect(counts.busiest).toEqual(new Map())
    await vi.advanceTimersByTimeAsync(REPORT_MS)
    expect(counts.busiest).toEqual(new Map([['m1', 3]]))

    isAway = true
    await vi.advanceTimersByTimeAsync(REPORT_MS)
    expect(counts.busiest).toEqual(new Map())

    isAway = false
    await vi.advanceTimersByTimeAsync(REPORT_MS)
    expect(counts.busiest).toEqual(new Map([['m1', 3]]))
    await counts.close()
  })
})

it('counts people, whether they watch a match by itself, later, or on a board', async () => {
  const truths = new Map(['m1', 'm2'].map((match) => [match, new Truth(match)]))
  const store = {
    ...storeOf(truths),
    listPresent: async () => [...truths.keys()],
    readSeqAt: async () => 0,
    readPast: async (match: string) => truths.get(match)?.snapshot,
  }
  const { liveUrl, gateway } = await startGateway({ store })
  const viewers = await Promise.all(Array.from({ length: 4 }, () => connectClient(liveUrl)))

  await viewers[0]?.subscribe('m1')
  await viewers[1]?.subscribe({ match: 'm1', delayMs: 30_000 })
  await viewers[2]?.subscribe({ match: 'm1', delayMs: 30_000 })
  viewers[3]?.send({ op: 'subscribe', boards: ['sport:football'] })
  await viewers[3]?.nextOf('subscribed')

  expect(gateway.rooms.countViewers()).toEqual(
    new Map([
      ['m1', 4],
      ['m2', 1],
    ]),
  )
})
