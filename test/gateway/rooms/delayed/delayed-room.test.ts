import { describe, expect, it, vi } from 'vitest'
import { payloadOf } from '../../../../src/gateway/delivery/frame.ts'
import type { Member } from '../../../../src/gateway/rooms/channel.ts'
import { DelayedRoom } from '../../../../src/gateway/rooms/delayed-room.ts'
import { Room } from '../../../../src/gateway/rooms/room.ts'
import type { RoomSource } from '../../../../src/gateway/rooms/room-source.ts'
import { jumpFrames } from '../../../../src/gateway/rooms/snapshot-frames.ts'
import type { SnapshotMessage } from '../../../../src/protocol/messages.ts'
import { fakeTimePerTest } from '../../../support/fake-time.ts'
import { Truth } from '../../truth.ts'
import { DelayedViewer } from './delayed-viewer.ts'
import { DelayedWorld } from './delayed-world.ts'

const DELAY_MS = 30_000

fakeTimePerTest({ now: 1_795_000_000_000 })

/** Notes what it is given: the seqs of updates, and `jump`. */
function listener() {
  const got: (number | 'jump')[] = []
  const member: Member = { deliver: (_channel, { seq }) => got.push(seq), replace: () => got.push('jump'), gone() {} }
  return { got, member }
}

function publish(world: DelayedWorld, count = 1): void {
  for (let sent = 0; sent < count; sent += 1) world.accept()
  world.deliver()
}

it('[W15] holds an update no longer than the delay, whatever its `at` says', async () => {
  const world = new DelayedWorld()
  await world.open()
  const delayed = await world.openDelayed(DELAY_MS)
  const { got, member } = listener()
  delayed.join(member)
  const now = Date.now()
  vi.setSystemTime(now + 3_600_000)
  world.accept()
  vi.setSystemTime(now)
  world.deliver()
  vi.advanceTimersByTime(DELAY_MS - 1)
  expect(got).toEqual([])
  vi.advanceTimersByTime(1)
  expect(got).toEqual([1])
})

it('leaves the room behind it once it is closed, lets go of those who watch it, and waits for nothing', async () => {
  const world = new DelayedWorld()
  await world.open()
  const delayed = await world.openDelayed(DELAY_MS)
  const { got, member } = listener()
  delayed.join(member)
  publish(world, 3)
  expect([delayed.size, world.room.size, vi.getTimerCount()]).toEqual([1, 1, 1])
  delayed.close()
  expect([delayed.size, world.room.size, vi.getTimerCount()]).toEqual([0, 0, 0])
  vi.advanceTimersByTime(DELAY_MS)
  expect(got).toEqual([])
})

describe('one who comes with more than the channel has reached', () => {
  it('[W1] waits until the channel has come so far', async () => {
    const world = new DelayedWorld()
    await world.open()
    const delayed = await world.openDelayed(DELAY_MS)
    publish(world, 2)
    const { got, member } = listener()

    const text = delayed.join(member, { epoch: 'e1', seq: 1 })
    vi.advanceTimersByTime(DELAY_MS)

    expect(JSON.parse(`{${text}}`)).toEqual({ match: 'm', epoch: 'e1', seq: 1, updates: [] })
    expect(got).toEqual([2])
  })

  it('[W1] is not thrown back by a jump to less than it has', async () => {
    const world = new DelayedWorld()
    await world.open()
    const delayed = await world.openDelayed(DELAY_MS)
    world.accept()
    world.accept()
    await world.resync()
    vi.advanceTimersByTime(1_000)
    publish(world, 2)
    const { got, member } = listener()

    delayed.join(member, { epoch: 'e1', seq: 3 })
    vi.advanceTimersByTime(DELAY_MS)

    expect(got).toEqual([4])
  })

  it('[W1] is not shown the epoch before its own', async () => {
    const world = new DelayedWorld()
    await world.open()
    const delayed = await world.openDelayed(DELAY_MS)
    publish(world)
    world.restart()
    await world.resync()
    publish(world, 3)
    const { got, member } = listener()

    const text = delayed.join(member, { epoch: 'e2', seq: 2 })
    vi.advanceTimersByTime(DELAY_MS)

    expect(JSON.parse(`{${text}}`)).toEqual({ match: 'm', epoch: 'e2', seq: 2, updates: [] })
    expect(got).toEqual([3])
  })
})

