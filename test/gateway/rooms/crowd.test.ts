import { Writable } from 'node:stream'
import { expect, it } from 'vitest'
import { createMemoryBus } from '../../../src/bus/memory/memory-bus.ts'
import { Connection, type ConnectionServices } from '../../../src/gateway/viewer/connection.ts'
import type { ViewerSocket } from '../../../src/gateway/viewer/viewer-socket.ts'
import { openServices } from '../open-services.ts'
import { storeOf, Truth } from '../truth.ts'

const CROWD = 8_000

it('a crowd that comes to a match nobody watched yet costs one read of the bus, and none once it is open', async () => {
  const world = setUp()
  await world.bus.publish(world.truth.change())

  const first = world.join(CROWD)
  // All of them have asked before the bus answers the first.
  world.answer()
  await everyoneIsTold(first, world.truth)
  expect(world.asked).toEqual({ subscribe: 1, read: 1, readSnapshot: 0, readUpdates: 0 })

  await world.bus.publish(world.truth.change())
  const second = world.join(CROWD)
  await everyoneIsTold(second, world.truth)
  expect(world.asked).toEqual({ subscribe: 1, read: 1, readSnapshot: 0, readUpdates: 0 })
})

it('a crowd at a match that the bus does not know costs one read of the database', async () => {
  const world = setUp()
  world.truth.change()

  const crowd = world.join(CROWD)
  world.answer()
  await everyoneIsTold(crowd, world.truth)

  expect(world.asked).toEqual({ subscribe: 1, read: 1, readSnapshot: 1, readUpdates: 1 })
})

/** As much of a viewer as a join needs; eight thousand real sockets are more than a process may open. */
class Viewer {
  readonly #written: Buffer[] = []
  readonly #connection: Connection

  constructor(services: ConnectionServices) {
    const tcp = new Writable({
      write: (bytes: Buffer, _encoding, done) => {
        this.#written.push(bytes)
        done()
      },
    })
    const socket = { isOpen: true, encoding: 'frame', tcp, close() {}, terminate() {} }
    this.#connection = new Connection('viewer', socket as unknown as ViewerSocket, services)
  }

  join(match: string): void {
    this.#connection.receive(Buffer.from(JSON.stringify({ op: 'subscribe', matches: [match] })), false)
  }

  /** The first frame, parsed; undefined while there is none. */
  get answer(): unknown {
    const [bytes] = this.#written
    if (bytes === undefined) return undefined
    // A state takes more than 125 bytes and less than 64 KiB: a header of four.
    return JSON.parse(bytes.toString('utf8', 4, 4 + bytes.readUInt16BE(2)))
  }

  get isAnswered(): boolean {
    return this.#written.length > 0
  }
}

async function everyoneIsTold(crowd: readonly Viewer[], truth: Truth): Promise<void> {
  await expect.poll(() => crowd.filter(({ isAnswered }) => isAnswered).length).toBe(crowd.length)
  const answers = new Set(crowd.map(({ answer }) => JSON.stringify(answer)))
  expect([...answers].map((answer) => JSON.parse(answer))).toEqual([
    { op: 'subscribed', matches: [{ match: truth.match, ...truth.position, state: truth.state() }], rejected: [] },
  ])
}

/** One match between a database and a bus that count what they are asked; the bus reads nothing until `answer`. */
function setUp() {
  const truth = new Truth('final')
  const asked = { subscribe: 0, read: 0, readSnapshot: 0, readUpdates: 0 }
  /** Counts each call of `ask` under its name. */
  const counted = <Args extends unknown[], Result>(name: keyof typeof asked, ask: (...args: Args) => Result) => {
    return (...args: Args): Result => {
      asked[name] += 1
      return ask(...args)
    }
  }
  let answer: () => void = () => {}
  const mayAnswer = new Promise<void>((resolve) => {
    answer = resolve
  })
  const memory = createMemoryBus()
  const bus = {
    ...memory,
    subscribe: counted('subscribe', memory.subscribe),
    read: counted('read', async (match: string) => {
      await mayAnswer
      return memory.read(match)
    }),
  }
  const database = storeOf(new Map([[truth.match, truth]]))
  const store = {
    ...database,
    readSnapshot: counted('readSnapshot', database.readSnapshot),
    readUpdates: counted('readUpdates', database.readUpdates),
  }
  const services = openServices({ bus, store })
  return {
    truth,
    bus,
    asked,
    answer,
    /** So many viewers who all ask for the match in one turn of the event loop. */
    join(count: number): Viewer[] {
      const crowd = Array.from({ length: count }, () => new Viewer(services))
      for (const viewer of crowd) viewer.join(truth.match)
      return crowd
    },
  }
}
