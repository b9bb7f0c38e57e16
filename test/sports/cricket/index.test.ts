import { describe, expect, it } from 'vitest'
import { cricket } from '../../../src/sports/cricket/index.ts'
import { MatchBuilder } from '../../support/sports/match-builder.ts'
import { CricketMatch } from './cricket-match.ts'

describe('a delivery', () => {
  it('counts runs off the bat, extras and penalty runs for the side, and no more than is due for the bowler', () => {
    const match = new CricketMatch().start('home').bowl('4 2wd nb 4nb 1lb 2b 1', { striker: 'Ann', bowler: 'Bea' })
    match.bowl('1', { striker: 'Ann', bowler: 'Bea', penalty: 5 })
    const { runs, extras, balls, batters, bowlers } = match.innings()
    expect(runs).toBe(4 + 2 + 1 + 5 + 1 + 2 + 1 + 6)
    expect(extras).toEqual({ wides: 2, noBalls: 2, byes: 2, legByes: 1, penalty: 5 })
    expect(balls).toBe(5)
    expect(batters['Ann']).toMatchObject({ runs: 10, balls: 7, fours: 1 })
    expect(bowlers['Bea']).toMatchObject({ runs: 14, overs: '0.5' })
    expect(match.state.score).toEqual({ home: 22, away: 0 })
  })

  it('may carry byes, leg byes or bat runs on a no-ball, and a run-out on a wide', () => {
    const match = new CricketMatch().start('home')
    match.send('delivery', { noBalls: 1, byes: 2 })
    match.send('delivery', { noBalls: 1, legByes: 1 })
    match.send('delivery', { wides: 2, wickets: [{ kind: 'run_out', playerOut: 'Ann' }] })
    expect(match.innings()).toMatchObject({ runs: 7, wickets: 1, overs: '0.0', balls: 0 })
  })

  it('may carry penalty runs on a wide or a no-ball, which are nobody’s but the side’s', () => {
    const match = new CricketMatch().start('home')
    const pair = { striker: 'Ann', nonStriker: 'Cat', bowler: 'Bea', penalty: 5 }
    match.send('delivery', { ...pair, wides: 1 })
    expect(match.innings()).toMatchObject({ runs: 6, balls: 0, extras: { wides: 1, penalty: 5 } })
    expect(match.detail).toMatchObject({ thisOver: 'wd+5', striker: 'Ann', partnershipFrom: { runs: 0, balls: 0 } })
    match.send('delivery', { ...pair, noBalls: 1, bat: 1 })
    expect(match.innings()).toMatchObject({ runs: 13, balls: 0, extras: { wides: 1, noBalls: 1, penalty: 10 } })
    expect(match.innings().batters['Ann']).toMatchObject({ runs: 1, balls: 1 })
    expect(match.innings().bowlers['Bea']).toMatchObject({ runs: 3, overs: '0.0' })
    expect(match.detail).toMatchObject({ thisOver: 'wd+5 1nb+5', striker: 'Cat', freeHit: true })
    expect(match.state.score).toEqual({ home: 13, away: 0 })
  })

  it('counts four that were run as no boundary', () => {
    const match = new CricketMatch().start('home')
    match.send('delivery', { striker: 'Ann', bat: 4 })
    match.send('delivery', { striker: 'Ann', bat: 4, boundary: 4 })
    expect(match.innings().batters['Ann']).toMatchObject({ runs: 8, fours: 1 })
  })

  it('writes the over as a line of balls that starts anew with the next over', () => {
    const match = new CricketMatch().start('home').bowl('1 . 4 2wd 4nb 1lb 2b')
    expect(match.detail.thisOver).toBe('1 . 4 2wd 4nb 1lb 2b')
    match.bowl('W 6')
    expect(match.detail.thisOver).toBe('6')
  })

  it('starts its innings if the feed did not, and says so', () => {
    const match = new CricketMatch()
    match.send('match_start')
    const { warnings } = match.send('delivery', { team: 'away', bat: 1 })
    expect(warnings.map(({ code }) => code)).toEqual(['innings-not-open'])
    expect(match.innings()).toMatchObject({ n: 1, side: 'away', runs: 1 })
  })

  it('that arrives late goes to its over and ball', () => {
    const match = new CricketMatch().start('home', { n: 1 })
    const ball = (over: number, ballInOver: number, fields: object) =>
      match.send('delivery', { period: 1, over, ballInOver, ...fields })
    for (let n = 1; n <= 6; n += 1) if (n !== 3) ball(0, n, { striker: 'Ann' })
    ball(1, 1, { striker: 'Cat' })
    ball(0, 3, { striker: 'Ann', bat: 2 })
    expect(match.innings()).toMatchObject({ runs: 2, overs: '1.1', balls: 7 })
    expect(match.detail.thisOver).toBe('.')
  })

  it('after a wicket that is overturned stands without it', () => {
    const match = new CricketMatch().start('home')
    match.send('delivery', { id: 'd1', striker: 'Ann', wickets: [{ kind: 'lbw' }] })
    expect(match.match.delete('d1', 'no bat').correction).toBe('wicket_overturned')
    expect(match.innings()).toMatchObject({ wickets: 0, batters: {} })
  })

  it('is a key event if it took a wicket or reached the boundary', () => {
    const keys = [{ wickets: [{ kind: 'bowled' as const }] }, { bat: 4, boundary: 4 }, { bat: 1 }]
    expect(keys.map((fields) => cricket.isKeyEvent({ id: 'd', type: 'delivery', ...fields }, {}))).toEqual([
      true,
      true,
      false,
    ])
  })
})

