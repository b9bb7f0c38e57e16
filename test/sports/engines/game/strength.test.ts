import { describe, expect, it } from 'vitest'
import type { Sport } from '../../../../src/sports/contract/sport.ts'
import { fieldHockey } from '../../../../src/sports/field-hockey/index.ts'
import { futsal } from '../../../../src/sports/futsal/index.ts'
import { handball } from '../../../../src/sports/handball/index.ts'
import { iceHockey } from '../../../../src/sports/ice-hockey/index.ts'
import { rugbyLeague } from '../../../../src/sports/rugby-league/index.ts'
import { rugbyUnion } from '../../../../src/sports/rugby-union/index.ts'
import { MatchBuilder } from '../../../support/sports/match-builder.ts'

/** Plays what is said in the first period; without a type it is what tells the time. */
function playing(sport: Sport, format?: unknown, period = 1) {
  const m = new MatchBuilder(sport, format)
  m.send('period_start', { period })
  const at = (clock: string, type: string, fields: object = {}) => {
    m.send(type, { clock, period, ...fields })
    const { strength } = m.state.detail as { strength?: { home: number; away: number } }
    return strength && `${strength.home}–${strength.away}`
  }
  return { m, at, note: () => m.state.scoreline.note }
}

const home = { team: 'home' }
const away = { team: 'away' }
const minor = { team: 'home', minutes: 2, player: 'Ada' }

describe('ice hockey', () => {
  it('plays five against four until the time of a minor is over', () => {
    const { m, at, note } = playing(iceHockey)
    expect(at('15:00', 'penalty', minor)).toBe('4–5')
    expect(note()).toBe('Power play Blues, 5–4 until 13:00')
    expect(m.state.detail).toMatchObject({
      off: [{ team: 'home', player: 'Ada', minutes: 2, period: 1, until: '13:00' }],
    })
    expect(at('13:01', 'shot', away)).toBe('4–5')
    expect(at('13:00', 'shot', away)).toBeUndefined()
    expect(m.state.detail).not.toHaveProperty('off')
  })

  it('ends the oldest minor with a goal of the other side, and a major never', () => {
    const { at } = playing(iceHockey)
    at('15:00', 'penalty', { ...minor, minutes: 5, player: 'Bo' })
    expect(at('14:50', 'penalty', minor)).toBe('3–5')
    expect(at('14:30', 'goal', away)).toBe('4–5')
    expect(at('14:20', 'goal', away)).toBe('4–5')
    expect(at('10:00', 'shot', away)).toBeUndefined()
  })

  it('leaves it with a goal of the side that is short, and where both are', () => {
    const { at } = playing(iceHockey)
    at('15:00', 'penalty', minor)
    expect(at('14:40', 'goal', { ...home, strength: 'sh' })).toBe('4–5')
    at('14:30', 'penalty', { ...minor, team: 'away' })
    expect(at('14:20', 'goal', away)).toBe('4–4')
  })

  it('lets the second half of a double minor begin with the goal that ends the first', () => {
    const { m, at } = playing(iceHockey)
    expect(at('15:00', 'penalty', { ...minor, minutes: 4 })).toBe('4–5')
    expect(at('14:00', 'goal', away)).toBe('4–5')
    expect(m.state.detail).toMatchObject({ off: [{ until: '12:00' }] })
    expect(at('12:00', 'shot', home)).toBeUndefined()
  })

  it('has no more than two off at once: a third minor begins when one of them ends', () => {
    const { at } = playing(iceHockey)
    at('15:00', 'penalty', { ...minor, player: 'A' })
    at('14:50', 'penalty', { ...minor, player: 'B' })
    expect(at('14:40', 'penalty', { ...minor, player: 'C' })).toBe('3–5')
    expect(at('12:55', 'shot', away)).toBe('3–5')
    expect(at('12:45', 'shot', away)).toBe('4–5')
    expect(at('11:00', 'shot', away)).toBeUndefined()
  })

  it('lets a third minor begin with the goal that ends one of two (NHL 16.2, 26.2)', () => {
    const { m, at } = playing(iceHockey)
    at('15:00', 'penalty', { ...minor, minutes: 5, player: 'A' })
    at('14:00', 'penalty', { ...minor, player: 'B' })
    at('13:50', 'penalty', { ...minor, player: 'C' })
    expect(at('13:30', 'goal', away)).toBe('3–5')
    expect(m.state.detail).toMatchObject({ off: [{ until: '10:00' }, { player: 'C', until: '11:30' }] })
    expect(at('11:30', 'shot', away)).toBe('4–5')
  })

  it('lets one of two who wait begin where two penalties would have ended together', () => {
    const { at } = playing(iceHockey)
    for (const player of ['A', 'B', 'C', 'D']) at('15:00', 'penalty', { ...minor, player })
    expect(at('14:00', 'goal', away)).toBe('3–5')
    expect(at('12:30', 'shot', away)).toBe('3–5')
    expect(at('12:00', 'shot', away)).toBe('4–5')
    expect(at('11:00', 'shot', away)).toBeUndefined()
  })

  it('has two off for a double minor and a minor, and ends the one with the least time left (NHL 16.2, 18.2)', () => {
    const { m, at } = playing(iceHockey)
    at('15:00', 'penalty', { ...minor, minutes: 4, player: 'A' })
    expect(at('14:50', 'penalty', { ...minor, player: 'B' })).toBe('3–5')
    // The first minor of A ends; his second lasts until 12:30 now, and B's until 12:50.
    expect(at('14:30', 'goal', away)).toBe('3–5')
    expect(at('14:00', 'goal', away)).toBe('4–5')
    expect(m.state.detail).toMatchObject({ off: [{ player: 'A', until: '12:30' }] })
  })

  it('misses nobody for a misconduct or for minors that coincide', () => {
    const { at } = playing(iceHockey)
    expect(at('15:00', 'penalty', { ...minor, minutes: 10 })).toBeUndefined()
    expect(at('14:00', 'penalty', { ...minor, coincidental: true })).toBeUndefined()
  })

  it('goes on with a penalty in the next period', () => {
    const { m, at } = playing(iceHockey)
    at('0:30', 'penalty', minor)
    expect(m.state.detail).toMatchObject({ off: [{ period: 2, until: '18:30' }] })
    m.send('period_end', { period: 1 })
    m.send('period_start', { period: 2 })
    expect(m.state.detail).toMatchObject({ strength: { home: 4, away: 5 } })
    m.send('shot', { team: 'home', period: 2, clock: '18:30' })
    expect(m.state.detail).not.toHaveProperty('strength')
  })

  it('gives the other side a skater more in overtime of three against three', () => {
    const { at } = playing(iceHockey, 'nhl', 4)
    expect(at('4:00', 'penalty', minor)).toBe('3–4')
    expect(at('3:50', 'penalty', { ...minor, player: 'Bo' })).toBe('3–5')
  })

  it('says that a net is empty, until the goalkeeper is back', () => {
    const { at, note } = playing(iceHockey)
    expect(at('1:30', 'goalie_pulled', home)).toBe('6–5')
    expect(note()).toBe('Empty net Reds, 6–5')
    expect(at('1:10', 'goalie_returned', home)).toBeUndefined()
  })

  it('ends a penalty where the feed says so, and takes one back that is deleted', () => {
    const { m, at } = playing(iceHockey)
    at('15:00', 'penalty', { ...minor, id: 'p' })
    expect(at('14:30', 'penalty_end', { ...home, player: 'Ada' })).toBeUndefined()
    at('12:00', 'penalty', { ...minor, id: 'q' })
    m.delete('q')
    expect(m.state.detail).not.toHaveProperty('strength')
  })
})

