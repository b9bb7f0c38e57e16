import type { StoryEntry } from '../../contract/presentation.ts'
import type { CricketDetail, Innings } from '../detail.ts'
import { asDelivery, inPlay, type Played } from '../in-play.ts'

/** What the deliveries of an innings add up to that no state has: it would change with every ball. */
export interface InningsCount {
  /** Conceded by each bowler: runs of wides and no-balls, and balls that cost nothing. */
  readonly bowlers: ReadonlyMap<string, BowlerCount>
  readonly overs: readonly OverCount[]
  /** Those that are over, by the wicket that ended them, and the last one, unbroken. */
  readonly partnerships: readonly PartnershipCount[]
}

export interface BowlerCount {
  readonly wides: number
  readonly noBalls: number
  readonly dots: number
}

export interface OverCount {
  /** From 0. */
  readonly over: number
  readonly runs: number
  readonly wickets: number
}

export interface PartnershipCount {
  readonly names: readonly string[]
  readonly runs: number
  readonly balls: number
  readonly isUnbroken: boolean
}

const NONE: BowlerCount = { wides: 0, noBalls: 0, dots: 0 }

/**
 * Counts an innings.
 *
 * @returns undefined if the entries are not all of it: a story that begins later, a feed that sets totals
 */
export function countInnings(innings: Innings, entries: readonly StoryEntry[]): InningsCount | undefined {
  const all = inPlay(entries).filter(({ n }) => n === innings.n)
  const balls = all.filter(({ ball }) => ball !== undefined)
  const legal = balls.filter(({ ball }) => ball?.isLegal).length
  if (balls.length === 0 || legal !== innings.balls || all.at(-1)?.total.runs !== innings.runs) return undefined
  return { bowlers: countBowlers(balls), overs: countOvers(balls), partnerships: countPartnerships(all) }
}

function countBowlers(balls: readonly Played[]): ReadonlyMap<string, BowlerCount> {
  const bowlers = new Map<string, BowlerCount>()
  for (const { entry, ball } of balls) {
    const { bowler = detailOf(entry.after).bowler, wides = 0, noBalls = 0 } = asDelivery(entry.event)
    if (bowler === undefined) continue
    const before = bowlers.get(bowler) ?? NONE
    bowlers.set(bowler, {
      wides: before.wides + wides,
      noBalls: before.noBalls + noBalls,
      dots: before.dots + (ball?.conceded === 0 ? 1 : 0),
    })
  }
  return bowlers
}

function countOvers(balls: readonly Played[]): readonly OverCount[] {
  const overs = new Map<number, OverCount>()
  for (const { over = 0, ball } of balls) {
    const before = overs.get(over) ?? { over, runs: 0, wickets: 0 }
    overs.set(over, {
      over,
      runs: before.runs + (ball?.total ?? 0),
      wickets: before.wickets + (ball?.dismissals.length ?? 0),
    })
  }
  return [...overs.values()]
}

/** A partnership ends with a wicket, and when a batter retires. */
function countPartnerships(all: readonly Played[]): readonly PartnershipCount[] {
  const counted: PartnershipCount[] = []
  let now = { names: [] as readonly string[], runs: 0, balls: 0, isUnbroken: true }
  let isBegun = false
  for (const { entry, ball } of all) {
    if (entry.isDeleted) continue
    if (ball) {
      const pair = pairOf(entry)
      now = {
        names: pair.length > now.names.length ? pair : now.names,
        runs: now.runs + ball.total,
        balls: now.balls + (ball.isFaced ? 1 : 0),
        isUnbroken: true,
      }
      isBegun = true
    }
    const isBroken = entry.event.type === 'wicket' || (ball && (asDelivery(entry.event).wickets?.length ?? 0) > 0)
    if (!isBroken || !isBegun) continue
    counted.push({ ...now, isUnbroken: false })
    now = { names: [], runs: 0, balls: 0, isUnbroken: true }
    isBegun = false
  }
  return isBegun ? [...counted, now] : counted
}

/** Who faced the ball, with the other batter: as the ball says, else as the board had them. */
function pairOf({ event, before }: StoryEntry): readonly string[] {
  const { striker, nonStriker } = asDelivery(event)
  const atCrease = detailOf(before).batting ?? []
  const facing = striker ?? detailOf(before).striker
  const other = nonStriker ?? atCrease.find((name) => name !== facing)
  return [...new Set([facing, other])].filter((name) => name !== undefined).sort()
}

function detailOf({ detail }: StoryEntry['after']): Partial<CricketDetail> {
  return detail
}
