import { setTimeout as pause } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { answer, settings } from '../../../bench/common/worker.ts'
import type { Shown } from '../../support/scoreboard.ts'
import { type SeededRandom, seededRandom } from '../../support/seeded-random.ts'
import type { Owed } from '../feeds/traffic.ts'
import type { Lost } from '../world/kept-rows.ts'
import { RawViewer } from './raw-viewer.ts'
import { SdkViewer } from './sdk-viewer.ts'
import { Tally, type Viewer, type ViewerKind } from './viewer.ts'

/** All viewers, in a process of their own: they must not wait for the runner, nor the runner for them. */
export interface CrowdSettings {
  readonly seed: number
  /** Of the load balancer. */
  readonly url: string
  readonly viewers: number
  readonly matches: readonly string[]
}

/** Milliseconds until the last viewer of each kind had it; `null` if some never did. */
export type Reached = Readonly<Partial<Record<ViewerKind, number | null>>>

export interface CrowdCount {
  readonly connects: number
  readonly updates: number
  readonly snapshots: number
  readonly troubles: number
}

/** A viewer that does not show the truth. */
export interface Deviation {
  readonly viewer: string
  readonly kind: ViewerKind
  readonly match: string
  readonly text: string
  readonly diary: readonly string[]
}

const MIX: readonly ViewerKind[] = ['sdk', 'raw', 'raw', 'slow', 'sdk', 'raw', 'delayed', 'slow', 'sdk', 'raw']
const MOST_MATCHES = 4
const DELAY_MS = 3_000
const ARRIVALS_PER_STEP = 20
const STEP_MS = 100
/** Somebody zaps. */
const ZAP_MS = 150
const POLL_MS = 25
const MOST_DEVIATIONS = 20

const { seed, url, viewers: wanted, matches } = settings<CrowdSettings>()
const random: SeededRandom = seededRandom(seed * 31 + 7)
const tally = new Tally()
const viewers: Viewer[] = []
let zapping: NodeJS.Timeout | undefined

function openViewer(index: number): Viewer {
  const kind = MIX[index % MIX.length] as ViewerKind
  const name = `${kind}-${index + 1}`
  if (kind === 'sdk') return new SdkViewer(name, url, tally)
  const liveUrl = `${url.replace('http', 'ws')}/v1/live`
  return new RawViewer({ name, kind, liveUrl, tally, ...(kind === 'delayed' && { delayMs: DELAY_MS }) })
}

/** One viewer leaves a match and goes to another, perhaps one that it has seen before. */
function zap(): void {
  const viewer = random.pick(viewers)
  const others = matches.filter((match) => !viewer.matches.has(match))
  if (others.length === 0) return
  viewer.leave(random.pick([...viewer.matches]))
  viewer.follow(random.pick(others))
}

/** The match of which a viewer does not show at least what it is owed. */
function behindIn(viewer: Viewer, owed: Readonly<Record<string, Owed>>): string | undefined {
  for (const match of viewer.matches) {
    const { seq = 0, after } = owed[match] ?? {}
    const shown = viewer.shown(match)
    if (shown === undefined || shown.seq < seq || (after !== undefined && shown.epoch <= after)) return match
  }
  return undefined
}

function deviationOf(viewer: Viewer, match: string, truth: Shown): Deviation | undefined {
  const shown = viewer.shown(match)
  const { name, kind, diary } = viewer
  const found = (text: string) => ({ viewer: name, kind, match, text, diary: diary.about(match) })
  if (shown === undefined) return found('shows nothing')
  if (shown.epoch !== truth.epoch) return found(`shows epoch ${shown.epoch}, not ${truth.epoch}`)
  if (shown.seq !== truth.seq) return found(`shows seq ${shown.seq}, not ${truth.seq}`)
  if (isDeepStrictEqual(shown.state, truth.state)) return undefined
  return found(`shows another state: ${JSON.stringify(shown.state)} instead of ${JSON.stringify(truth.state)}`)
}

answer({
  async open() {
    while (viewers.length < wanted) {
      for (let n = 0; n < ARRIVALS_PER_STEP && viewers.length < wanted; n += 1) {
        const viewer = openViewer(viewers.length)
        for (const match of random.shuffle(matches).slice(0, 1 + random.int(MOST_MATCHES))) viewer.follow(match)
        viewers.push(viewer)
      }
      await pause(STEP_MS)
    }
    zapping = setInterval(zap, ZAP_MS)
  },

  calmDown() {
    clearInterval(zapping)
  },

  count: (): CrowdCount => ({ ...tally, troubles: tally.troubles.length }),

  troubles: () => tally.troubles,

  /** The matches of which some viewer shows what was lost. */
  seen({ losses }: { losses: readonly Lost[] }): string[] {
    const isSeen = ({ match, is }: Lost) =>
      viewers.some((viewer) => {
        const shown = viewer.matches.has(match) ? viewer.shown(match) : undefined
        return shown !== undefined && (shown.epoch > is.epoch || shown.seq > is.seq)
      })
    return losses.filter(isSeen).map(({ match }) => match)
  },

  /** Waits until all viewers show at least this. */
  async reach({ owed, timeoutMs }: { owed: Record<string, Owed>; timeoutMs: number }): Promise<Reached> {
    const startedAt = Date.now()
    const reached: Partial<Record<ViewerKind, number | null>> = {}
    const behind = new Set(viewers)
    const left = new Map<ViewerKind, number>()
    for (const { kind } of viewers) {
      reached[kind] = null
      left.set(kind, (left.get(kind) ?? 0) + 1)
    }
    while (behind.size > 0 && Date.now() - startedAt < timeoutMs) {
      for (const viewer of behind) {
        if (behindIn(viewer, owed) !== undefined) continue
        behind.delete(viewer)
        const remaining = (left.get(viewer.kind) ?? 0) - 1
        left.set(viewer.kind, remaining)
        if (remaining === 0) reached[viewer.kind] = Math.max(0, Date.now() - startedAt - viewer.delayMs)
      }
      await pause(POLL_MS)
    }
    return reached
  },

  /** Some of those who are behind, and how far. */
  behind({ owed }: { owed: Record<string, Owed> }): string[] {
    const late = viewers.flatMap((viewer) => {
      const match = behindIn(viewer, owed)
      if (match === undefined) return []
      const { epoch, seq } = viewer.shown(match) ?? {}
      return `${viewer.name} shows ${epoch}.${seq} of ${match}, and is owed ${JSON.stringify(owed[match])}`
    })
    return late.slice(0, MOST_DEVIATIONS)
  },

  /** Compares what every viewer shows with the truth. */
  compare({ truth }: { truth: Record<string, Shown> }): Deviation[] {
    const deviations: Deviation[] = []
    for (const viewer of viewers) {
      for (const match of viewer.matches) {
        const deviation = deviationOf(viewer, match, truth[match] as Shown)
        if (deviation) deviations.push(deviation)
        if (deviations.length >= MOST_DEVIATIONS) return deviations
      }
    }
    return deviations
  },
})
