import { expect, it, vi } from 'vitest'
import type { Client } from '../../../src/client/client.ts'
import { words } from '../../../src/client/element/words.ts'
import type { BoardStatus } from '../../../src/client/status.ts'
import type { MatchState } from '../../../src/match/state.ts'
import { FakeFollowed } from '../../web/page/live/fake-follow.ts'
import { stateOf } from '../state-builder.ts'
import { type PlainPart, stubPageAndTimers } from './plain-page.ts'

stubPageAndTimers()

/** A tag on a page, and the boards that it follows. */
async function putOnPage(board: string, attributes: Record<string, string> = {}) {
  const { BoardElement } = await import('../../../src/client/element/board-element.ts')
  const { configure } = await import('../../../src/client/element/settings.ts')
  const boards: FakeFollowed[] = []
  const client = {
    now: () => Date.now(),
    close() {},
    board(name: string) {
      boards.push(new FakeFollowed(name))
      return boards.at(-1)
    },
  }
  configure({ createClient: () => client as unknown as Client })
  const tag = new BoardElement()
  const say = async (more: Record<string, string>) => {
    for (const [name, value] of Object.entries(more)) tag.setAttribute(name, value)
    tag.attributeChangedCallback()
    await vi.advanceTimersByTimeAsync(0)
  }
  Object.assign(tag, { isConnected: true })
  tag.connectedCallback()
  await say({ server: 'https://scores.example', board, ...attributes })
  const root = tag.shadowRoot as unknown as PlainPart
  const last = () => boards.at(-1) as FakeFollowed
  return {
    tag,
    root,
    boards,
    say,
    /** How the board stands now. */
    becomes(status: BoardStatus) {
      last().status = status
      last().tell('status')
    },
    joins(match: string, more: Partial<MatchState> = {}) {
      const joined = Object.assign(new FakeFollowed(match), { match, status: { kind: 'live' } })
      joined.state = { ...stateOf(match), home: { name: match }, ...more }
      last().tell('joined', joined)
      last().tell('change')
      return joined
    },
    shown: () => root.all('row').map((row) => row.one('home').one('name').textContent),
    notice: () => {
      const { textContent, hidden } = root.one('list').all('notice').at(-1) as PlainPart
      return hidden ? undefined : textContent
    },
  }
}

it('lets go of a match that has left its board, and of all of them when its page names another one', async () => {
  const { tag, boards, joins, shown, becomes } = await putOnPage('competition:cup')
  becomes({ kind: 'live' })
  const [a, b] = [joins('A'), joins('B')]
  expect(shown()).toEqual(['A', 'B'])
  boards[0]?.tell('left', { match: 'A' })
  boards[0]?.tell('change')
  // What comes late from it is not shown.
  a.tell('change')
  expect([shown(), a.isClosed, b.isClosed]).toEqual([['B'], true, false])
  tag.board = 'competition:league'
  tag.attributeChangedCallback()
  await vi.advanceTimersByTimeAsync(0)
  expect([shown(), b.isClosed, boards.map(({ isClosed }) => isClosed)]).toEqual([[], true, [true, false]])
  becomes({ kind: 'live' })
  joins('B')
  expect(shown()).toEqual(['B'])
  Object.assign(tag, { isConnected: false })
  tag.disconnectedCallback()
  await vi.advanceTimersByTimeAsync(0)
  expect([shown(), boards.map(({ isClosed }) => isClosed)]).toEqual([[], [true, true]])
})

it('moves a match as it begins, and leaves the list alone while no match changes its place', async () => {
  const { root, joins, becomes, shown } = await putOnPage('competition:cup')
  becomes({ kind: 'live' })
  const [a, b] = ['A', 'B'].map((name) => joins(name, { competition: 'cup', status: 'scheduled' }))
  expect([shown(), root.one('heading').textContent]).toEqual([['A', 'B'], 'cup'])
  Object.assign(b as object, { state: { ...b?.state, status: 'live' } })
  b?.tell('change')
  expect([shown(), root.one('heading').textContent]).toEqual([['B', 'A'], 'cup 1 live'])
  const list = root.one('group')
  a?.tell('change')
  becomes({ kind: 'live' })
  // A row that is put anew into its list loses the focus.
  expect(root.one('group')).toBe(list)
})

it('says that it loads until the first of its matches is there', async () => {
  const { root, joins, becomes, notice } = await putOnPage('competition:cup')
  becomes({ kind: 'live' })
  const match = joins('A')
  match.state = undefined
  becomes({ kind: 'live' })
  expect([notice(), root.one('list').ariaBusy]).toEqual([words.loading, 'true'])
  match.state = stateOf('A')
  becomes({ kind: 'live' })
  expect([notice(), root.one('list').ariaBusy]).toEqual([undefined, 'false'])
})

