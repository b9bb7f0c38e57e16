import { setTimeout as pause } from 'node:timers/promises'
import { FleetUnderLoad, type Used } from './fleet-under-load.ts'
import { type Audience, type Costs, gatewayMicros } from './model.ts'

/** What the model says of a load, and what a gateway really took. */
export interface Checked {
  readonly audience: Audience
  readonly predictedMicros: number
  readonly measuredMicros: number
}

export interface Measured {
  readonly costs: Costs
  readonly checks: readonly Checked[]
}

const SECONDS = 12
/** As long as idle time is measured, a collection of garbage in it weighs little. */
const IDLE_SECONDS = 15
/** Some ten seconds after its start a process gives back what only that needed, which takes a tenth of a second. */
const SETTLED_MS = 12_000
/** Each update to one viewer; so what is not a delivery weighs. */
const THIN = { viewers: 20, matches: 20, perSecond: 150 }
/** Each update to many. */
const WIDE = { viewers: 2_000, matches: 20, perSecond: 50 }
/** Loads of other shapes, on which the model is checked. */
const CHECKS = [
  { viewers: 1_000, matches: 200, perSecond: 150 },
  { viewers: 500, matches: 50, perSecond: 100 },
  { viewers: 2_000, matches: 4, perSecond: 20 },
]

type Load = (typeof CHECKS)[number]

/** Measures what the model of `docs/capacity.md` is made of, and three loads that it is checked on. Some three minutes. */
export async function measureCapacity(onProgress: (text: string) => void): Promise<Measured> {
  const fleet = await FleetUnderLoad.open()
  try {
    onProgress('warming up')
    await play(fleet, { viewers: 200, matches: 20, perSecond: 100 })
    await pause(SETTLED_MS)
    const nobody = await fleet.measure(() => pause(IDLE_SECONDS * 1_000))
    const rssBefore = fleet.gatewayRssBytes
    onProgress(`${WIDE.viewers} viewers come, wait, and are told of ${WIDE.perSecond} updates a second`)
    const crowd = await fleet.crowd(WIDE)
    const joining = await fleet.measure(() => crowd.ask({ op: 'connect' }))
    const viewerBytes = (fleet.gatewayRssBytes - rssBefore) / WIDE.viewers
    const idle = await fleet.measure(() => pause(IDLE_SECONDS * 1_000))
    const wide = await measurePlay(fleet, crowd, WIDE.perSecond)
    await crowd.stop()
    onProgress(`${THIN.perSecond} updates a second to one viewer each, with one gateway and with two`)
    const thin = await play(fleet, THIN)
    const both = await play(fleet, THIN, 2)
    const costs = costsOf({ nobody, joining, idle, wide, thin, both }, viewerBytes)
    const checks: Checked[] = []
    for (const load of CHECKS) {
      onProgress(`checked on ${load.viewers} viewers, ${load.matches} matches, ${load.perSecond} updates a second`)
      const used = await play(fleet, load)
      const audience = { ...load, followed: 1, updatesPerSecond: load.perSecond / load.matches }
      checks.push({
        audience,
        predictedMicros: gatewayMicros(costs, audience, 1),
        measuredMicros: used.gateway / SECONDS,
      })
    }
    return { costs, checks }
  } finally {
    await fleet.close()
  }
}

async function play(fleet: FleetUnderLoad, load: Load, gateways = 1): Promise<Used> {
  const crowd = await fleet.crowd(load, gateways)
  try {
    await crowd.ask({ op: 'connect' })
    return await measurePlay(fleet, crowd, load.perSecond)
  } finally {
    await crowd.stop()
  }
}

function measurePlay(fleet: FleetUnderLoad, crowd: { ask(question: object): Promise<unknown> }, perSecond: number) {
  return fleet.measure(() => crowd.ask({ op: 'play', seconds: SECONDS, perSecond }))
}

interface Runs {
  readonly nobody: Used
  readonly joining: Used
  readonly idle: Used
  readonly wide: Used
  readonly thin: Used
  readonly both: Used
}

/** Two loads of different shape tell apart what a delivery costs and what hearing of an update does. */
function costsOf({ nobody, joining, idle, wide, thin, both }: Runs, viewerBytes: number): Costs {
  const baseMicros = nobody.gateway / nobody.seconds
  const idleMicros = Math.max(0, idle.gateway / idle.seconds - baseMicros) / WIDE.viewers
  const busy = (used: Used, { viewers }: Load) => used.gateway - (baseMicros + idleMicros * viewers) * used.seconds
  const updates = (load: Load) => load.perSecond * SECONDS
  // busy = deliveries × a + updates × b, twice.
  const [d1, u1, c1] = [wide.deliveries, updates(WIDE), busy(wide, WIDE)]
  const [d2, u2, c2] = [thin.deliveries, updates(THIN), busy(thin, THIN)]
  const determinant = d1 * u2 - d2 * u1
  // Each does something while nobody is there, and that is no part of an update.
  const perUpdate = (used: Used, what: 'ingest' | 'Postgres' | 'Redis') =>
    Math.max(0, used[what] - (nobody[what] / nobody.seconds) * used.seconds) / updates(THIN)
  const redis = perUpdate(thin, 'Redis')
  return {
    deliveryMicros: (c1 * u2 - c2 * u1) / determinant,
    heardMicros: (d1 * c2 - d2 * c1) / determinant,
    baseMicros,
    idleMicros,
    joinMicros: joining.gateway / WIDE.viewers,
    viewerBytes,
    deliveryBytes: wide.bytes / wide.deliveries,
    ingestMicros: perUpdate(thin, 'ingest'),
    postgresMicros: perUpdate(thin, 'Postgres'),
    redisMicros: redis,
    redisMicrosOfGateway: Math.max(0, perUpdate(both, 'Redis') - redis),
  }
}
