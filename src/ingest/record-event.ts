import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { BusEntry } from '../bus/bus.ts'
import { type AppError, MatchNotFound } from '../errors.ts'
import type { Change, KeptEvent } from '../match/change.ts'
import type { MatchEvent } from '../match/event.ts'
import { startFold } from '../match/fold.ts'
import { isEqual } from '../match/merge-patch.ts'
import type { Fixture, MatchState } from '../match/state.ts'
import type { UpdateMessage } from '../protocol/messages.ts'
import type { Sport } from '../sports/contract/sport.ts'
import { sportNamed } from '../sports/registry.ts'
import type { MatchStore, MatchWrite } from '../store/match-store.ts'
import { Draft, type Outcome } from './draft.ts'
import { EventConflict, EventNotFound, MatchBusy, MatchFull, SportConflict } from './errors.ts'
import { createOneAtATime } from './one-at-a-time.ts'
import { RecentMatches } from './recent-matches.ts'
import { createTurns } from './turns.ts'

/** A change that the feed's words could not be turned into, with the id they gave, if any. */
export interface Unreadable {
  readonly id?: string
  readonly error: AppError
}

/** What one change came to: applied, or the reason why not. */
export type Recorded = Outcome | { readonly id?: string; readonly status: 'rejected'; readonly error: AppError }

export interface Recording {
  readonly results: readonly Recorded[]
  /** The match's seq after them. */
  readonly seq: number
}

/** Reads what a feed sent, once the sport is known. */
export type ReadChanges = (
  sport: Sport,
  keptByFeed: () => Promise<KeptEvent[]>,
) => Promise<readonly (Change | Unreadable)[]> | readonly (Change | Unreadable)[]

export interface Recorder {
  /**
   * Applies changes to a match in order, in one transaction. One that is refused refuses itself alone.
   *
   * @throws {MatchNotFound} {MatchBusy} and nothing is written
   * @throws {DatabaseUnavailable} and all of it may be written, or nothing; the same changes again are safe
   */
  record(match: string, feed: string, readChanges: ReadChanges): Promise<Recording>
  /** Creates the match, or changes its fixture; the same fixture again changes nothing. */
  putFixture(fixture: Fixture, feed: string): Promise<FixtureRecorded>
}

export interface FixtureRecorded {
  readonly isNew: boolean
  readonly epoch: string
  readonly seq: number
  readonly state: MatchState
}

export interface RecorderOptions {
  readonly store: MatchStore
  /** Called after each commit; must not throw. Updates that get lost on the way are swept up by the relay. */
  publish(entry: BusEntry): void
  now?(): number
}

const MAX_EVENTS = 20_000
/** Only other replicas that write the same match make an attempt fail, and each failure is a success of theirs. */
const MAX_ATTEMPTS = 40

