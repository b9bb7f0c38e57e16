import type { Shown } from '../../support/scoreboard.ts'

export const VIEWER_KINDS = ['sdk', 'raw', 'slow', 'delayed'] as const
export type ViewerKind = (typeof VIEWER_KINDS)[number]

/** Somebody who watches matches through all of it. */
export interface Viewer {
  readonly kind: ViewerKind
  readonly name: string
  /** How much later than others it is told, in ms. */
  readonly delayMs: number
  readonly matches: ReadonlySet<string>
  follow(match: string): void
  leave(match: string): void
  shown(match: string): Shown | undefined
  /** What it lived through last, for the report of a failure. */
  readonly diary: Diary
  close(): void
}

export interface Trouble {
  /** As the report counts: what a viewer should not have been sent, and what should not have become of it. */
  readonly kind: 'repeated' | 'skipped' | 'went-back' | 'foreign' | 'early' | 'refused'
  readonly text: string
}

/** What all viewers of one process lived through together. */
export class Tally {
  connects = 0
  updates = 0
  snapshots = 0
  readonly troubles: Trouble[] = []
}

const MAX_ENTRIES = 60

/** The last things that happened to one viewer. */
export class Diary {
  readonly #entries: string[] = []

  note(text: string): void {
    this.#entries.push(`${new Date().toISOString().slice(14, 23)} ${text}`)
    if (this.#entries.length > 2 * MAX_ENTRIES) this.#entries.splice(0, MAX_ENTRIES)
  }

  /** Those that name a match, or nothing in particular. */
  about(match: string): string[] {
    return this.#entries.filter((entry) => entry.includes(match) || !entry.includes('chaos-')).slice(-MAX_ENTRIES)
  }
}
