import { corrections, type NamedCorrection } from '../../contract/corrections.ts'

/** @param scoring the sport's event types that move the score */
export function replayedPoints(scoring: ReadonlySet<string>): readonly NamedCorrection<{ readonly type: string }>[] {
  const concerns = ({ type }: { readonly type: string }) => scoring.has(type)
  return corrections({ what: 'a point (or a penalty that gave one)', concerns }, { delete: 'point_replayed' })
}
