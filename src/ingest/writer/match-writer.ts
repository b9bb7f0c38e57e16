import { randomBytes } from 'node:crypto'
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises'
import type { BusEntry } from '../../bus/bus.ts'
import { DatabaseUnavailable, MatchNotFound } from '../../errors.ts'
import { startFold } from '../../match/fold.ts'
import { isEqual } from '../../match/merge-patch.ts'
import type { Sport } from '../../sports/contract/sport.ts'
import { sportNamed } from '../../sports/registry.ts'
import type { MatchStore, MatchWrite, StoredMatch } from '../../store/match-store.ts'
import { MatchBusy, SportConflict } from '../errors.ts'
import { type Applied, applyRequest, learnKept, type Reads } from './apply-request.ts'
import { Draft } from './draft.ts'
import { RecentHistories } from './recent-histories.ts'
import { RecentMatches } from './recent-matches.ts'
import { createTurns } from './turns.ts'
import type { GroupWritten, WriteGroup } from './write-queue.ts'
import {
  type ChangesRequest,
  type FixtureRecorded,
  type FixtureRequest,
  type ReadRequest,
  readRequest,
  type WriteRequest,
} from './write-request.ts'

export interface MatchWriterOptions {
  readonly store: MatchStore
  publish(entry: BusEntry): void
  now(): number
}

/** An attempt fails only when another replica has written the match first, so some replica always makes progress. */
const MAX_ATTEMPTS = 40

/** Updates of one commit that take some milliseconds to publish. */
const MANY_UPDATES = 500

/** Answers for the first requests of a group, all of one transaction; undefined if another replica wrote the match meanwhile. */
type Attempt = readonly Applied[] | undefined

