import { applyPatch, type JsonObject } from '../match/merge-patch.ts'
import type { Clock, MatchState, ScoreState } from '../match/state.ts'
import { EVERY_STEPS_MS, MAX_EVERY_MS } from './client-messages.ts'
import type { UpdateMessage, View, ViewUpdate } from './messages.ts'

/** The clock of a state, which may be a part of one. */
type Clocked = Partial<Pick<MatchState, 'clock'>>

const HOUR_MS = 3_600_000

/** The view that a state is of, as it came. */
export function viewOf(state: MatchState | ScoreState): View {
  return 'detail' in state ? 'full' : 'score'
}

export function widestView(left: View, right: View): View {
  return left === 'score' ? right : left
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

/**
 * `[W9]` An update as the view shows it: folded onto `scoreState` of the state before it, it gives that of the state after it.
 *
 * @param before the state before the update; its clock is enough
 * @returns undefined where nothing that is shown has changed
 */
export function scoreUpdate(update: UpdateMessage, before: Clocked): ViewUpdate | undefined {
  const patch = scorePatch(update.patch, before)
  if (patch === undefined) return undefined
  const { op, match, seq, at, correction } = update
  return { op, match, seq, at, patch, ...(correction && { correction: { kind: correction.kind } }) }
}

function scorePatch(patch: JsonObject, before: Clocked): JsonObject | undefined {
  const { clock, detail: _, format: __, updatedAt: ___, ...shown } = patch
  const clockPatch = clock === undefined ? undefined : clockChange(before, clock)
  const all = clockPatch === undefined ? shown : { ...shown, ...clockPatch }
  return Object.keys(all).length > 0 ? all : undefined
}

/** A clock holds no objects, so its fields are compared one by one: `diff` would be 400 bytes more for every page. */
function clockChange(before: Clocked, clock: JsonObject[string]): JsonObject | undefined {
  const [from, to] = [shownClockOf(before), shownClockOf(applyPatch(before, { clock }))]
  if (from === undefined || to === undefined) return from === to ? undefined : { clock: to ?? null }
  const change: Record<string, JsonObject[string]> = {}
  for (const field of Object.keys({ ...to, ...from })) if (from[field] !== to[field]) change[field] = to[field] ?? null
  return Object.keys(change).length > 0 ? { clock: change } : undefined
}

/**
 * A patch of view `score` whose clock, where it changed, has its base and the moment of it: a viewer who holds a wider state has the same
 * clock with another base.
 *
 * @param after the state that the patch leads to, or its clock
 */
export function anchored(patch: JsonObject, { clock }: Clocked): JsonObject {
  const change = patch['clock']
  if (clock === undefined || !change) return patch
  const { baseMs, at } = shownClock(clock)
  return { ...patch, clock: { ...(change as JsonObject), baseMs, at } }
}

/**
 * `[W9]` `scoreUpdate` as it is sent, for viewers whatever state they go on from. Pages that project for themselves have no use for it.
 *
 * @param after `clockAfter` the update
 */
export function sentScoreUpdate(update: UpdateMessage, before: Clocked, after: Clocked): ViewUpdate | undefined {
  const shown = scoreUpdate(update, before)
  return shown && { ...shown, patch: anchored(shown.patch, after) }
}

/** What is needed of the state after an update to show the next one. */
export function clockAfter({ patch: { clock } }: UpdateMessage, before: Clocked): Clocked {
  return clock === undefined ? before : applyPatch(before, { clock })
}

function shownClockOf({ clock }: Clocked): JsonObject | undefined {
  return clock && { ...shownClock(clock) }
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
