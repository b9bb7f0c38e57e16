import { setImmediate as nextTurn } from 'node:timers/promises'
import { CLOSE } from '../../protocol/close-codes.ts'
import type { PlainFrames } from '../delivery/frames.ts'
import { pause } from '../pause.ts'
import type { Connection } from './connection.ts'
import type { ViewerLink } from './viewer-link.ts'

/** Closes per turn of the event loop when everybody has to go. */
const CLOSE_SLICE = 256
/** The time that viewers have to answer their close frame. */
const FAREWELL_MS = 1_000

/** The viewers of this gateway: all of them at once, and what can be seen of them. */
export class Viewers {
  readonly #links = new Map<Connection, ViewerLink>()
  #bytesOfGone = 0

  add(connection: Connection, link: ViewerLink): void {
    this.#links.set(connection, link)
  }

  /** Its socket is gone. */
  delete(connection: Connection): void {
    this.#bytesOfGone += this.#links.get(connection)?.tcp?.bytesWritten ?? 0
    this.#links.delete(connection)
  }

  get connections(): Iterable<Connection> {
    return this.#links.keys()
  }

  get size(): number {
    return this.#links.size
  }

  /** How many of them have a stream of Server-Sent Events. */
  get streams(): number {
    let count = 0
    for (const { encoding } of this.#links.values()) if (encoding === 'event') count += 1
    return count
  }

  /** The connections that this process holds most for, the most first. */
  slowest(limit: number): { readonly id: string; readonly unsentBytes: number }[] {
    const waiting = [...this.#links.keys()].filter(({ unsentBytes }) => unsentBytes > 0)
    return waiting
      .map(({ id, unsentBytes }) => ({ id, unsentBytes }))
      .sort((a, b) => b.unsentBytes - a.unsentBytes)
      .slice(0, limit)
  }

  /** The bytes that the kernel has been given for viewers, those who are gone included. */
  sentBytes(): number {
    let bytes = this.#bytesOfGone
    for (const { tcp } of this.#links.values()) bytes += tcp?.bytesWritten ?? 0
    return bytes
  }

  /** The most that this process holds for any one viewer now. `[W5]` */
  maxUnsentBytes(): number {
    let most = 0
    for (const { unsentBytes } of this.#links.keys()) most = Math.max(most, unsentBytes)
    return most
  }

  sendAll(frames: PlainFrames): void {
    for (const connection of this.#links.keys()) connection.sendFrames(frames)
  }

  /** Asks all to come back elsewhere. @returns when they are gone; those that do not answer are cut off */
  async closeAll(): Promise<void> {
    let closed = 0
    for (const connection of this.#links.keys()) {
      connection.close(CLOSE.reconnect, 'this gateway is stopping; come back')
      closed += 1
      if (closed % CLOSE_SLICE === 0) await nextTurn()
    }
    const deadlineAt = performance.now() + FAREWELL_MS
    while (this.#links.size > 0 && performance.now() < deadlineAt) await pause(10)
    for (const link of this.#links.values()) link.terminate()
  }
}
