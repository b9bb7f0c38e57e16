import { describe, expect, it } from 'vitest'
import { CricketMatch } from './cricket-match.ts'

const oneDay = (first: number, format: unknown = 'odi') =>
  new CricketMatch(format).start('home').make(first).end('overs')
const resultOf = (match: CricketMatch) => {
  match.send('match_end')
  return match.state.result
}

describe('a target', () => {
  it('is one more than the first innings, known in the break already', () => {
    const match = oneDay(240)
    expect(match.detail.chase).toEqual({ target: 241, needed: 241, ballsLeft: 300 })
    match.start('away').bowl('. 6')
    expect(match.innings()).toMatchObject({ target: 241, oversLimit: 50 })
    expect(match.detail.chase).toEqual({ target: 241, needed: 235, ballsLeft: 298 })
  })

  it('may be revised up or down from outside, before the chase or during it', () => {
    const before = oneDay(240)
    before.send('target_revised', { runs: 255, overs: 35, method: 'DLS' })
    expect(before.detail.chase).toMatchObject({ target: 255, ballsLeft: 210 })
    before.start('away')
    expect(before.innings()).toMatchObject({ target: 255, targetMethod: 'DLS', oversLimit: 35, powerplays: {} })
    const during = oneDay(203).start('away').make(100)
    during.send('target_revised', { runs: 197, overs: 47 })
    expect(during.detail.chase).toMatchObject({ target: 197, needed: 97 })
  })

  it('moves with penalty runs to the side that has batted, and not if it was revised', () => {
    const match = oneDay(100).start('away')
    match.send('penalty_runs', { side: 'home' })
    expect(match.innings(1)).toMatchObject({ runs: 105, extras: { penalty: 5 } })
    expect(match.detail.chase?.target).toBe(106)
    match.send('target_revised', { runs: 90 })
    match.send('penalty_runs', { side: 'home' })
    expect(match.detail.chase?.target).toBe(90)
    expect(match.state.score).toEqual({ home: 110, away: 0 })
  })

  it('is shortened with the overs that rain took from the first innings', () => {
    const match = new CricketMatch().start('home')
    match.send('overs_reduced', { oversLimit: 20 })
    expect(match.make(50).end('overs').detail.chase).toMatchObject({ target: 51, ballsLeft: 120 })
  })
})

describe('penalty runs', () => {
  it('wait for the innings of a side that has not batted (Law 41.17)', () => {
    const match = new CricketMatch().start('home')
    match.send('penalty_runs', { side: 'away', innings: 'pre' })
    expect(match.state.score).toEqual({ home: 0, away: 0 })
    match.make(6).end('overs').start('away')
    expect(match.innings()).toMatchObject({ runs: 5, extras: { penalty: 5 }, target: 7 })
    expect(match.detail.chase?.needed).toBe(2)
    expect(match.state.score).toEqual({ home: 6, away: 5 })
  })

  it('go to the side’s last innings when told so', () => {
    const match = oneDay(10)
    match.send('penalty_runs', { side: 'home', runs: 6, innings: 'post' })
    expect(match.innings(1).runs).toBe(16)
    expect(match.state.periods).toEqual([{ label: '1st', home: 16 }])
    expect(match.detail.chase?.target).toBe(17)
  })
})

describe('a match of one innings each', () => {
  it('is won by runs or by the wickets in hand', () => {
    expect(resultOf(oneDay(100).start('away').make(51, 10).end('all_out'))).toEqual({
      winner: 'home',
      method: 'regulation',
      margin: '49 runs',
      text: 'Reds won by 49 runs',
    })
    expect(resultOf(oneDay(100).start('away').make(98, 4).make(3))).toMatchObject({
      winner: 'away',
      margin: '6 wickets',
    })
    expect(resultOf(oneDay(100).start('away').make(100, 10).end('all_out'))).toMatchObject({ winner: 'draw' })
    expect(resultOf(oneDay(1).start('away').make(0, 9).make(2))).toMatchObject({ margin: '1 wicket' })
  })

  it('counts the whole boundary that wins it', () => {
    const match = oneDay(254).start('away').make(252).bowl('4')
    expect(match.innings()).toMatchObject({ runs: 256, target: 255, closedReason: 'target_reached' })
    expect(match.detail).not.toHaveProperty('chase')
    expect(resultOf(match)?.margin).toBe('10 wickets')
  })

  it('by DLS is decided by the target, or by the par score where rain ended it', () => {
    const short = oneDay(336)
    short.send('target_revised', { runs: 302, overs: 40, method: 'DLS' })
    expect(resultOf(short.start('away').make(212).end('overs'))).toEqual({
      winner: 'home',
      method: 'dls',
      margin: '89 runs',
      text: 'Reds won by 89 runs (DLS)',
    })
    const ahead = oneDay(200).start('away').make(83, 2)
    ahead.send('interruption_start', { reason: 'rain' })
    ahead.send('par', { runs: 66 })
    expect(ahead.detail.par).toBe(66)
    expect(resultOf(ahead.end('abandoned'))).toMatchObject({ winner: 'away', method: 'dls', margin: '17 runs' })
  })

  it('that rain ended has no result, unless one is given', () => {
    const match = oneDay(200).start('away').make(20).end('abandoned')
    expect(resultOf(match)).toEqual({ winner: 'none', method: 'no_result', text: 'No result' })
    match.send('result_set', { result: { winner: 'away', method: 'dls', margin: '17 runs' } })
    expect(match.state.result).toMatchObject({ winner: 'away', method: 'dls', margin: '17 runs' })
  })

  it('is decided and added up though nobody ended its innings', () => {
    const match = new CricketMatch().start('home').make(100).start('away').make(60, 10)
    expect(resultOf(match)).toMatchObject({ winner: 'home', margin: '40 runs' })
    expect(match.state.periods).toEqual([
      { label: '1st', home: 100 },
      { label: '2nd', away: 60 },
    ])
    const overs = new CricketMatch({ oversLimit: 1 }).start('home').make(36).start('away').bowl('6 . . . . .')
    expect(resultOf(overs)).toMatchObject({ winner: 'home', margin: '30 runs' })
    expect(resultOf(new CricketMatch().start('home').make(100).start('away').make(60))).toMatchObject({
      winner: 'none',
    })
  })

  it('that ended too early goes on', () => {
    const match = oneDay(100).start('away').make(50)
    match.send('match_end')
    expect(match.state).toMatchObject({ status: 'ended', phase: 'ended' })
    match.send('status_set', { status: 'live' })
    expect(match.state).toMatchObject({ status: 'live', phase: 'innings_2' })
    expect(match.state).not.toHaveProperty('result')
  })
})

