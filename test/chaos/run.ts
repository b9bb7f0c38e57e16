import { setTimeout as pause } from 'node:timers/promises'
import { startWorker, type Worker } from '../../bench/common/worker.ts'
import { openPostgres } from '../../src/store/postgres/open.ts'
import type { Shown } from '../support/scoreboard.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { type Audit, auditMatch } from './audit.ts'
import type { Fault, Stage } from './faults/fault.ts'
import { faultsOf } from './faults/faults.ts'
import { type Owed, Traffic } from './feeds/traffic.ts'
import { Report } from './report.ts'
import { misbehave } from './schedule.ts'
import type { CrowdCount, CrowdSettings, Deviation, Reached } from './viewers/crowd.ts'
import type { Trouble } from './viewers/viewer.ts'
import type { BrokerKind } from './world/broker.ts'
import type { Lost } from './world/kept-rows.ts'
import type { LoggedError } from './world/replica.ts'
import { openWorld, type World } from './world/world.ts'

export interface ChaosOptions {
  readonly seed: number
  readonly minutes: number
  readonly redis: BrokerKind
  /** What a fault has in its name to be among those that happen. */
  readonly only: string
  readonly viewers: number
  /** Requests a second of all feeds together. */
  readonly perSecond: number
  /** Ends the run early. */
  readonly signal: AbortSignal
  print(line: string): void
}

const MATCHES = 16
const PROGRESS_MS = 5_000
/** Of the whole time: for the system to settle and be looked at. */
const SETTLE_MS = 15_000
/** After a fault most viewers are back in a moment; the next fault need not wait for the last one. */
const RECOVERY_MS = 2_000
/** The SDK waits up to 30 s after a series of failures; the rest is for everything else. */
const CONVERGE_MS = 45_000
/** All servers start, and the gateways start one after another, on a machine that has other things to do. */
const RESTARTS_MS = 240_000
const MENDING = /^match (lost its last writes in|is gone from) the database;/
/** A run that takes so much longer than it was given hangs. */
const OVERTIME_MS = 2 * CONVERGE_MS + SETTLE_MS + RESTARTS_MS

/** @returns whether everything was as it should be */
export async function runChaos(options: ChaosOptions): Promise<boolean> {
  const { seed, minutes, redis, print } = options
  const startedAt = Date.now()
  const report = new Report(startedAt, print)
  print(
    `chaos: seed ${seed}, ${minutes} min, ${options.viewers} viewers, ${options.perSecond} requests/s, Redis ${redis}`,
  )
  const overdue = AbortSignal.timeout(minutes * 60_000 + OVERTIME_MS)
  const signal = AbortSignal.any([options.signal, overdue])
  const ended = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
  const misled = new Set<string>()
  const world = await openWorld(redis, {
    // Whoever mends a match of two histories has to say so, and nobody else.
    isExplained: ({ msg, matchId = '' }: LoggedError) => MENDING.test(msg) && misled.has(matchId),
    onTrouble(text) {
      // Ctrl-C goes to the servers, too.
      if (!signal.aborted) report.trouble('server', text)
    },
  })
  try {
    await Promise.race([runIn(world, { ...options, signal }, report, misled), ended])
    if (overdue.aborted) report.trouble('server', 'something hangs: the run did not come to its end')
  } finally {
    await world.close()
  }
  return report.print(seed)
}

/** What the parts of one run share. */
interface Run {
  readonly options: ChaosOptions
  readonly world: World
  readonly report: Report
  readonly traffic: Traffic
  readonly crowd: Worker
  /** Each done when its fault is over for every viewer, or never will be. */
  readonly recoveries: Promise<void>[]
}

