import type { MatchEvent } from '../../../match/event.ts'
import type { Warning } from './warning.ts'

/** A repetition comes soon after what it repeats: from the second feed of a source, or from a scorer who taps twice. */
const MAX_REMEMBERED = 8

/**
 * The moment of an event that cannot happen twice in it: the same clock, told to the second, or to the minute of the same
 * player. A second yellow card in the minute of the first is another card. Undefined for one that does not say when.
 */
function momentOf({ type, team, player, period, clock, card }: MatchEvent): string | undefined {
  if (clock === undefined || team === undefined) return undefined
  return clock.includes(':') || player !== undefined
    ? [type, card ?? '', team, player ?? '', period ?? '', clock].join('|')
    : undefined
}

/** The moments that are remembered after an event; the same list if it has none. */
export function rememberMoment(moments: readonly string[], event: MatchEvent): readonly string[] {
  const moment = momentOf(event)
  return moment === undefined || moments.includes(moment) ? moments : [...moments, moment].slice(-MAX_REMEMBERED)
}

/** Whether the same happened at the same moment already, under another id. */
export function toldTwice(moments: readonly string[], event: MatchEvent): Warning<'already-recorded'>[] {
  const moment = momentOf(event)
  if (moment === undefined || !moments.includes(moment)) return []
  const who = event.player === undefined ? event.team : `${event.player} of ${event.team}`
  const detail = `${event.type} of ${who} at ${event.clock} is there already, under another id; it counts, so delete one of them`
  return [{ code: 'already-recorded', detail }]
}
