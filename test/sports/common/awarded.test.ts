import { describe, expect, it } from 'vitest'
import { presentationOf } from '../../../src/sports/presentations.ts'
import { sportNamed } from '../../../src/sports/registry.ts'
import { MatchBuilder } from '../../support/sports/match-builder.ts'

const AWARD = { result: { winner: 'away', method: 'awarded' }, awardedScore: { home: 0, away: 3 } } as const

/** Two for the home side, one for the visitors, and then another score is awarded. */
const PLAYED: Readonly<Record<string, readonly (readonly [string, object])[]>> = {
  football: [
    ['goal', { team: 'home' }],
    ['goal', { team: 'home' }],
    ['goal', { team: 'away' }],
  ],
  'ice-hockey': [
    ['goal', { team: 'home' }],
    ['goal', { team: 'home' }],
    ['goal', { team: 'away' }],
  ],
  baseball: [
    ['score', { team: 'away', points: 1, period: 'top_1' }],
    ['score', { team: 'home', points: 2, period: 'bottom_1' }],
  ],
  generic: [
    ['score', { team: 'home', points: 2 }],
    ['score', { team: 'away', points: 1 }],
  ],
}

function started(sport: string, format?: unknown): MatchBuilder {
  const found = sportNamed(sport)
  if (found === undefined) throw new Error(`there is no sport ${sport}`)
  const match = new MatchBuilder(found, format)
  match.send('match_start')
  if (sport !== 'baseball') match.send('period_start', { period: 1 })
  return match
}

describe.each(Object.keys(PLAYED))('a score that was awarded in %s', (sport) => {
  const summary = (match: MatchBuilder) => JSON.stringify(presentationOf(sport).summary(match.state))

  it('stands, and the one that was played is told beside it', () => {
    const match = started(sport)
    for (const [type, fields] of PLAYED[sport] ?? []) match.send(type, fields)
    match.send('match_end')
    match.send('result_set', { id: 'award', ...AWARD })
    expect(match.state).toMatchObject({
      score: { home: 0, away: 3 },
      detail: { playedScore: { home: 2, away: 1 }, awardedScore: { home: 0, away: 3 } },
      result: { text: 'Blues won 3–0 (awarded)' },
    })
    expect(summary(match)).toContain('Awarded; 2–1')
    match.send('result_set', { ...AWARD, awardedScore: { home: 0, away: 5 } })
    expect(match.state.detail).toMatchObject({ playedScore: { home: 2, away: 1 }, awardedScore: { away: 5 } })
    match.delete('award')
    expect(match.state.detail).toMatchObject({ playedScore: { home: 2, away: 1 }, awardedScore: { away: 5 } })
  })

  it('is told alone where nothing was played', () => {
    const match = new MatchBuilder(started(sport).sport)
    match.send('result_set', AWARD)
    expect([match.state.score, summary(match).includes('Awarded')]).toEqual([{ home: 0, away: 3 }, false])
  })
})

describe('a forfeit in baseball', () => {
  it('is the score of the rules, beside what was played', () => {
    const match = started('baseball')
    match.send('score', { team: 'away', points: 1, period: 'top_1' })
    match.send('forfeit', { team: 'away' })
    expect(match.state).toMatchObject({
      score: { home: 9, away: 0 },
      detail: { playedScore: { home: 0, away: 1 }, awardedScore: { home: 9, away: 0 } },
      result: { text: 'Reds won 9–0 by forfeit' },
    })
  })
})

describe('a score that was awarded where the score counts periods', () => {
  it('is the periods of each side', () => {
    const match = started('generic', { counts: 'periods' })
    match.send('score', { team: 'home', points: 9 })
    match.send('period_end', { period: 1 })
    match.send('result_set', AWARD)
    match.send('match_end')
    expect(match.state).toMatchObject({
      score: { home: 0, away: 3 },
      detail: { playedScore: { home: 1, away: 0 } },
      result: { text: 'Blues won 3–0 (awarded)' },
    })
  })
})