/** Makes the function that writes a group of requests to their match in one transaction, and answers each of them. */
export function createMatchWriter({ store, publish, now }: MatchWriterOptions): WriteGroup<WriteRequest> {
  const recent = new RecentMatches(store)
  const histories = new RecentHistories()

  const commit = async (write: MatchWrite): Promise<boolean> => {
    const { match } = write
    // Forgotten before the append: if that throws, nobody knows whether it was written.
    recent.forget(match.match)
    if (!(await store.append(write))) return false
    recent.remember(match)
    // The commit, telling the bus, and answering are a turn each then, or everybody else would wait for all three.
    const isLong = write.updates.length > MANY_UPDATES
    if (isLong) await nextTurn()
    const entry = toEntry(write)
    if (entry) publish(entry)
    if (isLong) await nextTurn()
    return true
  }

  const openDraft = (match: StoredMatch, sport: Sport, endTurn: () => Promise<void>) =>
    new Draft({
      match,
      sport,
      at: now(),
      history: histories.take(match),
      readEffective: () => store.readEffective(match.match),
      endTurn,
    })

  const finish = async (match: StoredMatch, draft: Draft, answers: readonly Applied[]): Promise<Attempt> => {
    const { history } = draft
    const write = draft.write()
    if (write !== undefined) {
      if (!(await commit(write))) return undefined
      if (history !== undefined) histories.remember(write.match, history)
      return answers
    }
    if (history !== undefined) histories.remember(match, history)
    // The remembered match may be gone from the database. Then what was decided by it must not be answered.
    const [head] = await store.readHeads([match.match])
    if (head?.epoch === match.epoch && head.seq >= match.seq)
      return answers.map((answer) => ({ ...answer, seq: head.seq }))
    recent.forget(match.match)
    return undefined
  }

  /** @throws {RequestFailed} if trying one of them fails; the others may be fine */
  const attempt = async (matchId: string, requests: readonly ChangesRequest[]): Promise<Attempt> => {
    const match = await recent.read(matchId)
    if (match === undefined) throw new MatchNotFound(matchId, `create it with PUT /v1/matches/${matchId}`)
    const sport = rulesOf(match.fixture.sport)
    const endTurn = createTurns()
    const reads: Reads = { match: matchId, store, endTurn }
    const read: ReadRequest[] = []
    for (const [index, request] of requests.entries()) {
      read.push(await guarded(index, () => readRequest(request, sport, endTurn)))
    }
    const draft = openDraft(match, sport, endTurn)
    await learnKept(draft, read, reads)
    const answers: Applied[] = []
    for (const [index, each] of read.entries()) {
      if (index > 0) await endTurn()
      const applied = await guarded(index, () => applyRequest(draft, each, reads))
      answers.push(applied)
      if (draft.isCostly || applied.rest.length > 0) break
    }
    return finish(match, draft, answers)
  }

  const attemptFixture = async ({ fixture, feed }: FixtureRequest): Promise<FixtureRecorded | undefined> => {
    const match = await store.read(fixture.match)
    const sport = rulesOf(fixture.sport)
    if (match === undefined) {
      const folded = startFold(sport, fixture)
      const epoch = newEpoch(now())
      if (!(await store.create(fixture, folded, epoch, now()))) return undefined
      return { isNew: true, epoch, seq: 0, state: folded.reduced.state }
    }
    const same = { isNew: false, epoch: match.epoch, seq: match.seq, state: match.folded.reduced.state }
    if (isEqual(match.fixture, fixture)) return same
    if (match.fixture.sport !== fixture.sport) throw new SportConflict(fixture.match, match.fixture.sport)
    const draft = openDraft(match, sport, createTurns())
    await draft.changeFixture(feed, fixture)
    const [answer] = (await finish(match, draft, [{ results: [], seq: draft.seq, rest: [] }])) ?? []
    return answer && { ...same, seq: answer.seq, state: draft.state }
  }

  /** Writes the first requests of the group, and answers them. */
  const writeChanges = async (
    match: string,
    group: readonly ChangesRequest[],
  ): Promise<GroupWritten<ChangesRequest>> => {
    let requests = group
    let failure: RequestFailed | undefined
    const tryThese = async (): Promise<Attempt> => {
      if (requests.length === 0) return []
      try {
        return await attempt(match, requests)
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

  const writeFixture = async (request: FixtureRequest): Promise<GroupWritten<WriteRequest>> => {
    await untilWritten(request.fixture.match, () => attemptFixture(request)).then(request.resolve, request.reject)
    return { done: 1 }
  }

  return (match, group) => {
    const [first] = group
    // A fixture weighs more than a group may, so it always comes alone.
    return first?.kind === 'fixture' ? writeFixture(first) : writeChanges(match, group as readonly ChangesRequest[])
  }
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

async function guarded<T>(index: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof DatabaseUnavailable) throw error
    throw new RequestFailed(index, error)
  }
}

/** Tries again on the newest state while other replicas write first. */
async function untilWritten<T>(match: string, attempt: () => Promise<T | undefined>): Promise<T> {
  for (let attempts = 1; attempts <= MAX_ATTEMPTS; attempts += 1) {
    const done = await attempt()
    if (done !== undefined) return done
    await pause(Math.random() * Math.min(attempts * 2, 40))
  }
  throw new MatchBusy(match)
}

function rulesOf(name: string): Sport {
  const sport = sportNamed(name)
  // Fixtures are parsed with the registry, so only a database written by a newer version has a sport that this one lacks.
  if (sport === undefined) throw new Error(`this version knows no sport "${name}"`)
  return sport
}

function toEntry({ match, updates }: MatchWrite): BusEntry | undefined {
  const [first, ...rest] = updates.map(({ seq, wire }) => ({ seq, wire }))
  if (first === undefined) return undefined
  return {
    match: match.match,
    epoch: match.epoch,
    updates: [first, ...rest],
    state: JSON.stringify(match.folded.reduced.state),
  }
}

/** Epochs sort by the time they began. The random end keeps two apart that began in the same millisecond. */
function newEpoch(at: number): string {
  return at.toString(36).padStart(9, '0') + randomBytes(2).toString('hex')
}
