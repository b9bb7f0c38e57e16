import { EventEmitter } from 'node:events'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createMemoryBus } from '../../src/bus/memory/memory-bus.ts'
import { Gateway, type GatewayOptions } from '../../src/gateway/gateway.ts'
import { Room } from '../../src/gateway/rooms/room.ts'
import type { ViewerSocket } from '../../src/gateway/viewer/viewer-socket.ts'
import type { MatchStore } from '../../src/store/match-store.ts'
import { storeOf, Truth } from './truth.ts'

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
  })
})
afterEach(() => {
  vi.useRealTimers()
})

it('closes 256 viewers in a turn when everybody has to go, and cuts off after a second who does not answer', async () => {
  const { gateway, accept } = setUp()
  const silent = Array.from({ length: 300 }, () => accept())
  const closed = () => silent.filter(({ closedWith }) => closedWith !== undefined).length
  const cutOff = () => silent.filter(({ isTerminated }) => isTerminated).length
  const done = gateway.close()

  expect(closed()).toBe(256)
  await nextTurn()
  expect(closed()).toBe(300)
  await vi.advanceTimersByTimeAsync(990)
  expect(cutOff()).toBe(0)
  await vi.advanceTimersByTimeAsync(20)
  expect(cutOff()).toBe(300)
  await done
  expect(vi.getTimerCount()).toBe(0)
})

it('[W7] gives load balancers two seconds to notice, and viewers a second for a new connection', async () => {
  const onSendingAway = vi.fn()
  const { gateway, accept } = setUp({ drainMs: 60_000, heartbeatMs: 600_000, onSendingAway })
  const viewer = accept()
  const done = gateway.drain()

  await vi.advanceTimersByTimeAsync(1_999)
  expect(onSendingAway).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(onSendingAway).toHaveBeenCalledWith('draining', 1, 58_000)
  // Its time is in the middle of the window.
  await vi.advanceTimersByTimeAsync(29_990)
  expect(viewer.closedWith).toBe(undefined)
  await vi.advanceTimersByTimeAsync(120)
  expect(viewer.closedWith).toBe(4001)
  viewer.emit('close')
  await done
})

it('[W7] sends nobody away for the age of its connection while it drains, and waits for nobody once it is closed', async () => {
  const reasons: string[] = []
  const onSendingAway = (reason: string) => reasons.push(reason)
  const { gateway, accept } = setUp({ drainMs: 60_000, maxConnectionAgeMs: 1_000, heartbeatMs: 600_000, onSendingAway })
  const viewer = accept()
  const drained = gateway.drain()
  await vi.advanceTimersByTimeAsync(20_000)
  expect(reasons).toEqual(['draining'])
  expect(viewer.closedWith).toBe(undefined)

  const closed = gateway.close()
  await drained
  expect(viewer.closedWith).toBe(4001)
  viewer.emit('close')
  await vi.advanceTimersByTimeAsync(10)
  await closed
  expect(vi.getTimerCount()).toBe(0)
})

it('[W5] shows who is behind, and how much it holds for them', async () => {
  const { gateway, accept } = setUp()
  const viewer = accept()
  accept()
  expect(gateway.viewers.maxUnsentBytes()).toBeGreaterThan(50)
  await nextTurn()
  expect(gateway.viewers.maxUnsentBytes()).toBe(0)
  viewer.tcp.writableLength = 70_000
  viewer.says({ op: 'ping' })
  expect(gateway.viewers.maxUnsentBytes()).toBeGreaterThan(70_000)
  await nextTurn()

  expect(gateway.viewers.maxUnsentBytes()).toBe(70_000)
  expect(gateway.viewersBehind).toBe(1)
  viewer.emit('close')
  expect(gateway.viewersBehind).toBe(0)
  expect(gateway.viewers.size).toBe(1)
})

it('[W23] gives back the place of its address once a viewer has gone', () => {
  const leave = vi.fn()
  const entered: string[] = []
  const enter = (ip: string) => {
    entered.push(ip)
    return { take: () => true, leave }
  }
  const { accept } = setUp({ addresses: { enter } })
  const viewer = accept('203.0.113.7')
  expect(entered).toEqual(['203.0.113.7'])
  expect(leave).not.toHaveBeenCalled()
  viewer.emit('close')
  expect(leave).toHaveBeenCalledOnce()
})

it('[W23] closes a viewer whose address has sent too much', () => {
  const enter = () => ({ take: (limit: string) => limit !== 'messages', leave() {} })
  const { accept } = setUp({ addresses: { enter } })
  const viewer = accept('203.0.113.7')
  viewer.says({ op: 'ping' })
  expect(viewer.closedWith).toBe(4502)
})

