import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import type { Bus, BusListener } from '../../../src/bus/bus.ts'
import { createMemoryBus } from '../../../src/bus/memory/memory-bus.ts'
import type { Suspect } from '../../../src/bus/suspects.ts'
import { Room } from '../../../src/gateway/rooms/room.ts'
import { createRoomSource, type RoomSource } from '../../../src/gateway/rooms/room-source.ts'
import type { MatchStore } from '../../../src/store/match-store.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'
import { storeOf, Truth } from '../truth.ts'
import { StrictMember } from './strict-member.ts'

describe('opening', () => {
  it('hears nothing and lets nobody in when there is no such match', async () => {
    const { source, room, isHeard } = setUp()
    source.read = async () => undefined

    expect(await room.open()).toBe(false)

    expect(isHeard()).toBe(false)
    expect(room.join({ deliver() {}, replace() {}, gone() {} })).toBeUndefined()
  })

  it('fails with its first read, and hears nothing any more', async () => {
    const { source, room, isHeard } = setUp()
    source.read = () => Promise.reject(new Error('away'))

    await expect(room.open()).rejects.toThrow('away')

    expect(isHeard()).toBe(false)
  })

  const moments = ['before it subscribes', 'while it subscribes', 'while it reads', 'when it has read'] as const

  it.each(moments)('[W2] loses no update that is published %s', async (moment) => {
    const truth = new Truth()
    const bus = createMemoryBus()
    const store = storeOf(new Map([[truth.match, truth]]))
    const happens = async (now: (typeof moments)[number]) => {
      if (now === moment) await bus.publish(truth.change())
    }
    const readSnapshot: MatchStore['readSnapshot'] = async (match) => {
      const snapshot = await store.readSnapshot(match)
      await happens('while it reads')
      return snapshot
    }
    const subscribe: Bus['subscribe'] = async (match, listener) => {
      const leave = await bus.subscribe(match, listener)
      await happens('while it subscribes')
      return leave
    }
    // A bus that is down for readers: what was neither heard nor read stays unknown.
    const source = createRoomSource({ ...bus, health: 'down' }, { ...store, readSnapshot } as MatchStore)
    const room = new Room({ match: truth.match, source, bus: { subscribe }, onRepair: () => expect.unreachable() })

    await happens('before it subscribes')
    await room.open()
    await happens('when it has read')

    expect(room.position).toEqual({ epoch: 'e1', seq: 1 })
    expect(JSON.parse(`{${room.log.snapshot().text}}`).state).toEqual(truth.state())
  })
})

it('[W1] repairs a hole that it has from the start: an update was heard and the one before it was not read', async () => {
  const { truth, source, room, say } = setUp()
  for (let goals = 0; goals < 5; goals += 1) truth.change()
  const newest = source.read
  source.read = async () => {
    say(5)
    source.read = newest
    return { epoch: 'e1', seq: 3, state: truth.stateText({ epoch: 'e1', seq: 3 }), recent: [] }
  }

  await room.open()
  await reaches(room, 5)
})

describe('how long a room waits', () => {
  fakeTimePerTest({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })

  it('is 25 ms for what is only late, before it asks', async () => {
    const { say, source } = await setUpOpen({ updates: 3, graceMs: null })
    const read = vi.spyOn(source, 'read')

    say(3)
    await vi.advanceTimersByTimeAsync(24)
    expect(read).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(read).toHaveBeenCalledOnce()
  })

  it('is half a second after a read that failed, longer after each, and five seconds at most', async () => {
    const { say, source, room } = await setUpOpen({ updates: 2, retryMs: null })
    const askedAt: number[] = []
    source.read = () => {
      askedAt.push(performance.now())
      return Promise.reject(new Error('away'))
    }

    say(2)
    await vi.advanceTimersByTimeAsync(60_000)
    const waits = askedAt.slice(1).map((at, index) => at - (askedAt[index] as number))
    expect(waits.slice(0, 3)).toEqual([500, 1_000, 1_500])
    expect(Math.max(...waits)).toBe(5_000)

    room.close()
    const { length } = askedAt
    await vi.advanceTimersByTimeAsync(60_000)
    expect(askedAt).toHaveLength(length)
  })
})

