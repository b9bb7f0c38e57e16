import { setTimeout as pause } from 'node:timers/promises'
import { startWorker, type Worker } from '../../src/bench/worker.ts'
import { createPostgresDatabase } from '../../src/store/postgres-database.ts'
import { createSqlMatchStore } from '../../src/store/sql-match-store.ts'
import type { Shown } from '../support/scoreboard.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { type Audit, auditMatch } from './audit.ts'
import type { BrokerKind } from './broker.ts'
import type { CrowdCount, CrowdSettings, Deviation, Reached } from './crowd.ts'
import { Report } from './report.ts'
import { misbehave } from './schedule.ts'
import { Traffic } from './traffic.ts'
import type { Trouble } from './viewer.ts'
import { openWorld, type World } from './world.ts'

export interface ChaosOptions {
  readonly seed: number
  readonly minutes: number
  readonly redis: BrokerKind
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
/** A run that takes so much longer than it was given hangs. */
const OVERTIME_MS = 2 * CONVERGE_MS + SETTLE_MS

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
  const world = await openWorld(redis, (text) => report.trouble('server', text))
  try {
    await Promise.race([runIn(world, { ...options, signal }, report), ended])
    if (overdue.aborted) report.trouble('server', 'something hangs: the run did not come to its end')
  } finally {
    await world.close()
  }
  return report.print(seed)
}

async function runIn(world: World, options: ChaosOptions, report: Report): Promise<void> {
  const { seed, viewers, perSecond, signal } = options
  const urls = [world.url, world.url, ...world.ingests.map(({ url }) => url)]
  const traffic = new Traffic({
    seed,
    matches: MATCHES,
    perSecond,
    urls,
    onTrouble: (text) => report.trouble('feed', text),
  })
  await traffic.createMatches()
  const settings: CrowdSettings = { seed, viewers, url: world.url, matches: traffic.feeds.map(({ match }) => match) }
  const crowd = await startWorker(new URL('crowd.ts', import.meta.url).href, { settings })
  const progress = setInterval(() => tellProgress(report, traffic, crowd).catch(() => {}), PROGRESS_MS)
  try {
    traffic.start()
    await crowd.ask({ op: 'open' })
    const wholeMs = options.minutes * 60_000
    // On a busy machine starting takes long; a run without faults would say nothing.
    const forMs = Math.max(wholeMs / 2, report.startedAt + wholeMs - SETTLE_MS - Date.now())
    await misbehave({
      world,
      random: seededRandom(seed),
      forMs,
      signal,
      onFault: (name, targets) => report.fault(name, targets),
      onHealed: (names) => measureRecovery(names, report, traffic, crowd),
    })
    if (!signal.aborted) await settle(world, viewers, report, traffic, crowd)
  } finally {
    clearInterval(progress)
    traffic.close()
    await crowd.stop()
  }
}

async function tellProgress(report: Report, traffic: Traffic, crowd: Worker): Promise<void> {
  const { connects, updates, troubles } = await crowd.ask<CrowdCount>({ op: 'count' })
  report.note(
    `${traffic.answered} requests answered, ${traffic.waiting} waiting, ${updates} deliveries, ${connects} connects, ${troubles} troubles`,
  )
}

/** How long after the healing until every viewer shows what had been answered by then. */
async function measureRecovery(
  names: readonly string[],
  report: Report,
  traffic: Traffic,
  crowd: Worker,
): Promise<void> {
  const healedAt = Date.now()
  report.note('healed')
  const reaching = crowd.ask<Reached>({ op: 'reach', owed: traffic.owed, timeoutMs: CONVERGE_MS })
  const recorded = reaching.then(
    (reached) => report.recovered(names, healedAt, reached),
    () => {}, // the run is over
  )
  await Promise.race([recorded, pause(RECOVERY_MS)])
}

async function settle(world: World, viewers: number, report: Report, traffic: Traffic, crowd: Worker): Promise<void> {
  report.note('everything is healed; no more traffic')
  await crowd.ask({ op: 'calmDown' })
  const isAnswered = await Promise.race([traffic.finish().then(() => true), pause(CONVERGE_MS, false)])
  if (!isAnswered) report.trouble('feed', `${traffic.waiting} requests were not answered in ${CONVERGE_MS} ms`)
  const database = createPostgresDatabase({ url: world.postgres.url, onConnectionError() {} })
  const store = createSqlMatchStore(database)
  const audits: Audit[] = []
  for (const feed of traffic.feeds) audits.push(await auditMatch(store, feed))
  await database.close()
  const truth: Record<string, Shown> = {}
  for (const [index, { match }] of traffic.feeds.entries()) truth[match] = (audits[index] as Audit).truth
  const owed = Object.fromEntries(Object.entries(truth).map(([match, { seq }]) => [match, seq]))
  const calmAt = Date.now()
  report.settled(calmAt, await crowd.ask<Reached>({ op: 'reach', owed, timeoutMs: CONVERGE_MS }))
  report.conclude({
    audits,
    viewers,
    count: await crowd.ask<CrowdCount>({ op: 'count' }),
    troubles: await crowd.ask<Trouble[]>({ op: 'troubles' }),
    deviations: await crowd.ask<Deviation[]>({ op: 'compare', truth }),
    retried: traffic.retried,
  })
}
