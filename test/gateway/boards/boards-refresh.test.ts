import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { FleetChannel } from '../../../src/bus/fleet-channel.ts'
import type { Board, BoardMember } from '../../../src/gateway/boards/board.ts'
import { Boards } from '../../../src/gateway/boards/boards.ts'
import { channelOf } from './channel-of.ts'

const NAME = 'competition:cup'

// Boards are compared with their lists when a test says so.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  return () => void vi.useRealTimers()
})

describe('boards of one name', () => {
  it('are one for all who ask meanwhile or later, and another one with each delay', async () => {
    const { boards, rooms, open } = setUp()
    const [first, second] = await Promise.all([boards.acquire(NAME), boards.acquire(NAME)])
    expect(second).toBe(first)
    expect(await open()).toBe(first)
    const later = await open(NAME, 5_000)
    expect(later).not.toBe(first)
    expect(await open(NAME, 5_000)).toBe(later)
    expect(rooms.acquire.mock.calls).toEqual([
      ['m1', 0],
      ['m1', 5_000],
    ])
  })

  it('follow their list, though one of them cannot', async () => {
    const { boards, listed, rooms, failures, open } = setUp()
    const [delayed, live] = [await open(NAME, 5_000), await open()]
    for (const board of [delayed, live]) board.join(viewer())
    rooms.acquire.mockImplementation((match, delayMs) => {
      if (delayMs > 0) throw new Error('away')
      return channelOf(match)
    })
    listed.push('m2')
    await boards.refresh()
    expect(live.has('m2')).toBe(true)
    expect(delayed.has('m2')).toBe(false)
    expect(failures).toHaveLength(1)
  })
})

it('says of the matches that it lists that they exist, and has those checked that have left', async () => {
  const { boards, listed, rooms, open } = setUp()
  const board = await open()
  board.join(viewer())
  expect(rooms.confirm).toHaveBeenCalledExactlyOnceWith('m1')
  expect(rooms.confirm).toHaveBeenCalledBefore(rooms.acquire)
  listed[0] = 'm2'
  await boards.refresh()
  expect(rooms.confirm).toHaveBeenLastCalledWith('m2')
  expect(rooms.endDeleted).toHaveBeenCalledExactlyOnceWith(['m1'])
})

it('looks once more for a match on its list that was looked for in vain, and is shown without one that was deleted meanwhile', async () => {
  const { rooms, listed, open } = setUp()
  listed.push('deleted')
  const found = new Map([['m1', channelOf('m1')]])
  rooms.acquire.mockReturnValueOnce('match-not-found' as never)
  rooms.acquire.mockImplementation((match) => found.get(match) ?? ('match-not-found' as never))
  expect((await open()).channels).toEqual([found.get('m1')])
  expect(rooms.acquire).toHaveBeenCalledTimes(4)
})

it('tells other gateways the matches of a list as new once somebody watches it again', async () => {
  const told: string[] = []
  const fleet: FleetChannel = {
    tellFleet: async (_topic, text) => void told.push(JSON.parse(text).lists[0]?.matches ?? 'as before'),
    hearFleet() {},
  }
  const { boards, open } = setUp({ fleet })
  const member = viewer()
  const board = await open()
  board.join(member)
  await boards.refresh()
  await boards.refresh()
  board.leave(member)
  await boards.refresh()
  ;(await open()).join(member)
  await boards.refresh()
  expect(told).toEqual([['m1'], 'as before', ['m1']])
})

describe('[W25] of viewers with many boards and one with few', () => {
  const many = Array.from({ length: 20 }, (_, index) => `many${index}`)

  it('each has its turn when boards are opened', async () => {
    const { boards, reads, hold, end } = setUp()
    hold()
    const [greedy, modest] = [viewer(), viewer()]
    for (const name of many) void boards.acquire(`competition:${name}`, 0, greedy)
    void boards.acquire('competition:few', 0, modest)
    expect(reads).toEqual(many.slice(0, 8))
    await end('many0')
    await end('many1')
    expect(reads.slice(8)).toEqual(['few', 'many8'])
  })

  it('each has its turn when matches are opened, those of four boards at once', async () => {
    const { boards, rooms } = setUp()
    const opened: (() => void)[] = []
    rooms.acquire.mockImplementation(
      (match) => new Promise((resolve) => opened.push(() => resolve(channelOf(match)))) as never,
    )
    const [greedy, modest] = [viewer(), viewer()]
    const waiting = many.map((name) => boards.acquire(`competition:${name}`, 0, greedy))
    await vi.waitFor(() => expect(opened).toHaveLength(4))
    const few = boards.acquire('competition:few', 0, modest)
    await new Promise(setImmediate)
    expect(opened).toHaveLength(4)
    opened.shift()?.()
    await vi.waitFor(() => expect(opened).toHaveLength(4))
    opened.pop()?.()
    expect(await few).toMatchObject({ name: 'competition:few' })
    expect(await Promise.race([...waiting.slice(1), 'waiting'])).toBe('waiting')
  })

  it.each([
    ['has its turn when boards are read again', 15, ['few', 'many8']],
    ['has it only if it is one of the first sixteen of its board', 16, ['many8', 'many9']],
  ])('each %s', async (_what, before, next) => {
    const { boards, reads, hold, end, open } = setUp()
    const greedy = Array.from({ length: before }, viewer)
    for (const name of [...many, 'few']) {
      const board = await open(`competition:${name}`)
      for (const member of greedy) board.join(member)
    }
    ;(await open('competition:few')).join(viewer())
    reads.length = 0
    hold()
    void boards.refresh()
    expect(reads).toEqual(many.slice(0, 8))
    await end('many0')
    await end('many1')
    expect(reads.slice(8)).toEqual(next)
  })
})

function viewer(): BoardMember {
  return { boardChanged() {} }
}

/** Boards of competitions, which all have one list; they are read at once, or end when the test says so. */
function setUp({ fleet }: { fleet?: FleetChannel } = {}) {
  const listed = ['m1']
  const reads: string[] = []
  const failures: Error[] = []
  const ends = new Map<string, () => void>()
  let isHeld = false
  const rooms = {
    acquire: vi.fn((match: string, _delayMs: number) => channelOf(match)),
    confirm: vi.fn(),
    endDeleted: vi.fn(async () => {}),
  }
  const boards = new Boards({
    now: Date.now,
    store: {
      async listPresent({ competition = '' }) {
        reads.push(competition)
        if (isHeld) await new Promise<void>((resolve) => ends.set(competition, resolve))
        return [...listed]
      },
    },
    rooms: rooms as never,
    ...(fleet && { fleet }),
    onRefreshFailed: (error) => failures.push(error),
  })
  onTestFinished(() => boards.close())
  return {
    boards,
    rooms,
    listed,
    reads,
    failures,
    hold() {
      isHeld = true
    },
    async end(competition: string) {
      ends.get(competition)?.()
      await new Promise(setImmediate)
    },
    async open(name = NAME, delayMs?: number): Promise<Board> {
      const board = await boards.acquire(name, delayMs)
      if (typeof board === 'string') throw new Error(board)
      return board
    },
  }
}
