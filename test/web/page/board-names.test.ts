import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Status } from '../../../src/match/state.ts'
import { boardNames, dayOfList, hasMatch } from '../../../src/web/page/board-names.ts'
import { stateOf } from '../../client/state-builder.ts'

const { TZ: before } = process.env
beforeEach(() => {
  delete process.env['TZ']
})
afterEach(() => {
  if (before !== undefined) process.env['TZ'] = before
})

const underWay = 'status:live,interrupted,suspended,delayed'

it.each([
  ['UTC', ['date:2026-11-22']],
  ['Asia/Tokyo', ['date:2026-11-23;offset:+540']],
  ['Asia/Kolkata', ['date:2026-11-22;offset:+330']],
  ['America/New_York', ['date:2026-11-22;offset:-300']],
])('asks by pages for the day of a reader in %s', (zone, paged) => {
  process.env['TZ'] = zone
  expect(boardNames({ kind: 'today' }, Date.UTC(2026, 10, 22, 17))).toEqual({ paged, whole: [underWay] })
})

it('asks for both ends of a day on which the clocks change', () => {
  process.env['TZ'] = 'Europe/Berlin'
  const { paged } = boardNames({ kind: 'day', day: '2026-10-25' }, 0)
  expect(paged).toEqual(['date:2026-10-25;offset:+120', 'date:2026-10-25;offset:+60'])
})

it('shows of another day only what starts on that day of the reader', () => {
  process.env['TZ'] = 'Asia/Kolkata'
  const of = { kind: 'day', day: '2026-11-23' } as const
  expect(boardNames(of, 0)).toEqual({ paged: ['date:2026-11-23;offset:+330'], whole: [] })
  const starts = [Date.UTC(2026, 10, 22, 18, 29), Date.UTC(2026, 10, 22, 18, 30), Date.UTC(2026, 10, 23, 18, 30)]
  expect(starts.map((startsAt) => hasMatch(of, { ...stateOf('m'), startsAt }, 0, false))).toEqual([false, true, false])
})

it('begins a new day at midnight of the reader', () => {
  process.env['TZ'] = 'America/New_York'
  const midnight = Date.UTC(2026, 10, 22, 5)
  expect([midnight - 1, midnight].map((now) => dayOfList({ kind: 'today' }, now))).toEqual(['2026-11-21', '2026-11-22'])
})

it('shows today what is being played, also from the day before, until midnight if it ends meanwhile, and nothing that was over', () => {
  process.env['TZ'] = 'Pacific/Auckland'
  const now = Date.UTC(2026, 10, 22, 0)
  // An hour before midnight there.
  const startsAt = Date.UTC(2026, 10, 21, 10)
  const shows = (status: Status, wasOnAnyDay: boolean) =>
    hasMatch({ kind: 'today' }, { ...stateOf('m'), status, startsAt }, now, wasOnAnyDay)
  expect([shows('live', false), shows('final', true), shows('final', false), shows('scheduled', false)]).toEqual([
    true,
    true,
    false,
    false,
  ])
})

it('asks the reader of a long list for no format of dates, which would hold the page for a tenth of a millisecond a match', () => {
  const made = vi.spyOn(Intl, 'DateTimeFormat')
  const [state, now] = [{ ...stateOf('m'), startsAt: 0 }, Date.UTC(2026, 10, 22)]
  for (const of of [{ kind: 'today' }, { kind: 'day', day: '2026-11-22' }] as const) hasMatch(of, state, now, false)
  expect(made).not.toHaveBeenCalled()
  made.mockRestore()
})
