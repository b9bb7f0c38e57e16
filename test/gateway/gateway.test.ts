import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { connectClient } from '../support/socket-client.ts'
import { startGateway } from './start-gateway.ts'
import { storeOf, Truth } from './truth.ts'

afterEach(() => {
  vi.useRealTimers()
})

describe('heartbeat', () => {
  const PERIOD_MS = 25_000

  // The server's clock runs when the test says so; sockets are real.
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date', 'performance', 'setInterval', 'clearInterval'] })
  })

  it('comes again and again, in the time that a client waits for it', async () => {
    const { liveUrl } = await startGateway({ heartbeatMs: PERIOD_MS })
    const viewer = await connectClient(liveUrl)
    for (let period = 0; period < 4; period += 1) {
      vi.advanceTimersByTime(PERIOD_MS)
      await viewer.allAnswered()
    }

    const times = viewer.history.flatMap((message) =>
      message.op === 'hello' || message.op === 'heartbeat' ? message.at : [],
    )
    const gaps = times.slice(1).map((at, index) => at - (times[index] as number))
    expect(gaps.length).toBeGreaterThanOrEqual(4)
    expect(Math.max(...gaps)).toBeLessThan(PERIOD_MS)
  })

  it('closes the connection of a viewer that does not answer pings, and of nobody else', async () => {
    const world = await startGateway({ heartbeatMs: PERIOD_MS })
    const mute = await connectClient(world.liveUrl, { autoPong: false })
    const viewer = await connectClient(world.liveUrl)
    await viewer.subscribe('m1')
    for (let period = 0; period < 3; period += 1) {
      vi.advanceTimersByTime(PERIOD_MS)
      // By then its pong has come, too.
      await viewer.allAnswered()
    }

    expect((await mute.closed).code).toBe(4003)
    await world.publish('m1')
    await viewer.reaches('m1', 1)
    await expect.poll(() => world.gateway.viewers.size).toBe(1)
  })

  it('does not take a pong that nobody asked for as an answer for ever', async () => {
    const world = await startGateway({ heartbeatMs: PERIOD_MS })
    const mute = await connectClient(world.liveUrl, { autoPong: false })
    mute.socket.pong()
    await mute.allAnswered()
    vi.advanceTimersByTime(PERIOD_MS)
    await mute.nextOf('heartbeat')
    vi.advanceTimersByTime(2 * PERIOD_MS)
    expect((await mute.closed).code).toBe(4003)
  })
})

