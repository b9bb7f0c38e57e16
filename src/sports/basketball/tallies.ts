import { parseClock } from '../../match/clock.ts'
import type { MatchEvent } from '../../match/event.ts'
import { eachOf, type Tallies } from '../engines/game/detail.ts'
import type { GameFormat } from '../engines/game/format.ts'
import type { BasketballFormat } from './format.ts'

/** Offensive and technical fouls are none of the team, unless the feed says so. */
export function countsToTeam({ kind, countsToTeam }: MatchEvent): boolean {
  return typeof countsToTeam === 'boolean' ? countsToTeam : kind !== 'offensive' && kind !== 'technical'
}

/** Where overtime belongs to the last period, its fouls go on. */
function isAnew(period: number, format: GameFormat): boolean {
  return period <= format.periods || (format as BasketballFormat).overtimeFouls === 'anew'
}

/** Within the last minutes, in which the limit is lower. */
function isLate({ clock }: MatchEvent, { lateBonus }: BasketballFormat): boolean {
  const ms = clock === undefined ? undefined : parseClock(clock)?.ms
  return lateBonus !== undefined && ms !== undefined && ms <= lateBonus.lastMin * 60_000
}

const teamFoul = eachOf('foul', countsToTeam)

/** What a board of basketball counts. */
export const basketballTallies: Tallies = {
  fouls: { about: 'team fouls of this period', isAnew, of: teamFoul },
  lateFouls: {
    about: 'those of its last minutes, where the rules have a lower limit for them',
    isAnew: () => true,
    of: (event, format) => (isLate(event, format as BasketballFormat) ? teamFoul(event, format) : undefined),
  },
  rebounds: { about: 'rebounds', of: eachOf('rebound') },
  turnovers: { about: 'turnovers', of: eachOf('turnover') },
  timeouts: { about: 'timeouts taken', of: eachOf('timeout') },
}
