import type { Score, Side } from '../../../../match/state.ts'
import { isConfirmed } from '../../../common/running-score.ts'
import type { StoryEntry } from '../../../contract/presentation.ts'
import type { DiamondDetail } from '../detail.ts'
import { namedHalf } from '../place.ts'
import { battingIn } from '../reading.ts'

/** An entry of the story with its half, the runs it brought, and what it made of the score and of its half. */
export interface Told<Entry extends StoryEntry> {
  readonly entry: Entry
  /** 0 before the first. */
  readonly half: number
  readonly runs: number
  readonly score: Score
  readonly runsInHalf: number
}

/** Counted again each time, so that a play that was taken back leaves no trace in those after it. */
export function withRuns<Entry extends StoryEntry>(entries: readonly Entry[]): readonly Told<Entry>[] {
  const inHalf = new Map<number, number>()
  let score: Score = { home: 0, away: 0 }
  return entries.map((entry) => {
    const half = halfOfEntry(entry)
    const counts = !entry.isDeleted && isConfirmed(entry.event)
    const runs = counts ? runsOfEntry(entry, battingIn(Math.max(1, half))) : 0
    if (counts && SETS.has(entry.event.type)) score = entry.after.score
    else if (runs !== 0) score = plus(score, sideOf(entry, half), runs)
    const runsInHalf = (inHalf.get(half) ?? 0) + runs
    inHalf.set(half, runsInHalf)
    return { entry, half, runs, score, runsInHalf }
  })
}

/** These say what the score is, and no difference. */
const SETS: ReadonlySet<string> = new Set(['score_set', 'result_set', 'forfeit'])

function halfOfEntry({ event, after }: StoryEntry): number {
  const { inning = 0, half = 'top' } = after.detail as Partial<DiamondDetail>
  const at = Math.max(0, 2 * inning - (half === 'top' || half === 'middle' ? 1 : 0))
  return namedHalf(event, at) ?? at
}

function sideOf({ event }: StoryEntry, half: number): Side {
  const isScorers = event.type === 'score' || event.type === 'score_adjust'
  return isScorers && event.team !== undefined ? event.team : battingIn(Math.max(1, half))
}

/** What the event says as it is today, else what it brought when it came. */
function runsOfEntry({ event, before, after }: StoryEntry, batting: Side): number {
  if (event.type === 'run') return 1
  const said = event.type === 'score' || event.type === 'score_adjust' ? event['points'] : event['runs']
  if (typeof said === 'number') return said
  return SETS.has(event.type) ? 0 : after.score[batting] - before.score[batting]
}

function plus(score: Score, side: Side, runs: number): Score {
  return { ...score, [side]: Math.max(0, score[side] + runs) }
}