describe('a match of two innings each', () => {
  const innings = (match: CricketMatch, side: 'home' | 'away', runs: number, reason = 'all_out') =>
    match.start(side).make(runs).end(reason)

  it('tells who leads, and what the last innings needs', () => {
    const match = innings(new CricketMatch('test'), 'home', 100).start('away').make(60)
    expect(match.detail.lead).toBe(-40)
    innings(match.make(60).end('declared'), 'home', 50)
    expect(match.innings(2)).toMatchObject({ declared: true, closedReason: 'declared' })
    expect(match.detail.chase).toEqual({ target: 31, needed: 31 })
    match.start('away').make(12)
    expect(match.detail.chase).toEqual({ target: 31, needed: 19 })
    expect(match.detail).not.toHaveProperty('lead')
    expect(match.state.periods).toEqual([
      { label: '1st', home: 100 },
      { label: '2nd', away: 120 },
      { label: '3rd', home: 50 },
      { label: '4th', away: 12 },
    ])
    expect(resultOf(match.make(19))).toMatchObject({ winner: 'away', margin: '10 wickets' })
  })

  it('is won by an innings after the follow-on', () => {
    const match = innings(innings(new CricketMatch('test'), 'home', 200), 'away', 80)
    match.send('follow_on')
    match.send('innings_start')
    expect(match.innings()).toMatchObject({ n: 3, side: 'away', followOn: true })
    expect(match.detail.lead).toBe(-120)
    match.make(108).end('all_out')
    expect(match.state).toMatchObject({ status: 'ended', phase: 'ended' })
    expect(resultOf(match)).toMatchObject({
      winner: 'home',
      margin: 'an innings and 12 runs',
      text: 'Reds won by an innings and 12 runs',
    })
  })

  it('is won by runs, tied when level, drawn when time runs out', () => {
    const third = () => innings(innings(innings(new CricketMatch('test'), 'home', 100), 'away', 90), 'home', 30)
    expect(resultOf(innings(third(), 'away', 30))).toMatchObject({ winner: 'home', margin: '10 runs' })
    expect(resultOf(innings(third(), 'away', 40))).toEqual({ winner: 'draw', method: 'regulation', text: 'Match tied' })
    expect(resultOf(innings(third(), 'away', 40, 'abandoned'))).toMatchObject({ winner: 'draw', text: 'Match drawn' })
    expect(resultOf(third())).toMatchObject({ text: 'Match drawn' })
    expect(resultOf(new CricketMatch('test'))).toMatchObject({ winner: 'none' })
  })

  it('may have an innings that is forfeited without a ball', () => {
    const match = innings(new CricketMatch('first-class'), 'home', 300, 'declared')
    match.send('innings_end', { n: 2, reason: 'forfeited' })
    match.send('innings_end', { n: 3, reason: 'forfeited' })
    expect(match.innings(2)).toMatchObject({ side: 'away', runs: 0, forfeited: true })
    expect(match.innings(3)).toMatchObject({ side: 'home', forfeited: true })
    expect(match.detail.chase).toMatchObject({ target: 301 })
    expect(resultOf(innings(match, 'away', 301, 'target_reached'))).toMatchObject({ winner: 'away' })
  })
})

describe('scores set by hand', () => {
  it('move the innings of their side', () => {
    const match = new CricketMatch().start('home').make(30)
    match.send('score_set', {
      id: 's',
      score: { home: 150, away: 0 },
      detail: { wickets: 4, overs: '32.3' },
      reason: 'catch up',
    })
    expect(match.innings()).toMatchObject({ runs: 150, wickets: 4, overs: '32.3', balls: 195 })
    match.bowl('4')
    expect(match.innings()).toMatchObject({ runs: 154, overs: '32.4' })
    match.send('score_adjust', { team: 'home', points: -2, reason: 'short runs' })
    expect(match.state.score.home).toBe(152)
    expect(match.innings().runs).toBe(152)
    match.match.delete('s')
    expect(match.innings()).toMatchObject({ runs: 32, wickets: 0 })
  })

  it('start the innings that they name', () => {
    const match = oneDay(100)
    match.send('score_set', { score: { home: 100, away: 40 }, detail: { n: 2, overs: '10.0', wickets: 1 } })
    expect(match.innings()).toMatchObject({ n: 2, side: 'away', runs: 40, overs: '10.0' })
    expect(match.detail.chase).toEqual({ target: 101, needed: 61, ballsLeft: 240 })
  })
})
