import type { JsonObject } from '../../match/merge-patch.ts'
import { corrections, type NamedCorrection, ofTypes } from '../contract/corrections.ts'
import { inningsAt } from '../engines/innings/innings.ts'
import { type CricketState, currentInnings } from './detail.ts'
import type { CricketEvent } from './events.ts'

const OF_PLAY: ReadonlySet<string> = new Set(['delivery', 'wicket'])

export const cricketCorrections: readonly NamedCorrection<CricketEvent>[] = [
  ...corrections<CricketEvent>(
    {
      what: 'a wicket (or a delivery that took one)',
      concerns: (event) =>
        event.type === 'wicket' ||
        (event.type === 'delivery' && event.wickets !== undefined && event.wickets.length > 0),
    },
    { delete: 'wicket_overturned', restore: 'wicket_restored' },
  ),
  ...corrections<CricketEvent>(ofTypes(['delivery', 'wicket'], 'a ball (or a wicket)'), {
    delete: 'ball_taken_back',
    restore: 'ball_restored',
    edit: 'ball_changed',
  }),
  ...corrections<CricketEvent>(
    { what: 'a late ball of an innings that was over,', concerns: ({ type }) => OF_PLAY.has(type) },
    { add: 'innings_corrected' },
  ),
]

/** What a correction tells beside the score, which has no wickets: where the innings of the board stands. */
export function cricketFigures(state: CricketState): JsonObject {
  const innings = currentInnings(state)
  if (innings === undefined) return {}
  const { n, runs, wickets, overs } = innings
  return { innings: { n, runs, wickets, overs } }
}

/** Whether a late ball changed an innings that had been played past. */
export function turnsInnings(event: CricketEvent, before: CricketState, after: CricketState): boolean {
  const current = before.period?.n ?? 0
  if (!OF_PLAY.has(event.type)) return false
  return Object.values(before.detail.innings).some(({ n, runs, wickets, balls }) => {
    const changed = inningsAt(after.detail.innings, n)
    return (
      n < current &&
      changed !== undefined &&
      (changed.runs !== runs || changed.wickets !== wickets || changed.balls !== balls)
    )
  })
}
