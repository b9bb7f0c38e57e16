import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { realClock, type WaitingClock } from '../../feed-client/clock.ts'
import type { FeedClient } from '../../feed-client/feed-client.ts'
import { play } from '../play.ts'
import { readRecording } from '../recording/recording-formats.ts'

/** One of the matches that the demo shows at once. Plays its recordings one after another, again and again. */
export interface Slot {
  readonly files: readonly string[]
  /** How many seconds of the match are played in one second. */
  readonly speed: number
  /** The share of the first recording that is over when the demo begins, 0 to 1, so that nobody waits for a goal. */
  readonly startsAt: number
}

export interface PlaySlotOptions {
  /** Of the slot: two of them may play the same recording. */
  readonly index: number
  readonly client: FeedClient
  readonly signal: AbortSignal
  /** Told which change of which recording the server did not take, and why. */
  onRefused(line: string): void
  readonly clock?: WaitingClock
}

const MAX_PAUSE_MS = 6_000
/** How long a result stays before the next match of the slot begins. */
const BETWEEN_MATCHES_MS = 20_000

const fixtures = fileURLToPath(new URL('../../../fixtures/', import.meta.url))

/** Plays until the signal says to stop. @throws AbortError then */
export async function playSlot(slot: Slot, options: PlaySlotOptions): Promise<never> {
  const { files, speed, startsAt } = slot
  const { index, client, signal, onRefused, clock = realClock } = options
  // Fresh ids in every run, so that a browser does not confuse these matches with those of the last run.
  const run = Date.now().toString(36)
  for (let round = 0; ; round += 1) {
    const name = files[round % files.length] as string
    const recording = await readRecording(join(fixtures, `${name}.ndjson`), {
      match: `${name}-${run}${index}${round}`,
    })
    const headStart = round === 0 ? Math.floor(recording.steps.length * startsAt) : 0
    await play({
      recording: { ...recording, fixture: { ...recording.fixture, startsAt: Date.now() } },
      client,
      speed,
      maxPauseMs: MAX_PAUSE_MS,
      signal,
      headStart,
      onStep() {},
      onRefused: (change, why) => onRefused(`${name} ${JSON.stringify(change)}: ${why.message}`),
      clock,
    })
    await clock.pause(BETWEEN_MATCHES_MS, signal)
  }
}
