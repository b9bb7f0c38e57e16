import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { type Costs, gatewayMicros, plan } from '../../../bench/capacity/model.ts'
import { AUDIENCES, capacityTables } from '../../../bench/capacity/page.ts'

/** Round figures, so that what follows from them can be counted by hand. */
const COSTS: Costs = {
  deliveryMicros: 10,
  heardMicros: 100,
  baseMicros: 10_000,
  idleMicros: 1,
  joinMicros: 300,
  viewerBytes: 10_240,
  deliveryBytes: 380,
  ingestMicros: 500,
  postgresMicros: 400,
  redisMicros: 50,
  redisMicrosOfGateway: 2,
}

it('a gateway pays for deliveries, for updates that it hears, and for viewers who wait', () => {
  const audience = { viewers: 10_000, matches: 20, updatesPerSecond: 0.5, followed: 2 }
  // 10,000 deliveries a second, 10 updates a second.
  expect(gatewayMicros(COSTS, audience, 1)).toBe(10_000 + 100_000 + 1_000 + 10_000)
  // Half of the viewers, and all matches.
  expect(gatewayMicros(COSTS, audience, 2)).toBe(10_000 + 50_000 + 1_000 + 5_000)
})

it('there are as many gateways as connections need, or as CPU does, whichever is more', () => {
  const calm = { viewers: 1_000_000, matches: 100, updatesPerSecond: 0.1, followed: 1 }
  expect(plan(COSTS, calm)).toMatchObject({ gateways: 67, bound: 'connections', updatesPerSecond: 10 })
  const busy = { ...calm, updatesPerSecond: 1, followed: 10 }
  // 10 M deliveries × 10 µs + 1 s of waiting, by 0.6 s less 10 ms of hearing and 10 ms of being there.
  expect(plan(COSTS, busy)).toMatchObject({ gateways: Math.ceil(101 / 0.58), bound: 'CPU' })
})

it('Redis tells every gateway, the rest grows with updates or deliveries alone', () => {
  const made = plan(COSTS, { viewers: 150_000, matches: 100, updatesPerSecond: 1, followed: 1 })
  expect(made.gateways).toBe(10)
  expect(made.redisCores).toBeCloseTo((100 * (50 + 9 * 2)) / 1e6)
  expect([made.ingestCores, made.postgresCores]).toEqual([0.05, 0.04])
  expect(made.egressGigabits).toBeCloseTo((150_000 * 500 * 8) / 1e9)
  expect(made.refreshSeconds).toBeCloseTo((15_000 * 300) / 600_000)
})

it('says so where one gateway cannot even hear of everything', () => {
  expect(() => plan(COSTS, { viewers: 1, matches: 10_000, updatesPerSecond: 1, followed: 1 })).toThrow(
    'than one gateway can hear',
  )
})

it('docs/capacity.md has a place for each table, and each audience', async () => {
  const page = await readFile('docs/capacity.md', 'utf8')
  for (const name of capacityTables({ costs: COSTS, checks: [] }).keys()) {
    expect(page).toContain(`<!-- npm run bench -- capacity --plots: ${name} -->`)
  }
  for (const { title } of AUDIENCES) expect(page).toContain(`| ${title} |`)
})
