import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises'
import { CLOSE } from '../../protocol/close-codes.ts'
import type { ReconnectMessage, ServerMessage } from '../../protocol/messages.ts'

/** A viewer that is to go elsewhere. Both may be called when it is gone. */
export interface Leaver {
  send(message: ServerMessage): void
  close(code: number, reason: string): void
}

export interface Departure {
  readonly reason: ReconnectMessage['reason']
  /** They come back evenly over so long. */
  readonly spreadMs: number
  /** But nobody is kept beyond this, though its time to come back may be later. */
  readonly keepMs: number
  /** After its time, before it is closed: one that makes its new connection first closes the old one itself. */
  readonly graceMs: number
  /** Ends it; the rest is not closed. */
  readonly signal: AbortSignal
  /** True when there is nobody left to wait for. */
  isOver?(): boolean
}

/** Per turn of the event loop: at some 10 µs each, updates wait no longer for advice than for each other. */
const SLICE = 256
const CLOSE_EVERY_MS = 100
/** Of what a gateway can take; the rest is for those who come anyway. */
const SHARE_FOR_LEAVERS = 0.8

/** How long it takes to give away `viewers`, so that nobody is refused; `windowMs` if there is time for more. */
export function spreadMs(options: {
  readonly viewers: number
  readonly windowMs: number
  /** Gateways that take them. */
  readonly takers: number
  /** Viewers a second that each of them lets in; 0 for any number. */
  readonly connectionRate: number
}): number {
  const { viewers, windowMs, takers, connectionRate } = options
  if (connectionRate === 0) return windowMs
  return Math.max(windowMs, (viewers / (takers * connectionRate * SHARE_FOR_LEAVERS)) * 1_000)
}

/**
 * `[W7]` Tells each viewer when to come back, and closes it when it should have. The times are as even as the teeth of a comb:
 * drawn at random, some seconds would get twice what others get. @returns when all are closed
 */
export async function sendAway(viewers: readonly Leaver[], departure: Departure): Promise<void> {
  const { reason, spreadMs, keepMs, graceMs, signal, isOver = () => false } = departure
  const startedAt = performance.now()
  const stepMs = spreadMs / viewers.length
  const dueMs = (index: number) => (index + 0.5) * stepMs
  const elapsedMs = () => performance.now() - startedAt

  for (const [index, viewer] of viewers.entries()) {
    if (index > 0 && index % SLICE === 0) await nextTurn()
    viewer.send({ op: 'reconnect', afterMs: Math.max(0, Math.round(dueMs(index) - elapsedMs())), reason })
  }
  // The advice is written at the end of this turn; a close would overtake it.
  await nextTurn()
  for (let next = 0; next < viewers.length && !signal.aborted && !isOver(); ) {
    const waitMs = Math.min(dueMs(next), keepMs) + graceMs - elapsedMs()
    if (waitMs > 0) {
      // Whole batches; and one look now and then, for those who go by themselves.
      await pause(CLOSE_EVERY_MS, undefined, { signal }).catch(() => {})
      continue
    }
    viewers[next]?.close(CLOSE.reconnect, reason)
    next += 1
    if (next % SLICE === 0) await nextTurn()
  }
}
