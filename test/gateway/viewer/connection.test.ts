import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createMemoryBus } from '../../../src/bus/memory-bus.ts'
import { Board } from '../../../src/gateway/boards/board.ts'
import { encodeTextFrame } from '../../../src/gateway/delivery/frame.ts'
import type { Room } from '../../../src/gateway/rooms/room.ts'
import { Hub } from '../../../src/gateway/rooms/rooms.ts'
import { Connection } from '../../../src/gateway/viewer/connection.ts'
import type { ViewerSocket } from '../../../src/gateway/viewer/viewer-socket.ts'
import type { ServerMessage } from '../../../src/protocol/messages.ts'
import type { MatchStore } from '../../../src/store/match-store.ts'
import { Scoreboard } from '../../support/scoreboard.ts'
import { readHeader } from '../delivery/read-header.ts'
import { type RoomStore, storeOf, Truth } from '../truth.ts'

it('writes what it owes before it catches up', async () => {
  const { viewer, publish, fallBehind, open } = await setUp()
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

  expect(viewer.board.violations).toEqual([])
  expect(viewer.board.get('opening')?.seq).toBe(2)
})

it('does not tell again what the answer to a subscribe has told', async () => {
  const { viewer, publish, fallBehind, open } = await setUp()
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
  expect(viewer.board.violations).toEqual([])
})

it('says nothing to a viewer after it has closed the connection', async () => {
  const { viewer, publish } = await setUp()
  viewer.says({ op: 'subscribe', matches: ['m1'] })
  await nextTurn()
  const { length } = viewer.messages
  viewer.says('x'.repeat(5_000))

  expect(viewer.socket.closedWith).toBe(4503)
  await publish('m1')
  viewer.says({ op: 'ping' })
  await nextTurn()
  expect(viewer.messages).toHaveLength(length)
})

it('[W4] stays with a viewer that takes a minute and a half for one answer', async () => {
  stopClock()
  const { viewer, publish } = await setUp()
  await publish('m1', 'x'.repeat(90_000))
  viewer.says({ op: 'subscribe', id: 1, matches: ['m1'] })
  await expect.poll(() => viewer.socket.written.length).toBeGreaterThan(10)

  let answeredAfter: number | undefined
  for (let second = 1; second <= 100; second += 1) {
    passTime(1_000)
    viewer.readsAndPongs(1_024)
    viewer.connection.checkStalled(Date.now(), 30_000)
    if (second % 25 === 0) viewer.connection.beat(HEARTBEAT, 25_000)
    expect(viewer.socket.closedWith).toBe(undefined)
    if (viewer.messages.some(({ op }) => op === 'subscribed')) answeredAfter ??= second
  }
  expect(answeredAfter).toBeGreaterThan(85)
})

it('[W4] does not forget a viewer that answered its last probe when there was no room yet', async () => {
  stopClock()
  const { viewer, publish, fallBehind, hub } = await setUp()
  viewer.says({ op: 'subscribe', id: 1, matches: ['m1'] })
  await nextTurn()
  await fallBehind()
  // Behind the last probe, and not enough for another.
  viewer.connection.sendFrame(encodeTextFrame('x'.repeat(3_000)))
  await nextTurn()

  // So late that the window closes more and more.
  for (let round = 0; round < 20; round += 1) {
    passTime(2_000)
    viewer.pongs()
  }
  expect(hub.slow.size).toBe(0)
  await publish('m1')
  await nextTurn()
  viewer.read()
  expect(viewer.messages.at(-1)?.op).toBe('update')
})

it.each([
  ['is owed an answer', async ({ publish }: World) => publish('m1', 'x'.repeat(90_000))],
  ['is owed updates', async () => {}],
])('[W4] closes one that %s and takes nothing for 30 s', async (_, prepare) => {
  stopClock()
  const world = await setUp()
  const { viewer, fallBehind } = world
  await prepare(world)
  viewer.says({ op: 'subscribe', id: 1, matches: ['m1'] })
  await nextTurn()
  await fallBehind()

  viewer.connection.checkStalled(Date.now() + 30_000, 30_000)
  expect(viewer.socket.closedWith).toBe(undefined)
  viewer.connection.checkStalled(Date.now() + 30_001, 30_000)
  expect(viewer.socket.closedWith).toBe(4002)
})

it('[W4] tells a slow viewer once how a board has changed, however often it did', async () => {
  const { viewer, fallBehind, hub, listed } = await setUp()
  viewer.says({ op: 'subscribe', id: 1, boards: ['competition:cup'] })
  const board = (await hub.boards.acquire('competition:cup')) as Board
  expect(board).toBeInstanceOf(Board)
  await nextTurn()
  await fallBehind()

  for (let change = 0; change < 50; change += 1) {
    listed.splice(0, listed.length, ...(change % 2 === 0 ? ['m3', 'm1'] : ['m2']))
    await board.refresh()
  }
  listed.splice(0, listed.length, 'm2', 'm3')
  await board.refresh()
  for (let round = 0; round < 10; round += 1) viewer.pongs()

  expect(viewer.socket.closedWith).toBe(undefined)
  const changes = viewer.messages.filter((message) => message.op === 'board')
  expect(changes).toMatchObject([{ board: 'competition:cup', matches: ['m2', 'm3'], left: ['m1'] }])
  expect(changes[0]?.joined.map(({ match }) => match)).toEqual(['m2', 'm3'])
  expect(viewer.board.violations).toEqual([])
})

