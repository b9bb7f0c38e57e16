import { DatabaseUnavailable, MatchNotFound } from '../../errors.ts'
import { startFold } from '../../match/fold.ts'
import { isEqual } from '../../match/merge-patch.ts'
import type { Sport } from '../../sports/contract/sport.ts'
import { surprisingStart } from '../../sports/contract/warnings/plausible-time.ts'
import { sportNamed } from '../../sports/registry.ts'
import { newEpoch } from '../../store/epochs.ts'
import type { StoredMatch } from '../../store/match-store.ts'
import { untilWritten } from '../../store/until-written.ts'
import type { Draft } from '../draft/draft.ts'
import { SportConflict } from '../errors.ts'
import { RepeatingFeeds } from '../memory/repeating-feeds.ts'
import { type Applied, applyRequest, areMostlyNew, learnKept, type Reads } from './apply-request.ts'
import { isInCharge } from './charge.ts'
import { attemptDelete } from './delete-match.ts'
import { type Finished, MatchCommits, type MatchCommitsOptions } from './match-commits.ts'
import { openShadow, writeShadow } from './shadows.ts'
import { attemptReplace, attemptSwitch, putInCharge } from './switch-source.ts'
import { createTurns, type EndTurn } from './turns.ts'
import type { GroupWritten, WriteGroup } from './write-queue.ts'
import {
  type Answer,
  type ChangesRequest,
  type FixtureRecorded,
  type FixtureRequest,
  type ReadRequest,
  readRequest,
  type WriteRequest,
} from './write-request.ts'

/** Answers for the first requests of a group, all of one transaction; undefined if another replica wrote the match meanwhile. */
type Attempt = readonly Applied[] | undefined

