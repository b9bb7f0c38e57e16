import { setImmediate as nextTurn } from 'node:timers/promises'
import { CLOSE } from '../../protocol/close-codes.ts'
import type { ReconnectMessage, ServerMessage } from '../../protocol/messages.ts'
import { pause } from '../pause.ts'

/** A viewer that is to go elsewhere. Both methods may be called when it is gone. */
export interface DepartingViewer {
  send(message: ServerMessage): void
  close(code: number, reason: string): void
}

export interface Departure {
  readonly reason: ReconnectMessage['reason']
  /** Reconnects are spread evenly over this many ms. */
  readonly spreadMs: number
  /** Nobody is kept longer than this, though its time to come back may be later. */
  readonly keepMs: number
  /** Between a viewer's time and its close: one that makes its new connection first closes the old one itself. */
  readonly graceMs: number
  /** Aborts the departure; who is left is not closed. */
  readonly signal: AbortSignal
  /** True when nobody is left to wait for. */
  isOver?(): boolean
}

/** Viewers per turn of the event loop: at some 10 µs each, updates wait no longer for advice than for each other. */
const SLICE = 256
const CLOSE_EVERY_MS = 100
/** The share of a gateway's connection rate that departing viewers may use; the rest is for those who come anyway. */
const DEPARTING_SHARE = 0.8

/** How long it takes to give away `viewers`, so that nobody is refused; `windowMs` if there is time for more. */
export function spreadMs(options: {
  readonly viewers: number
  readonly windowMs: number
  /** Gateways that take the viewers. */
  readonly takers: number
  /** Viewers a second that each of these lets in; 0 for any number. */
  readonly connectionRate: number
}): number {
  const { viewers, windowMs, takers, connectionRate } = options
  if (connectionRate === 0) return windowMs
  return Math.max(windowMs, (viewers / (takers * connectionRate * DEPARTING_SHARE)) * 1_000)
}

/**
 * `[W7]` Tells each viewer when to come back, and closes it when it should have. The times are as even as the teeth of a comb:
 * drawn at random, some seconds would get twice what others get. @returns when all are closed
 */
export async function sendAway(viewers: readonly DepartingViewer[], departure: Departure): Promise<void> {
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
      // Close in batches, and look now and then whether everybody has gone.
      await pause(CLOSE_EVERY_MS, signal)
      continue
    }
    viewers[next]?.close(CLOSE.reconnect, reason)
    next += 1
    if (next % SLICE === 0) await nextTurn()
  }
}
