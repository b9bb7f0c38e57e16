import type { BusEntry } from '../bus/bus.ts'
import type { Sender } from '../match/change.ts'
import type { Fixture } from '../match/state.ts'
import type { MatchStore } from '../store/match-store.ts'
import type { SourceLifeStore } from '../store/source-life.ts'
import { createMatchWriter } from './writer/match-writer.ts'
import { WriteQueue } from './writer/write-queue.ts'
import type {
  DecidedBy,
  FixtureRecorded,
  MatchDeleted,
  ReadChange,
  ReadEvent,
  Replaced,
  Resolvers,
  SourceSwitched,
  StaleSource,
  WriteRequest,
  Written,
} from './writer/write-request.ts'

export interface Recorder {
  /**
   * Applies changes to a match in order, in one transaction. A change that is refused does not affect the others.
   *
   * @throws {MatchNotFound} {MatchBusy} Nothing was written.
   * @throws {DatabaseUnavailable} Either all was written, or nothing. Sending the same changes again is safe.
   */
  record(match: string, sender: Sender, reads: readonly ReadChange[]): Promise<Written>
  /** Replaces everything that this source has sent for the match by this list. The same list again changes nothing. Throws like `record`. */
  recordTimeline(match: string, sender: Sender, reads: readonly ReadEvent[]): Promise<Written>
  /** Creates the match, or changes its fixture. The same fixture again changes nothing. */
  putFixture(fixture: Fixture, sender: Sender): Promise<FixtureRecorded>
  /**
   * `[H7]` Puts a source in charge of the match.
   *
   * @throws {NotInCharge} {SourceNotListed} {SourceUnknown}
   */
  switchSource(match: string, source: string, by: DecidedBy): Promise<SourceSwitched>
  /** `[H7]` Puts the next source of the fixture's list in charge if the one in charge is stale, and if it may take over. */
  replaceStale(match: string, stale: StaleSource): Promise<Replaced>
  /**
   * `[H12]` Removes the match with all that any source has told of it. One that is deleted already stays so.
   *
   * @throws {NotInCharge} {MatchNotFound}
   */
  deleteMatch(match: string, by: DecidedBy): Promise<MatchDeleted>
}

export interface RecorderOptions {
  readonly store: MatchStore
  /** Earlier scores of shadows. Without it no source takes over by itself. */
  readonly sources?: Pick<SourceLifeStore, 'readShadowScore'>
  /** Called after each commit; must not throw. The relay sends again what gets lost on the way. */
  publish(entry: BusEntry): void
  /** Told after a match was deleted; must not throw. The relay tells again what gets lost on the way. */
  onDeleted?(match: string, epoch: string): void
  /** Told of each source that sent events, and of the feed, once they are recorded. */
  onHeard?(source: string, feed: string): void
  /** Told how long the database took for a commit. */
  onCommitted?(ms: number): void
  now?(): number
}

/** The weight of a request that gets a transaction of its own. */
const ALONE = Number.POSITIVE_INFINITY

/** What happens to an event: read the match, try the change on a draft, write event, update and state in one transaction, publish. */
export function createRecorder({ store, sources, onHeard, now = Date.now, ...told }: RecorderOptions): Recorder {
  const queue = new WriteQueue<WriteRequest>(createMatchWriter({ store, now, ...told, ...(sources && { sources }) }))

  const add = <T>(match: string, sender: Sender, toRequest: (answer: Resolvers<T>) => WriteRequest) =>
    new Promise<T>((resolve, reject) => {
      queue.add(`${match} ${sender.source}`, toRequest({ resolve, reject }))
    })
  const recordAs = (kind: 'changes' | 'timeline', match: string, sender: Sender, reads: readonly ReadChange[]) =>
    add<Written>(match, sender, ({ resolve, reject }) => ({
      resolve(recording) {
        // An operator who acts as a source does not show that the source is alive.
        if (!sender.holds) onHeard?.(sender.source, sender.feed)
        resolve(recording)
      },
      reject,
      kind,
      match,
      sender,
      reads,
      weight: reads.length,
    }))

  return {
    record: (match, sender, reads) => recordAs('changes', match, sender, reads),
    recordTimeline: (match, sender, reads) => recordAs('timeline', match, sender, reads),
    putFixture: (fixture, sender) =>
      add(fixture.match, sender, (answer) => ({ ...answer, kind: 'fixture', sender, fixture, weight: ALONE })),
    switchSource: (match, source, by) =>
      add(match, by.sender, (answer) => ({ ...answer, ...by, kind: 'switch', match, source, weight: ALONE })),
    deleteMatch: (match, by) =>
      add(match, by.sender, (answer) => ({ ...answer, ...by, kind: 'delete', match, weight: ALONE })),
    replaceStale: (match, stale) =>
      add(match, { feed: stale.stale, source: stale.stale }, (answer) => ({
        ...answer,
        ...stale,
        kind: 'replace',
        match,
        weight: ALONE,
      })),
  }
}
