import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createMemoryBus } from '../../../src/bus/memory/memory-bus.ts'
import { Board } from '../../../src/gateway/boards/board.ts'
import { Boards } from '../../../src/gateway/boards/boards.ts'
import type { Acquired } from '../../../src/gateway/rooms/channel.ts'
import { parseBoardName } from '../../../src/match/lists/board-name.ts'
import type { MatchStore } from '../../../src/store/match-store.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'
import { openServices } from '../open-services.ts'
import { storeOf, Truth } from '../truth.ts'
import { FakeViewer } from '../viewer/fake-viewer.ts'
import { channelOf } from './channel-of.ts'

const REFRESH_MS = 2_000

fakeTimePerTest({ toFake: ['Date', 'setInterval', 'clearInterval'] })

describe('the boards of a gateway', () => {
  it('are 500 at most, also while they are being read, and one more is unavailable', async () => {
    const { boards, hold, goOn } = setUp()
    for (let index = 0; index < 250; index += 1) await boards.acquire(`competition:open-${index}`)
    hold()
    const opening = Array.from({ length: 250 }, (_, index) => boards.acquire(`competition:opening-${index}`))

    expect(await boards.acquire('competition:one-more')).toBe('unavailable')
    expect(await boards.acquire('competition:open-7')).toBeInstanceOf(Board)
    goOn()
    for (const board of await Promise.all(opening)) expect(board).toBeInstanceOf(Board)
    expect(await boards.acquire('competition:one-more')).toBe('unavailable')
  })

  it('make room for others when nobody watches them', async () => {
    const { boards, open } = setUp()
    const watched = await open('competition:watched')
    watched.join(viewer())
    const board = await open('competition:cup')
    for (let index = 2; index < 500; index += 1) await open(`competition:${index}`)
    await vi.advanceTimersByTimeAsync(REFRESH_MS)

    expect(board.join(viewer())).toBe(false)
    expect(await boards.acquire('competition:one-more')).toBeInstanceOf(Board)
    expect(await boards.acquire('competition:watched')).toBe(watched)
    const again = await open('competition:cup')
    expect(again).not.toBe(board)
    expect(again.join(viewer())).toBe(true)
  })

  it('show 200 matches at most, and are read every two seconds while somebody watches', async () => {
    const { open, limits } = setUp()
    const board = await open('competition:cup')
    board.join(viewer())
    await vi.advanceTimersByTimeAsync(REFRESH_MS - 1)
    expect(limits).toEqual([200])
    await vi.advanceTimersByTimeAsync(1)
    expect(limits).toEqual([200, 200])
    await vi.advanceTimersByTimeAsync(4 * REFRESH_MS)
    expect(limits).toEqual([200, 200, 200, 200, 200, 200])
  })

  it('are read eight at once', async () => {
    const { boards, limits, hold, goOn } = setUp()
    hold()
    const opening = Array.from({ length: 20 }, (_, index) => boards.acquire(`competition:${index}`))
    expect(limits).toHaveLength(8)
    goOn()
    for (const board of await Promise.all(opening)) expect(board).toBeInstanceOf(Board)
    expect(limits).toHaveLength(20)
  })

  it('of one name are read once, whatever their delay', async () => {
    const { boards, limits } = setUp()
    await Promise.all([0, 1_000, 2_000].map((delayMs) => boards.acquire('sport:tennis', delayMs)))
    await boards.acquire('sport:football')

    expect(limits).toEqual([200, 200])
    for (const delayMs of [0, 1_000, 2_000]) {
      const board = (await boards.acquire('sport:tennis', delayMs)) as Board
      board.join({ boardChanged() {} })
    }
    await vi.advanceTimersByTimeAsync(2_000)
    expect(limits).toHaveLength(3)
  })

  it('are not read again while they are still being read, nor left unread after a read that failed', async () => {
    const { open, limits, hold, goOn, failures } = setUp()
    const [first, second] = [await open('competition:cup'), await open('competition:league')]
    for (const board of [first, second]) board.join(viewer())
    limits.length = 0
    hold()
    await vi.advanceTimersByTimeAsync(5 * REFRESH_MS)
    expect(limits).toHaveLength(2)
    goOn(new Error('away'))
    await vi.advanceTimersByTimeAsync(0)
    expect(limits).toHaveLength(2)
    expect(failures).toHaveLength(2)

    await vi.advanceTimersByTimeAsync(REFRESH_MS)
    expect(limits).toHaveLength(4)
  })

  it('are read no more once the gateway is closed, and take nobody in', async () => {
    const { boards, open, limits } = setUp()
    const board = await open('competition:cup')
    board.join(viewer())
    boards.close()
    expect(vi.getTimerCount()).toBe(0)
    limits.length = 0
    await vi.advanceTimersByTimeAsync(5 * REFRESH_MS)

    expect(limits).toEqual([])
    expect(board.size).toBe(0)
    expect(board.join(viewer())).toBe(false)
    expect(await boards.acquire('competition:cup')).not.toBe(board)
  })

  it('that could not be opened are tried again by the next who asks', async () => {
    const { boards, hold, goOn } = setUp()
    hold()
    const refused = boards.acquire('competition:cup')
    goOn(new Error('away'))
    expect(await refused).toBe('unavailable')
    expect(await boards.acquire('competition:cup')).toBeInstanceOf(Board)
  })
})