it('[W4] tells a slow viewer the key events that it missed before a resync, too', async () => {
  const { viewer, publish, fallBehind, hub } = await setUp()
  viewer.says({ op: 'subscribe', id: 1, matches: ['m1'] })
  await nextTurn()
  await fallBehind()
  const room = (await hub.acquire('m1')) as Room
  await publish('m1')
  const before = room.log.seq

  // As after a resync: the log is there still.
  viewer.connection.replace(room, 'resync')
  for (let round = 0; round < 10; round += 1) viewer.pongs()

  const snapshot = viewer.messages.find((message) => message.op === 'snapshot')
  expect(snapshot).toMatchObject({ seq: before, reason: 'conflated', missed: expect.any(Array) })
})

const HEARTBEAT = encodeTextFrame('{"op":"heartbeat","at":1}')

function stopClock(): void {
  vi.useFakeTimers({ toFake: ['Date'] })
  onTestFinished(() => {
    vi.useRealTimers()
  })
}

function passTime(ms: number): void {
  vi.setSystemTime(Date.now() + ms)
}

/** The half of a viewer's socket that a connection uses; nothing is read unless the test says so. */
class FakeSocket {
  readonly OPEN = 1
  readyState = 1
  closedWith: number | undefined
  readonly written: Buffer[] = []
  readonly tcp = {
    writable: true,
    writableLength: 0,
    writableNeedDrain: false,
    write: (bytes: Buffer) => this.written.push(bytes),
    cork() {},
    uncork() {},
    once() {},
  }
  onClosing = () => {}

  close(code: number): void {
    this.onClosing()
    this.closedWith ??= code
    this.readyState = 2
  }

  terminate(): void {
    this.readyState = 3
  }
}

class FakeViewer {
  readonly socket = new FakeSocket()
  readonly board = new Scoreboard()
  readonly messages: ServerMessage[] = []
  readonly connection: Connection
  readonly #pings: Buffer[] = []
  #unread = Buffer.alloc(0)
  /** Bytes that it may read. */
  #credit = 0
  /** Of the message whose end has not come. */
  #text = ''

  constructor(hub: Hub) {
    this.connection = new Connection('viewer', this.socket as unknown as ViewerSocket, hub)
  }

  says(message: object | string): void {
    this.connection.receive(Buffer.from(typeof message === 'string' ? message : JSON.stringify(message)), false)
    this.read()
  }

  /** Reads everything, and answers all pings in it. */
  pongs(): void {
    this.read()
    this.#answerPings()
    this.read()
  }

  /** Like `pongs`, but no more than so many bytes. */
  readsAndPongs(bytes: number): void {
    this.#read(bytes)
    this.#answerPings()
  }

  read(): void {
    this.#read(Number.POSITIVE_INFINITY)
  }

  #answerPings(): void {
    for (const payload of this.#pings.splice(0)) this.connection.pong(payload)
  }

  #read(bytes: number): void {
    this.#unread = Buffer.concat([this.#unread, ...this.socket.written.splice(0)])
    this.#credit += bytes
    while (this.#unread.length > 0) {
      const { header, length } = readHeader(this.#unread)
      if (this.#credit < header + length) return
      this.#credit -= header + length
      const opcode = this.#unread[0] as number
      const payload = this.#unread.subarray(header, header + length)
      if (opcode === 0x89) this.#pings.push(payload)
      else this.#text += payload.toString()
      if (opcode === 0x81 || opcode === 0x80) this.#hear(this.#text)
      if (opcode === 0x81 || opcode === 0x80) this.#text = ''
      this.#unread = this.#unread.subarray(header + length)
    }
    this.#credit = 0
  }

  #hear(text: string): void {
    if (text.startsWith('{')) this.#take(JSON.parse(text))
  }

  #take(message: ServerMessage): void {
    this.messages.push(message)
    this.board.take(message)
  }
}

type World = Awaited<ReturnType<typeof setUp>>

/** A viewer, a board of `listed`, and matches of which `opening` waits with its first read for `open`. */
async function setUp() {
  const truths = new Map(['m1', 'm2', 'm3', 'opening'].map((match) => [match, new Truth(match)]))
  const store: RoomStore = storeOf(truths)
  const listed = ['m1']
  let open: () => void = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  const readSnapshot: RoomStore['readSnapshot'] = async (match) => {
    if (match === 'opening') await opened
    return store.readSnapshot(match)
  }
  const bus = createMemoryBus()
  const hub = new Hub({
    bus,
    store: { ...store, readSnapshot, listPresent: async () => [...listed] } as unknown as MatchStore,
    limits: { subscriptions: 64, messageBytes: 4_096 },
    onRepair() {},
    onCheckFailed() {},
  })
  onTestFinished(() => hub.close())
  const viewer = new FakeViewer(hub)
  const publish = (match: string, padding = '') =>
    bus.publish((truths.get(match) as Truth).change({ patch: { detail: { padding } } }))
  return {
    hub,
    listed,
    viewer,
    publish,
    /** Lets the room open and the answer be made, all within this turn of the event loop. */
    async open() {
      open()
      for (let step = 0; step < 50; step += 1) await Promise.resolve()
    },
    async fallBehind() {
      for (let count = 0; hub.slow.size === 0; count += 1) {
        if (count > 1_000) throw new Error('the viewer never is slow')
        await publish('m1', `${count}`.repeat(2_000))
        await nextTurn()
      }
    },
  }
}
