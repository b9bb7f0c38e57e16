import { EXIT_INTERRUPTED } from '../../src/ctrl-c.ts'
import type { Audit } from './audit.ts'
import type { CrowdCount, Deviation, Reached } from './viewers/crowd.ts'
import { type Trouble, VIEWER_KINDS, type ViewerKind } from './viewers/viewer.ts'
import type { Lost } from './world/kept-rows.ts'

export interface Conclusion {
  readonly audits: readonly Audit[]
  readonly viewers: number
  readonly count: CrowdCount
  readonly troubles: readonly Trouble[]
  readonly deviations: readonly Deviation[]
  readonly retried: number
}

const MOST_LINES = 12

/** What happened in a run, told while it happens and summed up at the end. */
export class Report {
  readonly startedAt: number
  readonly #print: (line: string) => void
  readonly #faults = new Map<string, number>()
  readonly #troubles: string[] = []
  readonly #slowestUndisturbed = new Map<ViewerKind, number>()
  readonly #slowest = new Map<ViewerKind, number>()
  readonly #faultsAt: number[] = []
  readonly #late: string[] = []
  #updatesLost = 0
  #unsettled = ''
  #conclusion: Conclusion | undefined

  constructor(startedAt: number, print: (line: string) => void) {
    this.startedAt = startedAt
    this.#print = print
  }

  note(text: string): void {
    this.#print(`${((Date.now() - this.startedAt) / 1_000).toFixed(1).padStart(6)} s  ${text}`)
  }

  fault(name: string, targets: readonly string[]): void {
    this.#faultsAt.push(Date.now())
    this.#faults.set(name, (this.#faults.get(name) ?? 0) + 1)
    this.note(`FAULT ${name} (${targets.join(', ')})`)
  }

  /** Something that no fault explains. */
  trouble(who: 'server' | 'feed', text: string): void {
    this.#troubles.push(`${who}: ${text}`)
    this.note(`TROUBLE ${text.slice(0, 300)}`)
  }

  /** What we took from the database, and the matches of which viewers had seen it. */
  lost(losses: readonly Lost[], seen: readonly string[]): void {
    const updates = losses.reduce((sum, loss) => sum + loss.updates.length, 0)
    this.#updatesLost += updates
    this.note(`${updates} updates of ${losses.length} matches are lost; viewers had seen some of ${seen.length}`)
  }