/** The story of an event: read the match, try the change on a draft, write event, update and state at once, tell the bus. */
export function createRecorder({ store, publish, now = Date.now }: RecorderOptions): Recorder {
  const oneAtATime = createOneAtATime()

  const recent = new RecentMatches(store)

  const commit = async (write: MatchWrite): Promise<boolean> => {
    const { match } = write
    // Also if this throws: whether it was written is not known then.
    recent.forget(match.match)
    if (!(await store.append(write))) return false
    recent.remember(match)
    const entry = toEntry(write)
    if (entry) publish(entry)
    return true
  }

  /** Tries again on the newest state as long as other replicas are faster. */
  const untilWritten = <T>(match: string, attempt: () => Promise<T | undefined>): Promise<T> =>
    oneAtATime(match, async () => {
      for (let attempts = 1; attempts <= MAX_ATTEMPTS; attempts += 1) {
        const done = await attempt()
        if (done !== undefined) return done
        await pause(Math.random() * Math.min(attempts * 2, 40))
      }
      throw new MatchBusy(match)
    })

  const applyTo = async (draft: Draft, change: Change | Unreadable, feed: string, match: string): Promise<Recorded> => {
    if ('error' in change) return { ...change, status: 'rejected' }
    if (draft.arrivals >= MAX_EVENTS && !draft.has(idOf(change)))
      return rejected(idOf(change), new MatchFull(MAX_EVENTS))
    const outcome = await draft.apply(change)
    if (outcome.status === 'unknown-event') return rejected(outcome.id, new EventNotFound(outcome.id))
    if (outcome.status !== 'conflict') return outcome as Outcome
    // Content that once stood and was edited since: a late retry of the feed, not a conflict.
    const seq = await seqOfEarlierContent(store, match, feed, (change as { event: MatchEvent }).event)
    return seq === undefined
      ? rejected(outcome.id, new EventConflict(outcome.id))
      : { id: outcome.id, status: 'duplicate', seq }
  }

  return {
    record: (matchId, feed, readChanges) =>
      untilWritten(matchId, async () => {
        const match = await recent.read(matchId)
        if (match === undefined) throw new MatchNotFound(matchId, `create it with PUT /v1/matches/${matchId}`)
        const sport = rulesOf(match.fixture.sport)
        const changes = await readChanges(sport, () => store.readAllKept(matchId, feed))
        const ids = changes.flatMap((change) => ('error' in change ? [] : [idOf(change)]))
        const kept = ids.length > 0 ? await store.readKept(matchId, feed, ids) : []
        const readEffective = () => store.readEffective(matchId)
        const draft = new Draft({ match, sport, feed, at: now(), kept, readEffective })
        const results: Recorded[] = []
        const endTurn = createTurns()
        for (const change of changes) {
          results.push(await applyTo(draft, change, feed, matchId))
          // Others may write meanwhile: then the append writes nothing, and all is tried again.
          await endTurn()
        }
        const write = draft.write()
        if (write === undefined) {
          // What is remembered may be of a match that is gone; whatever was decided by it must not be answered.
          const [head] = await store.readHeads([matchId])
          if (head?.epoch === match.epoch && head.seq >= match.seq) return { results, seq: head.seq }
          recent.forget(matchId)
          return undefined
        }
        return (await commit(write)) ? { results, seq: draft.seq } : undefined
      }),

    putFixture: (fixture, feed) =>
      untilWritten(fixture.match, async () => {
        const match = await store.read(fixture.match)
        const sport = rulesOf(fixture.sport)
        if (match === undefined) {
          const folded = startFold(sport, fixture)
          const epoch = newEpoch(now())
          if (!(await store.create(fixture, folded, epoch, now()))) return undefined
          return { isNew: true, epoch, seq: 0, state: folded.board.state }
        }
        const same = { isNew: false, epoch: match.epoch, seq: match.seq, state: match.folded.board.state }
        if (isEqual(match.fixture, fixture)) return same
        if (match.fixture.sport !== fixture.sport) throw new SportConflict(fixture.match, match.fixture.sport)
        const readEffective = () => store.readEffective(fixture.match)
        const draft = new Draft({ match, sport, feed, at: now(), kept: [], readEffective })
        await draft.changeFixture(fixture)
        const write = draft.write()
        if (write === undefined || !(await commit(write))) return undefined
        return { isNew: false, epoch: match.epoch, seq: write.match.seq, state: write.match.folded.board.state }
      }),
  }
}

function rulesOf(name: string): Sport {
  const sport = sportNamed(name)
  // Fixtures are parsed against the registry: only a database of a newer version has sports that this one lacks.
  if (sport === undefined) throw new Error(`this version knows no sport "${name}"`)
  return sport
}

async function seqOfEarlierContent(
  store: MatchStore,
  match: string,
  feed: string,
  event: MatchEvent,
): Promise<number | undefined> {
  const updates = await store.readEventUpdates(match, feed, event.id)
  const same = updates.find(({ wire }) => {
    const message = JSON.parse(wire) as UpdateMessage
    return message.kind !== 'delete' && isEqual(message.event, event)
  })
  return same?.seq
}

function rejected(id: string, error: AppError): Recorded {
  return { id, status: 'rejected', error }
}

function idOf(change: Change): string {
  return 'event' in change ? change.event.id : change.id
}

function toEntry({ match, updates }: MatchWrite): BusEntry | undefined {
  const [first, ...rest] = updates.map(({ seq, wire }) => ({ seq, wire }))
  if (first === undefined) return undefined
  return {
    match: match.match,
    epoch: match.epoch,
    updates: [first, ...rest],
    state: JSON.stringify(match.folded.board.state),
  }
}

/** Epochs sort by when they began; the random end tells two apart that began at once. */
function newEpoch(at: number): string {
  return at.toString(36).padStart(9, '0') + randomBytes(2).toString('hex')
}