async function runIn(world: World, options: ChaosOptions, report: Report, misled: Set<string>): Promise<void> {
  const { seed, viewers, perSecond, signal } = options
  const urls = [world.url, world.url, ...world.ingests.map(({ url }) => url)]
  const onTrouble = (text: string) => report.trouble('feed', text)
  const onLost = async (losses: readonly Lost[]): Promise<readonly string[]> => {
    const seen = await crowd.ask<string[]>({ op: 'seen', losses })
    report.lost(losses, seen)
    return seen
  }
  const traffic = new Traffic({ seed, matches: MATCHES, perSecond, urls, onTrouble, onLost, misled })
  await traffic.createMatches()
  const settings: CrowdSettings = { seed, viewers, url: world.url, matches: traffic.matches }
  const crowd = await startWorker(new URL('./viewers/crowd.ts', import.meta.url), { settings })
  const run: Run = { options, world, report, traffic, crowd, recoveries: [] }
  const progress = setInterval(() => tellProgress(run).catch(() => {}), PROGRESS_MS)
  try {
    traffic.start()
    await crowd.ask({ op: 'open' })
    const stage: Stage = { ...world, script: traffic }
    const wholeMs = options.minutes * 60_000
    await misbehave({
      stage,
      faults: faultsOf(stage).filter(({ name }) => name.includes(options.only)),
      random: seededRandom(seed),
      // On a busy machine starting takes long; a run without faults would say nothing.
      forMs: Math.max(wholeMs / 2, report.startedAt + wholeMs - SETTLE_MS - Date.now()),
      signal,
      onFault: (name, targets) => report.fault(name, targets),
      onHealed: (faults) => measureRecovery(run, faults),
    })
    if (!signal.aborted) await settle(run)
  } finally {
    clearInterval(progress)
    traffic.close()
    await crowd.stop()
  }
}

async function tellProgress({ report, traffic, crowd }: Run): Promise<void> {
  const { connects, updates, troubles } = await crowd.ask<CrowdCount>({ op: 'count' })
  const { answered, waiting } = traffic
  report.note(
    `${answered} requests answered, ${waiting} waiting, ${updates} deliveries, ${connects} connects, ${troubles} troubles`,
  )
}

/** How long after the healing until every viewer shows what had been answered by then. */
async function measureRecovery({ report, traffic, crowd, recoveries }: Run, faults: readonly Fault[]): Promise<void> {
  const names = faults.map(({ name }) => name)
  const promisedMs = Math.min(...faults.map(({ mendedWithinMs = CONVERGE_MS }) => mendedWithinMs))
  const healedAt = Date.now()
  report.note('healed')
  const { owed } = traffic
  const record = async () => {
    const reached = await crowd.ask<Reached>({ op: 'reach', owed, timeoutMs: CONVERGE_MS })
    report.recovered(names, healedAt, reached, promisedMs)
    if (!Object.values(reached).includes(null)) return
    for (const text of await crowd.ask<string[]>({ op: 'behind', owed })) report.note(text)
  }
  const recorded = record().catch(() => {}) // the run is over
  recoveries.push(recorded)
  // What comes next could make it later than it was promised.
  await Promise.race([recorded, pause(promisedMs < CONVERGE_MS ? promisedMs : RECOVERY_MS)])
}

async function settle({ options, world, report, traffic, crowd, recoveries }: Run): Promise<void> {
  report.note('everything is healed; no more traffic')
  await crowd.ask({ op: 'calmDown' })
  const isAnswered = await Promise.race([traffic.finish().then(() => true), pause(CONVERGE_MS, false)])
  if (!isAnswered) report.trouble('feed', `${traffic.waiting} requests were not answered in ${CONVERGE_MS} ms`)
  const audits = await auditAll(world, traffic)
  const truth: Record<string, Shown> = Object.fromEntries(audits.map((audit) => [audit.match, audit.truth]))
  const owed: Record<string, Owed> = Object.fromEntries(audits.map(({ match, truth: { seq } }) => [match, { seq }]))
  const calmAt = Date.now()
  report.settled(calmAt, await crowd.ask<Reached>({ op: 'reach', owed, timeoutMs: CONVERGE_MS }))
  await Promise.all(recoveries)
  report.conclude({
    audits,
    viewers: options.viewers,
    count: await crowd.ask<CrowdCount>({ op: 'count' }),
    troubles: await crowd.ask<Trouble[]>({ op: 'troubles' }),
    deviations: await crowd.ask<Deviation[]>({ op: 'compare', truth }),
    retried: traffic.retried,
  })
}

async function auditAll({ postgres }: World, { matches, feeds, losses }: Traffic): Promise<Audit[]> {
  const database = openPostgres({ url: postgres.url, onConnectionError() {} })
  try {
    const store = database.matches
    const audits: Audit[] = []
    for (const match of matches) {
      const isOfMatch = (of: { match: string }) => of.match === match
      audits.push(await auditMatch(store, { match, feeds: feeds.filter(isOfMatch), losses: losses.filter(isOfMatch) }))
    }
    return audits
  } finally {
    await database.close()
  }
}