  /**
   * How long viewers took. What takes until after the next fault may be the doing of that one, so it is told apart.
   *
   * @param promisedMs how long it may take at most, if nothing else happens
   */
  recovered(names: readonly string[], healedAt: number, reached: Reached, promisedMs = Number.POSITIVE_INFINITY): void {
    const nextFaultAt = this.#faultsAt.find((at) => at > healedAt) ?? Number.POSITIVE_INFINITY
    const undisturbedMs = nextFaultAt - healedAt
    const took = new Map(kindsOf(reached).map((kind) => [kind, reached[kind] ?? Number.POSITIVE_INFINITY]))
    for (const [kind, tookMs] of took) {
      if (tookMs <= undisturbedMs) raise(this.#slowestUndisturbed, kind, tookMs)
      raise(this.#slowest, kind, tookMs)
      if (tookMs > promisedMs && undisturbedMs >= promisedMs) {
        this.#late.push(`${kind} viewers were right ${seconds(tookMs)} after ${names.join(' and ')}`)
      }
    }
    this.note(`recovered from ${names.join(' and ')}: ${describe(took)}`)
  }

  settled(calmAt: number, reached: Reached): void {
    this.recovered(['everything'], calmAt, reached)
    const missing = kindsOf(reached).filter((kind) => reached[kind] === null)
    if (missing.length > 0) this.#unsettled = missing.join(', ')
  }

  conclude(conclusion: Conclusion): void {
    this.#conclusion = conclusion
  }

  /** @returns whether everything was as it should be */
  print(seed: number): boolean {
    const print = this.#print
    print('')
    for (const [name, times] of [...this.#faults].sort()) print(`${String(times).padStart(4)} × ${name}`)
    const injected = [...this.#faults.values()].reduce((sum, times) => sum + times, 0)
    const conclusion = this.#conclusion
    if (conclusion === undefined) {
      print(`\nended before it came to a conclusion\n${this.#troubles.join('\n')}`)
      return false
    }
    const { audits, viewers, count, troubles, deviations, retried } = conclusion
    const inLog = audits.flatMap(({ lost }) => lost)
    const repeatedInLog = audits.flatMap(({ duplicated }) => duplicated)
    const of = (...kinds: Trouble['kind'][]) =>
      troubles.filter(({ kind }) => kinds.includes(kind)).map(({ text }) => text)
    const diverged = deviations.map(({ viewer, match, text }) => `${viewer}, ${match}: ${text.slice(0, 2_000)}`)
    const findings = {
      lost: [...inLog, ...diverged],
      duplicated: [...repeatedInLog, ...of('repeated')],
      'out of order': of('skipped', 'went-back', 'foreign'),
      'shown too early': of('early'),
      'refused for good': of('refused'),
      'mended too late': this.#late,
      'other faults of state or servers': [...audits.flatMap(({ wrong }) => wrong), ...this.#troubles],
    }
    const updates = audits.reduce((sum, audit) => sum + audit.updates, 0)
    print('')
    for (const [what, figure] of [
      ['faults injected', injected],
      ['updates', updates],
      ['updates taken from the database', this.#updatesLost],
      ['requests sent again', retried],
      ['viewers', viewers],
      ['deliveries', count.updates],
      ['snapshots', count.snapshots],
      ['reconnects', count.connects - viewers],
      ...Object.entries(findings).map(([name, texts]) => [name, texts.length] as const),
      ['longest to converge, before the next fault', describe(this.#slowestUndisturbed)],
      ['longest to converge, through later faults', describe(this.#slowest)],
    ] as const) {
      print(`${what.padEnd(44)} ${figure}`)
    }
    for (const [name, texts] of Object.entries(findings)) {
      for (const text of texts.slice(0, MOST_LINES)) print(`\n${name}: ${text}`)
    }
    for (const { viewer, diary } of deviations.slice(0, 2)) print(`\n${viewer}:\n  ${diary.join('\n  ')}`)
    if (this.#unsettled !== '') print(`\nnot all viewers came to the truth: ${this.#unsettled}`)
    const hasHappened = injected > 0 && updates > 0 && count.updates > 0
    if (!hasHappened) print('\nwithout faults, updates and deliveries a run says nothing')
    const isClean = this.#unsettled === '' && Object.values(findings).every((texts) => texts.length === 0)
    const isRight = hasHappened && isClean
    print(
      isRight
        ? '\neverything is as it should be'
        : `\nWRONG; npm run chaos -- --seed ${seed} has the same faults and traffic`,
    )
    return isRight
  }
}

/** What the process of a run ends with. */
export function exitCodeOf({ isRight, isInterrupted }: { isRight: boolean; isInterrupted: boolean }): number {
  if (isInterrupted) return EXIT_INTERRUPTED
  return isRight ? 0 : 1
}

function kindsOf(reached: Reached): ViewerKind[] {
  return VIEWER_KINDS.filter((kind) => reached[kind] !== undefined)
}

function raise(slowest: Map<ViewerKind, number>, kind: ViewerKind, tookMs: number): void {
  slowest.set(kind, Math.max(tookMs, slowest.get(kind) ?? 0))
}

function describe(took: ReadonlyMap<ViewerKind, number>): string {
  return VIEWER_KINDS.filter((kind) => took.has(kind))
    .map((kind) => `${kind} ${seconds(took.get(kind) as number)}`)
    .join(', ')
}

function seconds(ms: number): string {
  return Number.isFinite(ms) ? `${(ms / 1_000).toFixed(2)} s` : 'never'
}