describe('other games', () => {
  it('handball is one fewer for two minutes, and complete again whatever is scored', () => {
    const { at, note } = playing(handball)
    expect(at('10:00', 'suspension', home)).toBe('5–6')
    expect(note()).toBe('Reds with 5, until 12:00')
    expect(at('11:00', 'goal', away)).toBe('5–6')
    expect(at('12:00', 'goal', away)).toBeUndefined()
    expect(at('20:00', 'card', { ...home, card: 'red' })).toBe('5–6')
    expect(at('20:10', 'card', { ...home, card: 'blue' })).toBe('5–6')
  })

  it('handball is one fewer for a third suspension, and no fewer for the red card that is shown for it (IHF 16:6 d, 16:8)', () => {
    const { at } = playing(handball)
    const ada = { ...home, player: 'Ada' }
    for (const clock of ['5:00', '10:00', '15:00']) expect(at(clock, 'suspension', ada)).toBe('5–6')
    expect(at('15:00', 'card', { ...ada, card: 'red' })).toBe('5–6')
    expect(at('15:10', 'card', { ...home, player: 'Bo', card: 'red' })).toBe('4–6')
    expect(at('17:00', 'goal', away)).toBe('5–6')
    expect(at('17:10', 'goal', away)).toBeUndefined()
  })

  it('handball has one red card for a red and the blue one that follows it, and for a blue one alone (IHF 16:8)', () => {
    const { m, at } = playing(handball)
    const bo = { ...home, player: 'Bo' }
    at('10:00', 'card', { ...bo, card: 'red' })
    const { warnings } = m.send('card', { ...bo, card: 'blue', period: 1, clock: '10:00' })
    expect(warnings).toEqual([])
    expect(m.state.detail).toMatchObject({ strength: { home: 5, away: 6 } })
    expect(at('11:00', 'card', { ...away, player: 'Cy', card: 'blue' })).toBe('5–5')
    expect(m.state.detail).toMatchObject({ redCards: { home: 1, away: 1 } })
  })

  it.each([
    ['fifteens', 15, '20:00'],
    ['sevens', 7, '12:00'],
  ])('a yellow card in %s leaves its side %i less one until %s', (format, players, until) => {
    const { at, note } = playing(rugbyUnion, format)
    expect(at('10:00', 'card', { ...away, card: 'yellow' })).toBe(`${players}–${players - 1}`)
    expect(note()).toBe(`Blues with ${players - 1}, until ${until}`)
    expect(at(until, 'try', home)).toBeUndefined()
  })

  it('a red card is for good, and for twenty minutes where another player may come on', () => {
    const { at } = playing(rugbyUnion)
    expect(at('1:00', 'card', { ...away, card: 'red_20' })).toBe('15–14')
    expect(at('5:00', 'card', { ...away, card: 'red' })).toBe('15–13')
    expect(at('21:00', 'try', home)).toBe('15–14')
    expect(at('39:00', 'try', home)).toBe('15–14')
  })

  it('a penalty try is a try of its side (World Rugby, law 8.3)', () => {
    const { m, at } = playing(rugbyUnion)
    at('1:00', 'penalty_try', home)
    at('5:00', 'try', home)
    expect(m.state.detail).toMatchObject({ tries: { home: 2, away: 0 } })
  })

  it('rugby league ends a sin bin where the feed says so', () => {
    const { at } = playing(rugbyLeague)
    expect(at('10:00', 'card', { ...home, card: 'yellow' })).toBe('12–13')
    expect(at('18:00', 'sin_bin_end', home)).toBeUndefined()
  })

  it('field hockey is one fewer for two minutes of green and five of yellow, or as the feed says', () => {
    const { at } = playing(fieldHockey)
    expect(at('14:00', 'card', { ...home, card: 'green' })).toBe('10–11')
    expect(at('12:00', 'card', { ...home, card: 'yellow' })).toBe('10–11')
    expect(at('7:00', 'card', { ...home, card: 'yellow', minutes: 10 })).toBe('10–11')
    expect(at('0:10', 'shot', home)).toBe('10–11')
  })

  it('futsal is complete two minutes after a sending-off, or once the other side scores', () => {
    const { at } = playing(futsal)
    expect(at('15:00', 'card', { ...home, card: 'second_yellow' })).toBe('3–4')
    expect(at('14:00', 'goal', away)).toBeUndefined()
    expect(at('10:00', 'card', { ...home, card: 'red' })).toBe('3–4')
    expect(at('8:00', 'shot', away)).toBeUndefined()
  })

  it('field hockey counts eleven, and says so of a side that is down to ten', () => {
    const { at, note } = playing(fieldHockey)
    at('14:00', 'card', { ...home, card: 'yellow' })
    expect(note()).toBe('Reds with 10, until 9:00')
  })

  it('futsal names the side that plays with a flying goalkeeper', () => {
    const { at, note } = playing(futsal)
    expect(at('2:00', 'flying_goalkeeper', { ...away, isOn: true })).toBe('4–5')
    expect(note()).toBe('Blues with 5')
    at('1:50', 'card', { ...away, card: 'red', player: 'Bo' })
    expect(note()).toBeUndefined()
  })

  it('futsal says that the next foul is the sixth', () => {
    const { at, note, m } = playing(futsal)
    for (const second of [50, 40, 30, 20, 10]) at(`10:${second}`, 'foul', home)
    expect(note()).toBe('Next foul of Reds: kick from 10 m')
    m.send('period_end', { period: 1 })
    m.send('period_start', { period: 2 })
    expect(note()).toBeUndefined()
  })

  it('nobody is off once play is over', () => {
    const { m, at } = playing(handball)
    at('29:00', 'suspension', home)
    m.send('match_end')
    expect(m.state.detail).not.toHaveProperty('off')
  })

  it('no more than twenty are off, whatever a feed sends', () => {
    const { m, at } = playing(rugbyUnion)
    for (let n = 0; n < 25; n += 1) at('1:00', 'card', { ...home, card: 'red', player: `P${n}` })
    expect((m.state.detail as { off: unknown[] }).off).toHaveLength(20)
  })
})
