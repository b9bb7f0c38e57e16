import { expect } from 'vitest'
import type { MatchState } from '../../../src/match/state.ts'
import type { FootballDetail } from '../../../src/sports/football/detail.ts'
import { football } from '../../../src/sports/football/index.ts'
import { sportLaws } from '../../support/sport-laws.ts'
import { generateFootball } from './generate.ts'

/** The generator scores by goals alone. */
function expectConsistent({ score, detail }: MatchState): void {
  const { scorers, bookings, yellowCards, redCards, players, shootout } = detail as FootballDetail
  for (const side of ['home', 'away'] as const) {
    expect(score[side]).toBe(scorers.filter(({ team }) => team === side).length)
    const cards = bookings.filter(({ team }) => team === side).map(({ card }) => card)
    expect(yellowCards[side]).toBe(cards.filter((card) => card !== 'red').length)
    expect(redCards[side]).toBe(cards.filter((card) => card !== 'yellow').length)
    expect(players[side]).toBe(Math.max(0, 11 - redCards[side]))
    if (!shootout) continue
    expect(shootout[side]).toBe(shootout.kicks.filter(({ team, scored }) => team === side && scored).length)
  }
}

sportLaws(football, generateFootball, expectConsistent)
