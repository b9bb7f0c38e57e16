import { describe, expect, it } from 'vitest'
import { CricketMatch } from './cricket-match.ts'

const resultOf = (match: CricketMatch) => {
  match.send('match_end')
  return match.state.result
}

describe('super overs', () => {
  const tied = (format: unknown = 't20') =>
    new CricketMatch(format).start('home').make(12).end('overs').start('away').make(12).end('overs')

  it('are begun by the side that batted second, and stay out of the match score', () => {
    const match = tied()
    expect(match.state.phase).toBe('awaiting_super_over')
    match.send('super_over_start', { n: 1 })
    match.send('innings_start')
    expect(match.innings()).toMatchObject({ n: 3, side: 'away', superOver: 1, oversLimit: 1 })
    expect(match.state).toMatchObject({ phase: 'super_over_1', period: { n: 3, label: 'Super over' } })
    match.bowl('6 6 . . . 3').end('overs')
    match.send('innings_start')
    expect(match.innings()).toMatchObject({ n: 4, side: 'home', superOver: 1, target: 16 })
    match.bowl('W W').end('all_out')
    expect(match.detail.superOvers).toEqual({ 1: { home: 0, away: 15 } })
    expect(match.state.score).toEqual({ home: 12, away: 12 })
    expect(resultOf(match)).toEqual({
      winner: 'away',
      method: 'super_over',
      text: 'Match tied (Blues won the super over)',
    })
  })

  it('are repeated until one decides, begun by who batted second in the last', () => {
    const match = tied()
    for (const runs of ['6', '6']) {
      match.send('innings_start')
      match.bowl(runs).end('overs')
    }
    expect(match.state.phase).toBe('awaiting_super_over')
    match.send('innings_start')
    expect(match.innings()).toMatchObject({ n: 5, side: 'home', superOver: 2 })
    match.bowl('1').end('overs')
    match.send('innings_start')
    match.bowl('2').end('target_reached')
    expect(match.detail.superOvers).toEqual({ 1: { home: 6, away: 6 }, 2: { home: 1, away: 2 } })
    const text = 'Match tied (Blues won the second super over)'
    expect(resultOf(match)).toEqual({ winner: 'away', method: 'super_over', text })
  })

  it('are not played in a league where ties stand', () => {
    const match = tied({ preset: 't20', superOver: 'none' })
    expect(match.state).toMatchObject({ status: 'ended', phase: 'ended' })
    expect(resultOf(match)).toEqual({ winner: 'draw', method: 'regulation', text: 'Match tied' })
  })

  it('that are tied too leave a tie until a result is given', () => {
    const match = tied({ preset: 't20', superOver: 'once' })
    for (let n = 0; n < 2; n += 1) {
      match.send('innings_start', { superOver: true })
      match.bowl('6').end('overs')
    }
    expect(match.state).toMatchObject({ status: 'ended', phase: 'ended' })
    expect(resultOf(match)?.winner).toBe('draw')
    match.send('result_set', { result: { winner: 'home', method: 'boundary_count' } })
    expect(match.state.result).toMatchObject({ winner: 'home', method: 'boundary_count' })
  })

  it('may not be batted in by who was out in an earlier one, but by who was out in the match', () => {
    const match = tied()
    const bat = (striker: string) => match.send('delivery', { striker, bat: 1 }).warnings
    match.start('away').bowl('W', { striker: 'Ann', bowler: 'Bea' }).bowl('6', { striker: 'Cat' }).end('overs')
    match.start('home').bowl('6', { striker: 'Dot' }).end('overs')
    match.start('home').bowl('W', { striker: 'Dot' }).bowl('4', { striker: 'Eve' })
    expect(bat('Ann'), 'a namesake on the other side').toEqual([])
    match.end('overs').start('away')
    expect(match.innings()).toMatchObject({ n: 6, superOver: 2 })
    expect(bat('Ann')).toEqual([{ code: 'dismissed-batter', detail: 'Ann was out in super over 1: b Bea' }])
    expect(bat('Cat'), 'not out in super over 1').toEqual([])
    const { warnings } = match.send('delivery', { striker: 'Cat', nonStriker: 'Ann', bat: 1 })
    expect(warnings.map(({ code }) => code)).toContain('dismissed-batter')
    expect(match.innings().runs, 'and counts all the same').toBe(3)
    const again = tied()
    again.send('delivery', { period: 2, striker: 'Ann', wickets: [{ kind: 'lbw' }] })
    again.start('away')
    expect(again.send('delivery', { striker: 'Ann', bat: 1 }).warnings).toEqual([])
  })
})
