import type { Recipient } from './outbox.ts'

/** Is told when the viewer has no room, and when it may have some again. */
export interface WriterOwner {
  /** After a write that left the viewer no room. */
  fallBehind(): void
  /** Room again, as far as can be known. */
  drained(): void
}

/** The way to one viewer: what it is owed, and what is on its way to it. */
export interface ViewerWriter extends Recipient {
  /** Writes whole frames; nothing once it has ended or the other side is gone. */
  write(frames: Buffer): void
  /** The owner wants to be told when there is room again. */
  probe(): void
  /** The owner wants to know soon how fast the viewer takes what is written next. */
  wantProbe(): void
  /** Makes room for an answer that the viewer asked for. */
  allow(bytes: number): void
  /** The viewer has answered a probe. @returns false if there was none of this number */
  confirmed(number: number | undefined, at: number): boolean
  /** What is owed in this turn, and what the kernel has not taken yet. */
  readonly unsentBytes: number
  /** Room for a newest state. */
  readonly hasRoom: boolean
  /** Since when the viewer has taken nothing of what is on its way; undefined if nothing is, or nobody waits for it. */
  readonly waitingSince: number | undefined
  /** A viewer who is behind and takes nothing for longer is gone. */
  readonly patienceMs: number
  /** Nothing more is written. */
  end(): void
}