describe('overs', () => {
  it('of 7 balls count as one over', () => {
    const match = new CricketMatch().start('home').bowl('. . . . . . .', { over: 0, bowler: 'Bea' })
    expect(match.innings()).toMatchObject({ overs: '1.0', balls: 7, bowlers: { Bea: { overs: '1.0', maidens: 1 } } })
    match.bowl('1', { over: 1, bowler: 'Cat' })
    expect(match.innings()).toMatchObject({ overs: '1.1', balls: 8 })
  })

  it('of 5 balls end with over_end, or with the next over', () => {
    const byEvent = new CricketMatch().start('home').bowl('1 . . . .', { over: 0, bowler: 'Bea' })
    byEvent.send('over_end', { over: 0 })
    expect(byEvent.innings()).toMatchObject({ overs: '1.0', balls: 5, bowlers: { Bea: { overs: '1.0' } } })
    const byNumber = new CricketMatch().start('home').bowl('1 . . . .', { over: 0, bowler: 'Bea' })
    expect(byNumber.innings().bowlers['Bea']?.overs).toBe('0.5')
    byNumber.bowl('.', { over: 1, bowler: 'Cat' })
    expect(byNumber.innings()).toMatchObject({ overs: '1.1', bowlers: { Bea: { overs: '1.0' } } })
  })

  it('are counted by balls where the feed gives no number', () => {
    expect(new CricketMatch().start('home').bowl('. . wd . . . . 1').innings().overs).toBe('1.1')
  })

  it('shared by two bowlers are no whole over and no maiden of either', () => {
    const match = new CricketMatch().start('home').bowl('. .', { over: 0, bowler: 'Bea' })
    match.bowl('. . . .', { over: 0, bowler: 'Cat' })
    match.bowl('. . . . . .', { over: 1, bowler: 'Bea' })
    const { Bea, Cat } = match.innings().bowlers
    expect([Bea?.overs, Bea?.maidens, Cat?.overs, Cat?.maidens]).toEqual(['1.2', 1, '0.4', 0])
  })

  it('are a maiden with byes and leg byes, not with a wide', () => {
    const maiden = new CricketMatch().start('home').bowl('4b . . 1lb . .', { bowler: 'Bea' })
    expect(maiden.innings().bowlers['Bea']).toMatchObject({ maidens: 1, runs: 0 })
    const wide = new CricketMatch().start('home').bowl('wd . . . . . .', { bowler: 'Bea' })
    expect(wide.innings().bowlers['Bea']).toMatchObject({ maidens: 0, runs: 1 })
  })

  it('are worth their balls in the rates', () => {
    const match = new CricketMatch().start('home').bowl('6 6 6')
    expect(match.innings()).toMatchObject({ overs: '0.3' })
  })
})

