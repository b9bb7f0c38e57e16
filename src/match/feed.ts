/** How feeds and sources are named. */
export const SOURCE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/

/** A sender of events, as its key tells. */
export interface Feed {
  readonly feed: string
  /** Whose events it sends: its own name, or one that several feeds share. `[H7]` */
  readonly source: string
  /** True if it may act as any source. */
  readonly isOperator: boolean
  mayWrite(match: string): boolean
}

/** A key that was good until its end came. */
export interface EndedKey {
  readonly feed: string
  /** In ms since the epoch. */
  readonly endedAt: number
}
