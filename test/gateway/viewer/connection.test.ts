import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { Board } from '../../../src/gateway/boards/board.ts'
import { WholeFrames } from '../../../src/gateway/delivery/frames.ts'
import type { FakeViewer } from './fake-viewer.ts'
import { openViewerWorld, type ViewerWorld } from './viewer-world.ts'

it('writes what it owes before it catches up', async () => {
  const { viewer, publish, fallBehind, open } = await openViewerWorld()
  viewer.says({ op: 'subscribe', id: 1, matches: ['m1'] })
  await nextTurn()
  viewer.says({ op: 'subscribe', id: 2, matches: ['opening', 'm1'] })
  await fallBehind()

  // All in one turn of the event loop: the answer, the next update, and the pongs of what was sent before.
  await open()
  await publish('opening')
  await publish('m1')
  viewer.pongs()
  await nextTurn()
  viewer.pongs()
  await publish('opening')
  await nextTurn()
  viewer.pongs()

  expect(viewer.scoreboard.violations).toEqual([])
  expect(viewer.scoreboard.get('opening')?.seq).toBe(2)
})

it('brings no ping with an answer of a few hundred bytes: the next heartbeat has one', async () => {
  const { viewer } = await openViewerWorld()
  await viewer.asks({ op: 'subscribe', id: 1, matches: ['m1'] })
  expect(viewer.messages).toMatchObject([{ op: 'subscribed' }])
  expect(viewer.pings).toBe(0)

  viewer.connection.beat(new WholeFrames('{"op":"heartbeat","at":1}'), 25_000)
  await nextTurn()
  viewer.read()
  expect(viewer.pings).toBe(1)
})

it('does not tell again what the answer to a subscribe has told', async () => {
  const { viewer, publish, fallBehind, open } = await openViewerWorld()
  viewer.says({ op: 'subscribe', id: 1, matches: ['m1'] })
  await nextTurn()
  viewer.says({ op: 'subscribe', id: 2, matches: ['opening', 'm1'] })
  await fallBehind()
  await publish('m1')
  await open()
  viewer.pongs()
  await nextTurn()
  viewer.pongs()

  expect(viewer.messages.filter(({ op }) => op === 'snapshot')).toEqual([])
  expect(viewer.scoreboard.violations).toEqual([])
})

it('says nothing to a viewer after it has closed the connection', async () => {
  const { viewer, publish } = await openViewerWorld()
  viewer.says({ op: 'subscribe', matches: ['m1'] })
  await nextTurn()
  const { length } = viewer.messages
  viewer.connection.receive(Buffer.from('{}'), true)

  expect(viewer.socket.closedWith).toBe(4500)
  await publish('m1')
  viewer.says({ op: 'ping' })
  await nextTurn()
  expect(viewer.messages).toHaveLength(length)
})

it('[W4] stays with a viewer that takes a minute and a half for one answer', async () => {
  stopClock()
  const { viewer, publish } = await openViewerWorld()
  await publish('m1', 'x'.repeat(90_000))
  viewer.says({ op: 'subscribe', id: 1, matches: ['m1'] })
  await expect.poll(() => viewer.socket.written.length).toBeGreaterThan(10)

  let answeredAfter: number | undefined
  for (let second = 1; second <= 100; second += 1) {
    passTime(1_000)
    viewer.readsAndPongs(1_024)
    if (second % 25 === 0) viewer.connection.beat(HEARTBEAT, 25_000)
    expect(viewer.socket.closedWith).toBe(undefined)
    if (viewer.messages.some(({ op }) => op === 'subscribed')) answeredAfter ??= second
  }
  expect(answeredAfter).toBeGreaterThan(85)
})

it('[W4] does not forget a viewer that answered its last probe when there was no space yet', async () => {
  stopClock()
  const { viewer, publish, fallBehind, services } = await openViewerWorld()
  viewer.says({ op: 'subscribe', id: 1, matches: ['m1'] })
  await nextTurn()
  await fallBehind()
  // Behind the last probe, and not enough for another.
  viewer.connection.sendFrames(new WholeFrames('x'.repeat(3_000)))
  await nextTurn()

  // So late that the window closes more and more.
  for (let round = 0; round < 20; round += 1) {
    passTime(2_000)
    viewer.pongs()
  }
  expect(services.stallWatch.size).toBe(0)
  await publish('m1')
  await nextTurn()
  viewer.read()
  expect(viewer.messages.at(-1)?.op).toBe('update')
})

it.each([
  ['is owed an answer', async ({ publish }: ViewerWorld) => publish('m1', 'x'.repeat(90_000))],
  ['is owed updates', async () => {}],
])('[W4] closes one that %s and takes nothing for 30 s', async (_, prepare) => {
  stopClock()
  const world = await openViewerWorld()
  const { viewer, fallBehind } = world
  await prepare(world)
  viewer.says({ op: 'subscribe', id: 1, matches: ['m1'] })
  await nextTurn()
  await fallBehind()

  passTime(30_000)
  expect(viewer.socket.closedWith).toBe(undefined)
  passTime(5_000)
  expect(viewer.socket.closedWith).toBe(4002)
})

