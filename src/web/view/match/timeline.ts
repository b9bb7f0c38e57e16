import { parseClock } from '../../../match/clock.ts'
import { applyPatch } from '../../../match/merge-patch.ts'
import type { MatchState } from '../../../match/state.ts'
import type { Correction, UpdateMessage } from '../../../protocol/messages.ts'
import type { StoryEntry } from '../../../sports/contract/presentation.ts'
import { presentationOf } from '../../../sports/presentations.ts'
import type { StandingEvents } from '../../page-data.ts'

/** One event as it stands after its latest change. */
export interface TimelineEntry extends StoryEntry {
  readonly id: string
  /** When its first update was accepted, in ms. */
  readonly at: number
  /** True if it was taken back. It stays visible, because a score that moves silently is worse than one that was wrong. */
  readonly isDeleted: boolean
  readonly isEdited: boolean
  /** What its latest change did to the score. */
  readonly correction?: Correction
}

/** The events of a match, collected from its updates. A late event stands where its clock says, not where it arrived. */
export class Timeline {
  readonly #byId = new Map<string, TimelineEntry>()

  /** Takes the events that stand, before all updates. @param upTo those that were accepted later are not shown */
  takeStanding({ start, events }: StandingEvents, upTo = Number.POSITIVE_INFINITY): void {
    let before = start
    for (const { event, at, patch } of events) {
      if (before === undefined) return
      const after: MatchState = applyPatch(before, patch)
      if (at <= upTo)
        this.#byId.set(event.id, { id: event.id, event, at, before, after, isDeleted: false, isEdited: false })
      before = after
    }
  }

  /** Takes the updates in seq order. An update without an event (a changed fixture) adds nothing. */
  take({ event, kind, at, correction }: UpdateMessage, before: MatchState, after: MatchState): void {
    if (!event) return
    const known = this.#byId.get(event.id)
    this.#byId.set(event.id, {
      id: event.id,
      event,
      at: known?.at ?? at,
      before: known?.before ?? before,
      after: known?.after ?? after,
      isDeleted: kind === 'delete',
      isEdited: kind === 'edit' || (known?.isEdited ?? false),
      ...(correction && { correction }),
    })
  }

  /** Oldest first. */
  get entries(): readonly TimelineEntry[] {
    let reached: Place = [0, 0]
    const placed = [...this.#byId.values()].map((entry) => {
      const place = placeOf(entry, reached)
      if (compare(place, reached) > 0) reached = place
      return { entry, place }
    })
    return placed.sort((left, right) => compare(left.place, right.place)).map(({ entry }) => entry)
  }
}

/** A period, and the ms played in it. */
type Place = readonly [period: number, ms: number]

function compare(left: Place, right: Place): number {
  return left[0] - right[0] || left[1] - right[1]
}

/** Where an event belongs. One that does not say it comes after all that arrived before it. */
function placeOf({ event, after }: TimelineEntry, reached: Place): Place {
  const named = typeof event.period === 'number' ? event.period : undefined
  const reading = event.clock === undefined ? undefined : parseClock(event.clock)
  if (!reading) return named !== undefined && named > reached[0] ? [named, 0] : reached
  if (after.clock?.dir === 'down') return [named ?? after.period?.n ?? reached[0], -reading.ms]
  return [named ?? presentationOf(after.sport).periodOf?.(event, after) ?? reached[0], reading.ms]
}
