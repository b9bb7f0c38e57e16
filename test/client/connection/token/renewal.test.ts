import { expect, it } from 'vitest'
import { renewAfterMs } from '../../../../src/client/connection/token/renewal.ts'

it.each([
  ['half a minute before it ends', 3_600_000, 3_570_000],
  ['half a minute before it ends, also where that is a fifth of it', 150_000, 120_000],
  ['in the last fifth of a short one', 60_000, 48_000],
])('asks for another token %s', (_, leftMs, afterMs) => {
  expect(renewAfterMs(leftMs)).toBe(afterMs)
})
