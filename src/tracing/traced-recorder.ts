import type { Recorder } from '../ingest/record-event.ts'
import type { Sender } from '../match/change.ts'
import type { TracedRequests } from './traced-requests.ts'
import type { Span, TraceParent, Tracing } from './tracing.ts'

/** The recorder, and to which piece of work a commit of a match belongs. */
export interface TracedRecorder extends Recorder {
  /**
   * The work that has waited longest for a commit of this match: what is committed now is its own, because a match is written in the order in which
   * its changes came. Several that are written together have one way to the viewers, in the trace of the first.
   */
  workOn(match: string): TraceParent | undefined
}

/** Times how long a change waits and is written. */
export function traceRecorder(recorder: Recorder, tracing: Tracing, requests: TracedRequests): TracedRecorder {
  /** Which match each piece of work writes, what came first before the others. */
  const working = new Map<Span, string>()

  const traced = async <T>(name: string, match: string, { feed, requestId }: Sender, work: () => Promise<T>) => {
    const span = tracing.start(name, {
      parent: requests.parentOf(requestId),
      attributes: {
        'touchline.match': match,
        'touchline.feed': feed,
        ...(requestId !== undefined && { 'touchline.request_id': requestId }),
      },
    })
    working.set(span, match)
    try {
      const result = await work()
      span.end()
      return result
    } catch (error) {
      span.end({ failure: (error as Error).message })
      throw error
    } finally {
      working.delete(span)
    }
  }

  return {
    record: (match, sender, reads) =>
      traced('record events', match, sender, () => recorder.record(match, sender, reads)),
    recordTimeline: (match, sender, reads) =>
      traced('record timeline', match, sender, () => recorder.recordTimeline(match, sender, reads)),
    putFixture: (fixture, sender) =>
      traced('record fixture', fixture.match, sender, () => recorder.putFixture(fixture, sender)),
    switchSource: (match, source, by) =>
      traced('switch source', match, by.sender, () => recorder.switchSource(match, source, by)),
    deleteMatch: (match, by) => traced('delete match', match, by.sender, () => recorder.deleteMatch(match, by)),
    replaceStale: (match, stale) => recorder.replaceStale(match, stale),
    workOn(match) {
      for (const [span, written] of working) if (written === match) return span.traceparent
      return undefined
    },
  }
}