it('the name of a board has 220 characters at most', () => {
  const name = (length: number) => `sport:${'x'.repeat(length - 6)}`
  expect(parseBoardName(name(220))).toEqual({ sport: 'x'.repeat(214) })
  expect(parseBoardName(name(221))).toBe(undefined)
})

describe('[W8] one viewer', () => {
  it('watches eight boards at most, and may replace one of them', async () => {
    const { viewer, ask } = await openViewer()
    const names = Array.from({ length: 9 }, (_, index) => `competition:c${index}`)

    const answer = await ask(names)
    expect(answer.map(({ code }) => code)).toEqual([...Array(8).fill(undefined), 'too-many-boards'])
    expect((await ask(['competition:c3']))[0]?.code).toBe(undefined)
    viewer.says({ op: 'unsubscribe', boards: ['competition:c0'] })
    expect((await ask(['competition:c8']))[0]?.code).toBe(undefined)
  })

  it('is told no more than the beginning of a long name that it may not watch', async () => {
    const { ask } = await openViewer()
    await ask(Array.from({ length: 8 }, (_, index) => `competition:c${index}`))

    const [refused] = await ask([`competition:${'x'.repeat(1_000)}`])
    expect(refused).toEqual({ board: `competition:${'x'.repeat(208)}`, code: 'too-many-boards' })
  })

  async function openViewer() {
    const truth = new Truth()
    const store = { ...storeOf(new Map([['m1', truth]])), listPresent: async () => ['m1'] }
    const viewer = new FakeViewer(openServices({ bus: createMemoryBus(), store }))
    let id = 0
    return {
      viewer,
      async ask(boards: readonly string[]) {
        id += 1
        viewer.says({ op: 'subscribe', id, boards })
        return vi.waitFor(() => {
          viewer.read()
          const answer = viewer.messages.find((message) => message.op === 'subscribed' && message.id === id)
          if (answer?.op !== 'subscribed') throw new Error('no answer yet')
          return (answer.boards ?? []) as { board: string; code?: string }[]
        })
      },
    }
  }
})

function viewer() {
  return { boardChanged() {} }
}

/** Boards whose lists are read at once, or when the test says so. */
function setUp() {
  /** The limit of each list that was asked for. */
  const limits: number[] = []
  const failures: Error[] = []
  let wait: Promise<void> | undefined
  let answer: (error?: Error) => void = () => {}
  const store: Pick<MatchStore, 'listPresent'> = {
    async listPresent({ limit }) {
      limits.push(limit)
      await wait
      return ['m1']
    },
  }
  const boards = new Boards({
    now: Date.now,
    store,
    rooms: { acquire: (match): Acquired => channelOf(match), confirm() {}, async endDeleted() {} },
    onRefreshFailed: (error) => failures.push(error),
  })
  onTestFinished(() => boards.close())
  return {
    boards,
    limits,
    failures,
    async open(name: string): Promise<Board> {
      const board = await boards.acquire(name)
      if (typeof board === 'string') throw new Error(board)
      return board
    },
    hold() {
      wait = new Promise((resolve, reject) => {
        answer = (error) => (error ? reject(error) : resolve())
      })
    },
    goOn(error?: Error) {
      answer(error)
      wait = undefined
    },
  }
}
