import type { FootballDetail } from '../../../src/sports/football/detail.ts'
import { football } from '../../../src/sports/football/index.ts'
import { MatchBuilder } from '../../support/sports/match-builder.ts'

/** A match that was played as far as this period, with these goals (`home 23`) in it. */
export function played(format: unknown, goals: string[], until = 2): MatchBuilder {
  const m = new MatchBuilder(football, format)
  m.send('match_start')
  for (let period = 1; period <= until; period += 1) m.send('period_start', { period })
  for (const goal of goals) {
    const [team, clock] = goal.split(' ')
    m.send('goal', { team, clock })
  }
  return m
}

export function detailOf(built: MatchBuilder): FootballDetail {
  return built.state.detail as FootballDetail
}

/** Kicks in the notation of the reports: `H+` home scored, `A-` away missed. */
export function kick(m: MatchBuilder, kicks: string): void {
  for (const each of kicks.split(' ')) {
    m.send('shootout_kick', { team: each.startsWith('H') ? 'home' : 'away', scored: each.endsWith('+') })
  }
}
