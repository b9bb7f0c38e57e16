import type { CricketDetail } from '../detail.ts'
import type { EventNamed } from '../events.ts'
import type { CricketFormat } from '../format.ts'

/** Who bats at which end. An end is empty until the next batter is known. */
export interface Crease {
  readonly striker?: string | undefined
  readonly nonStriker?: string | undefined
}

/** The crease as the state shows it. */
export function creaseOn({ batting, striker }: CricketDetail): Crease {
  return { striker, nonStriker: batting?.find((name) => name !== striker) }
}

/** The part of the detail that shows a crease. The batters keep their order, so that a change of ends changes one name. */
export function showCrease({ striker, nonStriker }: Crease, { batting = [] }: CricketDetail) {
  const names = [striker, nonStriker].filter((name) => name !== undefined)
  const inOrder = [
    ...batting.filter((name) => names.includes(name)),
    ...names.filter((name) => !batting.includes(name)),
  ]
  return { batting: inOrder.length > 0 ? inOrder : undefined, striker }
}

type Delivery = EventNamed<'delivery'>

/**
 * Who faces this delivery: as the feed says, and where it says nothing, as the run of play left them. Nobody is at both
 * ends: if a feed names the striker as the other batter too, nobody knows who the other batter is.
 */
export function creaseOf(delivery: Delivery, { striker, nonStriker }: Crease): Crease {
  const { striker: facing, nonStriker: other } = delivery
  if (facing === undefined) {
    return other !== undefined && other === striker
      ? { striker: nonStriker, nonStriker: other }
      : { striker, nonStriker: other ?? nonStriker }
  }
  const partner = nonStriker === facing ? striker : nonStriker
  return { striker: facing, nonStriker: other === undefined || other === facing ? partner : other }
}

/**
 * Who faces the next ball, inferred. Batters who ran an odd number are at the other end; at the end of an over (in The
 * Hundred, of ten balls) the other end is bowled to. The new batter takes the place of the one who is out: for a catch
 * that is the striker's end, whether they crossed or not (Law 18.11 since October 2022).
 */
export function creaseAfter(
  { striker, nonStriker }: Crease,
  delivery: Delivery,
  { format, hasOverEnded, over }: { format: CricketFormat; hasOverEnded: boolean; over: number },
): Crease {
  const out = new Set(delivery.wickets?.map(({ playerOut }) => playerOut ?? striker))
  const stay: Crease = {
    striker: out.has(striker) ? undefined : striker,
    nonStriker: out.has(nonStriker) ? undefined : nonStriker,
  }
  const crossed = runsRun(delivery, format) % 2 === 1
  const changesEnds = hasOverEnded && ((over + 1) * format.ballsPerOver) % format.ballsPerEnd === 0
  return crossed === changesEnds ? stay : { striker: stay.nonStriker, nonStriker: stay.striker }
}

/** Runs that the batters ran: without what a wide or a no-ball is worth by itself. */
function runsRun(delivery: Delivery, { noBallRuns }: CricketFormat): number {
  const { bat = 0, byes = 0, legByes = 0, wides = 0, noBalls = 0 } = delivery
  return bat + byes + legByes + Math.max(0, wides - 1) + Math.max(0, noBalls - noBallRuns)
}

/** The crease with a new batter at the empty end; at the striker's if told so or if both are empty. */
export function withBatter(crease: Crease, batter: string, isStriker: boolean | undefined): Crease {
  if (crease.striker === batter || crease.nonStriker === batter) return crease
  if (isStriker === true) return { striker: batter, nonStriker: crease.nonStriker ?? crease.striker }
  if (isStriker === false) return { striker: crease.striker ?? crease.nonStriker, nonStriker: batter }
  return crease.striker === undefined ? { ...crease, striker: batter } : { ...crease, nonStriker: batter }
}
