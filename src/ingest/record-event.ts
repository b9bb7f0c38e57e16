import type { BusEntry } from '../bus/bus.ts'
import type { Fixture } from '../match/state.ts'
import type { MatchStore } from '../store/match-store.ts'
import { createMatchWriter } from './writer/match-writer.ts'
import { WriteQueue } from './writer/write-queue.ts'
import type { FixtureRecorded, ReadChange, ReadEvent, Recording, WriteRequest } from './writer/write-request.ts'

export interface Recorder {
  /**
   * Applies changes to a match in order, in one transaction. A change that is refused does not affect the others.
   *
   * @throws {MatchNotFound} {MatchBusy} Nothing was written.
   * @throws {DatabaseUnavailable} Either all was written, or nothing. Sending the same changes again is safe.
   */
  record(match: string, feed: string, reads: readonly ReadChange[]): Promise<Recording>
  /** Replaces everything that this feed has sent for the match by this list. The same list again changes nothing. Throws like `record`. */
  recordTimeline(match: string, feed: string, reads: readonly ReadEvent[]): Promise<Recording>
  /** Creates the match, or changes its fixture. The same fixture again changes nothing. */
  putFixture(fixture: Fixture, feed: string): Promise<FixtureRecorded>
}

export interface RecorderOptions {
  readonly store: MatchStore
  /** Called after each commit; must not throw. The relay sends again what gets lost on the way. */
  publish(entry: BusEntry): void
  now?(): number
}

/** What happens to an event: read the match, try the change on a draft, write event, update and state in one transaction, publish. */
export function createRecorder({ store, publish, now = Date.now }: RecorderOptions): Recorder {
  const queue = new WriteQueue<WriteRequest>(createMatchWriter({ store, publish, now }))

  const recordAs = (kind: 'changes' | 'timeline', match: string, feed: string, reads: readonly ReadChange[]) =>
    new Promise<Recording>((resolve, reject) => {
      queue.add(match, { kind, feed, reads, weight: reads.length, resolve, reject })
    })

  return {
    record: (match, feed, reads) => recordAs('changes', match, feed, reads),
    recordTimeline: (match, feed, reads) => recordAs('timeline', match, feed, reads),
    putFixture: (fixture, feed) =>
      new Promise((resolve, reject) => {
        queue.add(fixture.match, {
          kind: 'fixture',
          feed,
          fixture,
          weight: Number.POSITIVE_INFINITY,
          resolve,
          reject,
        })
      }),
  }
}