it('[W4] tells a slow viewer once how a board has changed, however often it did', async () => {
  const { viewer, fallBehind, services, listed } = await openViewerWorld()
  viewer.says({ op: 'subscribe', id: 1, boards: ['competition:cup'] })
  const board = (await services.boards.acquire('competition:cup')) as Board
  expect(board).toBeInstanceOf(Board)
  await nextTurn()
  await fallBehind()

  for (let change = 0; change < 50; change += 1) {
    listed.splice(0, listed.length, ...(change % 2 === 0 ? ['m3', 'm1'] : ['m2']))
    await services.boards.refresh()
  }
  listed.splice(0, listed.length, 'm2', 'm3')
  await services.boards.refresh()
  for (let round = 0; round < 10; round += 1) viewer.pongs()

  expect(viewer.socket.closedWith).toBe(undefined)
  const changes = viewer.messages.filter((message) => message.op === 'board')
  expect(changes).toMatchObject([{ board: 'competition:cup', matches: ['m2', 'm3'], left: ['m1'] }])
  expect(changes[0]?.joined.map(({ match }) => match)).toEqual(['m2', 'm3'])
  expect(viewer.scoreboard.violations).toEqual([])
})

describe('[W8] the bounds of one viewer', () => {
  it('let 32 requests wait behind one whose room opens, and close the connection for one more', async () => {
    const { viewer, open } = await openViewerWorld()
    viewer.says({ op: 'subscribe', matches: ['opening'] })
    for (let id = 1; id <= 32; id += 1) viewer.says({ op: 'ping', id })
    expect(viewer.socket.closedWith).toBe(undefined)
    await open()
    await nextTurn()
    viewer.read()
    expect(viewer.messages.filter(({ op }) => op === 'pong')).toHaveLength(32)

    const other = await openViewerWorld()
    other.viewer.says({ op: 'subscribe', matches: ['opening'] })
    for (let id = 1; id <= 33; id += 1) other.viewer.says({ op: 'ping', id })
    expect(other.viewer.socket.closedWith).toBe(4502)
  })

  const message = (viewer: FakeViewer) => viewer.says({ op: 'ping' })
  it.each([
    ['messages', message],
    ['broken messages', (viewer: FakeViewer) => viewer.says('{')],
    ['pings', (viewer: FakeViewer) => viewer.connection.ping()],
    ['pongs that nobody asked for', (viewer: FakeViewer) => viewer.connection.pong(Buffer.from([200]))],
  ])('let through 100 %s at once, and 20 a second later', async (_, send) => {
    stopClock()
    const { viewer } = await openViewerWorld()
    for (let count = 0; count < 100; count += 1) send(viewer)
    passTime(1_000)
    for (let count = 0; count < 20; count += 1) send(viewer)
    expect(viewer.socket.closedWith).toBe(undefined)
    send(viewer)
    expect(viewer.socket.closedWith).toBe(4502)
  })

  const leave = (boards: string[]) => ({ op: 'unsubscribe', boards })
  it.each([
    ['a match that is not there', 3, () => [{ op: 'subscribe', matches: names(2) }]],
    ['a delay', 2, () => [{ op: 'subscribe', matches: [{ match: 'm1', delayMs: nextDelayMs() }] }]],
    [
      'a board, but not for leaving it',
      4,
      () => {
        const boards = names(2).map((name) => `sport:${name}`)
        return [{ op: 'subscribe', boards }, leave(boards)]
      },
    ],
    [
      'of several boards those that are not open',
      3,
      () => {
        const other = `sport:${names(1)}`
        return [{ op: 'subscribe', boards: ['sport:football', other] }, leave([other])]
      },
    ],
    ['nothing that is open', 1, () => [{ op: 'subscribe', matches: ['m1', { match: 'm2', delayMs: 0 }] }]],
  ])('charge a message for each that has to be looked up: %s', async (_, cost, requests) => {
    stopClock()
    const { viewer } = await openViewerWorld()
    await viewer.asks({ op: 'subscribe', matches: ['m1', 'm2'], boards: ['sport:football'] })
    let left = 98
    for (; left >= cost; left -= cost) for (const request of requests()) await viewer.asks(request)
    for (; left > 0; left -= 1) message(viewer)
    expect(viewer.socket.closedWith).toBe(undefined)
    message(viewer)
    expect(viewer.socket.closedWith).toBe(4502)
  })

  it('let a pong be late by 90 % of the period of heartbeats, and no more', async () => {
    stopClock()
    const { viewer } = await openViewerWorld()
    viewer.connection.beat(HEARTBEAT, 25_000)
    await nextTurn()
    passTime(22_499)
    viewer.connection.beat(HEARTBEAT, 25_000)
    expect(viewer.socket.closedWith).toBe(undefined)
    passTime(1)
    viewer.connection.beat(HEARTBEAT, 25_000)
    expect(viewer.socket.closedWith).toBe(4003)
    // It may not read the close frame either.
    expect(viewer.socket.readyState).toBe(3)
  })

  it('[W15] do not take a step of the wall clock for a late pong', async () => {
    stopClock()
    const { viewer } = await openViewerWorld()
    viewer.connection.beat(HEARTBEAT, 25_000)
    await nextTurn()
    vi.setSystemTime(Date.now() + 3_600_000)
    passTime(5_000)
    viewer.connection.beat(HEARTBEAT, 25_000)
    expect(viewer.socket.closedWith).toBe(undefined)
    vi.setSystemTime(Date.now() - 7_200_000)
    passTime(17_500)
    viewer.connection.beat(HEARTBEAT, 25_000)
    expect(viewer.socket.closedWith).toBe(4003)
  })

  let delayMs = 0
  function nextDelayMs(): number {
    delayMs += 100
    return delayMs
  }

  let named = 0
  function names(count: number): string[] {
    return Array.from({ length: count }, () => {
      named += 1
      return `unknown-${named}`
    })
  }
})

const HEARTBEAT = new WholeFrames('{"op":"heartbeat","at":1}')

function stopClock(): void {
  vi.useFakeTimers({ toFake: ['Date', 'performance', 'setInterval', 'clearInterval'] })
  onTestFinished(() => {
    vi.useRealTimers()
  })
}

function passTime(ms: number): void {
  vi.advanceTimersByTime(ms)
}
