import type { WaitingClock } from '../../feed-client/clock.ts'
import { realClock } from '../../feed-client/clock.ts'
import type { FeedClient, TimelineSent } from '../../feed-client/feed-client.ts'
import { GaveUp } from '../../feed-client/line.ts'
import type { Recording, RecordingFile } from '../recording/recording.ts'
import { isOver, MAX_TIMELINE, timelineOf } from '../recording/timeline.ts'
import { UnreadableRecording } from '../recording/unreadable-recording.ts'
import type { Polled, Source } from './source.ts'

export interface FollowOptions {
  readonly source: Source
  /** @throws {UnreadableRecording} */
  read(file: RecordingFile): Promise<Recording>
  readonly client: Pick<FeedClient, 'putFixture' | 'putTimeline'>
  readonly everyMs: number
  readonly signal: AbortSignal
  /** The first time that the match could be read. */
  onFound(recording: Recording): void
  /** After each timeline that was sent. */
  onSent(match: string, sent: TimelineSent): void
  /** The source could not be asked, or read. */
  onFailed(why: string, waitMs: number): void
  readonly clock?: WaitingClock
  readonly random?: () => number
}

/** How following a match went until it was over. */
export interface Followed {
  readonly match: string
  /** Events of the last timeline that the server refused. */
  readonly rejected: number
}

/** However long the source is away, or asks to wait. */
const MAX_WAIT_MS = 300_000

/**
 * Asks a source until the match is over, and sends what it holds as a whole timeline: the server works out what is new, changed and gone.
 * So nothing needs to be remembered between two runs, and nothing stays that the source has taken back.
 *
 * @throws {UnreadableRecording} if the source cannot be read the first time, or not even asked
 * @throws what the client throws
 */
export async function follow(options: FollowOptions): Promise<Followed> {
  const { source, everyMs, signal, onFailed, clock = realClock, random = Math.random } = options
  const sender = new Sender(options)
  let failures = 0
  for (;;) {
    const polled = await source.poll(signal)
    const failure = polled.kind === 'failed' ? polled : await sendRead(sender, polled)
    if (sender.followed?.isOver) return sender.followed
    if (failure === undefined) failures = 0
    else if (failure.isHopeless && sender.followed === undefined) throw new UnreadableRecording(failure.why)
    else failures += 1
    const waitMs = failure === undefined ? everyMs : backoff({ everyMs, failures, random, failure })
    if (failure !== undefined) onFailed(failure.why, waitMs)
    await clock.pause(waitMs, signal)
  }
}

type Failure = Extract<Polled, { kind: 'failed' }>

/** A file that is being written may be cut off at the moment, so one that cannot be read is asked for again. */
async function sendRead(sender: Sender, polled: Exclude<Polled, Failure>): Promise<Failure | undefined> {
  if (polled.kind === 'same') return undefined
  try {
    await sender.send(polled.file)
  } catch (error) {
    if (error instanceof UnreadableRecording && sender.followed === undefined) throw error
    if (error instanceof UnreadableRecording) return { kind: 'failed', why: error.message, isHopeless: true }
    // The server may be away for longer than one request waits; a match is longer.
    if (error instanceof GaveUp && sender.followed !== undefined) {
      return { kind: 'failed', why: error.message, isHopeless: false }
    }
    throw error
  }
  polled.accept()
  return undefined
}

/** Longer with every failure, and with chance in it, so that many followers do not come back together. */
function backoff({
  everyMs,
  failures,
  random,
  failure,
}: {
  everyMs: number
  failures: number
  random: () => number
  failure: Failure
}): number {
  const longest = Math.min(everyMs * 2 ** Math.min(failures, 20), MAX_WAIT_MS)
  const waitMs = Math.max(everyMs, random() * longest)
  return Math.max(waitMs, Math.min(failure.retryAfterMs ?? 0, MAX_WAIT_MS))
}

/** Sends what differs from what was sent last. */
class Sender {
  readonly #options: FollowOptions
  #fixture = ''
  #timeline = ''
  #version = Number.NEGATIVE_INFINITY
  followed: (Followed & { readonly isOver: boolean }) | undefined

  constructor(options: FollowOptions) {
    this.#options = options
  }

  /** @throws {UnreadableRecording} */
  async send(file: RecordingFile): Promise<void> {
    const { client, read, onFound, onSent } = this.#options
    const recording = await read(file)
    const { fixture, steps, version = this.#version } = recording
    // Caches of the source may be of different age.
    if (version < this.#version) return
    const timeline = timelineOf(steps)
    if (timeline.length > MAX_TIMELINE) {
      throw new UnreadableRecording(`${file.path} has ${timeline.length} events; a match may have ${MAX_TIMELINE}`)
    }
    if (this.followed === undefined) onFound(recording)
    const { match } = fixture
    const fixtureText = JSON.stringify(fixture)
    if (fixtureText !== this.#fixture) await client.putFixture(fixture)
    this.#fixture = fixtureText
    const timelineText = JSON.stringify(timeline)
    let rejected = this.followed?.rejected ?? 0
    if (timelineText !== this.#timeline) {
      const sent = await client.putTimeline(match, timeline)
      rejected = sent.results.filter(({ status }) => status === 'rejected').length
      onSent(match, sent)
    }
    this.#timeline = timelineText
    this.#version = version
    this.followed = { match, rejected, isOver: isOver(timeline) }
  }
}
