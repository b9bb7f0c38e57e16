import type { MatchEvent } from '../../match/event.ts'

/** What became of an event that already counted; or one was added so late that it changed what was shown before. */
export type CorrectionCause = 'add' | 'edit' | 'delete' | 'restore'

/** A correction that has a word of its own in a sport: `goal_disallowed`. */
export interface NamedCorrection<Event = MatchEvent> {
  /** On the wire, in `correction.kind`. */
  readonly kind: string
  readonly cause: CorrectionCause
  /** What was corrected, for the table in the protocol: `a goal`. */
  readonly what: string
  /** True for the events whose correction is called so. */
  concerns(event: Event): boolean
}

/** The words for one thing that may be corrected in several ways: `{ delete: 'goal_disallowed', … }`. */
export function corrections<Event>(
  subject: Pick<NamedCorrection<Event>, 'what' | 'concerns'>,
  kinds: Readonly<Partial<Record<CorrectionCause, string>>>,
): NamedCorrection<Event>[] {
  return (['add', 'delete', 'restore', 'edit'] as const).flatMap((cause) => {
    const kind = kinds[cause]
    return kind === undefined ? [] : [{ ...subject, kind, cause }]
  })
}
