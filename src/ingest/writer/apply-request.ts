import type { AppError } from '../../errors.ts'
import type { Change } from '../../match/change.ts'
import type { MatchEvent } from '../../match/event.ts'
import { isEqual } from '../../match/merge-patch.ts'
import type { UpdateMessage } from '../../protocol/messages.ts'
import type { MatchStore, WireUpdate } from '../../store/match-store.ts'
import { EventConflict, EventNotFound, MatchFull } from '../errors.ts'
import type { Draft, Outcome } from './draft.ts'
import { MAX_GROUP } from './write-queue.ts'
import { changesOfTimeline, type ReadRequest, type Recorded, type Recording, type Unreadable } from './write-request.ts'

/** The most events of one match, of all feeds together, deleted ones included. */
const MAX_EVENTS = 20_000

/** What requests read from the database while they are tried on a draft. */
export interface Reads {
  readonly match: string
  readonly store: Pick<MatchStore, 'readKept' | 'readAllKept' | 'readEventUpdates'>
  endTurn(): Promise<void>
}

/** Reads what each feed has sent so far of the events that its requests name, one read per feed, and tells the draft. */
export async function learnKept(
  draft: Draft,
  requests: readonly ReadRequest[],
  { store, match }: Reads,
): Promise<void> {
  const byFeed = new Map<string, string[] | 'all'>()
  for (const { request, changes } of requests) {
    const ids = byFeed.get(request.feed)
    if (request.kind === 'timeline') byFeed.set(request.feed, 'all')
    else if (ids !== 'all') byFeed.set(request.feed, [...(ids ?? []), ...changes.flatMap(idsOf)])
  }
  const learn = async ([feed, ids]: [string, string[] | 'all']) => {
    if (ids === 'all') draft.learn(feed, await store.readAllKept(match, feed))
    else if (ids.length > 0) draft.learn(feed, await store.readKept(match, feed, ids))
  }
  await Promise.all([...byFeed].map(learn))
}

/** What trying a request came to. */
export interface Applied extends Recording {
  /** The changes that are left for another transaction; none in most requests. */
  readonly rest: readonly (Change | Unreadable)[]
}

/**
 * Tries the changes of one request on the draft, in order. A change that is refused does not affect the others. Only a timeline
 * may make more changes than a transaction takes.
 */
export async function applyRequest(draft: Draft, read: ReadRequest, reads: Reads): Promise<Applied> {
  const { kind, feed } = read.request
  const changes = kind === 'timeline' ? changesOfTimeline(read, draft.keptBy(feed)) : read.changes
  const results: Recorded[] = []
  for (const change of changes.slice(0, MAX_GROUP)) {
    // If another replica writes the match meanwhile, the append writes nothing and everything is tried again.
    if (results.length > 0) await reads.endTurn()
    results.push(await applyChange(draft, feed, change, reads))
  }
  await draft.finishRequest()
  return { results, seq: draft.seq, rest: changes.slice(MAX_GROUP) }
}

async function applyChange(draft: Draft, feed: string, change: Change | Unreadable, reads: Reads): Promise<Recorded> {
  if ('error' in change) return { ...change, status: 'rejected' }
  const id = idOf(change)
  if (draft.arrivals >= MAX_EVENTS && !draft.has(feed, id)) return rejected(id, new MatchFull(MAX_EVENTS))
  const outcome = await draft.apply(feed, change)
  if (outcome.status === 'unknown-event') return rejected(id, new EventNotFound(id))
  if (outcome.status !== 'conflict') return outcome as Outcome
  // Content that stood once and was edited since is a late retry by the feed, not a conflict.
  const updates = [...(await reads.store.readEventUpdates(reads.match, feed, id)), ...draft.updatesOf(feed, id)]
  const seq = seqOfContent(updates, (change as { event: MatchEvent }).event)
  return seq === undefined ? rejected(id, new EventConflict(id)) : { id, status: 'duplicate', seq }
}

function seqOfContent(updates: readonly WireUpdate[], event: MatchEvent): number | undefined {
  const same = updates.find(({ wire }) => {
    const message = JSON.parse(wire) as UpdateMessage
    return message.kind !== 'delete' && isEqual(message.event, event)
  })
  return same?.seq
}

function rejected(id: string, error: AppError): Recorded {
  return { id, status: 'rejected', error }
}

function idsOf(change: Change | Unreadable): string[] {
  return 'error' in change ? [] : [idOf(change)]
}

function idOf(change: Change): string {
  return 'event' in change ? change.event.id : change.id
}
