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

/** What every sport calls so, unless it has words of its own for it. */
const OF_EVERY_SPORT: readonly NamedCorrection[] = [
  ...corrections(ofTypes(['match_end'], 'the end of the match'), { delete: 'end_revoked', restore: 'end_restored' }),
  ...corrections(ofTypes(['result_set'], 'a result that was given'), {
    delete: 'result_withdrawn',
    restore: 'result_restored',
    edit: 'result_changed',
  }),
  ...corrections(ofTypes(['score', 'score_adjust', 'score_set'], 'a score, a total or an adjustment'), {
    delete: 'score_withdrawn',
    restore: 'score_restored',
    edit: 'score_changed',
  }),
]

/** The words of a sport, and those of every sport for what it has none for. */
export function withGeneralCorrections(own: readonly NamedCorrection[]): readonly NamedCorrection[] {
  return [...own, ...OF_EVERY_SPORT]
}

/** The events of some types, as the subject of `corrections`. */
export function ofTypes(
  types: readonly string[],
  what: string,
): { readonly what: string; concerns(event: { readonly type: string }): boolean } {
  return { what, concerns: ({ type }) => types.includes(type) }
}
