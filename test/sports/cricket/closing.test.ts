import { describe, expect, it } from 'vitest'
import { readCricketPlace } from '../../../src/sports/cricket/place.ts'
import { CricketMatch } from './cricket-match.ts'

const over = (runs: number) => `${runs} . . . . .`
const oneOver = { preset: 't20', oversLimit: 1 }

describe('an innings that the laws end (Law 13.3)', () => {
  it('is over with its tenth wicket, its last ball, or the winning run, though nobody said so', () => {
    const out = new CricketMatch().start('home').make(50, 10)
    expect(out.innings()).toMatchObject({ closedReason: 'all_out', wickets: 10 })
    expect(out.state).toMatchObject({ status: 'live', phase: 'innings_break' })
    expect(out.state.scoreline).toMatchObject({ home: { main: '50' }, note: 'Blues need 51 from 300' })
    expect(out.detail).not.toHaveProperty('batting')

    const bowled = new CricketMatch(oneOver).start('home').bowl(over(4))
    expect(bowled.innings()).toMatchObject({ closedReason: 'overs', overs: '1.0' })
    expect(new CricketMatch('hundred').start('home').bowl('. '.repeat(100).trim()).innings().closedReason).toBe('overs')

    const won = bowled.start('away').bowl('4 1')
    expect(won.innings()).toMatchObject({ closedReason: 'target_reached', runs: 5, overs: '0.2' })
    expect(won.detail).not.toHaveProperty('chase')
  })

  it('takes a seventh ball of its last over, which stands as bowled (Law 17.5)', () => {
    const match = new CricketMatch(oneOver).start('home').bowl(over(4)).bowl('6', { bowler: 'Bea' })
    expect(match.innings()).toMatchObject({ n: 1, runs: 10, closedReason: 'overs', overs: '1.0' })
    expect(match.state.scoreline.note).toBe('Blues need 11 from 6')
    match.send('delivery', { team: 'away', bat: 1 })
    expect(match.innings(), 'the other side bats in the next innings').toMatchObject({ n: 2, side: 'away', runs: 1 })
  })

  it('goes on where it stood when what ended it is taken back', () => {
    const match = new CricketMatch().start('home').make(9, 9)
    match.send('delivery', { id: 'last', striker: 'Ann', nonStriker: 'Cat', bowler: 'Bea', wickets: [{ kind: 'lbw' }] })
    expect(match.innings().closedReason).toBe('all_out')
    match.match.delete('last')
    expect(match.innings()).not.toHaveProperty('closedReason')
    expect(match.state).toMatchObject({ phase: 'innings_1', scoreline: { serving: 'home' } })

    const short = new CricketMatch(oneOver).start('home').bowl(over(4), { striker: 'Ann', nonStriker: 'Cat' })
    short.send('overs_reduced', { n: 1, oversLimit: 2 })
    expect(short.innings()).not.toHaveProperty('closedReason')
    expect(short.detail).toMatchObject({ batting: ['Ann', 'Cat'], partnershipFrom: { runs: 0, balls: 0 } })
    expect(short.bowl('1').innings()).toMatchObject({ n: 1, runs: 5, overs: '1.1' })
  })

  it('stays open if the feed opens it again, until the feed ends it', () => {
    const match = new CricketMatch().start('home').make(50, 10)
    match.send('innings_start', { n: 1 })
    expect(match.bowl('1 W').innings()).toMatchObject({ runs: 51, wickets: 11 })
    expect(match.innings()).not.toHaveProperty('closedReason')
    expect(match.end('all_out').innings().closedReason).toBe('all_out')
  })

  it('keeps the reason that the feed gives, and its wicket keeps the over unfinished', () => {
    const match = new CricketMatch().start('home').make(50, 10).end('declared')
    expect(match.innings()).toMatchObject({ closedReason: 'declared', declared: true, overs: '3.1' })
    match.send('over_end')
    expect(match.innings().overs).toBe('3.1')
  })

  it('is all out with those who could not bat', () => {
    const match = new CricketMatch()
      .start('home')
      .make(50, 8)
      .end(undefined, { absent: ['Zoe', 'Yan'] })
    expect(match.innings().closedReason).toBe('all_out')
  })
})

