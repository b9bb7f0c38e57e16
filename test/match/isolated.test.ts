import { describe, expect, it } from 'vitest'
import { isolated, isolatedIn } from '../../src/match/isolated.ts'
import { scoreTitle } from '../../src/match/scoreboard.ts'
import { football } from '../../src/sports/football/index.ts'
import { iceHockey } from '../../src/sports/ice-hockey/index.ts'
import { fixtureOf, MatchBuilder } from '../support/sports/match-builder.ts'

const AHLY = 'الأهلي'

describe('a name that runs from right to left', () => {
  it.each(['Arsenal', 'Ж 東 ⚽', '23', ''])('%j is none', (name) => {
    expect(isolated(name)).toBe(name)
  })

  it.each([AHLY, 'הפועל', 'FC \u200fA'])('%j is isolated', (name) => {
    expect(isolated(name)).toBe(`\u2068${name}\u2069`)
  })

  it('is isolated in a sentence, whichever of two has the other in it', () => {
    const both = isolatedIn(`${AHLY} ب beat ${AHLY}`, [AHLY, `${AHLY} ب`])
    expect(both.replaceAll(`\u2068${AHLY}\u2069`, 'A')).toBe('\u2068A ب\u2069 beat A')
  })

  it('keeps the score of a title, a result and a note in their order', () => {
    const fixture = { ...fixtureOf(football), home: { name: AHLY } }
    const match = new MatchBuilder(football, undefined, fixture)
    match.send('period_start', { period: 1 })
    match.send('goal', { team: 'home' })
    expect(scoreTitle(match.state)).toBe(`\u2068${AHLY}\u2069 1–0 Blues`)
    match.send('match_end')
    expect(match.state.result?.text).toBe(`\u2068${AHLY}\u2069 won 1–0`)
    expect(match.state.scoreline.note).toBe(match.state.result?.text)

    const hockey = new MatchBuilder(iceHockey, undefined, { ...fixtureOf(iceHockey), home: { name: AHLY } })
    hockey.send('period_start', { period: 1 })
    hockey.send('penalty', { team: 'away', minutes: 2, clock: '10:00', period: 1 })
    expect(hockey.state.scoreline.note).toBe(`Power play \u2068${AHLY}\u2069, 5–4 until 8:00`)
  })
})
