import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { LiveList } from '../../../../src/web/page/live/live-list.ts'
import type { HeldMatch, ListData, ListOf } from '../../../../src/web/page-data.ts'
import { stateOf } from '../../../client/state-builder.ts'
import { fakeContext } from './fake-follow.ts'

/** Rows on a screen, and who looks at them. */
class FakeObserver {
  static latest: FakeObserver
  readonly watched = new Set<object>()
  readonly #onChange: (entries: object[]) => void

  constructor(onChange: (entries: object[]) => void) {
    FakeObserver.latest = this
    this.#onChange = onChange
  }

  observe(element: object): void {
    this.watched.add(element)
  }

  unobserve(element: object): void {
    this.watched.delete(element)
  }

  disconnect(): void {
    this.watched.clear()
  }

  see(isIntersecting: boolean): void {
    this.#onChange([...this.watched].map((target) => ({ target, isIntersecting })))
  }
}

/** The rows that are drawn. */
let rows: { dataset: { match: string } }[] = []
const frames: (() => void)[] = []

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('IntersectionObserver', FakeObserver)
  vi.stubGlobal('document', { querySelectorAll: () => rows })
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => frames.push(draw))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  rows = []
  frames.length = 0
})

const names = (count: number) => Array.from({ length: count }, (_, n) => `m${n}`)

function start({ drawn = 0, of = { kind: 'competition', competition: 'cup' } as ListOf } = {}) {
  const { context, boards, matches } = fakeContext()
  const held = names(drawn).map((match) => ({ match, state: stateOf(match) }) as unknown as HeldMatch)
  const page = { kind: 'list', of, matches: held, isNew: false } as unknown as ListData
  const list = new LiveList(page, context, held)
  const followed = () => matches.filter(({ isClosed }) => !isClosed).map(({ name }) => name)
  /** Sorts, and draws what is to be drawn. */
  const draw = async () => {
    await vi.advanceTimersByTimeAsync(0)
    for (const frame of frames.splice(0)) frame()
  }
  return { list, boards, matches, followed, draw }
}

it('says that the scores cannot be loaded after six seconds without an answer', async () => {
  const { list } = start()
  await vi.advanceTimersByTimeAsync(5_999)
  expect(list.get()).toEqual({ kind: 'loading' })
  await vi.advanceTimersByTimeAsync(1)
  expect(list.get()).toEqual({ kind: 'failed' })
  list.close()
})

it.each([
  [0, 1],
  [200, 1],
  [201, 2],
  [600, 3],
  [2_000, 3],
])('of a day with %i drawn matches follows %i pages at once, three at most', (drawn, pages) => {
  const { list, boards } = start({ drawn, of: { kind: 'day', day: '2026-11-29' } })
  expect(boards).toHaveLength(pages)
  list.close()
})

it('follows the next page of a day once one is full, and no fourth', () => {
  const { list, boards } = start({ of: { kind: 'day', day: '2026-11-29' } })
  const fill = (page: number, count: number) => {
    const board = boards[page]
    if (board === undefined) throw new Error(`page ${page} is not followed`)
    board.matches.push(...names(count).map((match) => ({ match })))
    board.tell('change')
  }
  fill(0, 199)
  expect(boards).toHaveLength(1)
  fill(0, 1)
  fill(0, 0)
  expect(boards).toHaveLength(2)
  fill(1, 200)
  fill(2, 200)
  expect(boards).toHaveLength(3)
  list.close()
})

it('follows 60 at most of the matches on the screen that no board has, and only while they are there', async () => {
  const { list, boards, matches, followed, draw } = start({ drawn: 100 })
  rows = names(100).map((match) => ({ dataset: { match } }))
  boards[0]?.answers()
  for (const match of matches) match.answers()
  expect(followed()).toHaveLength(20)
  await draw()
  FakeObserver.latest.see(true)
  expect(followed()).toEqual(names(60))
  FakeObserver.latest.see(false)
  expect(followed()).toEqual([])
  FakeObserver.latest.see(true)
  expect(followed()).toEqual(names(60))
  list.close()
})

