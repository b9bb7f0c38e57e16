import type { EventWarning } from '../../../match/change.ts'

/** Something legal but surprising about an event that was applied all the same. `code` is stable, kebab-case. */
export interface Warning<Code extends string = string> extends EventWarning {
  readonly code: Code
}

/** When a warning is given, and an example of it. */
export interface WarningText {
  readonly when: string
  /** What a feed sends and the board it meets, in a few words: `` `{"type":"gaol"}` ``. */
  readonly example: string
}
