import { describe, expect, it } from 'vitest'
import { foldAll, type Reduced } from '../../../src/match/fold.ts'
import type { Score, Side } from '../../../src/match/state.ts'
import { parseEvent } from '../../../src/sports/contract/reading/parse-event.ts'
import type { Sport } from '../../../src/sports/contract/sport.ts'
import { cricket } from '../../../src/sports/cricket/index.ts'
import { football } from '../../../src/sports/football/index.ts'
import { generic } from '../../../src/sports/generic/index.ts'
import { sports } from '../../../src/sports/registry.ts'
import { volleyball } from '../../../src/sports/volleyball/index.ts'
import { forSeeds } from '../../support/seeded-random.ts'
import { fixtureOf } from '../../support/sports/match-builder.ts'

function fold(sport: Sport, sent: readonly object[], format?: unknown): Reduced {
  const effective = sent.map((event, arrival) => {
    return { event: parseEvent(sport, { id: `e${arrival}`, ...event }), at: 1_000_000 + arrival, arrival }
  })
  return foldAll(sport, fixtureOf(sport, format), effective).reduced
}

describe.each([...sports.values()].map((sport) => ({ sport, name: sport.name })))('totals in $name', ({ sport }) => {
  it('score and score_adjust come to the same total in any order, below zero too', async () => {
    await forSeeds(20, (random) => {
      const sides: Side[] = ['home', 'away']
      const events = Array.from({ length: 8 }, () => {
        const team = random.pick(sides)
        return random.chance(0.5)
          ? { type: 'score', team, points: random.int(4) }
          : { type: 'score_adjust', team, points: random.int(6) - 3 }
      })
      const total = (side: Side) =>
        Math.max(
          0,
          events.filter(({ team }) => team === side).reduce((sum, { points }) => sum + points, 0),
        )
      const expected: Score = { home: total('home'), away: total('away') }
      for (let order = 0; order < 6; order += 1) {
        const { state } = fold(sport, [{ type: 'match_start' }, ...random.shuffle(events)])
        expect(state.score).toEqual(expected)
        if (sport !== football && sport !== generic) continue
        const lines = (side: Side) => state.periods.reduce((sum, line) => sum + (line[side] ?? 0), 0)
        expect({ home: lines('home'), away: lines('away') }).toEqual(expected)
        expect(state.periods.every(({ home = 0, away = 0 }) => home >= 0 && away >= 0)).toBe(true)
      }
    })
  })

  it('a score that is set settles what was below zero', () => {
    const score = { home: 1, away: 0 }
    const { state } = fold(sport, [
      { type: 'match_start' },
      { type: 'score_adjust', team: 'home', points: -5 },
      { type: 'score_set', score },
      { type: 'score', team: 'home', points: 1 },
    ])
    expect(state.score).toEqual({ home: 2, away: 0 })
  })

  it('an awarded score is the score', () => {
    const awardedScore = { home: 0, away: 2 }
    const { state } = fold(sport, [
      { type: 'match_start' },
      { type: 'score', team: 'home', points: 1 },
      { type: 'result_set', result: { winner: 'away', method: 'awarded' }, awardedScore },
    ])
    expect(state).toMatchObject({ score: awardedScore, result: { winner: 'away', method: 'awarded' } })
  })
})

describe('what is played after an adjustment below zero', () => {
  const below = { type: 'score_adjust', team: 'home', points: -1 }

  it('pays it first: a goal, a delivery, a set', () => {
    const goal = { type: 'goal', team: 'home' }
    expect(fold(football, [below, goal]).state.score.home).toBe(0)
    expect(fold(football, [goal, below]).state.score.home).toBe(0)
    const start = { type: 'innings_start', n: 1, batting: 'home' }
    const four = { type: 'delivery', striker: 'A', bowler: 'X', bat: 4 }
    const runs = (events: object[]) => {
      const { score, detail } = fold(cricket, events).state
      return [score.home, (detail as { innings: Record<string, { runs: number }> }).innings['1']?.runs]
    }
    expect(runs([start, below, four])).toEqual([3, 3])
    expect(runs([start, four, below])).toEqual([3, 3])
    const rallies = Array.from({ length: 25 }, () => ({ type: 'point', team: 'home' }))
    expect(fold(volleyball, [below, ...rallies]).state.score.home).toBe(0)
    expect(fold(volleyball, [...rallies, below]).state.score.home).toBe(0)
  })
})

const clocked = [...sports.values()].filter(({ events }) => events['score_set']?.shape['periods'] !== undefined)

