import { expect, it } from 'vitest'
import { createMemoryBus } from '../../../src/bus/memory/memory-bus.ts'
import type { TickMember } from '../../../src/gateway/rooms/channel.ts'
import { Room } from '../../../src/gateway/rooms/room.ts'
import { createRoomSource } from '../../../src/gateway/rooms/room-source.ts'
import type { MatchStore } from '../../../src/store/match-store.ts'
import { storeOf, Truth } from '../truth.ts'

const LESS_OFTEN = { view: 'full', everyMs: 1_000 } as const

it('a channel that tells a match less often is let go of with its last viewer, however long the match stays open', async () => {
  const room = await openRoom()
  const channel = room.variant(LESS_OFTEN)
  const viewer = someViewer()
  channel?.join(viewer)
  expect(room.variant(LESS_OFTEN)).toBe(channel)
  channel?.leave(viewer)

  expect(room.variant(LESS_OFTEN)).not.toBe(channel)
})

it('the view of a match that has ended lets nobody in', async () => {
  const room = await openRoom()
  const view = room.variant({ view: 'score', everyMs: 0 })
  view?.join(someViewer())
  room.end()

  expect(view?.join(someViewer())).toBeUndefined()
})

async function openRoom(): Promise<Room> {
  const bus = createMemoryBus()
  const source = createRoomSource(bus, storeOf(new Map([['m1', new Truth()]])) as MatchStore)
  const room = new Room({ match: 'm1', source, bus, onRepair: () => expect.unreachable() })
  await room.open()
  return room
}

function someViewer(): TickMember {
  return { deliver() {}, deliverTick() {}, replace() {}, gone() {} }
}
