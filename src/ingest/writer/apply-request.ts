import type { AppError } from '../../errors.ts'
import type { Change, Sender } from '../../match/change.ts'
import type { MatchEvent } from '../../match/event.ts'
import { bytesOf } from '../../match/json-text.ts'
import { isEqual } from '../../match/merge-patch.ts'
import type { MatchState } from '../../match/state.ts'
import type { UpdateMessage } from '../../protocol/messages.ts'
import type { MatchStore, StoredMatch, WireUpdate } from '../../store/match-store.ts'
import type { Draft } from '../draft/draft.ts'
import type { ChangeOutcome, Refused } from '../draft/outcome.ts'
import { EventConflict, EventNotFound, MatchFull, StateTooLarge } from '../errors.ts'
import type { EndTurn } from './turns.ts'
import { MAX_GROUP } from './write-queue.ts'
import { changesOfTimeline, type ReadRequest, type Recorded, type Unreadable, type Written } from './write-request.ts'

/** The most events of one source of a match, deleted ones included. */
const MAX_EVENTS = 20_000

/** The most bytes of a state: each viewer who comes is sent all of it, and each update that changes a list has the whole list. */
const MAX_STATE_BYTES = 256 * 1024

/** What requests read from the database while they are tried on a draft. */
export interface DraftReads {
  readonly match: string
  readonly source: string
  readonly store: Pick<MatchStore, 'readKept' | 'readAllKept' | 'readEventUpdates'>
  readonly endTurn: EndTurn
}

/** True if the requests only add events for which the match has room: a feed that does not repeat itself has sent none of them before. */
export function areMostlyNew(requests: readonly ReadRequest[], { arrivals }: Pick<StoredMatch, 'arrivals'>): boolean {
  let count = arrivals
  return requests.every(({ request, changes }) => {
    count += changes.length
    const isAdded = (change: Change | Unreadable) => 'error' in change || change.op === 'add'
    return count <= MAX_EVENTS && request.kind === 'changes' && changes.every(isAdded)
  })
}

/**
 * Reads what the source has sent so far of the events that the requests name, and tells the draft. All requests are of that source.
 *
 * @returns how many it has sent
 */
export async function learnKept(
  draft: Draft,
  requests: readonly ReadRequest[],
  { store, match, source }: DraftReads,
): Promise<number> {
  const isTimeline = requests.some(({ request }) => request.kind === 'timeline')
  const ids = isTimeline ? [] : requests.flatMap(({ changes }) => changes.flatMap(idsOf))
  if (!isTimeline && ids.length === 0) return 0
  const kept = await (isTimeline ? store.readAllKept(match, source) : store.readKept(match, source, ids))
  draft.learn(kept)
  return kept.length
}

/** What trying a request came to. */
export interface Applied extends Written {
  /** The changes that are left for another transaction; none in most requests. */
  readonly rest: readonly (Change | Unreadable)[]
}

/**
 * Tries the changes of one request on the draft, in order. A change that is refused does not affect the others. Only a timeline
 * may make more changes than a transaction takes.
 */
export async function applyRequest(draft: Draft, read: ReadRequest, reads: DraftReads): Promise<Applied> {
  const { kind, sender } = read.request
  const changes = kind === 'timeline' ? changesOfTimeline(read, draft.kept()) : read.changes
  const before = draft.state
  const results: Recorded[] = []
  for (const change of changes.slice(0, MAX_GROUP)) {
    // If another replica writes the match meanwhile, the append writes nothing and everything is tried again.
    const turn = results.length > 0 ? reads.endTurn() : undefined
    if (turn) await turn
    // Most changes are made at once. Awaiting each would be a tenth of the cost of an event in an array.
    const result = applyChange(draft, sender, change, reads)
    results.push(result instanceof Promise ? await result : result)
  }
  await draft.finishRequest()
  if (draft.mostStateBytes > MAX_STATE_BYTES) refuseLargeState(before, draft.state)
  return { results, seq: draft.seq, rest: changes.slice(MAX_GROUP) }
}

/** @throws {StateTooLarge} if it is, and has grown: deleting must always be possible */
function refuseLargeState(before: MatchState, after: MatchState): void {
  if (after === before) return
  const bytes = bytesOf(after)
  if (bytes > MAX_STATE_BYTES && bytes > bytesOf(before)) throw new StateTooLarge(MAX_STATE_BYTES)
}

function applyChange(
  draft: Draft,
  sender: Sender,
  change: Change | Unreadable,
  reads: DraftReads,
): Recorded | Promise<Recorded> {
  if ('error' in change) return { ...change, status: 'rejected' }
  const id = idOf(change)
  if (draft.arrivals >= MAX_EVENTS && !draft.has(id)) return rejected(id, new MatchFull(MAX_EVENTS))
  const answer = (outcome: ChangeOutcome | Refused): Recorded | Promise<Recorded> => {
    if (outcome.status === 'unknown-event') return rejected(id, new EventNotFound(id))
    if (outcome.status !== 'conflict') return outcome as ChangeOutcome
    return answerConflict(draft, (change as { event: MatchEvent }).event, reads)
  }
  const outcome = draft.apply(sender, change)
  return outcome instanceof Promise ? outcome.then(answer) : answer(outcome)
}

/** Content that stood once and was edited since is a late retry by the feed, not a conflict. */
async function answerConflict(draft: Draft, event: MatchEvent, reads: DraftReads): Promise<Recorded> {
  const { id } = event
  const updates = [...(await reads.store.readEventUpdates(reads.match, reads.source, id)), ...draft.updatesOf(id)]
  const seq = seqOfContent(updates, event)
  if (seq === undefined) return rejected(id, new EventConflict(id))
  // What a shadow logged has no seq that viewers know.
  return { id, status: 'duplicate', ...(seq > 0 && !draft.isShadow && { seq }) }
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