/** Makes the function that writes a group of requests of one source to their match in one transaction, and answers each of them. */
export function createMatchWriter(options: MatchCommitsOptions): WriteGroup<WriteRequest> {
  const commits = new MatchCommits(options)
  const { store, now } = commits
  const repeating = new RepeatingFeeds()

  /** @throws {RequestFailed} if trying one of them fails; the others may be fine */
  const attempt = async (
    matchId: string,
    requests: readonly [ChangesRequest, ...ChangesRequest[]],
  ): Promise<Attempt> => {
    const match = await commits.read(matchId)
    if (match === undefined) throw new MatchNotFound(matchId, `create it with PUT /v1/matches/${matchId}`)
    const sport = rulesOf(match.fixture.sport)
    const { source, feed } = requests[0].sender
    if (!isInCharge(match, source)) return attemptShadow(match, sport, requests)
    // A match that was never written has no shadows.
    if (match.source === undefined && match.version !== 0 && (await store.readShadow(matchId, source)) !== undefined) {
      await putInCharge(commits, match, { source, feed, sport })
      return undefined
    }
    const endTurn = createTurns()
    const draft = commits.openDraft(match, sport, endTurn)
    const reads: Reads = { match: matchId, source, store, endTurn }
    const read = await readAll(requests, sport, endTurn)
    if (!repeating.has(matchId) && areMostlyNew(read, match)) {
      const answers = await tryAll(draft, read, reads).catch(unlessUnavailable)
      const finished = answers && (await commits.finish(match, draft, { source, areNew: true }))
      if (answers && finished) return answersOf(answers, finished)
      if ((await store.read(matchId))?.version !== match.version) return undefined
      // Perhaps an event is known already: then it changes nothing, and must not be refused.
      repeating.add(matchId)
      return attempt(matchId, requests)
    }
    const known = await learnKept(draft, read, reads)
    const answers = await tryAll(draft, read, reads)
    const finished = await commits.finish(match, draft, { source })
    if (finished === undefined) return undefined
    if (known === 0) repeating.remove(matchId)
    return answersOf(answers, finished)
  }

  /** `[H7]` The same for a source that is not in charge: nothing of the match changes. */
  const attemptShadow = async (
    match: StoredMatch,
    sport: Sport,
    requests: readonly [ChangesRequest, ...ChangesRequest[]],
  ): Promise<Attempt> => {
    const { source } = requests[0].sender
    const endTurn = createTurns()
    const opened = await openShadow(store, match, { source, sport, at: now(), endTurn })
    const reads: Reads = { match: match.match, source, store, endTurn }
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

  const attemptFixture = async ({ fixture, sender }: FixtureRequest): Promise<FixtureRecorded | undefined> => {
    const match = await store.read(fixture.match)
    const sport = rulesOf(fixture.sport)
    const surprising = surprisingStart(fixture, now())
    const told = surprising.length > 0 ? { warnings: surprising } : {}
    if (match === undefined) {
      const folded = startFold(sport, fixture)
      const [deleted] = await store.readDeleted([fixture.match])
      const epoch = newEpoch(now(), ...(deleted === undefined ? [] : [deleted]))
      if (!(await store.create(fixture, folded, epoch, now(), sender.feed))) return undefined
      return { isNew: true, epoch, seq: 0, state: folded.reduced.state, ...told }
    }
    const same = { isNew: false, epoch: match.epoch, seq: match.seq, state: match.folded.reduced.state, ...told }
    if (isEqual(match.fixture, fixture)) return same
    if (match.fixture.sport !== fixture.sport) throw new SportConflict(fixture.match, match.fixture.sport)
    const draft = commits.openDraft(match, sport, createTurns())
    await draft.changeFixture(sender.feed, fixture)
    const finished = await commits.finish(match, draft)
    return finished && { ...same, seq: finished.seq, state: draft.state }
  }

  /** Writes the first requests of the group, and answers them. */
  const writeChanges = async (
    group: readonly [ChangesRequest, ...ChangesRequest[]],
  ): Promise<GroupWritten<ChangesRequest>> => {
    const { match } = group[0]
    let requests: readonly ChangesRequest[] = group
    let failure: RequestFailed | undefined
    const tryThese = async (): Promise<Attempt> => {
      const [first, ...others] = requests
      if (first === undefined) return []
      try {
        return await attempt(match, [first, ...others])
      } catch (error) {
        if (!(error instanceof RequestFailed)) throw error
        // The draft cannot undo what the failed request did. So a new draft takes the requests before it; those after it wait.
        failure = error
        requests = group.slice(0, error.index)
        return tryThese()
      }
    }
    try {
      const answers = await untilWritten(match, tryThese)
      let rest: ChangesRequest | undefined
      for (const [index, answer] of answers.entries()) {
        const request = group[index] as ChangesRequest
        if (answer.rest.length > 0) rest = restOf(request, answer)
        else request.resolve({ results: answer.results, seq: answer.seq })
      }
      if (rest !== undefined) return { done: answers.length, rest }
      if (failure === undefined || answers.length < failure.index) return { done: answers.length }
      group[failure.index]?.reject(failure.cause)
      return { done: answers.length + 1 }
    } catch (error) {
      for (const request of requests) request.reject(error)
      return { done: requests.length }
    }
  }

  return (group) => {
    const [first] = group
    // All but changes weigh more than a group may, so they always come alone.
    switch (first.kind) {
      case 'fixture':
        return writeAlone(first.fixture.match, first, () => attemptFixture(first))
      case 'switch':
        return writeAlone(first.match, first, () => attemptSwitch(commits, first, rulesOf))
      case 'replace': {
        const { sources } = options
        return writeAlone(first.match, first, () => attemptReplace(commits, first, { rulesOf, sources }))
      }
      case 'delete':
        return writeAlone(first.match, first, () => attemptDelete(commits, first))
      default:
        return writeChanges(group as readonly [ChangesRequest, ...ChangesRequest[]])
    }
  }
}

/** Writes a request that comes alone, and answers it. */
async function writeAlone<T>(
  match: string,
  { resolve, reject }: Answer<T>,
  attempt: () => Promise<T | undefined>,
): Promise<GroupWritten<WriteRequest>> {
  await untilWritten(match, attempt).then(resolve, reject)
  return { done: 1 }
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
async function tryAll(draft: Draft, read: readonly ReadRequest[], reads: Reads): Promise<Applied[]> {
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

/** The request that makes the changes which are left. It is answered with the results of all. */
function restOf(request: ChangesRequest, { results, rest }: Applied): ChangesRequest {
  return {
    ...request,
    kind: 'changes',
    reads: rest.map((change) => () => change),
    weight: rest.length,
    resolve: (recording) => request.resolve({ results: [...results, ...recording.results], seq: recording.seq }),
  }
}

/** Trying one request of a group failed: its content has hit a bug. */
class RequestFailed extends Error {
  readonly index: number
  constructor(index: number, cause: unknown) {
    super('a request of a group failed', { cause })
    this.index = index
  }
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

function rulesOf(name: string): Sport {
  const sport = sportNamed(name)
  // Fixtures are parsed with the registry, so only a database written by a newer version has a sport that this one lacks.
  if (sport === undefined) throw new Error(`this version knows no sport "${name}"`)
  return sport
}
