import type { Side } from '../../../match/state.ts'
import { isConfirmed } from '../../common/running-score.ts'
import type { Footnote } from '../../contract/blocks.ts'
import type { StoryEntry } from '../../contract/presentation.ts'
import type { Innings } from '../detail.ts'
import type { EventNamed } from '../events.ts'

type Lineup = Pick<EventNamed<'lineup'>, 'players' | 'captain' | 'keeper'>

/** Who plays for a side, as the feed told it last. */
export function lineupOf(entries: readonly StoryEntry[], side: Side): Lineup | undefined {
  const told = entries.findLast(
    ({ event, isDeleted }) => event.type === 'lineup' && event.team === side && !isDeleted && isConfirmed(event),
  )
  return told?.event as unknown as Lineup | undefined
}

/** `Ann (c)`, `Kit †`: captain and wicketkeeper as scorecards mark them. */
export function markedName(name: string, lineup: Lineup | undefined): string {
  const marks = [name === lineup?.captain && '(c)', name === lineup?.keeper && '†']
  return [name, ...marks].filter(Boolean).join(' ')
}

/** `Did not bat: Dot, Eve`; while the innings goes on `Yet to bat`. */
export function notBatting(
  { batters, absent = [], closedReason, superOver }: Innings,
  lineup: Lineup | undefined,
): Footnote[] {
  if (lineup === undefined || superOver !== undefined) return []
  const names = lineup.players.filter((name) => !Object.hasOwn(batters, name) && !absent.includes(name))
  if (names.length === 0) return []
  const label = closedReason === undefined ? 'Yet to bat' : 'Did not bat'
  return [
    { kind: 'footnote', about: 'sum', text: `${label}: ${names.map((name) => markedName(name, lineup)).join(', ')}` },
  ]
}
