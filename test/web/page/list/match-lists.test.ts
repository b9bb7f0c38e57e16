import { afterEach, beforeEach, expect, it } from 'vitest'
import { boardNames } from '../../../../src/web/page/list/match-lists.ts'

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
  ['Asia/Tokyo', ['date:2026-11-22', 'date:2026-11-23']],
  ['America/New_York', ['date:2026-11-22', 'date:2026-11-23']],
])('asks for the days of the server that the day of a reader in %s lies in', (zone, days) => {
  process.env['TZ'] = zone
  expect(boardNames(Date.UTC(2026, 10, 22, 17))).toEqual([...days, underWay])
})
