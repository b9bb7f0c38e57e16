import { expect, it } from 'vitest'
import { measureNdjsonBursts } from '../../../bench/ndjson-bursts/ndjson-bursts.ts'

it('measures what a delivery costs when every update of a burst reaches every viewer', {
  timeout: 180_000,
}, async () => {
  const cpu = await measureNdjsonBursts('embedded', { viewers: 20, matches: 5, bursts: 20, pauseMs: 5 })

  expect(Object.keys(cpu)).toEqual(['server'])
  expect(cpu['server']).toBeGreaterThan(0)
})
