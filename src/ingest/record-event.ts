import type { BusEntry } from '../bus/bus.ts'
import type { Fixture } from '../match/state.ts'
import type { MatchStore } from '../store/match-store.ts'
import { createMatchWriter } from './writer/match-writer.ts'
import { WriteQueue } from './writer/write-queue.ts'
import type { FixtureRecorded, ReadChange, ReadEvent, Recording, WriteRequest } from './writer/write-request.ts'

export interface Recorder {
  /**
   * Applies changes to a match in order, in one transaction. One that is refused refuses itself alone.
   *
   * @throws {MatchNotFound} {MatchBusy} and nothing is written
   * @throws {DatabaseUnavailable} and all of it may be written, or nothing; the same changes again are safe
   */
  record(match: string, feed: string, reads: readonly ReadChange[]): Promise<Recording>
  /** Makes the events of this list all that the feed holds to be the match; the same list again changes nothing. Throws like `record`. */
  recordTimeline(match: string, feed: string, reads: readonly ReadEvent[]): Promise<Recording>
  /** Creates the match, or changes its fixture; the same fixture again changes nothing. */
  putFixture(fixture: Fixture, feed: string): Promise<FixtureRecorded>
}

export interface RecorderOptions {
  readonly store: MatchStore
  /** Called after each commit; must not throw. Updates that get lost on the way are swept up by the relay. */
  publish(entry: BusEntry): void
  now?(): number
}

/** The story of an event: read the match, try the change on a draft, write event, update and state at once, tell the bus. */
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
