import type { Change, KeptEvent } from '../../match/change.ts'
import type { Warning } from '../../sports/contract/warnings/warning.ts'

/** The result of a change. `seq` is absent if viewers were told nothing. */
export interface ChangeOutcome {
  readonly id: string
  readonly status: 'applied' | 'shadowed' | 'duplicate' | 'superseded'
  readonly seq?: number
  readonly warnings?: readonly Warning[]
  /** A delete whose add has not come: the event will count as deleted. Not part of the answer. */
  readonly isEarly?: true
}

/** A change that is impossible: other content under an id that is taken, or an unknown event. */
export interface Refused {
  readonly id: string
  readonly status: 'conflict' | 'unknown-event'
}

/** Told to a feed that changes an event which an operator holds. */
export const HELD: Warning = {
  code: 'held',
  detail: 'an operator has changed this event; it stays as it is until the operator releases it',
}

/** An answer's `seq`: absent where viewers were told nothing. */
export function told(seq: number | undefined): { seq?: number } {
  return seq === undefined || seq === 0 ? {} : { seq }
}

export function earlyOf(change: Change, kept: KeptEvent): { isEarly?: true } {
  return change.op === 'delete' && kept.seq === undefined ? { isEarly: true } : {}
}
