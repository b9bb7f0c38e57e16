import { describe, expect, it } from 'vitest'
import { badminton } from '../../../../src/sports/badminton/index.ts'
import type { Sport } from '../../../../src/sports/contract/sport.ts'
import type { RallyDetail } from '../../../../src/sports/engines/rally/detail.ts'
import { tableTennis } from '../../../../src/sports/table-tennis/index.ts'
import { volleyball } from '../../../../src/sports/volleyball/index.ts'
import { setsMatch } from '../sets/sets-match.ts'

/** After which points of the match the ends change. */
function changes(sport: Sport, format: object | string, winners: string): number[] {
  const match = setsMatch<RallyDetail>(sport, format).send({ type: 'match_start', server: 'home' })
  return [...winners].flatMap((winner, index) => (match.points(winner).detail.changeEnds ? [index + 1] : []))
}

const h = (points: number) => 'h'.repeat(points)
const a = (points: number) => 'a'.repeat(points)

describe('the ends', () => {
  it.each([
    ['table tennis: at five of the last game', tableTennis, { bestOf: 3 }, h(11) + a(11) + h(5) + a(5), [11, 22, 27]],
    ['badminton: at 11 of the last game', badminton, {}, h(21) + a(21) + h(12), [21, 42, 53]],
    ['badminton to 15: at eight', badminton, 'three-by-fifteen', h(15) + a(15) + a(9), [15, 30, 38]],
    [
      'volleyball: at eight of the last set, and as the toss says before it',
      volleyball,
      { bestOf: 3 },
      h(25) + a(25) + h(9),
      [25, 58],
    ],
    ['on the beach: every seven points', volleyball, 'beach', h(15), [7, 14]],
  ])('change in %s', (_, sport, format, winners, expected) => {
    expect(changes(sport, format, winners)).toEqual(expected)
  })
})
