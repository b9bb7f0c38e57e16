import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { createMemoryBus } from '../../src/bus/memory-bus.ts'
import { Connection } from '../../src/gateway/connection.ts'
import { Hub } from '../../src/gateway/hub.ts'
import type { ViewerSocket } from '../../src/gateway/viewer-socket.ts'
import type { ServerMessage } from '../../src/protocol/messages.ts'
import type { MatchStore } from '../../src/store/match-store.ts'
import { Scoreboard } from '../support/scoreboard.ts'
import { type RoomStore, storeOf, Truth } from './truth.ts'

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

/** The half of a viewer's socket that a connection uses; nothing is read unless the test says so. */
class FakeSocket {
  readonly OPEN = 1
  readyState = 1
  closedWith: number | undefined
  readonly written: Buffer[] = []
  readonly tcp = {
    writableLength: 0,
    write: (bytes: Buffer) => this.written.push(bytes),
    once() {},
  }

  close(code: number): void {
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
    for (const payload of this.#pings.splice(0)) this.connection.pong(payload)
    this.read()
  }

  read(): void {
    const bytes = Buffer.concat(this.socket.written.splice(0))
    for (let at = 0; at < bytes.length; ) {
      const { header, length } = readHeader(bytes.subarray(at))
      const payload = bytes.subarray(at + header, at + header + length)
      if (bytes[at] === 0x89) this.#pings.push(payload)
      else this.#take(JSON.parse(payload.toString()))
      at += header + length
    }
  }

  #take(message: ServerMessage): void {
    this.messages.push(message)
    this.board.take(message)
  }
}

function readHeader(frame: Buffer): { header: number; length: number } {
  const marker = frame[1] as number
  if (marker === 127) return { header: 10, length: Number(frame.readBigUInt64BE(2)) }
  return marker === 126 ? { header: 4, length: frame.readUInt16BE(2) } : { header: 2, length: marker }
}

/** A viewer of matches `m1` and `opening`, whose first read waits for `open`. */
async function setUp() {
  const truths = new Map(['m1', 'opening'].map((match) => [match, new Truth(match)]))
  const store: RoomStore = storeOf(truths)
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
    store: { ...store, readSnapshot } as MatchStore,
    limits: { subscriptions: 64, messageBytes: 4_096 },
    onRepair() {},
    onCheckFailed() {},
  })
  onTestFinished(() => hub.close())
  const viewer = new FakeViewer(hub)
  const publish = (match: string, padding = '') =>
    bus.publish((truths.get(match) as Truth).change({ patch: { detail: { padding } } }))
  return {
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
