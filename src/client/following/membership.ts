import type { Shown } from './shown.ts'

/*
 * How far the present connection has got with one match, or with one board.
 *
 *                 subscribe sent           answer: joined
 *       absent ───────────────────► asked ────────────────► joined ◄─── a board brings the match,
 *         ▲                          ▲ │ │                    │         whatever it was before
 *         │ a place is free          │ │ │ answer: not now    │
 *         │                          │ │ └──────► postponed   │ an update is missing,
 *         │         answer: never    │ │              │       │ or the server has let go of it
 *      refused ◄─────────────────────┼─┘        retry │       │
 *                                    │                ▼       │
 *                                    └───────────── unsynced ◄┘
 *
 *       asked ── answer: no such match ──► missing ── after a while ──► absent
 *
 *       a new connection, or unsubscribe sent, in any state ──► absent
 */
export type Membership<Code extends string = string> =
  /** Not asked for. `isResume`: held since an earlier connection, so what happened in between is missing. */
  | { readonly kind: 'absent'; readonly isResume: boolean }
  /** The answer to the request with this id decides. */
  | ({ readonly kind: 'asked'; readonly id: number; readonly isResume: boolean } & Shown)
  /** The server sends what happens. What only a board brought ends when the match leaves the board. */
  | ({ readonly kind: 'joined' } & Joined)
  /** The server may send something, but it does not continue what is held. `needsState`: missed updates do not help. */
  | { readonly kind: 'unsynced'; readonly needsState: boolean }
  /** Waits for `retry`. */
  | { readonly kind: 'postponed' }
  /** It does not exist. `MissingMatches` says when to ask again. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'refused'; readonly code: Code }

export interface Joined extends Shown {
  readonly by: 'request' | 'board'
}

const ABSENT: Membership<never> = { kind: 'absent', isResume: false }

/** The memberships of one kind, matches or boards, by name. Nothing else changes them. */
export class Memberships<Code extends string> {
  readonly #byName = new Map<string, Membership<Code>>()
  readonly #maxLength: number
  readonly #tooLong: Membership<Code>

  /**
   * @param maxLength of a name. No answer names a longer one, and one that is longer than a message would cost the connection: it is not asked for
   * @param code as which it is refused
   */
  constructor(maxLength: number, code: Code) {
    this.#maxLength = maxLength
    this.#tooLong = { kind: 'refused', code }
  }

  of(name: string): Membership<Code> {
    return name.length > this.#maxLength ? this.#tooLong : (this.#byName.get(name) ?? ABSENT)
  }

  /** What the server may have because it was asked, and keeps until an unsubscribe. */
  get askedFor(): string[] {
    return [...this.#byName.keys()].filter((name) => this.isAskedFor(name))
  }

  isAskedFor(name: string): boolean {
    const membership = this.of(name)
    switch (membership.kind) {
      case 'asked':
      case 'unsynced':
      case 'postponed':
        return true
      case 'joined':
        return membership.by === 'request'
      default:
        return false
    }
  }

  isAskedIn(id: number | undefined, name: string): boolean {
    const membership = this.of(name)
    return membership.kind === 'asked' && membership.id === id
  }

  /** What the request with this id asked for and has no answer yet. */
  askedIn(id: number | undefined): string[] {
    return [...this.#byName.keys()].filter((name) => this.isAskedIn(id, name))
  }

  ask(name: string, id: number, shown: Shown): void {
    const before = this.of(name)
    this.#byName.set(name, { ...shown, kind: 'asked', id, isResume: before.kind === 'absent' && before.isResume })
  }

  join(name: string, joined: Joined): void {
    this.#byName.set(name, { kind: 'joined', ...joined })
  }

  /** @param needsState whether only a whole state can mend it */
  unsync(name: string, needsState = false): void {
    this.#byName.set(name, { kind: 'unsynced', needsState })
  }

  postpone(name: string): void {
    this.#byName.set(name, { kind: 'postponed' })
  }

  refuse(name: string, code: Code): void {
    this.#byName.set(name, { kind: 'refused', code })
  }

  miss(name: string): void {
    this.#byName.set(name, { kind: 'missing' })
  }

  /** It may exist by now. */
  expect(name: string): void {
    if (this.of(name).kind === 'missing') this.leave(name)
  }

  leave(name: string): void {
    this.#byName.delete(name)
  }

  /** Nobody holds anything of it any more. What the server may have stays known, until an unsubscribe is sent. */
  drop(name: string): void {
    if (this.isAskedFor(name)) this.unsync(name)
    else this.leave(name)
  }

  retry(): void {
    for (const [name, { kind }] of this.#byName) if (kind === 'postponed') this.unsync(name)
  }

  /** What was refused with this code may be asked for again. */
  allowAgain(code: Code): void {
    for (const [name, membership] of this.#byName) {
      if (membership.kind === 'refused' && membership.code === code) this.leave(name)
    }
  }

  /** A new connection. @param held names of which an earlier one gave something */
  restart(held: Iterable<string>): void {
    this.#byName.clear()
    for (const name of held) this.#byName.set(name, { kind: 'absent', isResume: true })
  }
}
