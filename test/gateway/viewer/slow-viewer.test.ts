import type { Socket } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { Board } from '../../../src/gateway/boards/board.ts'
import type { Part } from '../../../src/gateway/delivery/deflate.ts'
import { Outbox } from '../../../src/gateway/delivery/outbox.ts'
import { type BaseChannel, type Channel, welcome } from '../../../src/gateway/rooms/channel.ts'
import { RoomLog } from '../../../src/gateway/rooms/room-log.ts'
import { Tallies } from '../../../src/gateway/tallies.ts'
import { EVERYTHING } from '../../../src/gateway/variants/kind.ts'
import { SlowViewer } from '../../../src/gateway/viewer/slow-viewer.ts'
import { StallWatch } from '../../../src/gateway/viewer/stall-watch.ts'
import { BoardChange } from '../../../src/gateway/viewer/subscriptions/board-change.ts'
import { PortionSize } from '../../../src/gateway/viewer/subscriptions/portion-size.ts'
import type { ServerMessage } from '../../../src/protocol/messages.ts'
import { Truth } from '../truth.ts'
import { FakeSocket, FrameReader } from './fake-viewer.ts'

it('[W4] gets every update while it keeps up, and only the newest state of what it missed while it was behind', async () => {
  const { viewer, channel, read, stallWatch } = setUp()
  channel.change()
  await nextTurn()
  expect(read()).toMatchObject([{ op: 'update', seq: 1 }])

  viewer.fallBehind()
  channel.change()
  channel.change()
  await nextTurn()
  expect(read()).toEqual([])
  expect(stallWatch.size).toBe(1)

  viewer.drained()
  expect(read()).toMatchObject([{ op: 'snapshot', seq: 3, reason: 'conflated', missed: [{ id: 'g2' }, { id: 'g3' }] }])
  expect(viewer.keepsUp).toBe(true)
  expect(stallWatch.size).toBe(0)
  channel.change()
  await nextTurn()
  expect(read()).toMatchObject([{ op: 'update', seq: 4 }])
})

it('[W4] is told of the key events that it missed before a resync, too', () => {
  const { viewer, channel, read } = setUp()
  viewer.fallBehind()
  channel.change()
  viewer.replace(channel, { reason: 'resync', after: 0 })
  viewer.drained()

  expect(read()).toMatchObject([{ op: 'snapshot', seq: 1, reason: 'conflated', missed: [{ id: 'g1' }] }])
})

it('[W13] is told of the key events that a resync jumped over, also when that is all it missed', async () => {
  const { viewer, channel, read } = setUp()
  channel.change()
  await nextTurn()
  read()
  viewer.fallBehind()
  viewer.replace(channel, { reason: 'resync', after: 0 })
  viewer.drained()

  expect(read()).toMatchObject([{ op: 'snapshot', seq: 1, reason: 'conflated', missed: [{ id: 'g1' }] }])
})

it('[W4] is told of nothing that was before a new epoch', () => {
  const { viewer, channel, read } = setUp()
  viewer.fallBehind()
  channel.change()
  viewer.replace(channel, { reason: 'epoch', after: 0 })
  viewer.drained()

  expect(read()).toMatchObject([{ op: 'snapshot', seq: 1, reason: 'conflated' }])
})

it('[W4] is behind again when what it missed does not fit, and goes on where it stopped', () => {
  const channels = ['m1', 'm2', 'm3'].map((match) => new TestChannel(new Truth(match)))
  const { viewer, read, confirm, stallWatch } = setUp(channels)
  viewer.fallBehind()
  for (const channel of channels) channel.change({ padding: 'x'.repeat(20_000) })

  viewer.drained()
  expect(read()).toMatchObject([{ op: 'snapshot', match: 'm1' }])
  expect(viewer.keepsUp).toBe(false)
  expect(stallWatch.size).toBe(1)
  // Missed before it caught up with m3: the state that comes will hold it.
  channels[2]?.change()

  confirm()
  confirm()
  confirm()
  expect(read()).toMatchObject([{ match: 'm2' }, { match: 'm3', seq: 2, missed: [{ id: 'g1' }, { id: 'g2' }] }])
  expect(viewer.keepsUp).toBe(true)
})

it('[W4] is not told of a channel or a board that it has left or been told of meanwhile', async () => {
  const channels = ['m1', 'm2'].map((match) => new TestChannel(new Truth(match)))
  const { viewer, read, left } = setUp(channels)
  const [first, second] = channels as [TestChannel, TestChannel]
  const listed = ['m1']
  const board = new Board({
    name: 'sport:football',
    acquire: async (match) => channels.find((channel) => channel.match === match) ?? 'match-not-found',
  })
  await board.open(listed)
  board.join(viewer)
  viewer.fallBehind()
  first.change()
  second.change()
  listed.push('m2')
  await board.refresh(listed)

  left.add(first)
  viewer.welcomed(second)
  viewer.answer({ parts: ['{}'] }, [board])
  viewer.drained()
  expect(read()).toEqual([{}])
  expect(viewer.keepsUp).toBe(true)
})

