import type { Score, Side } from '../../match/state.ts'
import { isDecided } from '../engines/sets/score.ts'
import type { DartsDetail } from './detail.ts'
import { bestOfNow, type DartsMemory, type Thrown } from './play.ts'

/** What viewers see of the memory. A match that is over shows no leg any more. */
export function showDarts(memory: DartsMemory, isOver: boolean): DartsDetail {
  const { sets, legs, remaining, throws, openedLeg, lastVisit } = memory
  const counted = { sets, legs, ...figuresOf(memory) }
  if (isOver || isDecided(memory, bestOfNow(memory))) return counted
  return {
    ...counted,
    remaining,
    ...(throws && { server: { side: throws } }),
    ...(openedLeg && { threwFirst: openedLeg }),
    ...(lastVisit && { lastVisit }),
  }
}

function figuresOf({ thrown }: DartsMemory): Pick<DartsDetail, 'averages' | 'maximums' | 'highestCheckout'> {
  const { home, away } = thrown
  if (home.darts + away.darts === 0) return {}
  const maximums = both(thrown, (each) => each.maximums)
  const highestCheckout = both(thrown, (each) => each.highestCheckout)
  return {
    averages: both(thrown, averageOf),
    ...(maximums.home + maximums.away > 0 && { maximums }),
    ...(highestCheckout.home + highestCheckout.away > 0 && { highestCheckout }),
  }
}

function both(thrown: Readonly<Record<Side, Thrown>>, figure: (of: Thrown) => number): Score {
  return { home: figure(thrown.home), away: figure(thrown.away) }
}

/** For three darts, to two decimals. */
function averageOf({ points, darts }: Thrown): number {
  return darts === 0 ? 0 : Math.round((points * 300) / darts) / 100
}
