import type { MatchEvent } from '../../match/event.ts'
import type { GoneMessage, UpdateMessage } from '../../protocol/messages.ts'
import { sportNamed } from '../../sports/registry.ts'
import { payloadOf } from '../delivery/frame.ts'
import { type Frames, JoinedFrames, type PlainFrames, WholeFrames } from '../delivery/frames.ts'
import { eventIdOf } from '../delivery/server-sent-event.ts'
import type { Jump } from './channel.ts'
import type { ChannelLog, EventLog } from './channel-log.ts'

/** The most key events that a snapshot has: the newest, which are worth more than the oldest. */
const MAX_MISSED = 20

const lastJumps = new WeakMap<ChannelLog, Jump & { readonly seq: number; readonly frames: Frames }>()

/**
 * A `snapshot` that replaces whatever a viewer has: the channel jumped. Made once for all its members. Within an epoch it has the key
 * events that it jumped over, as far as the log knows them.
 */
export function jumpFrames(log: ChannelLog, { reason, after }: Jump): Frames {
  const last = lastJumps.get(log)
  if (last?.seq === log.seq && last.reason === reason && last.after === after) return last.frames
  const missed = reason === 'resync' ? missedText(log, after) : ''
  const frames = snapshotFrames(log, `"reason":"${reason}"${missed}`)
  lastJumps.set(log, { seq: log.seq, reason, after, frames })
  return frames
}

/** The match no longer exists. */
export function goneFrames(match: string): PlainFrames {
  return new WholeFrames(JSON.stringify({ op: 'gone', match } satisfies GoneMessage))
}

/** A `snapshot` for a viewer who was too slow for the updates after `lastSeq`: the state, and the key events it missed. `[W4]` */
export function conflatedFrames(log: ChannelLog, lastSeq: number): Frames {
  return snapshotFrames(log, `"reason":"conflated"${missedText(log, lastSeq)}`)
}

function snapshotFrames(log: ChannelLog, why: string): Frames {
  return new JoinedFrames(['{"op":"snapshot",', log.snapshot(), `,${why}}`], eventIdOf(log.match, log))
}

/** `,"missed":[…]` with the key events after a seq, or nothing. */
export function missedText({ events }: ChannelLog, lastSeq: number): string {
  const missed = events === undefined ? [] : missedKeyEvents(events, lastSeq)
  return missed.length > 0 ? `,"missed":${JSON.stringify(missed)}` : ''
}

function missedKeyEvents(log: EventLog, lastSeq: number): MatchEvent[] {
  const updates = log.since({ epoch: log.epoch, seq: lastSeq }) ?? log.all()
  const sport = sportNamed(log.sport)
  const standing = new Map<string, MatchEvent>()
  for (const { frame } of updates) {
    const { kind, event, patch } = JSON.parse(payloadOf(frame).toString()) as UpdateMessage
    if (event === undefined) {
      // Another source or fixture: earlier events may not stand any more, and viewers read the list again.
      standing.clear()
      continue
    }
    if (kind === 'delete') standing.delete(event.id)
    // An edited event is told as it is now, whatever the edit moved.
    else if (standing.has(event.id) || sport?.isKeyEvent(event, patch)) standing.set(event.id, event)
  }
  return [...standing.values()].slice(-MAX_MISSED)
}
