import type { Side } from '../../../src/match/state.ts'
import type { SeededRandom } from '../../support/seeded-random.ts'

const COLOURS = ['yellow', 'green', 'brown', 'blue', 'pink', 'black'] as const
const other = (side: Side): Side => (side === 'home' ? 'away' : 'home')

interface FrameRules {
  readonly reds: number
  /** How likely a pot is. */
  readonly skill: number
  readonly isConceded: boolean
  /** Who breaks off. */
  readonly opener: Side
}

/** Plays a frame by the rules, and counts it beside the reducer. `isConceded` lets the side far behind give up. */
export function playFrame(
  random: SeededRandom,
  { reds, skill, isConceded, opener }: FrameRules,
  say: (type: string, fields: object) => void,
): Readonly<Record<Side, number>> {
  const points = { home: 0, away: 0 }
  let team = opener
  let left = reds
  let isColour = false
  let next = 0
  for (;;) {
    const behind = points.home < points.away ? 'home' : 'away'
    if (isConceded && left === 0 && Math.abs(points.home - points.away) > 30) {
      say('frame_conceded', { team: behind })
      return points
    }
    if (!random.chance(skill)) {
      if (random.chance(0.15)) {
        const worth = 4 + random.int(4)
        say('foul', { team, points: worth })
        points[other(team)] += worth
        if (left === 0 && !isColour && next === 5 && points.home !== points.away) return points
      } else say('visit_end', { team })
      team = other(team)
      isColour = false
      continue
    }
    if (isColour) {
      const colour = random.pick([0, 1, 2, 3, 4, 5, 5, 5])
      say('pot', { team, ball: COLOURS[colour] })
      points[team] += colour + 2
      isColour = false
    } else if (left > 0) {
      say('pot', { team, ball: 'red' })
      points[team] += 1
      left -= 1
      isColour = true
    } else {
      say('pot', { team, ball: COLOURS[next] })
      points[team] += next + 2
      if (next < 5) next += 1
      else if (points.home !== points.away) return points
    }
  }
}