describe('[W6] while the broker is away', () => {
  it('says so to all who are there and to all who come, and when it is back', async () => {
    const world = await startGateway()
    const early = await connectClient(world.liveUrl)
    await early.nextOf('hello')

    world.setBrokerHealth('down')
    expect(await early.nextOf('gateway')).toMatchObject({ broker: 'down', at: expect.any(Number) })
    const late = await connectClient(world.liveUrl)
    expect((await late.next()).op).toBe('hello')
    expect(await late.next()).toMatchObject({ op: 'gateway', broker: 'down' })

    world.setBrokerHealth('up')
    expect(await early.nextOf('gateway')).toMatchObject({ broker: 'up' })
    expect(await late.nextOf('gateway')).toMatchObject({ broker: 'up' })
    const calm = await connectClient(world.liveUrl)
    await calm.allAnswered()
    expect(calm.queue).toEqual([])
  })

  it('brings every room to the truth before it says that all is well', async () => {
    const world = await startGateway()
    const viewer = await connectClient(world.liveUrl)
    await viewer.subscribe('m1', 'm2', 'm3')
    world.setBrokerHealth('down')
    for (const match of ['m1', 'm2', 'm3', 'm2']) world.truth(match).change()

    world.setBrokerHealth('up')
    await viewer.nextOf('gateway', ({ broker }) => broker === 'up')

    for (const match of ['m1', 'm2', 'm3'])
      expect(viewer.scoreboard.get(match)?.state).toEqual(world.truth(match).state())
  })

  it('does not say that all is well when it has gone again meanwhile', async () => {
    const truths = new Map([['m1', new Truth('m1')]])
    const store = storeOf(truths)
    let answer: () => void = () => {}
    let isSlow = false
    const readHeads: typeof store.readHeads = async (matches) => {
      if (isSlow) await new Promise<void>((resolve) => (answer = resolve))
      return store.readHeads(matches)
    }
    const world = await startGateway({ store: { ...store, readHeads } })
    const viewer = await connectClient(world.liveUrl)
    await viewer.subscribe('m1')
    isSlow = true

    for (const health of ['down', 'up', 'down'] as const) world.setBrokerHealth(health)
    answer()
    await viewer.allAnswered()
    await viewer.allAnswered()

    const told = viewer.history.flatMap((message) => (message.op === 'gateway' ? message.broker : []))
    expect(told).toEqual(['down', 'down'])
  })

  it('resyncs every room though some of them cannot be read', async () => {
    const matches = Array.from({ length: 60 }, (_, index) => `m${index}`)
    const truths = new Map(matches.map((match) => [match, new Truth(match)]))
    const store = storeOf(truths)
    const broken = new Set<string>()
    const world = await startGateway({
      matches,
      store: {
        ...store,
        readSnapshot: (match) => (broken.has(match) ? Promise.reject(new Error('away')) : store.readSnapshot(match)),
      },
    })
    const viewer = await connectClient(world.liveUrl)
    await viewer.subscribe(...matches)
    world.setBrokerHealth('down')
    for (const truth of truths.values()) truth.change()
    for (const match of matches.slice(20, 50)) broken.add(match)

    world.setBrokerHealth('up')

    for (const match of matches) if (!broken.has(match)) await viewer.reaches(match, 1)
  })
})

describe('closing', () => {
  it('[W7] sends everybody away to come back, and takes nobody new', async () => {
    const world = await startGateway()
    const viewers = await Promise.all(Array.from({ length: 300 }, () => connectClient(world.liveUrl)))
    await Promise.all(viewers.map((viewer) => viewer.subscribe('m1')))

    await world.close()

    const codes = await Promise.all(viewers.map(async ({ closed }) => (await closed).code))
    expect(new Set(codes)).toEqual(new Set([4001]))
    await expect.poll(() => world.gateway.viewers.size).toBe(0)
    expect(world.gateway.rooms.size).toBe(0)
  })

  it('does not mind requests in flight', async () => {
    let open: () => void = () => {}
    const opened = new Promise<void>((resolve) => {
      open = resolve
    })
    const store = storeOf(new Map([['m1', new Truth('m1')]]))
    const world = await startGateway({
      store: { ...store, readSnapshot: (match) => opened.then(() => store.readSnapshot(match)) },
    })
    const viewer = await connectClient(world.liveUrl)
    viewer.send({ op: 'subscribe', id: 1, matches: ['m1'] })
    viewer.send({ op: 'ping', id: 2 })
    const gone = await connectClient(world.liveUrl)
    gone.send({ op: 'subscribe', id: 1, matches: ['m1'] })
    gone.socket.terminate()

    const closing = world.close()
    open()

    await closing
    expect((await viewer.closed).code).toBe(4001)
  })
})

it('does not leave a room to a viewer who went while it opened', async () => {
  let open: () => void = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  const store = storeOf(new Map([['m1', new Truth('m1')]]))
  const world = await startGateway({
    store: { ...store, readSnapshot: (match) => opened.then(() => store.readSnapshot(match)) },
  })
  const viewer = await connectClient(world.liveUrl)
  viewer.send({ op: 'subscribe', matches: ['m1'] })
  await viewer.nextOf('hello')
  viewer.socket.terminate()
  await expect.poll(() => world.gateway.viewers.size).toBe(0)
  open()

  await expect.poll(() => world.gateway.rooms.size).toBe(1)
  const room = await world.gateway.rooms.acquire('m1')
  expect(room).toMatchObject({ size: 0 })
})