describe('a hole', () => {
  it('[W5] holds a thousand updates behind it, and lets go of all when there are more', async () => {
    const { room, say } = await setUpOpen({ updates: 2_100, graceMs: null })
    for (let seq = 2; seq <= 1_001; seq += 1) say(seq)
    say(1)
    expect(room.position.seq).toBe(1_001)

    for (let seq = 1_003; seq <= 2_003; seq += 1) say(seq)
    say(1_002)
    expect(room.position.seq).toBe(1_002)
    room.close()
  })

  it('[W1] holds what comes after it until the late update comes, and reads nothing for that', async () => {
    const { truth, say, member, repairs, source } = await setUpOpen({ updates: 4 })
    source.read = () => expect.unreachable()

    say(1, 3, 4)
    expect(member.position.seq).toBe(1)
    say(2)

    expect(member.position).toEqual(truth.position)
    await pause(5)
    expect(repairs).toEqual([])
  })

  it('is filled from the recent log of the bus', async () => {
    const { room, say, member, repairs, source } = await setUpOpen({ updates: 3 })
    source.readTruth = () => expect.unreachable()

    say(3)
    await reaches(room, 3)

    expect(member.updates).toEqual([1, 2, 3])
    expect(repairs).toEqual(['repaired'])
  })

  it('is filled from the database when the bus does not know', async () => {
    const { room, say, member, source } = await setUpOpen({ updates: 3 })
    source.read = async () => ({ ...new Truth().snapshot, recent: [] })

    say(3)
    await reaches(room, 3)

    expect(member.updates).toEqual([1, 2, 3])
  })

  it('[W13] is filled from the database when the bus has only what came after it', async () => {
    const { truth, room, say, member, source, repairs } = await setUpOpen({ updates: 9 })
    source.read = async () => ({ ...truth.snapshot, recent: truth.updatesAfter(2) })

    say(5, 7)
    await reaches(room, 9)

    expect(member.updates).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(member.replacements).toEqual([])
    expect(repairs).toEqual(['repaired'])
  })

  it('[W13] costs no event when updates reach the bus out of order: the database has what the bus has not', async () => {
    const { truth, room, say, member, source } = await setUpOpen({ updates: 2, graceMs: null })
    // Seq 2 was published first, so the bus has not got seq 1 yet.
    source.read = async () => ({ ...truth.snapshot, recent: truth.updatesAfter(1) })

    say(2)
    await reaches(room, 2)
    say(1)

    expect(member.updates).toEqual([1, 2])
    expect(member.replacements).toEqual([])
  })

  it.each(['away', 'behind'])(
    '[W13] is jumped over while the database is %s, if the bus knows better',
    async (database) => {
      const { truth, room, say, member, source } = await setUpOpen({ updates: 9 })
      const old = { ...new Truth().snapshot, recent: [] }
      source.read = async () => ({ ...truth.snapshot, recent: truth.updatesAfter(2) })
      source.readTruth = async () => (database === 'away' ? Promise.reject(new Error('away')) : old)

      say(5, 7)
      await reaches(room, 9)

      expect(member.replacements).toEqual(['resync'])
    },
  )

  it('[W1] is jumped over with a snapshot when some of the updates are nowhere', async () => {
    const { truth, room, say, member, source } = await setUpOpen({ updates: 9 })
    source.read = async () => ({ ...truth.snapshot, recent: truth.updatesAfter(2) })
    source.readTruth = source.read

    say(5, 7)
    await reaches(room, 9)

    expect(member.updates).toEqual([])
    expect(member.replacements).toEqual(['resync'])
    expect(member.state).toEqual(truth.state())
  })

  it('is asked for until reading works again', async () => {
    const { truth, room, say, member, repairs, source } = await setUpOpen({ updates: 2 })
    let failures = 3
    source.read = async () => {
      failures -= 1
      if (failures >= 0) throw new Error('away')
      return { ...truth.snapshot, recent: truth.updatesAfter(0) }
    }

    say(2)
    await reaches(room, 2)

    expect(member.updates).toEqual([1, 2])
    expect(repairs).toEqual(['failed', 'failed', 'failed', 'repaired'])
  })

  it('is repaired also when it opens at the very end of a repair', async () => {
    const { truth, room, say, source } = await setUpOpen({ updates: 9 })
    source.read = async () => ({
      ...truth.snapshot,
      seq: 4,
      state: truth.stateText({ epoch: 'e1', seq: 4 }),
      recent: [],
    })
    source.onRepaired = () => queueMicrotask(() => say(6))

    say(3)
    await reaches(room, 9)
  })
})

