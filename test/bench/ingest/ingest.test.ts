import { expect, it } from 'vitest'
import { measureIngest } from '../../../bench/ingest/ingest.ts'
import { LOADS } from '../../../bench/ingest/scenario.ts'

it('measures every load on a server that `npm start` would start', { timeout: 180_000 }, async () => {
  const loads = LOADS.map((load) => ({ ...load, connections: 2 }))

  const measured = await measureIngest('embedded', loads, { warmUpS: 0.2, seconds: 1 }, () => {})

  expect(measured.map(({ name }) => name)).toEqual(LOADS.map(({ name }) => name))
  for (const { events, p50, p99, microsPerEvent } of measured) {
    expect(events).toBeGreaterThan(0)
    expect(p99).toBeGreaterThanOrEqual(p50)
    expect(Object.keys(microsPerEvent)).toEqual(['server'])
    expect(microsPerEvent['server']).toBeGreaterThan(1)
  }
})
