import type { MatchEvent } from '../../match/event.ts'
import { eachOf, type Tallies } from '../engines/game/detail.ts'

/** Offensive and technical fouls are none of the team, unless the feed says so. */
function countsToTeam({ kind, countsToTeam }: MatchEvent): boolean {
  return typeof countsToTeam === 'boolean' ? countsToTeam : kind !== 'offensive' && kind !== 'technical'
}

/** What a board of basketball counts. */
export const basketballTallies: Tallies = {
  fouls: {
    about: 'team fouls of this period',
    isByPeriod: true,
    of: eachOf('foul', countsToTeam),
  },
  rebounds: {
    about: 'rebounds',
    of: eachOf('rebound'),
  },
  turnovers: {
    about: 'turnovers',
    of: eachOf('turnover'),
  },
}
