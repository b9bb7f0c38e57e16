import { otherSide } from '../../../match/sides.ts'
import { type Bases, type ReducedDiamond, withDetail, withHalf, withMemory } from './detail.ts'
import type { EventNamed } from './events.ts'
import { closeHalf, newHalf, openHalf, setRuns } from './halves.ts'
import { BASES } from './plays/bases.ts'
import { withPitcher } from './plays/plays.ts'
import { battingIn, inningOf, isTop } from './reading.ts'

type Board = Omit<EventNamed<'situation'>, 'type' | 'id'>

/** Sets the board as the feed says it. What it does not say stays. */
export function setBoard(before: ReducedDiamond, event: Board): ReducedDiamond {
  const { inning, half, outs, balls, strikes, bases, batter, pitcher } = event
  const ofInning = inning ?? (half === undefined ? undefined : Math.max(1, inningOf(before.memory.at)))
  const reduced = ofInning === undefined ? before : goToHalf(before, ofInning, half)
  const { at } = reduced.memory
  const named = withPitcher(reduced, otherSide(battingIn(Math.max(1, at))), pitcher, 0)
  const set = withDetail(named, {
    ...(outs !== undefined && { outs }),
    ...(balls !== undefined && { balls }),
    ...(strikes !== undefined && { strikes }),
    ...(bases !== undefined && { bases: basesSaid(named.state.detail.bases, bases) }),
    ...(batter !== undefined && { batter }),
  })
  return outs === 3 ? closeHalf(set, 'out') : set
}

/** Sets the score, the line score and the totals as far as the feed says them. */
export function setScores(before: ReducedDiamond, event: EventNamed<'score_set'>): ReducedDiamond {
  const { score, innings, hits, errors, ...board } = event
  const lined = innings === undefined ? before : setLines(before, innings)
  const placed = setBoard(lined, board)
  const scored = setRuns(setRuns(placed, 'home', score.home), 'away', score.away)
  return withDetail(scored, {
    ...(hits && { hits: { home: hits.home, away: hits.away } }),
    ...(errors && { errors: { home: errors.home, away: errors.away } }),
  })
}

/** The half that is told, else the one being played if it is of that inning. Halves after it that nobody scored in were not played. */
function goToHalf(reduced: ReducedDiamond, inning: number, half: 'top' | 'bottom' | undefined): ReducedDiamond {
  const { at } = reduced.memory
  if (half === undefined && inningOf(at) === inning) return reduced
  const n = 2 * inning - (half === 'bottom' ? 0 : 1)
  if (n === at) return reduced
  const kept = Object.entries(reduced.memory.halves).filter(([, each]) => each.n <= n || each.runs > 0)
  return openHalf(withMemory(reduced, { halves: Object.fromEntries(kept) }), n)
}

type Line = NonNullable<EventNamed<'score_set'>['innings']>[number]

function setLines(before: ReducedDiamond, lines: readonly Line[]): ReducedDiamond {
  let reduced = withMemory(before, { halves: {} })
  for (const [index, { home, away }] of lines.entries()) {
    for (const n of [2 * index + 1, 2 * index + 2]) {
      const runs = isTop(n) ? away : home
      const known = before.memory.halves[n] ?? newHalf(n)
      if (runs !== undefined) reduced = withHalf(reduced, { ...known, runs })
    }
  }
  const { at } = before.memory
  const last = Math.max(0, ...Object.values(reduced.memory.halves).map(({ n }) => n))
  if (at > last) return withHalf(reduced, { ...(before.memory.halves[at] ?? newHalf(at)), runs: 0 })
  return at === last ? reduced : openHalf(reduced, last)
}

/** Who stood on a base that is still occupied is still there. */
function basesSaid(before: Bases, said: readonly (keyof Bases)[]): Bases {
  return Object.fromEntries(BASES.filter((base) => said.includes(base)).map((base) => [base, before[base] ?? {}]))
}
