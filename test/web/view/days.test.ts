import { expect, it } from 'vitest'
import { addDays, dayOf, dayRange, isDay } from '../../../src/web/view/shared/days.ts'

const HOUR_MS = 3_600_000

/** Days on which the clocks change, those at midnight too, and days of zones far from UTC. */
it.each([
  ['Europe/London', '2026-03-29', 23],
  ['Europe/London', '2026-10-25', 25],
  ['America/Los_Angeles', '2026-11-01', 25],
  ['Pacific/Auckland', '2026-09-27', 23],
  ['Australia/Lord_Howe', '2026-04-05', 24.5],
  // Midnight does not come.
  ['America/Santiago', '2026-09-06', 23],
  ['America/Havana', '2026-03-08', 23],
  // Midnight comes twice.
  ['America/Havana', '2026-11-01', 25],
  ['Asia/Beirut', '2026-10-25', 24],
  ['Asia/Kolkata', '2026-11-29', 24],
  ['Pacific/Kiritimati', '2026-12-31', 24],
])('a day in %s begins and ends where its date does: %s', (zone, day, hours) => {
  const { from, before } = dayRange(day, { zone })
  expect([from - 1, from, before - 1, before].map((at) => dayOf(at, { zone }))).toEqual([
    addDays(day, -1),
    day,
    day,
    addDays(day, 1),
  ])
  expect((before - from) / HOUR_MS).toBe(hours)
})

it.each(['America/Havana', 'Australia/Lord_Howe', 'Asia/Kolkata', 'Pacific/Kiritimati'])(
  'takes the days of the clock in %s as those of the zone by name',
  (zone) => {
    const { TZ: before } = process.env
    process.env['TZ'] = zone
    try {
      for (let at = Date.UTC(2026, 0, 1, 0, 30); at < Date.UTC(2027, 0, 1); at += 25 * HOUR_MS)
        expect(dayOf(at, { zone: undefined })).toBe(dayOf(at, { zone }))
    } finally {
      if (before === undefined) delete process.env['TZ']
      else process.env['TZ'] = before
    }
  },
)

it('knows no day so far away that its neighbours cannot be written with four digits', () => {
  expect(['1849-12-31', '1850-01-01', '2149-12-31', '2150-01-01', '9999-12-31'].map(isDay)).toEqual([
    false,
    true,
    true,
    false,
    false,
  ])
})
