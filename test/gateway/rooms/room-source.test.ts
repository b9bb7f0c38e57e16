import { expect, it } from 'vitest'
import type { Bus, BusHealth } from '../../../src/bus/bus.ts'
import { createMemoryBus } from '../../../src/bus/memory/memory-bus.ts'
import { createRoomSource } from '../../../src/gateway/rooms/room-source.ts'
import type { Position } from '../../../src/protocol/messages.ts'
import type { MatchStore } from '../../../src/store/match-store.ts'
import { storeOf, Truth } from '../truth.ts'

const RECENT_UPDATES = 256

it('reads the bus, and leaves the database alone', async () => {
  const { truth, bus, source, asked } = openWorld()
  await bus.publish(truth.change())

  expect(await source.read('m1')).toMatchObject({ ...truth.position, recent: truth.updatesAfter(0) })
  expect(asked).toEqual([])
})

it('reads from the database what the bus does not know, with the updates that a viewer who comes back may lack', async () => {
  const { truth, source } = openWorld()
  for (let goals = 0; goals < RECENT_UPDATES + 10; goals += 1) truth.change()

  const { match: _, ...snapshot } = truth.snapshot
  expect(await source.read('m1')).toEqual({ ...snapshot, recent: truth.updatesAfter(10) })
})

it('tells the bus what it did not know, so the next gateway need not ask the database', async () => {
  const { truth, bus, source, asked } = openWorld()
  truth.change()
  truth.change()

  const first = await source.read('m1')
  expect(await bus.read('m1')).toEqual(first)
  asked.length = 0
  expect(await source.read('m1')).toEqual(first)
  expect(asked).toEqual([])
})

it('takes no updates of a match that was made again while it was read for those of the one before', async () => {
  const { truth, bus, source, afterSnapshot } = openWorld()
  for (let goals = 0; goals < 5; goals += 1) truth.change()
  const { epoch, seq, state } = truth.snapshot
  afterSnapshot.push(() => {
    truth.restart()
    truth.change()
  })

  expect(await source.read('m1')).toEqual({ epoch, seq, state, recent: [] })
  expect(await bus.read('m1')).toBeUndefined()
})

it('has nothing to tell of a match in which nothing happened', async () => {
  const { bus, source } = openWorld()
  expect(await source.read('m1')).toMatchObject({ seq: 0, recent: [] })
  expect(await bus.read('m1')).toBeUndefined()
})

it('knows nothing of a match that does not exist', async () => {
  const { source } = openWorld()
  expect(await source.read('nobody')).toBeUndefined()
})

it.each(['down', 'up'] as const)(
  'reads the database while the bus is away, and does not bother it: %s',
  async (health) => {
    const { truth, source, broken, published } = openWorld()
    truth.change()
    broken.health = health
    broken.isBroken = true

    expect(await source.read('m1')).toMatchObject({ ...truth.position, recent: truth.updatesAfter(0) })
    expect(published).toEqual([])
  },
)

it('reads as truth the update at a position and those after it, the newest if they are too many, none of another epoch', async () => {
  const { truth, source } = openWorld()
  for (let goals = 0; goals < RECENT_UPDATES + 5; goals += 1) truth.change()
  const { epoch } = truth.position
  const countFrom = async (position: Position) => (await source.readTruth('m1', position))?.recent.length

  expect(await countFrom({ epoch, seq: 7 })).toBe(RECENT_UPDATES - 1)
  expect(await countFrom({ epoch, seq: 5 })).toBe(RECENT_UPDATES)
  expect(await countFrom({ epoch, seq: 4 })).toBe(RECENT_UPDATES)
  expect(await countFrom({ epoch: 'other', seq: 200 })).toBe(0)
  expect((await source.readTruth('m1', truth.position))?.recent).toEqual(truth.updatesAfter(truth.position.seq - 1))
})

function openWorld() {
  const truth = new Truth('m1')
  const memory = createMemoryBus()
  const published: string[] = []
  const asked: string[] = []
  const afterSnapshot: (() => void)[] = []
  const broken: { health: BusHealth; isBroken: boolean } = { health: 'up', isBroken: false }
  const bus: Bus = {
    ...memory,
    get health() {
      return broken.health
    },
    async publish(entry) {
      published.push(entry.match)
      return memory.publish(entry)
    },
    read: async (match) => {
      if (broken.isBroken) throw new Error('no bus')
      return memory.read(match)
    },
  }
  const whole = storeOf(new Map([['m1', truth]]))
  const store = {
    ...whole,
    readSnapshot: async (match: string) => {
      asked.push(match)
      const snapshot = await whole.readSnapshot(match)
      afterSnapshot.pop()?.()
      return snapshot
    },
  } as MatchStore
  return { truth, bus, source: createRoomSource(bus, store), published, asked, broken, afterSnapshot }
}
