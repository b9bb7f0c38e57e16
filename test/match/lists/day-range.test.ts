import { expect, it } from 'vitest'
import { dayRange } from '../../../src/match/lists/day-range.ts'

it('is the day in UTC, from its first instant to that of the next', () => {
  expect(dayRange('2026-11-22')).toEqual({
    startsFrom: Date.UTC(2026, 10, 22),
    startsBefore: Date.UTC(2026, 10, 23),
  })
  expect(dayRange('2028-02-29')).toEqual({ startsFrom: Date.UTC(2028, 1, 29), startsBefore: Date.UTC(2028, 2, 1) })
})

it.each(['2026-02-30', '2026-02-29', '2026-13-01', '2026-1-1', '22.11.2026', '2026-11-22T00:00', '+02026-11-22', ''])(
  'is nothing for "%s"',
  (day) => {
    expect(dayRange(day)).toBeUndefined()
  },
)
