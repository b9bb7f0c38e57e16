import type { MatchEvent } from '../../../match/event.ts'
import { BEFORE_PLAY, type Place } from '../../../match/order.ts'
import { otherSide } from '../../../match/sides.ts'
import { ordinal } from '../../common/text/words.ts'
import { placeIn } from '../innings/innings.ts'
import { inningOf, isTop } from './reading.ts'

/** Longer games than any that was played. What names a later inning has no place of its own. */
export const MAX_INNINGS = 99

const HALF_NAME = /^(top|bottom)_(\d{1,2})$/

/** Their `team` is the side in the field. */
const OF_THE_FIELD: ReadonlySet<string> = new Set(['error', 'pitching_change'])
/** The plays whose `team` is the side that bats. */
export const PLAYS_AT_BAT: readonly string[] = [
  'pitch',
  'plate_appearance',
  'batter',
  'run',
  'score',
  'out',
  'stolen_base',
  'caught_stealing',
  'wild_pitch',
  'passed_ball',
  'balk',
  'runner_out',
  'runner_advance',
]
/** Their `team` is the side that bats. */
const OF_THE_BATTERS: ReadonlySet<string> = new Set([...PLAYS_AT_BAT, 'half_inning_start', 'half_inning_end'])

type Named = Pick<MatchEvent, 'type' | 'team' | 'period'> & { readonly half?: unknown }

/** The inning that an event names, from its number or from `top_5`; and which half of it, if it says that. */
function namedInning({
  period,
  half,
  ...event
}: Named): { readonly inning: number; readonly isTop?: boolean } | undefined {
  const [, word, digits] = typeof period === 'string' ? (HALF_NAME.exec(period) ?? []) : []
  const inning = typeof period === 'number' ? period : Number(digits ?? 0)
  if (inning < 1 || inning > MAX_INNINGS) return undefined
  const said = word ?? (half === 'top' || half === 'bottom' ? half : undefined)
  const batting = battingSideOf(event)
  if (said !== undefined) return { inning, isTop: said === 'top' }
  return batting === undefined ? { inning } : { inning, isTop: batting === 'away' }
}

/** The side that bats in a play, as its `team` says. */
export function battingSideOf({ type, team }: Pick<MatchEvent, 'type' | 'team'>): 'home' | 'away' | undefined {
  if (team === undefined) return undefined
  if (OF_THE_FIELD.has(type)) return otherSide(team)
  return OF_THE_BATTERS.has(type) ? team : undefined
}

/**
 * The half that an event names. An inning alone is its top, or the half of it that is being played; a half alone is that of
 * the inning being played, and one that begins is the next of its kind.
 */
export function namedHalf(event: Named, at: number): number | undefined {
  if (event.period !== undefined || (event.half !== 'top' && event.half !== 'bottom')) return halfOfInning(event, at)
  const n = 2 * Math.max(1, inningOf(at)) - (event.half === 'top' ? 1 : 0)
  return event.type === 'half_inning_start' && n < at ? n + 2 : n
}

/** Whether an event names one half in two ways, and they differ. */
export function namesTwoHalves({ period, half }: Named): boolean {
  if (typeof period !== 'string' || half === undefined) return false
  return HALF_NAME.test(period) && !period.startsWith(`${half}_`)
}

function halfOfInning(event: Named, at: number): number | undefined {
  const named = namedInning(event)
  if (named === undefined) return undefined
  const { inning } = named
  if (named.isTop !== undefined) return 2 * inning - (named.isTop ? 1 : 0)
  if (event.type === 'period_end') return 2 * inning
  return inningOf(at) === inning && event.type !== 'period_start' ? at : 2 * inning - 1
}

/** The place of an event by its half. What tells a play of a half that is over counts at the end of it. */
export function readDiamondPlace(event: MatchEvent, last: Place): Place | undefined {
  if (event.type === 'match_start') return BEFORE_PLAY
  // A half alone has no place of its own: which inning is being played is known only once all before it is folded.
  const half = halfOfInning(event as Named, last.period)
  if (half === undefined) return undefined
  switch (event.type) {
    case 'half_inning_start':
    case 'period_start':
      return placeIn(half, 'start')
    case 'half_inning_end':
    case 'period_end':
      return placeIn(half, 'end')
    default:
      return half === last.period ? undefined : placeIn(half, half > last.period ? 'start' : 'end')
  }
}

/** `Top 5th`, `Bot 5th`: as boards write it. */
export function halfLabel(half: number): string {
  return `${isTop(half) ? 'Top' : 'Bot'} ${ordinal(inningOf(half))}`
}
