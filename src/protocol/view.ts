import { applyPatch, diff, type JsonObject } from '../match/merge-patch.ts'
import type { Clock, MatchState } from '../match/state.ts'
import { addsToLastPeriod, periodsWithGain, type Scored, withoutToldPeriods } from './last-period.ts'
import { EVERY_STEPS_MS, MAX_EVERY_MS, type UpdateMessage, VIEWS, type View, type ViewUpdate } from './messages.ts'

/** What lists do not show. */
const NOT_SHOWN = ['detail', 'format', 'updatedAt'] as const

/** A state in view `score`: what every sport has in common. */
export type ScoreState = Omit<MatchState, (typeof NOT_SHOWN)[number]>

type Clocked = Partial<Pick<MatchState, 'clock'>>

/** What an update of view `score` is made with: the part of the state before it. */
export type ScoreBasis = Clocked & Scored

const HOUR_MS = 3_600_000

/** The view that a state is of, as it came. */
export function viewOf(state: MatchState | ScoreState): View {
  return 'detail' in state ? 'full' : 'score'
}

export function widestView(left: View, right: View): View {
  return VIEWS[Math.min(VIEWS.indexOf(left), VIEWS.indexOf(right))] ?? 'full'
}

/** The pace at which those who want this are served. */
export function sharedEveryMs(everyMs: number): number {
  return EVERY_STEPS_MS.find((step) => step >= everyMs) ?? MAX_EVERY_MS
}

/** `[W9]` A state as the view shows it. One that is in the view already stays as it is. */
export function scoreState(state: MatchState): ScoreState {
  const { detail: _, format: __, updatedAt: ___, ...shown } = state
  return shown.clock === undefined ? shown : { ...shown, clock: shownClock(shown.clock) }
}

/** The states before an update and after it, or as much of them as an update of view `score` is made with. */
export interface Around {
  readonly before: ScoreBasis
  readonly after: ScoreBasis
}

/**
 * `[W9]` An update as the view shows it: folded onto `scoreState` of the state before it, it gives that of the state after it. One that is in
 * the view already stays as it is.
 *
 * @returns undefined where nothing that is shown has changed
 */
export function scoreUpdate(update: UpdateMessage, around: Around): ViewUpdate | undefined {
  const patch = scorePatch(update.patch, around)
  if (patch === undefined) return undefined
  const { op, match, seq, at, correction } = update
  return { op, match, seq, at, patch, ...(correction && { correction: { kind: correction.kind } }) }
}

/** `[W9]` The basis of an update, without the rest of the state before it. */
export function basisOf({ clock, score, periods }: ScoreBasis): ScoreBasis {
  return { ...(clock && { clock }), ...(score && { score }), ...(periods && { periods }) }
}

/** `[W9]` The basis of the update after one. */
export function basisAfter(before: ScoreBasis, patch: JsonObject): ScoreBasis {
  const { clock, score, periods } = patch
  return applyPatch(before, {
    ...(clock !== undefined && { clock }),
    ...(score !== undefined && { score }),
    ...(periods !== undefined && { periods }),
  })
}

/** `[W9]` The patch between two states of a view; undefined where they are the same. */
export function patchBetween(view: View, before: object, after: object): JsonObject | undefined {
  const patch = diff(before, after)
  return patch === undefined || view === 'full' ? patch : withoutToldPeriods(patch, before, after)
}

/** `[W9]` Folds an update onto a state of the view that it is of. */
export function foldUpdate<State extends MatchState | ScoreState>(before: State, patch: JsonObject): State {
  const after = applyPatch(before, patch)
  if (viewOf(before) === 'full' || !addsToLastPeriod(patch)) return after
  const periods = periodsWithGain(before, after)
  return periods === undefined ? after : { ...after, periods }
}

function scorePatch(patch: JsonObject, { before, after }: Around): JsonObject | undefined {
  const { clock, detail: _, format: __, updatedAt: ___, ...shown } = patch
  const clockPatch = clock === undefined ? undefined : diff(shownClockOf(before), shownClockOf(after))
  const all = clockPatch === undefined ? shown : { ...shown, ...clockPatch }
  return Object.keys(all).length > 0 ? withoutToldPeriods(all, before, after) : undefined
}

function shownClockOf({ clock }: Clocked): Clocked {
  return clock === undefined ? {} : { clock: shownClock(clock) }
}

/**
 * The same clock with a base that is the same for as long as it runs on: a feed that tells again what the clock shows anyway changes
 * nothing. One that runs up counts from 0; one that runs down from whole hours.
 */
function shownClock(clock: Clock): Clock {
  if (!clock.running) return clock
  const baseMs = clock.dir === 'up' ? 0 : Math.ceil(clock.baseMs / HOUR_MS) * HOUR_MS
  return { ...clock, baseMs, at: clock.at - Math.abs(clock.baseMs - baseMs) }
}
