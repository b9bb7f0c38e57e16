import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { BusHealth } from '../../../src/bus/bus.ts'
import { createMemoryBus } from '../../../src/bus/memory/memory-bus.ts'
import type { BaseChannel, Channel } from '../../../src/gateway/rooms/channel.ts'
import { DelayedRoom } from '../../../src/gateway/rooms/delayed-room.ts'
import { Room } from '../../../src/gateway/rooms/room.ts'
import { Rooms } from '../../../src/gateway/rooms/rooms.ts'
import type { Kind } from '../../../src/gateway/variants/kind.ts'
import type { MatchStore } from '../../../src/store/match-store.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'
import { storeOf, Truth } from '../truth.ts'

const CHECK_MS = 3_000
const MEMBER = { deliver() {}, replace() {}, gone() {}, deliverTick() {} }

fakeTimePerTest({ toFake: ['Date', 'performance', 'setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] })

describe('an empty room', () => {
  it('stays open while a board lists it, for viewers who have not been told of it yet', async () => {
    const { open } = setUp()
    const room = await open('m1')
    const board = {}
    room.holders.add(board)
    vi.advanceTimersByTime(10 * CHECK_MS)
    expect(room.isClosed).toBe(false)
    room.holders.delete(board)
    vi.advanceTimersByTime(5 * CHECK_MS)

    expect(room.isClosed).toBe(true)
  })

  it('waits ten seconds for somebody to come back, and is closed then', async () => {
    const { rooms, open } = setUp()
    const room = await open('m1')

    vi.advanceTimersByTime(4 * CHECK_MS)
    expect(room.isClosed).toBe(false)
    vi.advanceTimersByTime(CHECK_MS)

    expect(room.isClosed).toBe(true)
    expect(rooms.size).toBe(0)
    expect((await open('m1')).isClosed).toBe(false)
  })

  it('waits again from the start after somebody was there', async () => {
    const { open } = setUp()
    const room = await open('m1')
    vi.advanceTimersByTime(3 * CHECK_MS)
    room.join(MEMBER)
    vi.advanceTimersByTime(20 * CHECK_MS)
    expect(room.isClosed).toBe(false)
    room.leave(MEMBER)

    vi.advanceTimersByTime(4 * CHECK_MS)
    expect(room.isClosed).toBe(false)
    vi.advanceTimersByTime(CHECK_MS)
    expect(room.isClosed).toBe(true)
  })

  it('with a delay is closed likewise, and lets go of the room behind it', async () => {
    const { rooms, open } = setUp()
    const delayed = await open('m1', 30_000)
    expect(rooms.countViewers()).toEqual(new Map([['m1', 0]]))

    vi.advanceTimersByTime(5 * CHECK_MS)
    expect(delayed.isClosed).toBe(true)
    expect(rooms.size).toBe(1)
    const again = await open('m1', 30_000)
    expect(again).not.toBe(delayed)
    expect(again.isClosed).toBe(false)

    vi.advanceTimersByTime(11 * CHECK_MS)
    expect(rooms.size).toBe(0)
    expect(rooms.countViewers()).toEqual(new Map())
  })
})

describe('the bounds of a gateway', () => {
  it('let 256 rooms open at once, and the others wait for their turn', async () => {
    const { rooms, truths, reads, hold, goOn } = setUp()
    for (let index = 0; index < 640; index += 1) truths.set(`r${index}`, new Truth(`r${index}`))
    hold()
    const opening = [...truths.keys()].map((match) => rooms.acquire(match))
    const delayed = rooms.acquire('m1', 1_000)
    await settle()
    expect(reads).toHaveLength(256)

    await vi.advanceTimersByTimeAsync(2_999)
    goOn()
    for (const room of await Promise.all(opening)) expect(room).toBeInstanceOf(Room)
    expect(await delayed).toBeInstanceOf(DelayedRoom)
    expect(vi.getTimerCount()).toBe(1) // the check
  })

  it('refuse after three seconds what is still waiting, and what opens keeps its time', async () => {
    const { rooms, truths, reads, hold, goOn } = setUp()
    for (let index = 0; index < 256; index += 1) truths.set(`r${index}`, new Truth(`r${index}`))
    hold()
    const opening = Array.from({ length: 256 }, (_, index) => rooms.acquire(`r${index}`))
    const waiting = [rooms.acquire('m1'), rooms.acquire('m1', 1_000)]
    await vi.advanceTimersByTimeAsync(3_000)
    expect(await Promise.all(waiting)).toEqual(['unavailable', 'unavailable'])
    expect(reads).toHaveLength(256)

    goOn()
    for (const room of await Promise.all(opening)) expect(room).toBeInstanceOf(Room)
    expect(await rooms.acquire('m1')).toBeInstanceOf(Room)
  })

  it('[W5] let 10,000 rooms open or wait, and refuse more at once', async () => {
    const { rooms, hold, goOn } = setUp()
    hold()
    const opening = Array.from({ length: 10_000 }, (_, index) => rooms.acquire(`unknown-${index}`))
    expect(opening).not.toContain('unavailable')
    expect(rooms.acquire('m1')).toBe('unavailable')
    expect(rooms.acquire('m1', 1_000)).toBe('unavailable')
    // One that is waited for already costs no more.
    const again = rooms.acquire('unknown-9999')
    expect(again).toBe(opening[9_999])

    goOn()
    await Promise.all(opening)
    expect(await rooms.acquire('m1')).toBeInstanceOf(Room)
  })

  it('let nobody wait once all is closed', async () => {
    const { rooms, hold } = setUp()
    hold()
    for (let index = 0; index < 256; index += 1) void rooms.acquire(`unknown-${index}`)
    const waiting = rooms.acquire('m1')
    rooms.close()
    expect(await waiting).toBe('unavailable')
    expect(vi.getTimerCount()).toBe(0)
  })

  it('let 5,000 rooms with a delay be open, and refuse more', async () => {
    const { rooms, truths, open } = setUp()
    for (let index = 0; index < 50; index += 1) truths.set(`r${index}`, new Truth(`r${index}`))
    for (let step = 0; step < 5_000; step += 1) await open(`r${step % 50}`, 100 * (1 + Math.floor(step / 50)))

    expect(await rooms.acquire('r0', 20_000)).toBe('unavailable')
    expect(await rooms.acquire('r0', 10_000)).toMatchObject({ match: 'r0' })
    expect(await rooms.acquire('m2')).toBeInstanceOf(Room)
  })

  it('let one match have 256 delays, open or being opened, and refuse more of it alone', async () => {
    const { rooms, open } = setUp()
    for (let step = 1; step <= 200; step += 1) await open('m1', 100 * step)
    const opening = Array.from({ length: 56 }, (_, step) => rooms.acquire('m1', 100 * (201 + step)))

    expect(await rooms.acquire('m1', 99_000)).toBe('unavailable')
    for (const channel of await Promise.all(opening)) expect(channel).toBeInstanceOf(DelayedRoom)
    expect(await rooms.acquire('m1', 99_000)).toBe('unavailable')
    expect(await rooms.acquire('m1', 100)).toBeInstanceOf(DelayedRoom)
    expect(await rooms.acquire('m2', 99_000)).toBeInstanceOf(DelayedRoom)
  })

  it('[W9] tell one match less often in 256 ways, whatever the delay, and in no other; on a board it is told by itself then', async () => {
    const { open } = setUp()
    const seconds = [1, 2, 5, 10]
    const kinds = seconds.flatMap((every) =>
      (['full', 'score'] as const).map((view) => ({ view, everyMs: every * 1_000 })),
    )
    const rooms = [await open('m1')]
    for (let step = 1; step < 32; step += 1) rooms.push(await open('m1', 100 * step))
    const channels = rooms.flatMap((room) => kinds.map((kind) => room.variant(kind)))
    for (const channel of channels) expect(channel?.join(MEMBER)).toBeDefined()
    const [first] = rooms as [BaseChannel]
    const [kind] = kinds as [Kind]

    const other = await open('m1', 99_000)
    expect(other.variant(kind)).toBeUndefined()
    expect(other.variant({ view: 'score', everyMs: 0 })).toBeDefined()
    expect(first.variant(kind)).toBe(channels[0])
    expect(first.variant(kind, { add() {} })).toBe(channels[0])
    expect(other.variant(kind, { add() {} })).toBeUndefined()
    expect((await open('m2')).variant(kind)).toBeDefined()

    channels[0]?.leave(MEMBER)
    expect(other.variant(kind)?.join(MEMBER)).toBeDefined()
    expect(first.variant(kind)).toBeUndefined()
  })

  it('share a delay among those who want nearly the same', async () => {
    const { open } = setUp()
    const delayed = await open('m1', 29_901)
    expect(await open('m1', 30_000)).toBe(delayed)
    expect(await open('m1', 30_001)).not.toBe(delayed)
  })

  it('[W24] compare 200 rooms at once with the database after an outage, and read none that has its position', async () => {
    const { rooms, truths, open, reads, asked, bus } = setUp()
    for (let index = 0; index < 450; index += 1) {
      truths.set(`r${index}`, new Truth(`r${index}`))
      await open(`r${index}`)
    }
    truths.get('r7')?.change()
    reads.length = 0
    asked.length = 0
    await rooms.resyncAll()
    expect(asked).toEqual(Array(3).fill('store'))
    expect(reads).toEqual(['r7'])
    expect(await bus.takeSuspects()).toEqual([])
  })

  it('[W17] report after an outage an update that the database has otherwise at their position', async () => {
    const { rooms, truths, open, bus } = setUp()
    const first = new Truth('m1')
    truths.set('m1', first)
    await open('m1')
    await bus.publish(first.change())
    const other = new Truth('m1')
    other.change({ patch: { score: { home: 9 } } })
    truths.set('m1', other)
    await rooms.resyncAll()
    expect(await bus.takeSuspects()).toMatchObject([{ match: 'm1', epoch: 'e1', seq: 1 }])
  })

  it('read sixteen rooms at once that differ from the database after an outage', async () => {
    const { rooms, truths, open, hold, goOn, reads } = setUp()
    for (let index = 0; index < 40; index += 1) {
      truths.set(`r${index}`, new Truth(`r${index}`))
      await open(`r${index}`)
    }
    for (const truth of truths.values()) truth.change()
    reads.length = 0
    hold()
    const resynced = rooms.resyncAll()
    await settle()

    expect(reads).toHaveLength(16)
    goOn()
    await resynced
    expect(reads).toHaveLength(40)
  })
})

describe('a match that does not exist', () => {
  it('[W12] is remembered for two seconds, and costs the database one read meanwhile, however many ask', async () => {
    const { rooms, reads, asked, bus } = setUp()
    const subscribe = vi.spyOn(bus, 'subscribe')
    expect(await Promise.all([rooms.acquire('nowhere'), rooms.acquire('nowhere', 1_000)])).toEqual(
      Array(2).fill('match-not-found'),
    )
    vi.advanceTimersByTime(1_999)
    expect(rooms.acquire('nowhere')).toBe('match-not-found')
    expect(asked).toEqual(['store'])

    vi.advanceTimersByTime(1)
    expect(await rooms.acquire('nowhere')).toBe('match-not-found')
    expect(asked).toEqual(['store', 'store'])
    // A subscription to nothing costs more than the question.
    expect(subscribe).not.toHaveBeenCalled()
    expect(reads).toEqual([])
  })

  it('[W12] is found two seconds after it was created, and at once by a board that lists it', async () => {
    const { rooms, truths } = setUp()
    await Promise.all(['new', 'listed'].map((match) => rooms.acquire(match)))
    for (const match of ['new', 'listed']) truths.set(match, new Truth(match))
    rooms.confirm('listed')
    expect(await rooms.acquire('listed')).toBeInstanceOf(Room)
    expect(rooms.acquire('new')).toBe('match-not-found')
    vi.advanceTimersByTime(2_000)
    expect(await rooms.acquire('new')).toBeInstanceOf(Room)
  })

  it('[W12] is found at once when it was created in this process', async () => {
    const { rooms, truths, bus } = setUp()
    await rooms.acquire('new')
    const truth = new Truth('new')
    truths.set('new', truth)
    expect(rooms.acquire('new')).toBe('match-not-found')
    await bus.publish(truth.change())
    expect(await rooms.acquire('new')).toBeInstanceOf(Room)
  })

  it('[W12] is not remembered because the database was away', async () => {
    const { rooms, hold, goOn } = setUp()
    hold()
    const opening = rooms.acquire('m1')
    goOn(new Error('away'))
    expect(await opening).toBe('unavailable')
    hold()
    goOn()
    expect(await rooms.acquire('m1')).toBeInstanceOf(Room)
  })
})

describe('heads', () => {
  it('[W6] are asked of the bus every three seconds, and every fourth time of the database', async () => {
    const { open, asked } = setUp()
    await open('m1').then((room) => room.join(MEMBER))
    asked.length = 0
    for (let check = 0; check < 8; check += 1) await vi.advanceTimersByTimeAsync(CHECK_MS)

    const three = Array(3).fill('bus')
    expect(asked).toEqual([...three, 'store', ...three, 'store'])
  })

  it('[W24] are learnt of a match whose last update nobody heard', async () => {
    const { open, bus, truth, setDeaf } = setUp()
    const room = (await open('m1')) as Room
    room.join(MEMBER)
    setDeaf(true)
    await bus.publish(truth('m1').change())
    await vi.advanceTimersByTimeAsync(CHECK_MS - 1)
    expect(room.position.seq).toBe(0)

    await vi.advanceTimersByTimeAsync(100)
    expect(room.position.seq).toBe(1)
  })

  it('[W6] are compared with the database while the bus is down', async () => {
    const { open, asked, setHealth } = setUp()
    await open('m1').then((room) => room.join(MEMBER))
    asked.length = 0
    setHealth('down')
    await vi.advanceTimersByTimeAsync(2 * CHECK_MS)

    expect(asked).toEqual(['store', 'store'])
  })

  it('[W17] that are ahead of the database are reported, and those that it does not have', async () => {
    const { open, bus, truth, truths } = setUp()
    for (const match of ['m1', 'm2', 'm3']) await open(match).then((room) => room.join(MEMBER))
    await bus.publish(truth('m3').change())
    truth('m3').change()
    const lost = truth('m1').change()
    truths.set('m1', new Truth('m1'))
    truths.delete('m2')
    await bus.publish(lost)
    await vi.advanceTimersByTimeAsync(3 * CHECK_MS)
    expect(await bus.takeSuspects()).toEqual([])

    await vi.advanceTimersByTimeAsync(CHECK_MS)
    expect(await bus.takeSuspects()).toEqual([
      { match: 'm1', epoch: 'e1', seq: 1 },
      { match: 'm2', epoch: 'e1', seq: 0 },
    ])
  })

  it('[W17] that are ahead of the database are reported again three seconds later, until it has been mended', async () => {
    const { open, bus, truth, truths, asked } = setUp()
    await open('m1').then((room) => room.join(MEMBER))
    await bus.publish(truth('m1').change())
    const whole = truth('m1')
    truths.set('m1', new Truth('m1'))
    await vi.advanceTimersByTimeAsync(4 * CHECK_MS)
    expect(await bus.takeSuspects(), 'taken by a replica that ends then').toHaveLength(1)

    await vi.advanceTimersByTimeAsync(CHECK_MS)
    expect(await bus.takeSuspects()).toEqual([{ match: 'm1', epoch: 'e1', seq: 1 }])
    truths.set('m1', whole)
    await vi.advanceTimersByTimeAsync(CHECK_MS)
    asked.length = 0
    await vi.advanceTimersByTimeAsync(CHECK_MS)
    expect(asked, 'all is well').toEqual(['bus'])
    expect(await bus.takeSuspects()).toEqual([])
  })

  it('[W17] are compared with the database three seconds later if that failed, and the bus is asked meanwhile', async () => {
    const { open, asked, failReads } = setUp()
    await open('m1').then((room) => room.join(MEMBER))
    await vi.advanceTimersByTimeAsync(3 * CHECK_MS)
    asked.length = 0
    failReads(2)
    await vi.advanceTimersByTimeAsync(4 * CHECK_MS)

    expect(asked).toEqual(['store', 'bus', 'store', 'bus', 'store', 'bus'])
  })

  it('[W16] of a match that is gone close its room, and whoever asks again opens another', async () => {
    const { rooms, open, bus, truths } = setUp()
    const gone: string[] = []
    const member = { ...MEMBER, gone: ({ match }: Channel) => gone.push(match) }
    const channels = [await open('m1'), await open('m1', 60_000)]
    for (const channel of channels) channel.join(member)
    truths.delete('m1')
    await bus.remove('m1', 'e2')
    await vi.advanceTimersByTimeAsync(100)

    expect(gone).toEqual(['m1', 'm1'])
    expect(channels.map(({ isClosed }) => isClosed)).toEqual([true, true])
    expect(await rooms.acquire('m1')).toBe('match-not-found')
    truths.set('m1', new Truth('m1'))
    rooms.confirm('m1')
    expect(await rooms.acquire('m1')).toBeInstanceOf(Room)
    expect(await rooms.acquire('m1', 60_000)).toBeInstanceOf(DelayedRoom)
  })

  it('[W16] of a match that is gone let go of those who watch its score alone, too', async () => {
    const { open } = setUp()
    const room = (await open('m1')) as Room
    const gone: string[] = []
    const score = room.variant({ view: 'score', everyMs: 0 }) as Channel
    score.join({ ...MEMBER, gone: ({ match }: Channel) => gone.push(match) })
    room.end()
    expect(gone).toEqual(['m1'])
    expect(score.join(MEMBER)).toBeUndefined()
  })

  it('[H12] of a match that was deleted close its room, though the bus is away', async () => {
    const { open, setHealth, truths, deleted } = setUp()
    const gone: string[] = []
    const room = await open('m1')
    room.join({ ...MEMBER, gone: ({ match }: Channel) => gone.push(match) })
    setHealth('down')
    truths.delete('m1')
    await vi.advanceTimersByTimeAsync(2 * CHECK_MS)
    expect(room.isClosed).toBe(false)
    deleted.set('m1', 'e9')
    await vi.advanceTimersByTimeAsync(CHECK_MS + 100)
    expect(gone).toEqual(['m1'])
    expect(room.isClosed).toBe(true)
  })

  it('are asked for no more once all is closed, and nobody is in a room', async () => {
    const { rooms, open, asked } = setUp()
    const channels = [await open('m1'), await open('m2', 1_000)]
    for (const channel of channels) channel.join(MEMBER)
    asked.length = 0
    rooms.close()
    expect(channels.map((channel) => (channel as Room | DelayedRoom).size)).toEqual([0, 0])
    expect(vi.getTimerCount()).toBe(0)
    await vi.advanceTimersByTimeAsync(10 * CHECK_MS)

    expect(asked).toEqual([])
    expect(channels.map(({ isClosed }) => isClosed)).toEqual([true, true])
    expect(rooms.size).toBe(0)
    expect(rooms.countViewers()).toEqual(new Map())
  })
})

/** Lets what is waiting for nothing but its turn go on. */
async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0)
}

/** Rooms between a bus in memory and a database that answers at once, or when the test says so. */
function setUp() {
  const truths = new Map(['m1', 'm2', 'm3'].map((match) => [match, new Truth(match)]))
  const memory = createMemoryBus()
  const deleted = new Map<string, string>()
  const asked: string[] = []
  const reads: string[] = []
  let health: BusHealth = 'up'
  let isDeaf = false
  let failing = 0
  let wait: Promise<void> | undefined
  let goOn: (error?: Error) => void = () => {}
  const database = storeOf(truths)
  const store: Partial<MatchStore> = {
    ...database,
    async readSnapshot(match) {
      reads.push(match)
      await wait
      return database.readSnapshot(match)
    },
    async readHeads(matches) {
      asked.push('store')
      if (failing > 0) {
        failing -= 1
        throw new Error('the database is away')
      }
      return database.readHeads(matches)
    },
    readDeleted: async (matches) => matches.map((match) => deleted.get(match)),
    readSeqAt: async () => 0,
    readPast: async (match) => truths.get(match)?.snapshot,
  }
  const rooms = new Rooms({
    now: Date.now,
    bus: {
      ...memory,
      get health() {
        return health
      },
      subscribe: (match, listener) => memory.subscribe(match, (...heard) => isDeaf || listener(...heard)),
      readChanges(after) {
        asked.push('bus')
        return memory.readChanges(after)
      },
    },
    store: store as MatchStore,
    onRepair() {},
    onCheckFailed() {},
  })
  onTestFinished(() => rooms.close())
  return {
    rooms,
    bus: memory,
    truth: (match: string) => truths.get(match) as Truth,
    truths,
    /** The epoch that a match has left. */
    deleted,
    asked,
    reads,
    /** From now on rooms hear nothing. */
    setDeaf(now: boolean) {
      isDeaf = now
    },
    /** So many questions for heads fail. */
    failReads(count: number) {
      failing = count
    },
    setHealth(now: BusHealth) {
      health = now
    },
    hold() {
      wait = new Promise((resolve, reject) => {
        goOn = (error) => (error ? reject(error) : resolve())
      })
    },
    goOn: (error?: Error) => goOn(error),
    async open(match: string, delayMs = 0): Promise<BaseChannel> {
      const acquired = await rooms.acquire(match, delayMs)
      if (typeof acquired === 'string') throw new Error(acquired)
      return acquired
    },
  }
}
