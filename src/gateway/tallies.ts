import { CLOSE } from '../protocol/close-codes.ts'

/** What came of a request for a match: a state to begin with, the updates that were missed, a state instead of them, or nothing yet. */
export type JoinKind = 'fresh' | 'updates' | 'snapshot' | 'ahead'

/** A connection that ended without a close frame, or with a code that means nothing here. */
const OTHER_CODES = 'other'
/** Codes of RFC 6455 that viewers come with: done, going away, no code, lost. */
const USUAL_CODES = [1000, 1001, 1005, 1006]

/**
 * What a gateway counts about its viewers: plain numbers, because adding to one costs nothing, and looking up a labelled counter for
 * each viewer of a crowd would. Somebody reads them at each scrape.
 */
export class Tallies {
  readonly joins: Record<JoinKind, number> = { fresh: 0, updates: 0, snapshot: 0, ahead: 0 }
  /** By code, as text; every code that may come is here from the start. */
  readonly closes = new Map<string, number>()
  /** Viewers who did not take what was written to them fast enough. */
  fellBehind = 0
  /** States that slow viewers were told instead of the updates they missed. */
  conflations = 0
  /** Writes to viewers. */
  deliveries = 0

  constructor() {
    for (const code of [...USUAL_CODES, ...Object.values(CLOSE)]) this.closes.set(String(code), 0)
    this.closes.set(OTHER_CODES, 0)
  }

  closed(code: number): void {
    const name = this.closes.has(String(code)) ? String(code) : OTHER_CODES
    this.closes.set(name, (this.closes.get(name) ?? 0) + 1)
  }
}