it('[W4] is told once of each board that changed, though not all of them fit at once', async () => {
  const { viewer, read, confirm } = setUp([])
  const lists = new Map([
    ['first', ['m1']],
    ['second', ['m1']],
  ])
  const boards = [...lists.keys()].map(
    (name) =>
      new Board({
        name,
        acquire: async (match) => new TestChannel(new Truth(match)),
      }),
  )
  for (const board of boards) {
    await board.open(lists.get(board.name) ?? [])
    board.join(viewer)
  }
  viewer.fallBehind()
  for (const board of boards) {
    lists.set(board.name, [])
    await board.refresh([])
  }

  viewer.drained()
  expect(read()).toMatchObject([{ op: 'board', board: 'first' }])
  for (let pong = 0; pong < 5; pong += 1) confirm()
  expect(read()).toMatchObject([{ op: 'board', board: 'second' }])
  expect(viewer.keepsUp).toBe(true)
})

it('[W16] hears that a match is gone before its board brings it again', async () => {
  const before = new TestChannel(new Truth('m1'))
  const { viewer, read } = setUp([before])
  const made = [before, new TestChannel(new Truth('m1'))]
  const board = new Board({ name: 'sport:football', acquire: async () => made.shift() ?? 'match-not-found' })
  await board.open(['m1'])
  board.join(viewer)
  viewer.fallBehind()
  before.isClosed = true
  viewer.gone(before)
  await board.refresh(['m1'])

  viewer.drained()
  await nextTurn()
  expect(read()).toMatchObject([{ op: 'gone', match: 'm1' }, { op: 'board' }])
})

it('is watched no more once it is gone, though it was behind', () => {
  const { viewer, stallWatch, channel, read } = setUp()
  viewer.fallBehind()
  viewer.end()

  expect(stallWatch.size).toBe(0)
  viewer.fallBehind()
  viewer.end()
  channel.change()
  viewer.drained()
  expect(stallWatch.size).toBe(0)
  expect(read()).toEqual([])
})

it.each(['endWriting', 'end'] as const)(
  'is written nothing that was owed once its connection closes (%s)',
  async (end) => {
    const { viewer, channel, read } = setUp()
    channel.change()
    viewer[end]()
    await nextTurn()
    expect(read()).toEqual([])
  },
)

/** One match that the viewer watches, of which changes are made by hand. */
class TestChannel implements BaseChannel {
  readonly match: string
  readonly kind = EVERYTHING
  readonly holders = new Set<object>()
  readonly base = this
  readonly log: RoomLog
  isClosed = false
  readonly #truth: Truth
  #member: SlowViewer | undefined

  constructor(truth: Truth) {
    this.match = truth.match
    this.#truth = truth
    this.log = new RoomLog(truth.match, truth.snapshot)
  }

  join(member: SlowViewer): Part {
    this.#member = member
    return welcome(this, undefined)
  }

  variant(): Channel {
    return this
  }

  isAhead(): boolean {
    return false
  }

  leave(): void {
    this.#member = undefined
  }

  change({ padding = '' } = {}): void {
    const [{ wire }] = this.#truth.change({ patch: { detail: { padding } } }).updates
    this.#member?.deliver(this, this.log.append(wire))
  }
}

function setUp(channels: readonly TestChannel[] = [new TestChannel(new Truth())]) {
  const socket = new FakeSocket()
  const reader = new FrameReader(socket)
  const stallWatch = new StallWatch()
  onTestFinished(() => stallWatch.close())
  const left = new Set<Channel>()
  const heard: ServerMessage[] = []
  const viewer = new SlowViewer(
    { tcp: socket.tcp as unknown as Socket, encoding: 'frame' },
    { outbox: new Outbox(), stallWatch, tallies: new Tallies() },
    {
      watches: (channel) => !left.has(channel),
      forget: (channel) => left.add(channel),
      changeOf: (board, told) => new BoardChange(board, told, new PortionSize(false)),
      followBoard(change) {
        change.tellSome(() => 0)
        return [JSON.stringify({ op: 'board', board: change.board.name, padding: 'x'.repeat(20_000) })]
      },
      joinMore: () => [],
      handleRequests() {},
      cutOff() {},
    },
  )
  for (const channel of channels) channel.join(viewer)
  return {
    viewer,
    channel: channels[0] as TestChannel,
    stallWatch,
    left,
    /** @returns what came since, whose pings are answered by `confirm` alone */
    read: () => [...heard.splice(0), ...reader.read()],
    confirm() {
      heard.push(...reader.read())
      for (const [number] of reader.pings.splice(0)) viewer.confirm(number)
    },
  }
}