describe('a match that an innings decides (Law 16)', () => {
  const chased = () => new CricketMatch(oneOver).start('home').bowl(over(4)).start('away')

  it('is over at once, with its result in words', () => {
    const won = chased().bowl('4 1')
    expect(won.state).toMatchObject({ status: 'ended', phase: 'ended' })
    expect(won.state.scoreline).toEqual({
      home: { main: '4/0', sub: '1.0 ov' },
      away: { main: '5/0', sub: '0.2 ov' },
      note: 'Blues won by 10 wickets',
    })
    expect(chased().bowl(over(3)).state.result?.text).toBe('Reds won by 1 run')
    const league = new CricketMatch({ ...oneOver, superOver: 'none' })
    expect(league.start('home').bowl(over(4)).start('away').bowl(over(4)).state.result?.text).toBe('Match tied')
  })

  it('goes on when a correction takes the end back, unless the feed has ended it', () => {
    const match = chased().bowl('4 1')
    match.send('score_adjust', { team: 'away', points: -1, reason: 'one short' })
    expect(match.state).toMatchObject({
      status: 'live',
      phase: 'innings_2',
      scoreline: { note: 'Blues need 1 from 4' },
    })
    expect(match.state).not.toHaveProperty('result')
    match.bowl('1')
    expect(match.state.status).toBe('ended')
    match.send('match_end')
    match.send('score_adjust', { team: 'away', points: -1, reason: 'one short' })
    expect(match.state.status).toBe('ended')
  })

  it('goes on with a revised target', () => {
    const match = chased().bowl('4 1')
    match.send('target_revised', { runs: 9, method: 'DLS' })
    expect(match.state).toMatchObject({ status: 'live', scoreline: { note: 'Blues need 4 from 4' } })
  })

  it('goes on when the feed says so, until the feed ends it', () => {
    const match = chased().bowl('4 1')
    match.send('status_set', { status: 'live' })
    match.send('note', { text: 'The umpires confer.' })
    expect(match.state.status).toBe('live')
    match.send('match_end')
    expect(match.state).toMatchObject({ status: 'ended', result: { text: 'Blues won by 10 wickets' } })
  })

  it('that penalty runs won after the last wicket is no win by one wicket', () => {
    const match = new CricketMatch().start('home').make(54).end('overs').start('away').make(50, 10)
    expect(match.state.result?.text).toBe('Reds won by 4 runs')
    match.send('penalty_runs', { side: 'away' })
    expect(match.innings().closedReason).toBe('all_out')
    expect(match.state.result).toMatchObject({ winner: 'away', margin: 'penalty runs' })
    expect(match.state.scoreline.note).toBe('Blues won by penalty runs')
    match.send('penalty_runs', { side: 'home' })
    expect(match.state.result?.text, 'and five to the others move the target').toBe('Reds won by 4 runs')
  })

  it('is drawn, not won by runs, where nobody says that the last innings was played out', () => {
    const match = new CricketMatch('test')
    match.start('home').make(100, 10).start('away').make(90, 10).start('home').make(30, 10).start('away').make(12, 3)
    match.end()
    expect(match.state.status).toBe('live')
    match.send('match_end')
    expect(match.state.result?.text).toBe('Match drawn')
  })

  it('is over once a side has lost by an innings', () => {
    const match = new CricketMatch('test').start('home').make(100, 10).start('away').make(20, 10)
    match.send('follow_on')
    match.start('away').make(60, 10)
    expect(match.state).toMatchObject({ status: 'ended', result: { text: 'Reds won by an innings and 20 runs' } })
  })
})

describe('super overs that the laws end', () => {
  it('are played until one decides; the second has begun before it is over', () => {
    const match = new CricketMatch(oneOver).start('home').bowl(over(4)).start('away').bowl(over(4))
    expect(match.state).toMatchObject({ status: 'live', phase: 'awaiting_super_over' })
    match.send('super_over_start', { n: 1 })
    match.send('innings_start')
    match.bowl('1 W W').send('innings_start')
    match.bowl('1 W W')
    expect(match.state).toMatchObject({ status: 'live', phase: 'awaiting_super_over' })
    match.send('super_over_start', { n: 2 })
    expect(match.state).toMatchObject({ status: 'live', phase: 'super_over_2' })
    match.send('innings_start')
    expect(match.innings()).toMatchObject({ n: 5, superOver: 2, wickets: 0 })
    expect(match.innings()).not.toHaveProperty('closedReason')
    match.bowl(over(6))
    expect(match.state).toMatchObject({ status: 'live', phase: 'super_over_2' })
    match.send('innings_start')
    match.bowl('6 1')
    expect(match.state).toMatchObject({ status: 'ended', result: { method: 'super_over' } })
  })
})

it('[S4] two wickets with one ball fall at their own scores', () => {
  const wickets = [
    { kind: 'retired_out', playerOut: 'Ann' },
    { kind: 'run_out', playerOut: 'Cat' },
  ]
  const match = new CricketMatch().start('home')
  match.send('delivery', { striker: 'Ann', nonStriker: 'Cat', bat: 1, wickets })
  const { batters } = match.innings()
  expect([batters['Ann']?.out?.at, batters['Cat']?.out?.at]).toEqual(['1/1', '1/2'])
})

it('a powerplay and a super over are placed where they arrive: their numbers are not those of innings', () => {
  const at = (event: object) => readCricketPlace({ id: 'e', type: 'note', ...event }, { period: 4, clockMs: 3 })
  expect([at({ type: 'super_over_start', n: 2 }), at({ type: 'powerplay', n: 2 })]).toEqual([undefined, undefined])
  expect(at({ type: 'powerplay', n: 2, period: 1 })?.period).toBe(1)
  expect(at({ type: 'innings_start', n: 5 })?.period).toBe(5)
})
