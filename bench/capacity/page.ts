import { cpus, release } from 'node:os'
import { table } from '../../src/docs/markdown.ts'
import type { Measured } from './capacity.ts'
import { type Audience, BOUNDS, plan } from './model.ts'

const updateEveryTenSeconds = { updatesPerSecond: 0.1, followed: 1 }

/** Those that `docs/capacity.md` works out. */
export const AUDIENCES: readonly { readonly title: string; readonly audience: Audience }[] = [
  { title: '100,000 viewers, 50 matches', audience: { viewers: 100_000, matches: 50, ...updateEveryTenSeconds } },
  { title: '1,000,000 viewers, 200 matches', audience: { viewers: 1_000_000, matches: 200, ...updateEveryTenSeconds } },
  {
    title: '10,000,000 viewers, 200 matches',
    audience: { viewers: 10_000_000, matches: 200, ...updateEveryTenSeconds },
  },
  {
    title: '1,000,000 viewers, 2,000 matches',
    audience: { viewers: 1_000_000, matches: 2_000, ...updateEveryTenSeconds },
  },
  {
    title: '1,000,000 viewers of 5 matches each, 2,000 matches',
    audience: { viewers: 1_000_000, matches: 2_000, updatesPerSecond: 0.1, followed: 5 },
  },
]

/** The tables of `docs/capacity.md`, by the names of their places there. */
export function capacityTables({ costs, checks }: Measured): Map<string, string> {
  const n = (value: number, digits = 0) =>
    value.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits })
  const costRows = [
    ['a', 'gateway: writing an update to one viewer', `${n(costs.deliveryMicros, 1)} µs`],
    ['b', 'gateway: hearing of an update', `${n(costs.heardMicros, 1)} µs`],
    ['o', 'gateway that has nobody, each second', `${n(costs.baseMicros / 1_000, 1)} ms`],
    ['c', 'gateway: a viewer who is told nothing, each second', `${n(costs.idleMicros, 2)} µs`],
    ['j', 'gateway: a viewer who connects and joins a match', `${n(costs.joinMicros)} µs`],
    ['m', 'gateway: memory of a viewer', `${n(costs.viewerBytes / 1_024, 1)} KB`],
    ['s', 'gateway: bytes of a delivery, without packets', `${n(costs.deliveryBytes)} bytes`],
    ['i', 'ingest: an update', `${n(costs.ingestMicros)} µs`],
    ['p', 'Postgres: an update', `${n(costs.postgresMicros)} µs`],
    ['r', 'Redis: an update, for one gateway', `${n(costs.redisMicros)} µs`],
    ['q', 'Redis: an update, for each gateway more', `${n(costs.redisMicrosOfGateway, 1)} µs`],
  ]
  const checkRows = checks.map(({ audience, predictedMicros, measuredMicros }) => [
    `${n(audience.viewers)} viewers, ${n(audience.matches)} matches, ${n(audience.matches * audience.updatesPerSecond)} updates a second`,
    `${n(predictedMicros / 10_000, 1)} %`,
    `${n(measuredMicros / 10_000, 1)} %`,
  ])
  const planRows = AUDIENCES.map(({ title, audience }) => {
    const made = plan(costs, audience)
    return [
      title,
      n(made.deliveriesPerSecond),
      `${n(made.gateways)} (${made.bound}), ${n(made.gatewayShare * 100)} % of a core and ${n(made.gatewayGigabytes, 2)} GB each`,
      n(made.ingestCores, 2),
      n(made.postgresCores, 2),
      n(made.redisCores, 2),
      `${n(made.egressGigabits, 1)} Gbit/s`,
      `${n(made.refreshSeconds)} s`,
    ]
  })
  return new Map([
    ['costs', `${table(['', 'what', 'measured'], costRows)}\n\n${machine()}`],
    ['checks', table(['load of one gateway', 'model: of a core', 'measured'], checkRows)],
    [
      'plans',
      table(
        [
          'audience',
          'deliveries a second',
          `gateways (${BOUNDS.share * 100} % of a core, ${n(BOUNDS.maxConnections)} connections at most)`,
          'ingest, cores',
          'Postgres, cores',
          'Redis, cores',
          'egress',
          'all come at once: over in',
        ],
        planRows,
      ),
    ],
  ])
}

function machine(): string {
  const processors = cpus()
  return `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown processor'}, Linux ${release()}, Node ${process.version}.`
}
