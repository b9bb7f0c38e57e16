import { describe, expect, it } from 'vitest'
import { CricketMatch } from './cricket-match.ts'

const lineOf = (match: CricketMatch) => match.state.scoreline
const noteOf = (match: CricketMatch) => match.state.scoreline.note

describe('[S4] the scoreline of cricket', () => {
  it('is empty of numbers before a side has batted', () => {
    const match = new CricketMatch()
    expect(lineOf(match)).toEqual({ home: { main: '' }, away: { main: '' } })
    match.send('toss', { winner: 'away', decision: 'field' })
    expect(lineOf(match)).toEqual({ home: { main: '' }, away: { main: '' }, note: 'Blues chose to field' })
    match.start('home').bowl('4 1 W')
    expect(lineOf(match)).toEqual({
      home: { main: '5/1', sub: '0.3 ov' },
      away: { main: '' },
      serving: 'home',
      note: 'Blues chose to field',
    })
  })

  it('says what a chase needs, from the break on, and keeps the overs of both sides', () => {
    const match = new CricketMatch({ preset: 't20', oversLimit: 2 }).start('home').make(13).end('overs')
    expect(lineOf(match)).toEqual({
      home: { main: '13/0', sub: '0.3 ov' },
      away: { main: '' },
      note: 'Blues need 14 from 12',
    })
    match.start('away').bowl('1 W')
    expect(lineOf(match)).toEqual({
      home: { main: '13/0', sub: '0.3 ov' },
      away: { main: '1/1', sub: '0.2 ov' },
      serving: 'away',
      note: 'Blues need 13 from 10',
    })
  })

  it('counts in balls in The Hundred', () => {
    const match = new CricketMatch('hundred').start('home').bowl('1')
    expect(lineOf(match).home).toEqual({ main: '1/0', sub: '1 ball' })
    expect(lineOf(match.bowl('. . . . 1')).home).toEqual({ main: '2/0', sub: '6 balls' })
  })

  it('joins two innings, says who leads, and what the last one needs', () => {
    const match = new CricketMatch('test').start('home').make(100, 10).end('all_out')
    expect(lineOf(match)).toEqual({ home: { main: '100' }, away: { main: '' }, note: 'Reds lead by 100' })
    match.start('away').bowl('4')
    expect(lineOf(match)).toMatchObject({ away: { main: '4/0', sub: '0.1 ov' }, note: 'Blues trail by 96' })
    expect(noteOf(match.make(96))).toBe('Scores level')
    expect(noteOf(match.bowl('1'))).toBe('Blues lead by 1')
    match.end('declared').start('home').make(50, 2)
    expect(lineOf(match)).toMatchObject({
      home: { main: '100 & 50/2' },
      away: { main: '101/0d' },
      serving: 'home',
      note: 'Reds lead by 49',
    })
    match.end('declared').start('away').bowl('1')
    expect(noteOf(match)).toBe('Blues need 49 to win')
  })

  it('knows who chases after the follow-on', () => {
    const match = new CricketMatch('test').start('home').make(100).end('all_out').start('away').make(50).end('all_out')
    match.send('follow_on')
    expect(noteOf(match.start('away').make(52).end('all_out'))).toBe('Reds need 3 to win')
  })

  it('names a break before how it stands, and the day at stumps', () => {
    const match = new CricketMatch('test').start('home').make(10).end('all_out').start('away').bowl('4')
    match.send('break_start', { kind: 'tea' })
    expect(noteOf(match)).toBe('Tea: Blues trail by 6')
    match.send('break_end')
    match.send('break_start', { kind: 'stumps' })
    expect(match.state.status).toBe('suspended')
    expect(noteOf(match)).toBe('Stumps, day 1: Blues trail by 6')
    match.send('break_end')
    match.send('interruption_start', { reason: 'rain' })
    expect(noteOf(match)).toBe('Paused: rain')
  })

  it('has the score of the super over behind that of the match', () => {
    const match = new CricketMatch('t20').start('home').make(12).end('overs').start('away').make(12).end('overs')
    expect(noteOf(match)).toBe('Scores level, super over to come')
    match.send('innings_start')
    expect(lineOf(match.bowl('6 W'))).toEqual({
      home: { main: '12/0', sub: '0.2 ov' },
      away: { main: '12/0 (6/1)', sub: '0.2 ov' },
      serving: 'away',
      note: 'Super over',
    })
    match.end('overs').send('innings_start')
    expect(lineOf(match.bowl('1'))).toMatchObject({ home: { main: '12/0 (1/0)' }, note: 'Reds need 6 from 5' })
    match.bowl('6').send('match_end')
    expect(noteOf(match)).toBe('Match tied (Reds won the super over)')
  })

  it('says no overs where a feed tells totals alone', () => {
    const match = new CricketMatch().start('home')
    match.send('score_set', { score: { home: 40, away: 0 } })
    expect(lineOf(match).home).toEqual({ main: '40/0' })
    match.send('score_set', { score: { home: 43, away: 0 }, detail: { wickets: 3, overs: '4.1' } })
    expect(lineOf(match).home).toEqual({ main: '43/3', sub: '4.1 ov' })
    expect(lineOf(new CricketMatch().start('home').bowl('wd')).home).toEqual({ main: '1/0', sub: '0.0 ov' })
  })
})

describe('[S4] a result in words', () => {
  const wordsOf = (result: object, format = 't20') => {
    const match = new CricketMatch(format).start('home').bowl('1')
    match.send('result_set', { result })
    match.send('match_end')
    expect(noteOf(match)).toBe(match.state.result?.text)
    return match.state.result?.text
  }

  it.each([
    [{ method: 'regulation', margin: '6 wickets' }, 'Reds won by 6 wickets'],
    [{ method: 'dls', margin: '17 runs' }, 'Reds won by 17 runs (DLS)'],
    [{ method: 'super_over' }, 'Match tied (Reds won the super over)'],
    [{ method: 'boundary_count' }, 'Match tied (Reds won on boundary count)'],
    [{ method: 'shootout' }, 'Match tied (Reds won the bowl-out)'],
    [{ method: 'walkover' }, 'Reds won by walkover'],
    [{ method: 'forfeit' }, 'Reds won by forfeit'],
    [{ method: 'default' }, 'Reds won by default'],
    [{ method: 'disqualified' }, 'Reds won (Blues disqualified)'],
    [{ method: 'retired' }, 'Reds won (Blues retired)'],
    [{ method: 'awarded' }, 'Reds won (awarded)'],
  ])('%j: %s', (result, text) => expect(wordsOf({ winner: 'home', ...result })).toBe(text))

  it('is tied in a match of one innings each, drawn in one of two', () => {
    expect(wordsOf({ winner: 'draw', method: 'regulation' })).toBe('Match tied')
    expect(wordsOf({ winner: 'draw', method: 'dls' })).toBe('Match tied (DLS)')
    expect(wordsOf({ winner: 'draw', method: 'regulation' }, 'test')).toBe('Match drawn')
  })

  it('says whether anything was played', () => {
    expect(wordsOf({ winner: 'none', method: 'no_result' })).toBe('No result')
    const match = new CricketMatch()
    match.send('status_set', { status: 'abandoned', reason: 'rain' })
    expect(noteOf(match)).toBe('Abandoned: rain')
    match.send('match_final')
    expect(noteOf(match)).toBe('Abandoned without a ball bowled')
  })
})
