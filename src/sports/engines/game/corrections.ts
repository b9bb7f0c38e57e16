import type { JsonObject } from '../../../match/merge-patch.ts'
import type { Score } from '../../../match/state.ts'
import { corrections, type NamedCorrection, ofTypes } from '../../contract/corrections.ts'
import type { Game } from './game.ts'

type Corrected = NamedCorrection<{ readonly type: string }>

/** An attempt of a shoot-out, in every sport that has some. */
export const attemptCorrections: readonly Corrected[] = corrections(
  ofTypes(['shootout_attempt'], 'an attempt of the shoot-out'),
  { delete: 'attempt_annulled', restore: 'attempt_restored', edit: 'attempt_changed' },
)

/** What scores is disallowed, what punishes is rescinded. */
export function gameCorrections({ scores, discipline = [] }: Game): readonly Corrected[] {
  return [
    ...scores.flatMap(({ type, what }) => named(type, what, 'disallowed')),
    ...discipline.flatMap(({ type, what }) => named(type, what, 'rescinded')),
    ...attemptCorrections,
  ]
}

function named(type: string, what: string, deleted: 'disallowed' | 'rescinded'): Corrected[] {
  return corrections(ofTypes([type], what), {
    delete: `${type}_${deleted}`,
    restore: `${type}_restored`,
    edit: `${type}_changed`,
  })
}

/** What a correction tells beside the score, which a shoot-out does not move. */
export function shootoutFigures(detail: object): JsonObject {
  const { shootout } = detail as { readonly shootout?: Score }
  return shootout === undefined ? {} : { shootout: { home: shootout.home, away: shootout.away } }
}
