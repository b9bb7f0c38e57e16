import type { Change, KeptEvent } from './change.ts'
import type { MatchEvent } from './event.ts'
import { isEqual } from './merge-patch.ts'

/**
 * The changes that turn what a feed has sent so far into its full list: what is new is added, what differs is edited,
 * what is missing is deleted, and what is back after a delete is restored. The same list again makes no change. When an
 * id is listed twice, the last one counts.
 *
 * @param kept by arrival
 * @param alsoListed ids in the list whose events could not be read; they stay as they are
 */
export function diffTimeline(
  kept: Iterable<KeptEvent>,
  list: readonly MatchEvent[],
  alsoListed: readonly string[] = [],
): Change[] {
  const known = new Map([...kept].map((item) => [item.id, item]))
  const listed = new Set([...list.map(({ id }) => id), ...alsoListed])
  const changes: Change[] = []
  // Deletes first: a list never shows a goal and its replacement at once. The newest of them first, which leaves the fewest
  // events to be folded again.
  for (const item of [...known.values()].reverse()) {
    if (!listed.has(item.id) && !item.isDeleted) changes.push({ op: 'delete', id: item.id, reason: 'not in timeline' })
  }
  const last = new Map(list.map((event) => [event.id, event]))
  for (const event of last.values()) changes.push(...changesFor(known.get(event.id), event))
  return changes
}

function changesFor(kept: KeptEvent | undefined, event: MatchEvent): Change[] {
  if (kept === undefined) return [{ op: 'add', event }]
  const changes: Change[] = []
  if (kept.isDeleted) changes.push({ op: 'restore', id: event.id })
  if (kept.event === undefined || !isEqual(kept.event, event)) changes.push({ op: 'edit', event })
  return changes
}
