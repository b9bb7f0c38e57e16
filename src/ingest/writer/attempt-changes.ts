import { DatabaseUnavailable, MatchNotFound } from '../../errors.ts'
import type { Sport } from '../../sports/contract/sport.ts'
import type { StoredMatch } from '../../store/match-store.ts'
import type { Draft } from '../draft/draft.ts'
import type { RepeatingFeeds } from '../memory/repeating-feeds.ts'
import { type Applied, applyRequest, areMostlyNew, type DraftReads, learnKept } from './apply-request.ts'
import { isInCharge } from './charge.ts'
import type { Finished, MatchCommits } from './match-commits.ts'
import { rulesOf } from './rules-of.ts'
import { openShadow, writeShadow } from './shadows.ts'
import { putInCharge } from './switch-source.ts'
import { createTurns, type EndTurn } from './turns.ts'
import { type ChangesRequest, type ReadRequest, readRequest } from './write-request.ts'

/** Answers for the first requests of a group, all of one transaction; undefined if another replica wrote the match meanwhile. */
export type Attempt = readonly Applied[] | undefined

/** Trying one request of a group failed: its content has hit a bug. */
export class RequestFailed extends Error {
  readonly index: number
  constructor(index: number, cause: unknown) {
    super('a request of a group failed', { cause })
    this.index = index
  }
}

interface Attempting {
  readonly commits: MatchCommits
  readonly repeating: RepeatingFeeds
}

/**
 * Tries to write requests of one source in one transaction.
 *
 * @throws {RequestFailed} if trying one of them fails; the others may be fine
 */
export async function attemptChanges(
  { commits, repeating }: Attempting,
  matchId: string,
  requests: readonly [ChangesRequest, ...ChangesRequest[]],
): Promise<Attempt> {
  const { store } = commits
  const match = await commits.read(matchId)
  if (match === undefined) throw new MatchNotFound(matchId, `create it with PUT /v1/matches/${matchId}`)
  const sport = rulesOf(match.fixture.sport)
  const { source, feed } = requests[0].sender
  if (!isInCharge(match, source)) return attemptShadow(commits, match, sport, requests)
  // A match that was never written has no shadows.
  if (match.source === undefined && match.version !== 0 && (await store.readShadow(matchId, source)) !== undefined) {
    await putInCharge(commits, match, { source, feed, sport })
    return undefined
  }
  const endTurn = createTurns()
  const draft = commits.openDraft(match, sport, endTurn)
  const reads: DraftReads = { match: matchId, source, store, endTurn }
  const read = await readAll(requests, sport, endTurn)
  if (!repeating.has(matchId) && areMostlyNew(read, match)) {
    const answers = await tryAll(draft, read, reads).catch(unlessUnavailable)
    const finished = answers && (await commits.finish(match, draft, { source, areNew: true }))
    if (answers && finished) return answersOf(answers, finished)
    if ((await store.read(matchId))?.version !== match.version) return undefined
    // Perhaps an event is known already: then it changes nothing, and must not be refused.
    repeating.add(matchId)
    return attemptChanges({ commits, repeating }, matchId, requests)
  }
  const known = await learnKept(draft, read, reads)
  const answers = await tryAll(draft, read, reads)
  const finished = await commits.finish(match, draft, { source })
  if (finished === undefined) return undefined
  if (known === 0) repeating.remove(matchId)
  return answersOf(answers, finished)
}

/** `[H7]` The same for a source that is not in charge: nothing of the match changes. */
async function attemptShadow(
  commits: MatchCommits,
  match: StoredMatch,
  sport: Sport,
  requests: readonly [ChangesRequest, ...ChangesRequest[]],
): Promise<Attempt> {
  const { store, now } = commits
  const { source } = requests[0].sender
  const endTurn = createTurns()
  const opened = await openShadow(store, match, { source, sport, at: now(), endTurn })
  const reads: DraftReads = { match: match.match, source, store, endTurn }
  const read = await readAll(requests, sport, endTurn)
  await learnKept(opened.draft, read, reads)
  const answers = await tryAll(opened.draft, read, reads)
  // Before the write: no attempt may follow one that has written, or it would find its own events and call them duplicates.
  const seq = await commits.confirm(match)
  if (seq === undefined) return undefined
  if (await writeShadow(store, opened)) return answers.map((answer) => ({ ...answer, seq }))
  // What is remembered of the match may be older than a switch.
  commits.forget(match.match)
  return undefined
}

/** Reads the requests by the rules of the sport. @throws {RequestFailed} */
async function readAll(
  requests: readonly ChangesRequest[],
  sport: Sport,
  endTurn: EndTurn,
): Promise<readonly ReadRequest[]> {
  const read: ReadRequest[] = []
  for (const [index, request] of requests.entries()) {
    read.push(await guarded(index, () => readRequest(request, sport, endTurn)))
  }
  return read
}

/** Tries the requests, in order, as far as one transaction takes them. @throws {RequestFailed} */
async function tryAll(draft: Draft, read: readonly ReadRequest[], reads: DraftReads): Promise<Applied[]> {
  const { endTurn } = reads
  const answers: Applied[] = []
  for (const [index, each] of read.entries()) {
    const turn = index > 0 ? endTurn() : undefined
    if (turn) await turn
    const applied = await guarded(index, () => applyRequest(draft, each, reads))
    answers.push(applied)
    if (draft.isCostly || applied.rest.length > 0) break
  }
  return answers
}

/** Where nothing was written, another replica may have written since: its seq counts. */
function answersOf(answers: readonly Applied[], { isWritten, seq }: Finished): readonly Applied[] {
  return isWritten ? answers : answers.map((answer) => ({ ...answer, seq }))
}

function unlessUnavailable(error: unknown): undefined {
  if (error instanceof DatabaseUnavailable) throw error
}

async function guarded<T>(index: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof DatabaseUnavailable) throw error
    throw new RequestFailed(index, error)
  }
}
