import type { MatchEvent } from '../../match/event.ts'
import type { RecordedStep } from './recording.ts'

/** The most that a timeline may hold. */
export const MAX_TIMELINE = 5_000

/** What stands after all steps: one event for each id, as last edited, without those that were deleted. */
export function timelineOf(steps: readonly RecordedStep[]): readonly MatchEvent[] {
  const events = new Map<string, MatchEvent>()
  const deleted = new Set<string>()
  for (const { change } of steps) {
    switch (change.op) {
      case 'add':
      case 'edit':
        events.set(change.event.id, change.event)
        break
      case 'delete':
        deleted.add(change.id)
        break
      case 'restore':
        deleted.delete(change.id)
        break
    }
  }
  return [...events.values()].filter(({ id }) => !deleted.has(id))
}

const OVER: ReadonlySet<unknown> = new Set(['final', 'cancelled', 'abandoned'])

/** True once nothing is expected to change any more. */
export function isOver(timeline: readonly MatchEvent[]): boolean {
  if (timeline.some(({ type }) => type === 'match_final')) return true
  return OVER.has(timeline.findLast(({ type }) => type === 'status_set')?.status)
}
