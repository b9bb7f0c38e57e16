import { expect, it } from 'vitest'
import { randomVersion } from '../../../src/ingest/memory/versions.ts'

it('draws whole numbers below 2^48 and never the same twice, over many pools of bytes', () => {
  const drawn = Array.from({ length: 20_000 }, randomVersion)
  expect(new Set(drawn).size).toBe(drawn.length)
  expect(drawn.every((version) => Number.isInteger(version) && version >= 0 && version < 2 ** 48)).toBe(true)
  // All six bytes count.
  expect(Math.max(...drawn)).toBeGreaterThan(2 ** 47)
  expect(new Set(drawn.map((version) => version % 256)).size).toBe(256)
})