describe.each(clocked.map((sport) => ({ sport, name: sport.name })))(
  'the score of each period, told at once, in $name',
  ({ sport }) => {
    const half = { home: 2, away: 1 }
    const numbers = (events: readonly object[]) => {
      const { score, periods } = fold(sport, events).state
      return { score, periods: periods.map(({ home, away }) => [home, away]) }
    }

    it('is the line score, before the match as after it', () => {
      const periods = [half, { home: 0, away: 3 }]
      const told = { type: 'score_set', score: { home: 2, away: 4 }, periods }
      for (const events of [[told], [{ type: 'match_start' }, told, { type: 'match_end' }]]) {
        const { score, periods: lines } = numbers(events)
        expect({ score, lines: lines.slice(0, 2) }).toEqual({
          score: told.score,
          lines: [
            [2, 1],
            [0, 3],
          ],
        })
      }
    })

    it('is not touched by what the score has beyond it: that is of the period after', () => {
      const told = { type: 'score_set', score: { home: 3, away: 1 }, periods: [half] }
      expect(numbers([told])).toEqual({
        score: told.score,
        periods: [
          [2, 1],
          [1, 0],
        ],
      })
    })

    it('adds up to the score, whatever comes before and after it', async () => {
      await forSeeds(20, (random) => {
        const events = Array.from({ length: 8 }, () => {
          const points = () => ({ home: random.int(4), away: random.int(4) })
          if (random.chance(0.4)) return { type: 'score', team: random.pick(['home', 'away']), points: random.int(4) }
          const periods = Array.from({ length: 1 + random.int(2) }, points)
          return {
            type: 'score_set',
            score: { home: random.int(6), away: random.int(6) },
            ...(random.chance(0.5) && { periods }),
          }
        })
        const { score, periods } = fold(sport, [{ type: 'match_start' }, ...events]).state
        const sum = (side: Side) => periods.reduce((total, line) => total + (line[side] ?? 0), 0)
        expect({ home: sum('home'), away: sum('away') }).toEqual(score)
      })
    })
  },
)

it('every sport with a clock takes the score of each period', () => {
  expect(clocked.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['basketball', 'field-hockey', 'football', 'generic', 'ice-hockey']),
  )
})

describe('a total first, who scored a minute later', () => {
  const told = { type: 'score_set', score: { home: 1, away: 0 }, occurredAt: 1_795_861_410_000 }
  const start = { type: 'period_start', period: 1, occurredAt: 1_795_860_000_000 }
  const goal = { type: 'goal', team: 'home', player: 'Salem', period: 1, clock: '23' }

  it('is one goal, with its scorer, where it happened before the total was told', () => {
    for (const occurredAt of [told.occurredAt - 10_000, told.occurredAt]) {
      const { state } = fold(football, [start, told, { ...goal, occurredAt }])
      expect(state).toMatchObject({ score: { home: 1, away: 0 }, detail: { scorers: [{ player: 'Salem' }] } })
    }
  })

  it('is another goal where it happened after it, or nobody says when', () => {
    const later = { ...goal, occurredAt: told.occurredAt + 1_000 }
    expect(fold(football, [start, told, later]).state.score.home).toBe(2)
    expect(fold(football, [start, told, goal]).state.score.home).toBe(2)
  })

  it('holds for score in any sport with periods', () => {
    const score = { type: 'score', team: 'home', points: 1 }
    expect(fold(generic, [start, told, { ...score, occurredAt: told.occurredAt - 1 }]).state.score.home).toBe(1)
    expect(fold(generic, [start, told, { ...score, occurredAt: told.occurredAt + 1 }]).state.score.home).toBe(2)
  })
})

describe('a shoot-out that is known as a total', () => {
  const draw = { type: 'score_set', score: { home: 1, away: 1 } }
  const shootout = { home: 2, away: 4 }

  it.each([
    { where: 'in score_set', last: { ...draw, shootout } },
    { where: 'in its detail', last: { ...draw, detail: { shootout } } },
  ])('decides the match, $where', ({ last }) => {
    const { state } = fold(football, [draw, { type: 'shootout_start' }, last, { type: 'match_end' }], 'cup')
    expect(state).toMatchObject({
      score: { home: 1, away: 1 },
      detail: { shootout },
      result: { winner: 'away', method: 'shootout', text: expect.stringContaining('2–4 pens') },
    })
  })

  it('is told by result_set, too, after the match', () => {
    const given = { type: 'result_set', result: { winner: 'away', method: 'shootout' }, shootout }
    const { state } = fold(football, [draw, { type: 'match_end' }, given], 'cup')
    expect(state).toMatchObject({ detail: { shootout }, result: { text: expect.stringContaining('2–4 pens') } })
  })
})
