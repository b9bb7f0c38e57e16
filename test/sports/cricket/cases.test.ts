import { describe, expect, it } from 'vitest'
import { CricketMatch } from './cricket-match.ts'

const BALL = { striker: 'Ann', nonStriker: 'Cat', bowler: 'Bea' }

describe('what scorers got wrong elsewhere', () => {
  it('two runs count though the third is run out; the wicket is not the bowler’s', () => {
    const match = new CricketMatch('t20').start('home')
    const out = { kind: 'run_out', playerOut: 'Cat', fielders: ['Kit'] }
    match.send('delivery', { ...BALL, bat: 2, wickets: [out] })
    expect(match.innings()).toMatchObject({
      runs: 2,
      wickets: 1,
      overs: '0.1',
      bowlers: { Bea: { runs: 2, wickets: 0 } },
    })
    expect(match.innings().batters).toMatchObject({ Ann: { runs: 2, balls: 1 }, Cat: { out: { at: '2/1' } } })
  })

  it('who retires out is a wicket of the side alone, and the next wicket is the second', () => {
    const match = new CricketMatch('t20').start('home').bowl('1', BALL)
    match.send('wicket', { kind: 'retired_out', playerOut: 'Ann' })
    match.bowl('W', { ...BALL, striker: 'Cat', nonStriker: 'Dot' })
    expect(match.innings()).toMatchObject({ wickets: 2, balls: 2, bowlers: { Bea: { wickets: 1 } } })
    expect(match.innings().batters).toMatchObject({ Ann: { out: { at: '1/1' } }, Cat: { out: { at: '1/2' } } })
  })

  it('an over of two bowlers is a maiden of neither', () => {
    const match = new CricketMatch().start('home').bowl('. . . .', BALL).bowl('. .', { bowler: 'Eve' })
    expect(match.innings()).toMatchObject({
      overs: '1.0',
      bowlers: { Bea: { overs: '0.4', maidens: 0 }, Eve: { overs: '0.2', maidens: 0 } },
    })
  })

  it('the fourth innings knows what it needs from totals alone', () => {
    const match = new CricketMatch('test')
    const total = (n: number, home: number, away: number, wickets: number) =>
      match.send('score_set', { score: { home, away }, detail: { n, wickets, overs: '80.0' } })
    total(1, 300, 0, 10)
    total(2, 300, 350, 10)
    total(3, 500, 350, 10)
    total(4, 500, 450, 3)
    expect(match.detail.chase).toEqual({ target: 151, needed: 51 })
    expect(match.state.scoreline).toMatchObject({
      home: { main: '300 & 200' },
      away: { main: '350 & 100/3', sub: '80.0 ov' },
      note: 'Blues need 51 to win',
    })
  })
})