it('goes on following a match that a board has taken up, whoever sees it, and watches no row of a board', async () => {
  const { list, boards, followed, draw } = start({ drawn: 2 })
  rows = names(2).map((match) => ({ dataset: { match } }))
  boards[0]?.answers()
  boards[0]?.tell('joined', { match: 'm0' })
  await draw()
  expect([...FakeObserver.latest.watched]).toEqual([rows[1]])
  FakeObserver.latest.see(false)
  expect(followed()).toEqual(['m0'])
  list.close()
})

it('follows nobody unseen once it was answered', async () => {
  const { list, boards, matches, followed, draw } = start({ drawn: 21 })
  rows = names(21).map((match) => ({ dataset: { match } }))
  boards[0]?.answers()
  for (const match of matches) match.answers()
  expect(list.isAnswered).toBe(true)
  await draw()
  FakeObserver.latest.see(false)
  boards[0]?.tell('status')
  expect(followed()).toEqual([])
  list.close()
})

it('sorts once, however much has changed in one message; after the answer only where a match belongs elsewhere', async () => {
  const { list, boards, matches, draw } = start({ drawn: 3 })
  const seen = vi.fn(() => void list.get())
  boards[0]?.answers()
  await draw()
  list.watch(seen)
  // Before the answer each may say that all are answered.
  for (const match of matches) match.tell('change')
  await draw()
  expect(seen).toHaveBeenCalledTimes(1)

  for (const match of matches) {
    match.state = stateOf(match.name)
    match.answers()
  }
  await draw()
  expect(list.isAnswered).toBe(true)
  seen.mockClear()
  const [first] = matches
  first?.scores(1)
  first?.tell('change')
  await draw()
  expect(seen).not.toHaveBeenCalled()
  if (first) first.state = { ...stateOf('m0'), status: 'final' }
  first?.tell('change')
  await draw()
  expect(seen).toHaveBeenCalledTimes(1)
  list.close()
})

it('keeps on today’s list what was played while it was open, and takes into the next day only what is still being played', async () => {
  const { list, boards, matches } = start({ drawn: 2, of: { kind: 'today' } })
  const yesterday = Date.now() - 2 * 86_400_000
  for (const board of boards) board.answers()
  for (const match of matches) match.state = { ...stateOf(match.name), startsAt: yesterday }
  const shown = () => {
    list.changed()
    const now = list.get()
    return now.kind === 'matches' ? now.groups.flatMap(({ rows: each }) => each.map(({ match }) => match)) : []
  }
  expect([shown(), list.matchesOfNow]).toEqual([
    ['m0', 'm1'],
    ['m0', 'm1'],
  ])
  const [first] = matches
  if (first) first.state = { ...stateOf('m0'), startsAt: yesterday, status: 'final' }
  expect([shown().sort(), list.matchesOfNow]).toEqual([['m0', 'm1'], ['m1']])
  list.close()
})

it('looks no longer at a row that is drawn no longer', async () => {
  const { list, boards, followed, draw } = start({ drawn: 40 })
  rows = names(40).map((match) => ({ dataset: { match } }))
  boards[0]?.answers()
  await draw()
  expect(FakeObserver.latest.watched.size).toBe(40)
  const [gone] = rows.splice(30)
  boards[0]?.tell('change')
  await draw()
  expect(FakeObserver.latest.watched.size).toBe(30)
  FakeObserver.latest.watched.add(gone as object)
  const known = followed()
  FakeObserver.latest.see(true)
  expect(followed()).not.toContain('m30')
  expect(followed().length).toBeGreaterThan(known.length)
  list.close()
})

it('leaves no board, no match, no row and no timer behind when it is closed', async () => {
  const { list, boards, followed, draw } = start({ drawn: 30 })
  rows = names(30).map((match) => ({ dataset: { match } }))
  boards[0]?.answers()
  await draw()
  list.close()
  expect([boards.map(({ isClosed }) => isClosed), followed()]).toEqual([[true], []])
  expect([FakeObserver.latest.watched.size, vi.getTimerCount()]).toEqual([0, 0])
})