describe('a jump of the room', () => {
  it('waits for its time, and what came before and after it too', async () => {
    const world = new DelayedWorld()
    await world.open()
    const delayed = await world.openDelayed(DELAY_MS)
    const { got, member } = listener()
    delayed.join(member)
    publish(world)
    vi.advanceTimersByTime(1_000)
    world.accept()
    world.accept()
    await world.resync()
    vi.advanceTimersByTime(1_000)
    publish(world)

    vi.advanceTimersByTime(DELAY_MS - 2_001)
    expect(got).toEqual([])
    vi.advanceTimersByTime(1)
    expect(got).toEqual([1])
    vi.advanceTimersByTime(1_000)
    expect(got).toEqual([1, 'jump'])
    expect(delayed.log.seq).toBe(3)
    vi.advanceTimersByTime(1_000)
    expect(got).toEqual([1, 'jump', 4])
  })

  it('[W13] tells of what it jumped over that much later too, as far as the room knows', async () => {
    const truth = new Truth('m1')
    const source: RoomSource = {
      read: async () => ({ ...truth.snapshot, recent: [] }),
      readTruth: async () => ({ ...truth.snapshot, recent: truth.updatesAfter(1) }),
    }
    const room = new Room({ match: 'm1', bus: { subscribe: async () => async () => {} }, source, onRepair() {} })
    await room.open()
    const delayed = new DelayedRoom(room, DELAY_MS, Date.now)
    await delayed.open({ readAsOf: async () => ({ snapshot: truth.snapshot, updates: [] }) })
    const frames: Buffer[] = []
    delayed.join({ deliver() {}, replace: ({ log }, jump) => frames.push(jumpFrames(log, jump).frame), gone() {} })
    const patch = { updatedAt: Date.now() }
    for (let goals = 0; goals < 3; goals += 1) truth.change({ patch, at: Date.now() })
    await room.resync()
    // The room goes on, and the jump stays what it was.
    truth.change({ patch, at: Date.now() })
    await room.resync()

    vi.advanceTimersByTime(DELAY_MS - 1)
    expect(frames).toEqual([])
    vi.advanceTimersByTime(1)
    const [first] = frames.map((frame) => JSON.parse(payloadOf(frame).toString()) as SnapshotMessage)
    expect(first).toMatchObject({ seq: 3, reason: 'resync', missed: [{ id: 'g2' }, { id: 'g3' }] })
  })

  it('to a new epoch is seen that much later too, however old its state is', async () => {
    const world = new DelayedWorld()
    publish(world)
    await world.open()
    vi.advanceTimersByTime(2 * DELAY_MS)
    const delayed = await world.openDelayed(DELAY_MS)
    const { got, member } = listener()
    delayed.join(member)
    world.restart()
    await world.resync()

    vi.advanceTimersByTime(DELAY_MS - 1)
    expect([delayed.log.epoch, got]).toEqual(['e1', []])
    vi.advanceTimersByTime(1)
    expect([delayed.log.epoch, got]).toEqual(['e2', ['jump']])
  })
})

describe('opening', () => {
  it('needs no database for what the room has lived through', async () => {
    const world = new DelayedWorld()
    world.isStoreAway = true
    publish(world, 3)
    await world.open()
    for (let second = 0; second < 40; second += 1) {
      publish(world, 2)
      vi.advanceTimersByTime(1_000)
    }

    const delayed = await world.openDelayed(DELAY_MS)
    const viewer = new DelayedViewer(world, delayed, DELAY_MS)

    expect(viewer.position).toEqual({ epoch: 'e1', seq: 3 + 2 * 11 })
    for (let second = 0; second < 40; second += 1) {
      viewer.check()
      vi.advanceTimersByTime(1_000)
    }
    expect(viewer.position).toEqual(world.position)
  })

  it('needs no database for a match that has been quiet for so long', async () => {
    const world = new DelayedWorld()
    world.isStoreAway = true
    publish(world, 3)
    vi.advanceTimersByTime(DELAY_MS)
    await world.open()

    expect((await world.openDelayed(DELAY_MS)).log.seq).toBe(3)
  })

  it('asks the database for the state before that, and leaves the room if it cannot be read', async () => {
    const world = new DelayedWorld()
    publish(world)
    await world.open()
    const delayed = new DelayedRoom(world.room, DELAY_MS, Date.now)
    world.isStoreAway = true

    await expect(delayed.open(world.past)).rejects.toThrow('away')

    expect(world.room.size).toBe(0)
    expect(delayed.join(listener().member)).toBeUndefined()
    world.isStoreAway = false
    expect((await world.openDelayed(DELAY_MS)).log.seq).toBe(0)
  })

  it.each([
    { from: 'the log', openFirst: true },
    { from: 'the database', openFirst: false },
  ])('[W3] from $from answers one who comes back with exactly what it missed', async ({ openFirst }) => {
    const world = new DelayedWorld()
    if (openFirst) await world.open()
    for (let second = 0; second < 40; second += 1) {
      publish(world)
      vi.advanceTimersByTime(1_000)
    }
    if (!openFirst) await world.open()

    const delayed = await world.openDelayed(DELAY_MS)
    const text = delayed.join(listener().member, { epoch: 'e1', seq: 8 })

    expect(world.storeReads).toBe(openFirst ? 0 : 1)
    const { seq, updates } = JSON.parse(`{${text}}`)
    expect([seq, updates.map((update: { seq: number }) => update.seq)]).toEqual([11, [9, 10, 11]])
  })
})

it('passes on the very frames of the room', async () => {
  const world = new DelayedWorld()
  await world.open()
  publish(world)
  const frames: Buffer[] = []
  const member: Member = { deliver: (_channel, { frame }) => frames.push(frame), replace() {}, gone() {} }
  const delayed = await world.openDelayed(DELAY_MS)
  delayed.join(member)
  world.room.join(member)
  publish(world)
  vi.advanceTimersByTime(DELAY_MS)

  expect(frames).toHaveLength(3)
  expect(frames[1]).toBe(world.room.log.all()[0]?.frame)
  expect(frames[2]).toBe(frames[0])
})
