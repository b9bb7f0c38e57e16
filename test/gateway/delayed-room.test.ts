import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Channel, Member } from '../../src/gateway/channel.ts'
import { DelayedRoom } from '../../src/gateway/delayed-room.ts'
import { payloadOf } from '../../src/gateway/frame.ts'
import { Room } from '../../src/gateway/room.ts'
import type { RoomUpdate } from '../../src/gateway/room-log.ts'
import { applyPatch } from '../../src/match/merge-patch.ts'
import type { Position, UpdateMessage } from '../../src/protocol/messages.ts'
import { forSeeds, type SeededRandom } from '../support/seeded-random.ts'

const EPOCH = 'e1'
const DELAY_MS = 30_000

/** A match whose every update is kept with its time: what a viewer may know at any moment can be looked up. */
class World {
  readonly log: { seq: number; at: number; wire: string }[] = []
  #listener: ((position: Position, wire: Buffer) => void) | undefined

  readonly room = new Room({
    match: 'm',
    bus: {
      subscribe: async (_match, listener) => {
        this.#listener = listener
        return async () => {}
      },
    },
    source: {
      read: async () => this.#snapshot(this.log.length),
      readTruth: async () => this.#snapshot(this.log.length),
    },
    onRepair() {},
  })

  readonly past = {
    readAsOf: async (_match: string, at: number, until: Position) => {
      const seq = this.seqAt(at)
      return { snapshot: this.#snapshot(seq), updates: this.log.slice(seq, until.seq) }
    },
  }

  #snapshot(seq: number) {
    return { match: 'm', epoch: EPOCH, seq, state: JSON.stringify(this.stateAt(seq)), recent: [] }
  }

  seqAt(at: number): number {
    return this.log.findLast((update) => update.at <= at)?.seq ?? 0
  }

  stateAt(seq: number) {
    return { count: seq, updatedAt: this.log[seq - 1]?.at ?? 0 }
  }

  accept(): void {
    const seq = this.log.length + 1
    const at = Date.now()
    const wire = JSON.stringify({
      op: 'update',
      match: 'm',
      seq,
      at,
      kind: 'add',
      patch: { count: seq, updatedAt: at },
    })
    this.log.push({ seq, at, wire })
    this.#listener?.({ epoch: EPOCH, seq }, Buffer.from(wire))
  }
}

/** Folds what it gets, and refuses what is out of order or too early. */
class Viewer implements Member {
  seq: number
  state: object
  readonly #world: World

  constructor(world: World, text: string, held?: { seq: number; state: object }) {
    this.#world = world
    const welcome = JSON.parse(`{${text}}`) as { seq: number; state?: object; updates?: UpdateMessage[] }
    this.seq = held && welcome.updates ? held.seq : welcome.seq
    this.state = welcome.state ?? held?.state ?? {}
    for (const update of welcome.updates ?? []) this.#take(update)
  }

  deliver(_channel: Channel, { frame }: RoomUpdate): void {
    this.#take(JSON.parse(payloadOf(frame).toString()) as UpdateMessage)
  }

  #take(update: UpdateMessage): void {
    if (update.seq !== this.seq + 1) throw new Error(`${update.seq} came after ${this.seq}`)
    if (update.at + DELAY_MS > Date.now())
      throw new Error(`${update.seq} came ${update.at + DELAY_MS - Date.now()} ms early`)
    this.seq = update.seq
    this.state = applyPatch(this.state, update.patch)
  }

  replace(channel: Channel): void {
    const { seq, state } = JSON.parse(`{${channel.log.snapshotText()}}`) as { seq: number; state: object }
    if (seq <= this.seq) throw new Error(`a jump back from ${this.seq} to ${seq}`)
    this.seq = seq
    this.state = state
  }

  check(): void {
    const now = Date.now()
    expect(this.seq).toBe(this.#world.seqAt(now - DELAY_MS))
    expect(this.state).toEqual(this.#world.stateAt(this.seq))
  }
}

async function openDelayed(world: World): Promise<DelayedRoom> {
  const delayed = new DelayedRoom(world.room, DELAY_MS)
  expect(await delayed.open(world.past)).toBe(true)
  return delayed
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_795_000_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

const join = (world: World, delayed: DelayedRoom, held?: Viewer) => {
  const position = held && { epoch: EPOCH, seq: held.seq }
  let viewer: Viewer | undefined
  const member: Member = {
    deliver: (channel, update) => viewer?.deliver(channel, update),
    replace: (channel) => viewer?.replace(channel),
  }
  const text = delayed.join(member, position)
  viewer = new Viewer(world, text as string, held)
  return { viewer, member }
}

it('shows everything that much later, whenever a viewer joins', () =>
  forSeeds(60, async (random: SeededRandom) => {
    const world = new World()
    for (let n = random.int(5); n > 0; n -= 1) {
      world.accept()
      vi.advanceTimersByTime(random.int(20_000))
    }
    await world.room.open()
    const delayed = await openDelayed(world)
    const viewers: ReturnType<typeof join>[] = []
    for (let step = 0; step < 120; step += 1) {
      if (random.chance(0.5)) world.accept()
      if (random.chance(0.1)) viewers.push(join(world, delayed))
      const some = viewers[random.int(Math.max(1, viewers.length))]
      if (some && random.chance(0.1)) {
        delayed.leave(some.member)
        viewers[viewers.indexOf(some)] = join(world, delayed, some.viewer)
      }
      vi.advanceTimersByTime(random.int(3_000))
      for (const { viewer } of viewers) viewer.check()
    }
  }))

it('[W1] gives nothing older to a viewer who comes with more than the channel has reached', async () => {
  const world = new World()
  await world.room.open()
  const delayed = await openDelayed(world)
  world.accept()
  world.accept()
  const got: number[] = []
  const member: Member = { deliver: (_channel, { seq }) => got.push(seq), replace: () => got.push(-1) }

  const text = delayed.join(member, { epoch: EPOCH, seq: 1 })
  vi.advanceTimersByTime(DELAY_MS)

  expect(JSON.parse(`{${text}}`)).toEqual({ match: 'm', epoch: EPOCH, seq: 1, updates: [] })
  expect(got).toEqual([2])
})

it('passes on the very frames of the room', async () => {
  const world = new World()
  await world.room.open()
  const delayed = await openDelayed(world)
  const frames: Buffer[] = []
  const member: Member = { deliver: (_channel, { frame }) => frames.push(frame), replace() {} }
  world.room.join(member)
  delayed.join(member)

  world.accept()
  vi.advanceTimersByTime(DELAY_MS)

  expect(frames).toHaveLength(2)
  expect(frames[0]).toBe(frames[1])
})

it('leaves the room when the past cannot be read', async () => {
  const world = new World()
  await world.room.open()
  world.accept()
  const delayed = new DelayedRoom(world.room, DELAY_MS)

  await expect(delayed.open({ readAsOf: () => Promise.reject(new Error('away')) })).rejects.toThrow('away')

  expect(world.room.size).toBe(0)
  expect(delayed.join({ deliver() {}, replace() {} })).toBeUndefined()
})