describe('the strike', () => {
  const opened = () => new CricketMatch().start('home').bowl('.', { striker: 'Ann', nonStriker: 'Cat', bowler: 'Bea' })
  const strikerAfter = (balls: string) => opened().bowl(balls).detail.striker

  it('changes with odd runs and at the end of an over', () => {
    expect(strikerAfter('1')).toBe('Cat')
    expect(strikerAfter('3lb')).toBe('Cat')
    expect(strikerAfter('2')).toBe('Ann')
    expect(strikerAfter('2wd')).toBe('Cat')
    expect(strikerAfter('1nb')).toBe('Cat')
    expect(strikerAfter('. . . . .')).toBe('Cat')
    expect(strikerAfter('. . . . 1')).toBe('Ann')
  })

  it('is where the feed says it is', () => {
    const match = opened().bowl('1', { striker: 'Cat' })
    expect(match.detail).toMatchObject({ striker: 'Ann', batting: ['Ann', 'Cat'] })
  })

  it('is never at both ends, whatever the feed says', () => {
    const twice = opened().bowl('.', { striker: 'Dot', nonStriker: 'Dot' }).bowl('.', { striker: 'Eve' })
    expect(twice.detail).toMatchObject({ striker: 'Eve', batting: ['Cat', 'Eve'] })
    const other = opened().bowl('.', { nonStriker: 'Ann' })
    expect(other.detail).toMatchObject({ striker: 'Cat', batting: ['Ann', 'Cat'] })
  })

  it('goes to the new batter after a catch, whether they crossed or not (Law 18.11)', () => {
    const match = opened()
    match.send('delivery', { wickets: [{ kind: 'caught', playerOut: 'Ann' }] })
    expect(match.detail).toMatchObject({ batting: ['Cat'], lastWicket: 'Ann' })
    expect(match.detail).not.toHaveProperty('striker')
    match.send('batter_in', { batter: 'Dot' })
    expect(match.detail).toMatchObject({ striker: 'Dot', batting: ['Cat', 'Dot'] })
  })

  it('changes every ten balls in The Hundred', () => {
    const match = new CricketMatch('hundred').start('home')
    match.bowl('.', { striker: 'Ann', nonStriker: 'Cat' }).bowl('. . . .')
    expect(match.detail.striker).toBe('Ann')
    match.bowl('. . . . .')
    expect(match.detail.striker).toBe('Cat')
  })
})

describe('free hits', () => {
  it('follow a no-ball, and a wide on the free hit', () => {
    const match = new CricketMatch('odi').start('home').bowl('nb')
    expect(match.detail.freeHit).toBe(true)
    match.bowl('wd')
    expect(match.detail.freeHit).toBe(true)
    match.bowl('.')
    expect(match.detail).not.toHaveProperty('freeHit')
  })

  it('are unknown to Tests', () => {
    expect(new CricketMatch('test').start('home').bowl('nb').detail).not.toHaveProperty('freeHit')
  })
})

describe('The Hundred', () => {
  it('counts in balls, and two for a no-ball', () => {
    const match = new CricketMatch('hundred').start('home')
    match.send('delivery', { noBalls: 2, bowler: 'Bea' })
    match.bowl('1 1 1 1 1 1', { bowler: 'Bea' })
    expect(match.innings()).toMatchObject({ runs: 8, balls: 6, overs: '1.1', ballsLimit: 100 })
    expect(match.innings().bowlers['Bea']).toMatchObject({ balls: 6, runs: 8 })
    expect(match.send('delivery', { noBalls: 1 }).warnings.map(({ code }) => code)).toEqual(['unusual-no-ball'])
  })

  it('decides a tie over five balls', () => {
    const match = new CricketMatch('hundred').start('home').make(8).end('overs').start('away').make(8).end('overs')
    expect(match.state.phase).toBe('awaiting_super_over')
    match.start('away', { superOver: true }).bowl('1 1 1 1 1').end()
    expect(match.innings()).toMatchObject({ superOver: 1, ballsLimit: 5, closedReason: 'overs' })
  })
})

