import type { Recipient } from './outbox.ts'

/** Hears when the viewer takes no more, and when it may take more again. */
export interface WriterOwner {
  /** After a write that left no space. */
  fallBehind(): void
  /** There is space again, as far as can be known. */
  drained(): void
}

/** The way to one viewer: what it is owed, and what is on its way to it. */
export interface ViewerWriter extends Recipient {
  /** Writes whole frames; nothing once it has ended or the other side is gone. */
  write(frames: Buffer): void
  /** The owner wants to be told when there is space again. */
  probe(): void
  /** The owner wants to know soon how fast the viewer takes what is written next. */
  wantProbe(): void
  /** Makes space for an answer that the viewer asked for. */
  allow(bytes: number): void
  /** The viewer has answered a probe. @returns false if there was none of this number */
  confirmed(number: number | undefined, at: number): boolean
  /** What is owed in this turn, and what the kernel has not taken yet. */
  readonly unsentBytes: number
  /** There is space for a newest state. */
  readonly hasSpace: boolean
  /** When the viewer last took any of the bytes on their way; undefined if none are, or nobody waits for it. */
  readonly waitingSince: number | undefined
  /** A viewer who is behind is gone when it takes nothing for longer than this. */
  readonly patienceMs: number
  /** Nothing more is written. */
  end(): void
}
