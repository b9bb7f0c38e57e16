import { expect, it } from 'vitest'
import { type RolledList, withRolled } from '../../../src/match/lists/listed.ts'

const MAX_LISTED = 60
const MAX_NEWEST = 8

function rolled(count: number): RolledList<number> {
  let list: RolledList<number> = { newest: [], earlier: [] }
  for (let item = 1; item <= count; item += 1) list = withRolled(list, item)
  return list
}

it('a list is one until it is full; then its entries are the earlier ones, in order', () => {
  expect(rolled(MAX_NEWEST)).toEqual({ newest: [1, 2, 3, 4, 5, 6, 7, 8], earlier: [] })
  expect(rolled(MAX_NEWEST + 1)).toEqual({ newest: [9], earlier: [1, 2, 3, 4, 5, 6, 7, 8] })
  const { newest, earlier } = rolled(2 * MAX_NEWEST + 1)
  expect([...earlier, ...newest]).toEqual(Array.from({ length: 17 }, (_, index) => index + 1))
})

it('the earlier ones rest while the newest fill up', () => {
  expect(rolled(MAX_NEWEST + 5).earlier).toEqual(rolled(MAX_NEWEST + 1).earlier)
})

it('[S3] both have the newest entries, and no more than a list may have', () => {
  const { newest, earlier } = rolled(1_001)
  expect([...earlier, ...newest].at(-1)).toBe(1_001)
  expect(earlier.length + MAX_NEWEST).toBe(MAX_LISTED)
  expect(earlier.at(-1)).toBe(1_000)
})