it('[W5] counts only what it still holds: not what a repair has brought', async () => {
  const { truth, room, say } = await setUpOpen({ updates: 600 })
  say(...Array.from({ length: 599 }, (_, index) => index + 2))
  await reaches(room, 600)
  for (let goals = 0; goals < 700; goals += 1) truth.change()

  say(...Array.from({ length: 600 }, (_, index) => index + 602))
  say(601)
  expect(room.position.seq).toBe(1_201)
})

describe('a newer head', () => {
  it('[W6] leads to the updates that were lost without leaving a hole', async () => {
    const { truth, room, member } = await setUpOpen({ updates: 3 })

    room.learn(truth.position)
    await reaches(room, 3)

    expect(member.updates).toEqual([1, 2, 3])
  })

  it('is nothing new when it is old', async () => {
    const { truth, room, say, source } = await setUpOpen({ updates: 3 })
    source.read = () => expect.unreachable()
    say(1, 2, 3)

    room.learn({ epoch: 'e1', seq: 2 })
    room.learn(truth.position)
    room.learn({ epoch: 'e0', seq: 99 })

    await pause(5)
    expect(room.position).toEqual(truth.position)
  })
})

it('[W17] tells when an update comes again and is another one', async () => {
  const { truth, room, say, hear, contradictions } = await setUpOpen({ updates: 3 })
  say(1, 2, 3)
  say(2, 3)
  hear('e0', 2, '{"other":2}')
  expect(contradictions).toEqual([])

  hear('e1', 2, '{"other":2}')
  expect(contradictions).toEqual([{ match: 'm1', epoch: 'e1', seq: 2, wire: truth.entry(2, 2).updates[0].wire }])
  expect(room.position.seq).toBe(3)
})

describe('a newer epoch', () => {
  it('[W17] is read when only its name is heard', async () => {
    const { truth, room, say, hear, member } = await setUpOpen({ updates: 3 })
    say(1, 2, 3)
    truth.restart()
    hear('e2', 0, '')
    await expect.poll(() => room.position, { interval: 1 }).toEqual({ epoch: 'e2', seq: 0 })
    expect(member.replacements).toEqual(['epoch'])
  })

  it('[W16] that nobody has any more ends the room, and members are told', async () => {
    const { source, room, hear, member, isHeard } = await setUpOpen({ updates: 1 })
    source.read = async () => undefined
    source.readTruth = async () => undefined
    hear('e2', 0, '')
    await expect.poll(() => member.isGone, { interval: 1 }).toBe(true)
    expect(room.isClosed).toBe(true)
    expect(isHeard()).toBe(false)
  })

  it('[W1] replaces the state, though its seq is lower, and goes on from there', async () => {
    const { truth, room, say, member } = await setUpOpen({ updates: 3 })
    say(1, 2, 3)
    truth.restart()
    truth.change()

    say(1)
    await expect.poll(() => room.position, { interval: 1 }).toEqual({ epoch: 'e2', seq: 1 })
    truth.change()
    say(2)

    expect(member.replacements).toEqual(['epoch'])
    expect(member.updates).toEqual([1, 2, 3, 2])
    expect(member.state).toEqual(truth.state())
  })

  it('makes all messages of the old one worthless', async () => {
    const { truth, room, say, hear, member } = await setUpOpen({ updates: 3 })
    const late = truth.entry(1, 1)
    truth.restart()
    truth.change()
    say(1)
    await expect.poll(() => room.position, { interval: 1 }).toEqual({ epoch: 'e2', seq: 1 })

    hear(late.epoch, 2, late.updates[0].wire)

    expect(room.position).toEqual({ epoch: 'e2', seq: 1 })
    expect(member.updates).toEqual([])
  })
})

