import { isEqual, type JsonObject } from '../../../match/merge-patch.ts'
import type { MatchState, Score } from '../../../match/state.ts'
import { corrections, type NamedCorrection } from '../../contract/corrections.ts'

/** @param scoring the sport's event types that move the score */
export function setsCorrections(scoring: ReadonlySet<string>): readonly NamedCorrection<{ readonly type: string }>[] {
  const concerns = ({ type }: { readonly type: string }) => scoring.has(type)
  return [
    ...corrections(
      { what: 'a point (or a penalty that gave one)', concerns },
      {
        delete: 'point_replayed',
        restore: 'point_restored',
        edit: 'point_changed',
      },
    ),
    ...corrections(
      { what: 'a point that changes a set that was over, or had been played past,', concerns },
      { add: 'set_corrected' },
    ),
  ]
}

interface Standing {
  readonly sets: readonly Score[]
  readonly games?: Score
  readonly points?: Readonly<Record<'home' | 'away', string | number>>
}

/** What a correction tells beside the score: where the set stands that is being played. */
export function setsFigures({ detail }: MatchState<Standing>): JsonObject {
  const { games, points } = detail
  return { ...(games && { games: { ...games } }), ...(points && { points: { ...points } }) }
}

/** Whether sets that were over became others, or what was shown of the set being played moved into another one. */
export function turnsSet(scoring: ReadonlySet<string>) {
  return ({ type }: { readonly type: string }, before: MatchState<Standing>, after: MatchState<Standing>): boolean => {
    if (!scoring.has(type)) return false
    const [was, is] = [before.detail.sets, after.detail.sets]
    if (!isEqual(was, is.slice(0, was.length))) return true
    return is.length > was.length && isPlayed(after.detail)
  }
}

/** True if something of the set being played was played. */
function isPlayed({ games, points }: Standing): boolean {
  return [games, points].some((score) => score && [score.home, score.away].some((n) => n !== 0 && n !== '0'))
}
