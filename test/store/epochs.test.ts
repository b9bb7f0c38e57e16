import { expect, it } from 'vitest'
import { newEpoch } from '../../src/store/epochs.ts'

const NOW = 1_795_000_000_000

it('[W17] sorts by the time it begins', () => {
  expect(newEpoch(NOW) < newEpoch(NOW + 1)).toBe(true)
  expect(newEpoch(NOW)).toHaveLength(13)
})

it('[W17] sorts after all that were before, whatever the clock says', () => {
  const old = newEpoch(NOW + 3_600_000)
  const older = newEpoch(NOW)
  const epoch = newEpoch(NOW - 1_000, older, old)
  expect(epoch > old).toBe(true)
  expect(epoch > older).toBe(true)
  expect(epoch).toHaveLength(13)
  for (const odd of ['', 'e1', 'zzzzzzzzzzzzzzz']) expect(newEpoch(NOW, odd) > odd).toBe(true)
})
