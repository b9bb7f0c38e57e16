import { describe, expect, it } from 'vitest'
import { isUnplayed, scoreRow, scoreTitle } from '../../../src/match/scoreboard.ts'
import type { StoryItem } from '../../../src/sports/contract/presentation.ts'
import { noteBeside, progressLabel, sportTitle } from '../../../src/sports/labels.ts'
import { presentationOf } from '../../../src/sports/presentations.ts'
import { sportNamed } from '../../../src/sports/registry.ts'
import { fixtureOf, MatchBuilder } from '../../support/sports/match-builder.ts'
import { lineOf, tellEvents } from '../../support/sports/tell-events.ts'

const SPORTS = ['football', 'basketball', 'volleyball', 'tennis', 'cricket', 'baseball', 'generic'] as const

function matchOf(sport: string, format?: unknown): MatchBuilder {
  const found = sportNamed(sport)
  if (found === undefined) throw new Error(`there is no sport ${sport}`)
  return new MatchBuilder(found, format)
}

describe.each(SPORTS)('%s that is decided without being played', (sport) => {
  it('[S4] shows no score, and the timeline tells none either', () => {
    const match = matchOf(sport)
    const told = tellEvents(match, [
      { type: 'result_set', result: { winner: 'away', method: 'walkover' } },
      { type: 'match_final' },
    ])
    expect(scoreRow(match.state, 0).hasScore).toBe(false)
    expect(scoreTitle(match.state)).toBe('Reds v Blues')
    expect(match.state.result?.text).toBe('Blues won by walkover')
    expect(lineOf(told[0] as StoryItem)).toBe('Result (Blues won by walkover)')
    expect(told.map(lineOf).join(' ')).not.toMatch(/\d/u)
  })

  it.each(['postponed', 'cancelled'])(
    'shows nothing but that it was %s, also if it had been announced as begun',
    (status) => {
      const match = matchOf(sport)
      match.send('match_start')
      match.send('status_set', { status })
      const row = scoreRow(match.state, 0)
      expect([row.hasScore, row.isOver || status === 'postponed']).toEqual([false, true])
      const presentation = presentationOf(sport)
      const said = JSON.stringify([
        presentation.summary(match.state),
        sport === 'football' ? presentation.panels(match.state) : [],
      ])
      expect(said).not.toMatch(/\d/u)
    },
  )
})

describe('a match that is given up in play', () => {
  it('leaves the score out where the winner had less', () => {
    const match = matchOf('volleyball')
    match.send('match_start')
    match.send('score_set', { score: { home: 1, away: 0 } })
    match.send('default', { team: 'home' })
    expect(match.state.result?.text).toBe('Blues won (Reds defaulted)')
    expect(isUnplayed(match.state)).toBe(false)
  })

  it('names the side that retired or was disqualified, in every sport', () => {
    const match = matchOf('handball')
    match.send('match_start')
    match.send('goal', { team: 'home' })
    match.send('result_set', { result: { winner: 'home', method: 'disqualified' } })
    expect(match.state.result?.text).toBe('Reds won 1–0 (Blues disqualified)')
  })

  it.each([
    ['football', 'Match abandoned'],
    ['tennis', 'Match abandoned'],
    ['cricket', 'No result'],
  ])('%s says what it came to when it is closed without a result: %s', (sport, text) => {
    const match = matchOf(sport)
    match.send('match_start')
    if (sport === 'football') match.send('goal', { team: 'home' })
    else if (sport === 'tennis') match.send('score_set', { sets: [{ home: 6, away: 4 }] })
    else match.send('delivery', { over: 0, ballInOver: 1, striker: 'Ann', nonStriker: 'Bea', bowler: 'Cat', bat: 4 })
    match.send('status_set', { status: 'abandoned' })
    match.send('match_final')
    expect(match.state.result).toMatchObject({ winner: 'none', method: 'no_result', text })
    expect([progressLabel(match.state, 0), noteBeside(match.state) ?? progressLabel(match.state, 0)]).toEqual([
      'No result',
      text,
    ])
  })
})

describe('a sport without rules of its own', () => {
  it('is called as its format says, and otherwise by no word of ours', () => {
    const korfball = matchOf('generic', { name: 'Korfball' })
    expect(sportTitle(korfball.state)).toBe('Korfball')
    expect(sportTitle(fixtureOf(korfball.sport))).toBe('Other sport')
    expect(sportTitle({ sport: 'football', format: { name: 'Korfball' } })).toBe('Football')
  })
})
