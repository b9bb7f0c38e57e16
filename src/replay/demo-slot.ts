import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Clock, realClock } from './clock.ts'
import type { FeedClient } from './feed-client.ts'
import { play } from './play.ts'
import { readRecording } from './recording-formats.ts'

/** One place on the board: its recordings one after another, round and round. */
export interface Slot {
  readonly files: readonly string[]
  /** Seconds of the match in a second. */
  readonly speed: number
  /** How much of the first one is over when the demo begins, 0 to 1: nobody wants to wait for a goal. */
  readonly startsAt: number
}

export interface PlaySlotOptions {
  /** Of the slot: two of them may play the same recording. */
  readonly index: number
  readonly client: FeedClient
  readonly signal: AbortSignal
  /** Told which change of which recording the server did not take, and why. */
  onRefused(line: string): void
  readonly clock?: Clock
}

const MAX_PAUSE_MS = 6_000
/** How long a result stays before the next match of the slot begins. */
const BETWEEN_MATCHES_MS = 20_000

const fixtures = fileURLToPath(new URL('../../fixtures/', import.meta.url))

/** Plays until the signal says to stop. @throws AbortError then */
export async function playSlot(slot: Slot, options: PlaySlotOptions): Promise<never> {
  const { files, speed, startsAt } = slot
  const { index, client, signal, onRefused, clock = realClock } = options
  // Fresh ids in every run: to a browser that knows the matches of the last run these are others.
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
