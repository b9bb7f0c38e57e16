import { h } from 'preact'
import { afterEach, expect, it, vi } from 'vitest'
import { groupMatches } from '../../../src/client/scoreboard/match-groups.ts'
import type { MatchState } from '../../../src/match/state.ts'
import type { ListData } from '../../../src/web/page-data.ts'
import { DayBar } from '../../../src/web/view/list/day-bar.ts'
import { ALL_MATCHES, type Wanted } from '../../../src/web/view/list/list-filter.ts'
import { ListView } from '../../../src/web/view/list/list-view.ts'
import { MatchList } from '../../../src/web/view/list/match-list.ts'
import { MatchRow } from '../../../src/web/view/list/match-row.ts'
import { SearchForm } from '../../../src/web/view/list/search-form.ts'
import type { ShownMatch } from '../../../src/web/view/shared/shown-match.ts'
import { constant } from '../../../src/web/view/shared/source.ts'
import { words } from '../../../src/web/words.ts'
import { draw, NOW, shownMatch } from './draw.ts'

afterEach(() => vi.unstubAllGlobals())

const DAY_MS = 86_400_000
const nothing = () => {}

function rowOf(changes: Partial<MatchState>, more: Partial<ShownMatch> = {}): string {
  const source = { match: 'm', ...constant(shownMatch(changes, more)) }
  return draw(h(MatchRow, { source, isMarked: false, onMark: nothing })).html
}

function listOf(states: readonly Partial<MatchState>[], wanted: Wanted = ALL_MATCHES): string {
  const sources = states.map((changes, n) => ({ match: `m${n}`, ...constant(shownMatch(changes)) }))
  const groups = groupMatches(sources, (source) => source.get().state)
  const list = constant({ kind: 'matches', groups } as const)
  return draw(h(MatchList, { source: list, whenEmpty: '', wanted, marked: new Set<string>(), onMark: nothing })).html
}

it('gives a label of more than six letters less size', () => {
  const clockOf = (minute: number, end: number) => ({
    clock: { baseMs: (minute - 1) * 60_000, at: NOW, running: false, dir: 'up', show: 'minute', limitMs: end * 60_000 },
  })
  const labels = [clockOf(102, 90), clockOf(132, 120)].map((clock) => rowOf(clock as Partial<MatchState>))
  expect(labels[0]).toContain('<span class="progress">90+12')
  expect(labels[1]).toContain('<span class="progress is-word">120+12')
})

it('marks a row as old only while its match is being played', () => {
  const stale = { status: { kind: 'stale', asOf: 1, reason: 'connection' } } as const
  expect(rowOf({}, stale)).toContain('is-stale')
  expect(rowOf({ status: 'final', phase: 'ended' }, stale)).not.toContain('is-stale')
})

it('says that a score was corrected, unless it is under review', () => {
  const pending = [{ id: 'v', type: 'var_start', subject: 'goal', status: 'under_review' }] as const
  expect(rowOf({}, { isCorrected: true })).toContain(words.scoreCorrected)
  expect(rowOf({ pending }, { isCorrected: true })).not.toContain(words.scoreCorrected)
})

it('says on which day a match was, if it was not today and is not being played', () => {
  const yesterday = { startsAt: NOW - DAY_MS }
  expect(rowOf({ ...yesterday, status: 'final', phase: 'ended' })).toContain(words.yesterday)
  expect(rowOf(yesterday)).not.toContain(words.yesterday)
})

it('counts what is live in a group, and names its sport unless its title does', () => {
  expect(listOf([{}, { status: 'final' }])).toContain(words.liveCount(1))
  expect(listOf([{ status: 'final' }])).not.toContain('live-count')
  expect(listOf([{}])).not.toContain('group-sport')
  expect(listOf([{ competition: 'Cup' }])).toContain('<span class="group-sport">Football</span>')
})

it('leads to the search for a text that no match of the list has, and nowhere for a filter alone', () => {
  expect(listOf([{}], { filter: 'all', text: 'Lyon' })).toContain('href="/search?q=Lyon"')
  const none = listOf([{}], { filter: 'over', text: '' })
  expect(none).toContain(words.noneWanted)
  expect(none).not.toContain('/search')
})

it('shows two days on each side, and goes to a day of the calendar alone', () => {
  const assign = vi.fn()
  vi.stubGlobal('location', { assign })
  const bar = draw(h(DayBar, { day: '2026-11-29', today: '2026-11-29' }))
  expect(bar.html.match(/href="[^"]*"/g)).toEqual(
    ['/date/2026-11-27', '/date/2026-11-28', '/', '/date/2026-11-30', '/date/2026-12-01'].map(
      (path) => `href="${path}"`,
    ),
  )
  for (const value of ['', '2026-02-30', '2026-12-24']) bar.use('input', {}, 'onChange', { currentTarget: { value } })
  expect(assign.mock.calls).toEqual([['/date/2026-12-24']])
})

it('goes to a date that is typed once it is confirmed, not at its first digit', () => {
  const assign = vi.fn()
  vi.stubGlobal('location', { assign })
  const bar = draw(h(DayBar, { day: '2026-11-29', today: '2026-11-29' }))
  const use = (handler: string, key: string, value: string) =>
    bar.use('input', {}, handler, { key, altKey: false, currentTarget: { value } })
  const type = (key: string, value: string) => {
    use('onKeyDown', key, '')
    use('onChange', key, value)
  }
  type('2', '2026-11-02')
  type('ArrowUp', '2026-11-03')
  use('onKeyDown', 'Enter', '2026-11-29')
  expect(assign).not.toHaveBeenCalled()
  type('1', '2026-11-21')
  use('onKeyDown', 'Enter', '2026-11-21')
  expect(assign.mock.calls).toEqual([['/date/2026-11-21']])
  // The space bar opens the calendar.
  type(' ', '2026-11-24')
  expect(assign.mock.lastCall).toEqual(['/date/2026-11-24'])
})

it('keeps what a reader wants, each choice beside the one before, though nothing was drawn between them', () => {
  const keep = vi.fn()
  const view = draw(
    h(ListView, {
      page: { of: { kind: 'competition', competition: 'cup' }, now: NOW, matches: [] } as unknown as ListData,
      list: constant({ kind: 'loading' } as const),
      delay: { delayMs: 0, onChoose: nothing },
      favourites: constant<ReadonlySet<string>>(new Set()),
      onMark: nothing,
      kept: { read: () => ALL_MATCHES, keep },
    }),
  )
  view.use('input', { type: 'search' }, 'onInput', { currentTarget: { value: 'ly' } })
  view.use('button', { 'aria-pressed': false }, 'onClick')
  expect(keep.mock.calls).toEqual([[{ filter: 'all', text: 'ly' }], [{ filter: 'live', text: 'ly' }]])
})

it('lets nobody type more than the search takes', () => {
  expect(draw(h(SearchForm, { text: '' })).html).toContain('maxlength="100"')
})

it('draws a row anew when one of its properties is another, and not because the list is', () => {
  const props = { source: {}, isMarked: false, onMark: nothing }
  const { shouldComponentUpdate } = (
    MatchRow as unknown as { prototype: { shouldComponentUpdate(next: object): boolean } }
  ).prototype
  const isDrawn = (next: object) => shouldComponentUpdate.call({ props }, next)
  expect([isDrawn({ ...props }), isDrawn({ ...props, isMarked: true })]).toEqual([false, true])
})