describe('powerplays', () => {
  it('are those of the format until an innings is shortened, then those that the feed names', () => {
    const match = new CricketMatch('t20').start('home')
    expect(match.detail.powerplay).toBe(1)
    match.bowl('.', { over: 5 }).bowl('. . . . .')
    expect(match.detail).not.toHaveProperty('powerplay')
    match.send('overs_reduced', { oversLimit: 10 })
    match.send('powerplay', { n: 1, from: 0, to: 7, kind: 'mandatory' })
    expect(match.detail.powerplay).toBe(1)
    expect(match.innings()).toMatchObject({ oversLimit: 10, powerplays: { 1: { from: 0, to: 7 } } })
  })
})

describe('reviews', () => {
  it('are lost when struck down, unless it was the umpire’s call, and anew in each innings', () => {
    const match = new CricketMatch('odi').start('home')
    const review = (team: string, fields: object) => {
      match.send('review_start', { id: `r${match.match.seq}`, subject: 'wicket', team })
      expect(match.state.pending).toHaveLength(1)
      match.send('review_end', fields)
    }
    review('away', { decision: 'struck_down' })
    review('away', { decision: 'struck_down', umpiresCall: true })
    review('home', { decision: 'upheld' })
    expect(match.detail.reviews).toEqual({ home: 2, away: 1 })
    expect(match.state.pending).toEqual([])
    match.end('all_out').start('away')
    expect(match.detail.reviews).toEqual({ home: 2, away: 2 })
  })
})

describe('days of a Test', () => {
  it('are counted by stumps, sessions by lunch and tea', () => {
    const match = new CricketMatch('test')
    match.send('match_start')
    match.start('home').bowl('1')
    const rest = (kind: string) => {
      match.send('break_start', { kind })
      const { phase, status } = match.state
      match.send('break_end')
      return [phase, status, match.state.phase, match.state.status, match.detail.day, match.detail.session]
    }
    expect(rest('drinks')).toEqual(['drinks', 'live', 'innings_1', 'live', 1, 1])
    expect(rest('lunch')).toEqual(['lunch', 'live', 'innings_1', 'live', 1, 2])
    expect(rest('tea')).toEqual(['tea', 'live', 'innings_1', 'live', 1, 3])
    expect(rest('stumps')).toEqual(['stumps', 'suspended', 'innings_1', 'live', 2, 1])
  })

  it('go on with the next ball if the feed forgets to end the break', () => {
    const match = new CricketMatch('test').start('home').bowl('1')
    match.send('break_start', { kind: 'tea' })
    expect(match.bowl('1').state.phase).toBe('innings_1')
  })
})

describe('names', () => {
  it('may be words that objects know, but none that would be no key', () => {
    const match = new CricketMatch().start('home').bowl('4 1 W', { striker: 'constructor', bowler: 'toString' })
    expect(Object.keys(match.innings().batters)).toEqual(['constructor'])
    expect(match.innings().batters['constructor']).toMatchObject({ runs: 5, balls: 3 })
    expect(match.innings().bowlers['toString']).toMatchObject({ wickets: 1 })
    expect(() => match.send('delivery', { striker: '__proto__' })).toThrow('refuses')
  })
})

it('refuses what no delivery can have', () => {
  const match = new MatchBuilder(cricket, 'odi')
  expect(() => match.send('delivery', { bat: -1 })).toThrow('refuses')
  expect(() => match.send('delivery', { bat: 1.5 })).toThrow('refuses')
  expect(() => match.send('delivery', { wickets: [{ kind: 'sulked' }] })).toThrow('refuses')
})

describe('the format', () => {
  it('follows from its type where options are left out, and null takes a limit away', () => {
    expect(new CricketMatch({ type: 'ODI' }).state.format).toMatchObject({ oversLimit: 50, freeHit: true, reviews: 2 })
    expect(new CricketMatch({}).state.format).toMatchObject({ type: 'custom', inningsPerSide: 1, ballsPerOver: 6 })
    const unlimited = new CricketMatch({ preset: 'odi', oversLimit: null }).start('home')
    expect(unlimited.innings()).not.toHaveProperty('oversLimit')
  })

  it('of eight balls an over counts so', () => {
    const match = new CricketMatch({ preset: 'test', ballsPerOver: 8, ballsPerEnd: 8 }).start('home')
    expect(match.bowl('. . . . . . . . 1').innings().overs).toBe('1.1')
  })
})
