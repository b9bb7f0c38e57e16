import type { Sender } from '../match/change.ts'
import type { Recorder } from './record-event.ts'
import type { ReadChange, Written } from './writer/write-request.ts'

/** An accepted change: who, what, and by which request. */
export interface Accepted {
  readonly feed: string
  readonly source: string
  readonly requestId?: string
  readonly matchId: string
  readonly did: 'events' | 'timeline' | 'fixture' | 'source' | 'delete'
  readonly seq?: number
  /** The first of the events that changed, as `edit g1`. */
  readonly events?: readonly string[]
  /** How many changed. */
  readonly count?: number
}

/** More of one request would make a line that nobody reads; `count` has the rest. */
const MAX_EVENTS = 20

/** Tells of every change that was accepted, and of none that was refused or had come before. */
export function auditRecorder(recorder: Recorder, onAccepted: (accepted: Accepted) => void): Recorder {
  const whoOf = ({ feed, source, requestId }: Sender) => ({
    feed,
    source,
    ...(requestId !== undefined && { requestId }),
  })
  const record = async (
    did: 'events' | 'timeline',
    call: 'record' | 'recordTimeline',
    [match, sender, reads]: Parameters<Recorder['record']>,
  ): Promise<Written> => {
    const ops = new Map<string, string>()
    const noting = reads.map<ReadChange>((read) => (sport) => {
      const change = read(sport)
      if ('op' in change) ops.set('event' in change ? change.event.id : change.id, change.op)
      return change
    })
    // A timeline reads adds alone, and those that it leaves out are deleted.
    const recording = await recorder[call](match, sender, noting as never)
    const changed = recording.results.filter(({ status }) => status === 'applied' || status === 'shadowed')
    if (changed.length > 0) {
      const nameOf = (id = '') => `${did === 'timeline' ? (ops.get(id) ?? 'delete') : (ops.get(id) ?? 'change')} ${id}`
      onAccepted({
        ...whoOf(sender),
        matchId: match,
        did,
        seq: recording.seq,
        events: changed.slice(0, MAX_EVENTS).map(({ id }) => nameOf(id)),
        count: changed.length,
      })
    }
    return recording
  }
  return {
    record: (...args) => record('events', 'record', args),
    recordTimeline: (...args) => record('timeline', 'recordTimeline', args),
    async putFixture(fixture, sender) {
      const { wasSo, ...recorded } = await recorder.putFixture(fixture, sender)
      if (!wasSo) onAccepted({ ...whoOf(sender), matchId: fixture.match, did: 'fixture', seq: recorded.seq })
      return recorded
    },
    async switchSource(match, source, by) {
      const { wasSo, ...switched } = await recorder.switchSource(match, source, by)
      if (!wasSo) onAccepted({ ...whoOf(by.sender), source, matchId: match, did: 'source', seq: switched.seq })
      return switched
    },
    async deleteMatch(match, by) {
      const { wasSo, ...deleted } = await recorder.deleteMatch(match, by)
      if (!wasSo) onAccepted({ ...whoOf(by.sender), matchId: match, did: 'delete' })
      return deleted
    },
    replaceStale: (match, stale) => recorder.replaceStale(match, stale),
  }
}
