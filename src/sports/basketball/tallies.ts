import type { MatchEvent } from '../../match/event.ts'
import type { Tallies } from '../engines/game/detail.ts'

/** Offensive and technical fouls are none of the team, unless the feed says so. */
function countsToTeam({ kind, countsToTeam }: MatchEvent): boolean {
  return typeof countsToTeam === 'boolean' ? countsToTeam : kind !== 'offensive' && kind !== 'technical'
}

/** What a board of basketball counts. */
export const basketballTallies: Tallies = {
  fouls: {
    about: 'team fouls of this period',
    isByPeriod: true,
    of: (event) =>
      event.type === 'foul' && event.team && countsToTeam(event) ? { team: event.team, n: 1 } : undefined,
  },
  rebounds: {
    about: 'rebounds',
    of: (event) => (event.type === 'rebound' && event.team ? { team: event.team, n: 1 } : undefined),
  },
  turnovers: {
    about: 'turnovers',
    of: (event) => (event.type === 'turnover' && event.team ? { team: event.team, n: 1 } : undefined),
  },
}
