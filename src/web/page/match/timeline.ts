import { parseClock } from '../../../match/clock.ts'
import type { MatchState } from '../../../match/state.ts'
import type { Correction, UpdateMessage } from '../../../protocol/messages.ts'
import type { StoryEntry } from '../../../sports/contract/view.ts'
import { viewOf } from '../../../sports/views.ts'

/** What became of one event, from its first revision to its last. */
export interface TimelineEntry extends StoryEntry {
  readonly id: string
  /** When it came in first, in ms. */
  readonly at: number
  /** Taken back. It stays visible: a score that moved silently is worse than one that was wrong. */
  readonly isDeleted: boolean
  readonly isEdited: boolean
  /** What its latest change did to the score. */
  readonly correction?: Correction
}

/** The story of a match, made of its updates. Late events stand where their clock says, not where they came in. */
export class Timeline {
  readonly #byId = new Map<string, TimelineEntry>()

  /** Takes the updates in seq order. Those without an event (a changed fixture) are no part of the story. */
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

/** Period, and how far into it in ms. */
type Place = readonly [period: number, ms: number]

function compare(left: Place, right: Place): number {
  return left[0] - right[0] || left[1] - right[1]
}

/** Where an event belongs; one that says nothing about it, behind all that came in before it. */
function placeOf({ event, after }: TimelineEntry, reached: Place): Place {
  const named = typeof event.period === 'number' ? event.period : undefined
  const reading = event.clock === undefined ? undefined : parseClock(event.clock)
  if (!reading) return named !== undefined && named > reached[0] ? [named, 0] : reached
  if (after.clock?.dir === 'down') return [named ?? after.period?.n ?? reached[0], -reading.ms]
  return [named ?? viewOf(after.sport).periodOf?.(event, after) ?? reached[0], reading.ms]
}