it('says why nothing is shown of a board whose rows are all refused, once all are', async () => {
  const { boards, becomes, notice } = await putOnPage('competition:cup')
  becomes({ kind: 'live' })
  const told = ['A', 'B'].map((match) => Object.assign(new FakeFollowed(match), { match }))
  for (const match of told) boards[0]?.tell('joined', match)
  const notices = told.map((match) => {
    match.status = { kind: 'refused', code: 'forbidden' } as { kind: string }
    match.tell('change')
    return notice()
  })
  expect(notices).toEqual([words.loading, words.notAllowed])
})

it.each<[string, BoardStatus, string]>([
  ['loads', { kind: 'loading' }, words.loading],
  ['is not reached', { kind: 'unreachable', reason: 'busy' }, words.unreachable.busy],
  ['is not for this viewer', { kind: 'refused', code: 'forbidden' }, words.notAllowed],
  ['is no board', { kind: 'refused', code: 'invalid-board' }, words.noSuchBoard('competition:cup')],
  ['is one too many', { kind: 'refused', code: 'too-many-boards' }, words.tooManyBoards],
  ['may be old', { kind: 'stale', asOf: 0, reason: 'connection' }, words.notLive(0)],
  ['has ended', { kind: 'closed' }, words.closed(undefined)],
  ['has no matches', { kind: 'live' }, words.noMatches],
])('says of a board that it %s', async (_what, status, text) => {
  const { root, becomes, notice } = await putOnPage('competition:cup')
  becomes(status)
  expect([notice(), root.one('list').ariaBusy]).toEqual([text, String(status.kind === 'loading')])
})

it('says below the list, and not of each match, that the board may be old, and of a match what is wrong with it alone', async () => {
  const { root, joins, becomes, notice } = await putOnPage('competition:cup')
  becomes({ kind: 'live' })
  const match = joins('A')
  expect(notice()).toBeUndefined()
  const saidOfIt = () => root.one('row').one('notice').textContent
  const becomesItself = (status: object) => {
    Object.assign(match, { status })
    match.tell('change')
  }
  becomesItself({ kind: 'stale', asOf: 0, reason: 'connection' })
  expect(saidOfIt()).toBe('')
  becomesItself({ kind: 'live' })
  Object.assign(match, { feedSilentSince: 5 })
  match.tell('change')
  expect(saidOfIt()).toBe(words.feedSilent(5))
})

it.each([
  ['competition:the cup', '/competition/the%20cup'],
  ['date:2026-11-28', '/date/2026-11-28'],
  ['date:2026-11-28;status:live', '/'],
  ['sport:tennis', '/'],
])(
  'of %s shows as many matches as its page wants, over all competitions, and links the others',
  async (board, path) => {
    const { tag, root, joins, becomes, shown, say } = await putOnPage(board, { limit: '2' })
    becomes({ kind: 'live' })
    joins('A', { competition: 'cup' })
    joins('B', { competition: 'league' })
    joins('C', { competition: 'league' })
    const more = root.one('more')
    expect([shown(), more.hidden, more.textContent, more.href]).toEqual([
      ['A', 'B'],
      false,
      '1 more',
      `https://scores.example${path}`,
    ])
    expect(root.all('heading').map(({ textContent }) => textContent)).toEqual(['cup 1 live', 'league 2 live'])
    tag.limit = 0
    await say({})
    expect([shown(), more.textContent]).toEqual([[], '3 more'])
    await say({ limit: 'all' })
    expect([shown(), more.hidden]).toEqual([['A', 'B', 'C'], true])
  },
)

it('draws its clocks each second, and ten times a second while one shows tenths', async () => {
  const { MatchCard } = await import('../../../src/client/element/match-card.ts')
  const drawn = vi.spyOn(MatchCard.prototype, 'tick')
  const { root, joins, becomes } = await putOnPage('sport:basketball')
  becomes({ kind: 'live' })
  const clock = { running: true, baseMs: 30_000, at: Date.now(), dir: 'down', show: 'm:ss' } as const
  const match = joins('A', { sport: 'basketball', phase: 'period_1', period: { n: 1, label: 'Q1' }, clock })
  joins('has no state yet').state = undefined
  const time = () => root.one('row').one('progress').textContent
  expect(time()).toBe('Q1 0:30')
  await vi.advanceTimersByTimeAsync(2_000)
  expect([time(), drawn.mock.calls.length]).toEqual(['Q1 0:28', 2])
  match.state = { ...(match.state as MatchState), clock: { ...clock, show: 'm:ss.t' } }
  await vi.advanceTimersByTimeAsync(1_300)
  expect(time()).toBe('Q1 0:26.7')
})
