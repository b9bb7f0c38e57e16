import { expect, it, vi } from 'vitest'
import { type EndedWorker, Supervisor, type WorkerEvents } from '../src/supervisor.ts'
import { fakeTimePerTest } from './support/fake-time.ts'

fakeTimePerTest({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })

function setUp(workers = 3) {
  const started: { number: number; events: WorkerEvents; signals: string[] }[] = []
  const lost: number[] = []
  const ends: number[] = []
  const failed: EndedWorker[] = []
  let allReady = 0
  const supervisor = new Supervisor({
    workers,
    start(number, events) {
      const worker = { number, events, signals: [] as string[] }
      started.push(worker)
      return { pid: started.length, kill: (signal) => worker.signals.push(signal) }
    },
    onAllReady() {
      allReady += 1
    },
    onFailedStart: (worker) => failed.push(worker),
    onLost: (_worker, ms) => lost.push(ms),
    onEnd: (exitCode) => ends.push(exitCode),
  })
  const serve = () => {
    for (let n = 0; n < workers; n += 1) started[n]?.events.onReady()
  }
  return { supervisor, started, failed, lost, ends, serve, allReady: () => allReady }
}

it('starts the first alone, then the others, and tells once when all are ready', () => {
  const { started, serve, allReady } = setUp()
  expect(started.map(({ number }) => number)).toEqual([1])
  started[0]?.events.onReady()
  expect(started.map(({ number }) => number)).toEqual([1, 2, 3])
  expect(allReady()).toBe(0)
  serve()
  expect(allReady()).toBe(1)
})

it('ends with the exit code of one that cannot start, and tells which', () => {
  const { started, failed, ends } = setUp()
  started[0]?.events.onReady()
  started[1]?.events.onExit(2, null)
  expect(started.map(({ signals }) => signals)).toEqual([['SIGTERM'], [], ['SIGTERM']])
  started[0]?.events.onExit(0, null)
  started[2]?.events.onExit(0, null)
  expect(ends).toEqual([2])
  expect(failed).toEqual([{ number: 2, pid: 2, code: 2, signal: null }])
})

it('replaces one that ends, later each time it does not last, and at most ten seconds later', async () => {
  const { started, lost, serve, allReady } = setUp()
  serve()
  for (let n = 0; n < 10; n += 1) {
    started.at(-1)?.events.onExit(null, 'SIGKILL')
    await vi.advanceTimersByTimeAsync(lost.at(-1) ?? 0)
    expect(started).toHaveLength(4 + n)
  }
  expect(lost).toEqual([100, 200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000, 10_000])

  started.at(-1)?.events.onReady()
  await vi.advanceTimersByTimeAsync(30_001)
  started.at(-1)?.events.onExit(1, null)
  expect(lost.at(-1)).toBe(100)
  expect(allReady()).toBe(1)
})

it('forgets the ends before of one that ran for more than 30 s, and of no other', async () => {
  const { started, lost, serve } = setUp()
  serve()
  for (const livedMs of [0, 30_000, 30_001]) {
    await vi.advanceTimersByTimeAsync(livedMs)
    started.at(-1)?.events.onExit(1, null)
    await vi.advanceTimersByTimeAsync(lost.at(-1) ?? 0)
  }
  expect(lost).toEqual([100, 200, 100])
})

it('passes on that all are to end, and ends after the last, replacing nobody', async () => {
  const { supervisor, started, ends, serve } = setUp()
  serve()
  started[1]?.events.onExit(1, null)
  supervisor.stop('SIGTERM')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(started).toHaveLength(3)
  expect([started[0], started[2]].map((worker) => worker?.signals)).toEqual([['SIGTERM'], ['SIGTERM']])
  started[0]?.events.onExit(0, null)
  expect(ends).toEqual([])
  supervisor.stop('SIGTERM')
  started[2]?.events.onExit(0, null)
  expect(ends).toEqual([0])
  expect(vi.getTimerCount()).toBe(0)
})

it('ends with 0 when one that was starting is ended by the very signal, and with 1 when another signal ended it', async () => {
  for (const [signal, code] of [
    ['SIGTERM', 0],
    ['SIGKILL', 1],
  ] as const) {
    const { supervisor, started, ends, serve } = setUp(1)
    serve()
    started[0]?.events.onExit(null, 'SIGKILL')
    await vi.advanceTimersByTimeAsync(100)
    supervisor.stop('SIGTERM')
    started[1]?.events.onExit(null, signal)
    expect(ends).toEqual([code])
  }
})

it('ends at once when the first cannot start, with 1 if a signal ended it', () => {
  for (const [code, signal, exitCode] of [
    [2, null, 2],
    [null, 'SIGKILL', 1],
  ] as const) {
    const { started, ends } = setUp()
    started[0]?.events.onExit(code, signal)
    expect(started).toHaveLength(1)
    expect(ends).toEqual([exitCode])
  }
})

it('ends once, also when all are to end while the only one is to be started again', () => {
  const { supervisor, started, ends, serve } = setUp(1)
  serve()
  started[0]?.events.onExit(1, null)
  supervisor.stop('SIGTERM')
  supervisor.stop('SIGTERM')
  expect(ends).toEqual([0])
  expect(vi.getTimerCount()).toBe(0)
})

it('passes on a signal that ends nobody', () => {
  const { supervisor, started, serve } = setUp()
  serve()
  supervisor.signal('SIGUSR2')
  expect(started.map(({ signals }) => signals)).toEqual([['SIGUSR2'], ['SIGUSR2'], ['SIGUSR2']])
})
