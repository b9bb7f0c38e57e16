import type { FootballDetail, Lineup } from '../detail.ts'
import type { LineupEvent } from '../events.ts'

/** Takes the line-up of a side, without fields that the feed added. */
export function listLineup(detail: FootballDetail, event: LineupEvent): FootballDetail {
  const { team, starting, bench = [], formation, captain } = event
  const lineup: Lineup = {
    ...(formation !== undefined && { formation }),
    ...(captain !== undefined && { captain }),
    starting: starting.map(plainPlayer),
    bench: bench.map(plainPlayer),
  }
  return { ...detail, lineups: { ...detail.lineups, [team]: lineup } }
}

function plainPlayer(listed: LineupEvent['starting'][number]): Lineup['starting'][number] {
  if (typeof listed === 'string') return { name: listed }
  const { name, number, position } = listed
  return { name, ...(number !== undefined && { number }), ...(position !== undefined && { position }) }
}
