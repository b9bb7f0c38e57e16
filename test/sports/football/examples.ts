import { expect } from 'vitest'
import type { MatchState, Result, Score, Side } from '../../../src/match/state.ts'
import type { FootballDetail } from '../../../src/sports/football/detail.ts'
import { allBookings } from '../../../src/sports/football/players/bookings.ts'
import type { SportExamples } from '../../support/sports/sport-examples.ts'
import { generateFootball } from './generate.ts'

const home = { team: 'home' }
const away = { team: 'away' }

export const examples: SportExamples = {
  generate: generateFootball,
  expectConsistent,
  scoreline: {
    mainOf({ score, detail }, side) {
      const { shootout } = detail as FootballDetail
      return shootout ? `${score[side]} (${shootout[side]})` : String(score[side])
    },
    // Kicks from the penalty mark are no period of play.
    columnOf: ({ period }) => (period?.label === 'PEN' ? undefined : period?.label),
  },
  keyEvents: [
    ['told', { type: 'period_start', period: 1 }],
    ['not told', { type: 'corner', ...home, clock: '10:00' }],
    ['told', { type: 'goal', ...home, clock: '10:30' }],
    ['not told', { type: 'shot', ...away, clock: '12:00' }],
    ['not told', { type: 'foul', ...away, clock: '13:00' }],
    ['told', { type: 'card', ...away, card: 'yellow', clock: '13:10' }],
    ['not told', { type: 'water_break_start', clock: '25:00' }],
    ['not told', { type: 'injury_time', minutes: 2 }],
    ['told', { type: 'break_start', kind: 'half_time' }],
    ['told', { type: 'period_start', period: 2 }],
    ['not told', { type: 'throw_in', ...home, clock: '46:00' }],
    ['told', { type: 'period_end', period: 2 }],
    ['not told', { type: 'note', text: 'The teams shake hands.' }],
    ['told', { type: 'match_final' }],
  ],
}

/** The generator scores by goals alone. */
function expectConsistent({ score, scoreline, result, detail }: MatchState): void {
  const { scorers, yellowCards, redCards, players, shootout, statistics } = detail as FootballDetail
  const bookings = allBookings(detail)
  for (const side of ['home', 'away'] as const) {
    expect(score[side]).toBe(scorers.filter(({ team }) => team === side).length)
    const cards = bookings.filter(({ team }) => team === side).map(({ card }) => card)
    expect(yellowCards[side]).toBe(cards.filter((card) => card !== 'red').length)
    expect(redCards[side]).toBe(cards.filter((card) => card !== undefined).length)
    expect(players[side]).toBe(Math.max(0, 11 - redCards[side]))
    expect(scoreline[side].marks ?? []).toEqual(redCards[side] > 0 ? [{ code: 'red', n: redCards[side] }] : [])
    const scored = scorers.filter(({ team, kind }) => team === side && kind !== 'own_goal')
    if (statistics?.shots) expect(statistics.shots[side]).toBeGreaterThanOrEqual(scored.length)
    if (result?.winner === side) expectNumbers(result, score, side)
    if (!shootout) continue
    expect(shootout[side]).toBe(shootout.kicks.filter(({ team, missed }) => team === side && !missed).length)
  }
}

/** The words of the result have the score and, of a shoot-out, its kicks. */
function expectNumbers({ method, text }: Result, { home, away }: Score, winner: Side): void {
  if (method === 'shootout') expect(text).toContain(`, ${home}–${away} (`)
  else expect(text).toContain(winner === 'home' ? `won ${home}–${away}` : `won ${away}–${home}`)
}
