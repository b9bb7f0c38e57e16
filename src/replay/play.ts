import { realClock, type WaitingClock } from '../feed-client/clock.ts'
import type { FeedClient } from '../feed-client/feed-client.ts'
import { Refused } from '../feed-client/line.ts'
import type { MatchEvent } from '../match/event.ts'
import type { UpdateMessage } from '../protocol/messages.ts'
import type { RecordedChange, RecordedStep, Recording } from './recording/recording.ts'
import { MAX_TIMELINE, timelineOf } from './recording/timeline.ts'

export interface PlayOptions {
  readonly recording: Recording
  readonly client: FeedClient
  /** How many seconds of the match are played in one second. */
  readonly speed: number
  /** The longest pause in real time, for half-times and for the nights of a Test match. */
  readonly maxPauseMs: number
  readonly signal: AbortSignal
  /** This many steps are sent without pauses, so that the match is under way when viewers come. */
  readonly headStart?: number
  /** @param done how many steps have been played */
  onStep(done: number): void
  onRefused(change: RecordedChange, why: Refused): void
  readonly clock?: WaitingClock
}

/** How the replay went. */
export interface Played {
  /** Steps that an earlier run had sent already. */
  readonly known: number
  /** Events that an earlier run had sent otherwise, or that the file has no more. */
  readonly repaired: number
  readonly sent: number
  readonly refused: number
}

/** Answers that every event of this match would get. */
const HOPELESS: ReadonlySet<number> = new Set([401, 403, 404])

/** Events of a match that are more than a request may be. */
const TOO_LARGE = 413

/**
 * Plays a recorded match into a server, with the pauses it had. Steps that an earlier run has sent are skipped, so an
 * interrupted replay goes on where it stopped. What an earlier run sent of an older file is put right first.
 *
 * @throws {Refused} if the match cannot be written at all
 * @throws {GaveUp}
 * @throws AbortError when the signal is aborted
 */
export async function play(options: PlayOptions): Promise<Played> {
  const { recording, client, speed, maxPauseMs, signal, headStart = 0, onStep, onRefused, clock = realClock } = options
  const { fixture, steps } = recording
  await client.putFixture(fixture)
  const isKnown = findKnown(steps, await client.readLog(fixture.match))
  const repaired = await repair(options, timelineOf(steps.filter((_, index) => isKnown[index])))
  const played = { known: 0, repaired, sent: 0, refused: 0 }
  let lastAtMs: number | undefined
  for (const [index, step] of steps.entries()) {
    if (isKnown[index]) {
      played.known += 1
      onStep(index + 1)
      continue
    }
    if (lastAtMs !== undefined && index >= headStart) {
      await clock.pause(Math.min((step.atMs - lastAtMs) / speed, maxPauseMs), signal)
    }
    lastAtMs = step.atMs
    try {
      await client.send(fixture.match, step.change)
      played.sent += 1
    } catch (error) {
      if (!(error instanceof Refused) || HOPELESS.has(error.status)) throw error
      played.refused += 1
      onRefused(step.change, error)
    }
    onStep(index + 1)
  }
  return played
}

/** Makes what the server has of the match what the steps that it knows make of it. */
async function repair({ client, recording }: PlayOptions, known: readonly MatchEvent[]): Promise<number> {
  // Nothing was sent before; or it is more than a timeline takes, and stays as it is.
  if (known.length === 0 || known.length > MAX_TIMELINE) return 0
  try {
    const { results } = await client.putTimeline(recording.fixture.match, known)
    return results.filter(({ status }) => status !== 'rejected').length
  } catch (error) {
    if (error instanceof Refused && error.status === TOO_LARGE) return 0
    throw error
  }
}

/**
 * Finds the steps that are in the log already. They must not be sent again: the delete of a goal that was restored later
 * is no duplicate, so it would take the goal away once more.
 */
function findKnown(steps: readonly RecordedStep[], log: readonly UpdateMessage[]): boolean[] {
  const kinds = new Map<string, string[]>()
  for (const { event, kind } of log) {
    if (event === undefined) continue
    const ofEvent = kinds.get(event.id) ?? []
    kinds.set(event.id, ofEvent)
    ofEvent.push(kind)
  }
  return steps.map(({ change }) => {
    const ofEvent = kinds.get('event' in change ? change.event.id : change.id)
    if (ofEvent?.[0] !== change.op) return false
    ofEvent.shift()
    return true
  })
}