it('writes nothing behind a close frame, whatever the viewer still asks', async () => {
  const { accept } = setUp()
  const viewer = accept()
  await nextTurn()
  viewer.emit('message', Buffer.from('{}'), true)
  expect(viewer.closedWith).toBe(4500)
  viewer.text = ''
  viewer.says({ op: 'ping' })
  await nextTurn()
  expect(viewer.text).toBe('')
})

it('[W21] waits no longer for the token of a viewer that has gone', () => {
  const { accept } = setUp({ tokens: { verify: () => new Promise(() => {}) } })
  const before = vi.getTimerCount()
  const viewer = accept()
  expect(vi.getTimerCount()).toBe(before + 1)
  viewer.emit('close')
  expect(vi.getTimerCount()).toBe(before)
})

it('[W16] gives the place of a match that is gone to another', async () => {
  const { gateway, accept } = setUp({ limits: { subscriptions: 1, messageBytes: 4_096 } })
  const viewer = accept()
  const asks = async (match: string) => {
    viewer.text = ''
    viewer.says({ op: 'subscribe', matches: [match] })
    for (let turn = 0; turn < 20; turn += 1) await nextTurn()
    return viewer.text.includes('too-many-subscriptions')
  }
  expect(await asks('m1')).toBe(false)
  expect(await asks('m2')).toBe(true)
  const room = await gateway.rooms.acquire('m1')
  if (!(room instanceof Room)) throw new Error('the room is open')
  room.end()
  expect(await asks('m2')).toBe(false)
})

it('holds nothing of a viewer that has gone, whatever it watched and however slow it was', async () => {
  const { gateway, accept } = setUp()
  accept().says({ op: 'subscribe', matches: ['m1'], boards: ['sport:football'] })
  const gone = await (async () => {
    const viewer = accept()
    viewer.says({ op: 'subscribe', matches: ['m1', { match: 'm2', delayMs: 30_000 }], boards: ['sport:football'] })
    for (let turn = 0; turn < 20; turn += 1) await nextTurn()
    expect(viewer.text).toContain('subscribed')
    viewer.tcp.writableLength = 70_000
    viewer.says({ op: 'ping' })
    await nextTurn()
    expect(gateway.viewersBehind).toBe(1)
    viewer.emit('close')
    return new WeakRef(viewer)
  })()

  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const isHeld = async () => {
    await nextTurn()
    collect()
    return gone.deref() !== undefined
  }
  await expect.poll(isHeld, { timeout: 5_000 }).toBe(false)
  expect(gateway.viewers.size).toBe(1)
})

/** The server's end of a connection, driven by hand. */
class FakeServerSocket extends EventEmitter {
  readyState = 1
  closedWith: number | undefined
  isTerminated = false
  text = ''
  readonly tcp = {
    writable: true,
    writableLength: 0,
    writableNeedDrain: false,
    write: (bytes: Buffer) => {
      this.text += bytes.toString()
    },
    cork() {},
    uncork() {},
    once() {},
  }
  readonly encoding = 'frame'
  onClosing = () => {}

  get isOpen(): boolean {
    return this.readyState === 1
  }

  says(message: object): void {
    this.emit('message', Buffer.from(JSON.stringify(message)), false)
  }

  close(code: number): void {
    this.onClosing()
    this.closedWith ??= code
    this.readyState = 2
  }

  terminate(): void {
    this.isTerminated = true
    this.readyState = 3
  }
}

function setUp(options: Partial<GatewayOptions> = {}) {
  const truths = new Map(['m1', 'm2'].map((match) => [match, new Truth(match)]))
  const store: Partial<MatchStore> = {
    ...storeOf(truths),
    listPresent: async () => ['m1', 'm2'],
    readSeqAt: async () => 0,
    readPast: async (match) => truths.get(match)?.snapshot,
  }
  const gateway = new Gateway({
    now: Date.now,
    bus: createMemoryBus(),
    store: store as MatchStore,
    limits: { subscriptions: 64, messageBytes: 4_096 },
    heartbeatMs: 25_000,
    drainMs: 0,
    maxConnectionAgeMs: 3_600_000,
    maxConnectionRate: 0,
    onRepair() {},
    onCheckFailed() {},
    onSendingAway() {},
    ...options,
  })
  return {
    gateway,
    accept(ip?: string) {
      const socket = new FakeServerSocket()
      gateway.accept(socket as unknown as ViewerSocket, undefined, ip)
      return socket
    },
  }
}
