import type { Score, Side } from '../../../match/state.ts'
import { beginPeriod } from '../../engines/clocked/play.ts'
import { shootoutWinner } from '../../engines/clocked/shootout.ts'
import type { Shootout } from '../detail.ts'
import type { FootballEvent, KickEvent } from '../events.ts'
import { laterPeriods } from '../periods.ts'
import { formatOf, onDetail, type ReducedFootball, rulesOf } from '../reduced.ts'

export function openShootout(first: Side | undefined): Shootout {
  return { ...(first && { first }), kicks: [], home: 0, away: 0 }
}

/** All kicks are listed, because the winner follows from them. The longest shoot-out had 56. */
export const MAX_KICKS = 100

/** Adds a kick. The kicker's side is the event's: alternate orders (ABBA) and late entries are all the same. */
export function addKick(before: Shootout, event: KickEvent, bestOf: number): Shootout {
  const { id, team, scored, player } = event
  const kept = before.kicks.filter((kick) => kick.id !== event.retakeOf)
  if (kept.length >= MAX_KICKS) return before
  const kicks = [
    ...kept,
    { id, team, ...(player !== undefined && { player }), ...(!scored && { missed: true as const }) },
  ]
  const taken = { home: countKicks(kicks, 'home'), away: countKicks(kicks, 'away') }
  const goals = {
    home: countKicks(kicks, 'home', true),
    away: countKicks(kicks, 'away', true),
  }
  const decided = shootoutWinner(goals, taken, bestOf)
  const isSudden = isBeyond(taken, bestOf) && (decided === undefined || Math.max(taken.home, taken.away) > bestOf)
  const { decided: _, suddenDeath: __, ...rest } = before
  return {
    ...rest,
    first: before.first ?? team,
    kicks,
    ...goals,
    round: Math.max(taken.home, taken.away),
    ...(isSudden && { suddenDeath: true }),
    ...(decided && { decided }),
  }
}

/** True once both sides have had their first kicks: from now on each pair decides. */
function isBeyond(taken: Record<Side, number>, bestOf: number): boolean {
  return taken.home >= bestOf && taken.away >= bestOf
}

function countKicks(kicks: Shootout['kicks'], team: Side, onlyScored = false): number {
  return kicks.filter((kick) => kick.team === team && (!kick.missed || !onlyScored)).length
}

/** What a feed without kicks knows of the shoot-out. */
export function tellShootout(reduced: ReducedFootball, kicks: Score | undefined, at: number): ReducedFootball {
  if (kicks === undefined) return reduced
  const { home, away } = kicks
  return onDetail(beginShootout(reduced, undefined, at), (detail) => ({
    ...detail,
    shootout: { ...(detail.shootout ?? openShootout(undefined)), home, away },
  }))
}

export function beginShootout(reduced: ReducedFootball, first: FootballEvent['team'], at: number): ReducedFootball {
  const rules = rulesOf(reduced)
  const plan = rules.plan(laterPeriods(formatOf(reduced)).shootout)
  const begun = plan && reduced.state.period?.n !== plan.n ? beginPeriod(rules, reduced, plan, { at }) : reduced
  if (first === undefined) return begun
  return onDetail(begun, (detail) => ({ ...detail, shootout: { ...(detail.shootout ?? openShootout(first)), first } }))
}
