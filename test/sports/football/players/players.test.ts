import { describe, expect, it } from 'vitest'
import { football } from '../../../../src/sports/football/index.ts'
import { MatchBuilder } from '../../../support/sports/match-builder.ts'
import { detailOf, played } from '../football-match.ts'

describe('players on the pitch', () => {
  const send = (m: MatchBuilder, card: string, player: string, more: object = {}) =>
    m.send('card', { team: 'home', card, player, ...more })

  it('are one less after a second yellow, which counts as a yellow and a red', () => {
    const m = played('league', [])
    send(m, 'yellow', 'Five')
    send(m, 'second_yellow', 'Five')
    expect(detailOf(m)).toMatchObject({
      yellowCards: { home: 2, away: 0 },
      redCards: { home: 1, away: 0 },
      players: { home: 10, away: 11 },
    })
  })

  it('are not two less when the feed adds the red card of a second yellow', () => {
    const m = played('league', [])
    send(m, 'second_yellow', 'Five')
    send(m, 'red', 'Five')
    expect(detailOf(m)).toMatchObject({ redCards: { home: 1 }, players: { home: 10 } })
  })

  it('are all there after cards of staff and bench', () => {
    const m = played('league', [])
    send(m, 'red', 'Coach', { toStaff: true })
    send(m, 'second_yellow', 'Twelve', { onBench: true })
    expect(detailOf(m)).toMatchObject({ redCards: { home: 2 }, players: { home: 11 } })
  })

  it('below seven abandon the match, and a rescinded card takes that back', () => {
    const m = played('league', [])
    for (const player of ['One', 'Two', 'Three', 'Four']) send(m, 'red', player)
    expect(m.state.status).toBe('live')
    send(m, 'red', 'Five', { id: 'last' })
    expect(m.state).toMatchObject({ status: 'abandoned', statusReason: 'too few players' })
    expect(m.state).not.toHaveProperty('result')
    expect(m.delete('last').correction).toBe('card_rescinded')
    expect(m.state.status).toBe('live')
  })

  it('are counted when substituted, but not for concussion', () => {
    const m = new MatchBuilder(football, { maxSubs: 1 })
    m.send('match_start')
    m.send('substitution', { team: 'home', off: 'A', on: 'B' })
    m.send('substitution', { team: 'home', off: 'C', on: 'D', concussion: true })
    const { warnings } = m.send('substitution', { team: 'home', off: 'E', on: 'F' })
    expect(detailOf(m).substitutions).toEqual({ home: 2, away: 0 })
    expect(warnings.map(({ code }) => code)).toEqual(['too-many-substitutions'])
  })

  it('[H4] one more may be made in extra time, and a substitution in two halves is warned of once', () => {
    const m = new MatchBuilder(football, { preset: 'cup', maxSubs: 1 })
    const change = (n: number) => [
      ...m.send('substitution', { team: 'home', off: `Off ${n}` }).warnings,
      ...m.send('substitution', { team: 'home', on: `On ${n}` }).warnings,
    ]
    m.send('period_start', { period: 2 })
    expect(change(1)).toEqual([])
    m.send('period_start', { period: 3 })
    expect(change(2)).toEqual([])
    expect(change(3)).toMatchObject([{ code: 'too-many-substitutions', detail: 'home has made 2 of 2 already' }])
  })
})