describe('resync', () => {
  it('[W6] takes the updates that the database has and the room has not', async () => {
    const { room, member } = await setUpOpen({ updates: 3 })

    await room.resync()

    expect(member.updates).toEqual([1, 2, 3])
  })

  it('[W17] tells of another update in the database than the one that led here, though nothing comes after it', async () => {
    const { truth, room, source, say, contradictions } = await setUpOpen({ updates: 3 })
    say(1, 2, 3)
    const [known] = truth.updatesAfter(2)
    source.readTruth = async () => ({ ...truth.snapshot, recent: truth.updatesAfter(2) })
    await room.resync()
    expect(contradictions).toEqual([])

    source.readTruth = async () => ({ ...truth.snapshot, recent: [{ seq: 3, wire: '{"other":3}' }] })
    await room.resync()
    expect(contradictions).toEqual([{ match: 'm1', epoch: 'e1', seq: 3, wire: known?.wire }])
  })

  it('takes nothing that the room knows already', async () => {
    const { room, say, member } = await setUpOpen({ updates: 3 })
    say(1, 2, 3)

    await room.resync()

    expect(member.updates).toEqual([1, 2, 3])
    expect(member.replacements).toEqual([])
  })
})

it('keeps a bounded number of updates behind a hole, and gets to the truth all the same', async () => {
  const { truth, room, say, source } = await setUpOpen({ updates: 3_000 })
  const read = source.read
  let free: () => void = () => {}
  const held = new Promise<void>((resolve) => {
    free = resolve
  })
  source.read = async (match) => {
    await held
    return read(match)
  }

  for (let seq = 2; seq <= 3_000; seq += 1) say(seq)
  free()

  await reaches(room, 3_000)
  expect(JSON.parse(`{${room.log.snapshot().text}}`).state).toEqual(truth.state())
})

it('delivers nothing after it was left or closed', async () => {
  const { room, say, member, isHeard } = await setUpOpen({ updates: 3 })
  say(1)
  room.leave(member)
  say(2)
  expect(member.updates).toEqual([1])
  expect(room.size).toBe(0)

  room.join(member)
  room.close()
  expect(room.size).toBe(0)
  room.close()
  await room.resync()

  expect(isHeard()).toBe(false)
  expect(room.position.seq).toBe(2)
})

type Source = { -readonly [Method in keyof RoomSource]: RoomSource[Method] } & { onRepaired?: () => void }

/** `null`: as long as rooms wait in life. */
interface Waits {
  readonly graceMs?: number | null
  readonly retryMs?: number | null
}

/** A room on a bus on which the test itself speaks; a test may change what it reads. */
function setUp({ graceMs = 0, retryMs = 0 }: Waits = {}) {
  const truth = new Truth()
  const repairs: string[] = []
  const contradictions: Suspect[] = []
  let listener: BusListener | undefined
  const bus: Pick<Bus, 'subscribe'> = {
    async subscribe(_match, listens) {
      listener = listens
      return async () => {
        listener = undefined
      }
    },
  }
  const source: Source = {
    read: async () => ({ ...truth.snapshot, recent: truth.updatesAfter(0) }),
    readTruth: async (_match, { seq }) => ({ ...truth.snapshot, recent: truth.updatesAfter(seq) }),
  }
  const room = new Room({
    match: truth.match,
    bus,
    source: {
      read: (match) => source.read(match),
      readTruth: (match, position) => source.readTruth(match, position),
    },
    onContradiction: (seen) => contradictions.push(seen),
    onRepair(_match, outcome) {
      repairs.push(outcome)
      source.onRepaired?.()
    },
    ...(graceMs !== null && { graceMs }),
    ...(retryMs !== null && { retryMs }),
  })
  const hear = (epoch: string, seq: number, wire: string) => listener?.({ epoch, seq }, Buffer.from(wire))
  const say = (...seqs: number[]) => {
    for (const seq of seqs) hear(truth.position.epoch, seq, truth.entry(seq, seq).updates[0].wire)
  }
  return { truth, room, source, repairs, contradictions, hear, say, isHeard: () => listener !== undefined }
}

/** One that is open and has a member at seq 0, before `updates` that it does not know of. */
async function setUpOpen({ updates, ...waits }: Waits & { updates: number }) {
  const world = setUp(waits)
  const { truth, room } = world
  await room.open()
  const member = new StrictMember(truth, JSON.parse(`{${room.log.snapshot().text}}`))
  room.join(member)
  for (let count = 0; count < updates; count += 1) truth.change()
  return { ...world, member }
}

function reaches(room: Room, seq: number) {
  return expect.poll(() => room.position.seq, { interval: 1 }).toBe(seq)
}
