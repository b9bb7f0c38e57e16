import { describe, expect, it } from 'vitest'
import type { RallyDetail } from '../../../src/sports/engines/rally/detail.ts'
import { tableTennis } from '../../../src/sports/table-tennis/index.ts'
import { setsMatch } from '../engines/sets/sets-match.ts'

const match = (format?: object | string) =>
  setsMatch<RallyDetail>(tableTennis, format).send({ type: 'match_start', server: 'away' })

/** Who serves each of these points. */
function servers(of: ReturnType<typeof match>, winners: string): string {
  return [...winners]
    .map((winner) => {
      const side = of.detail.server?.side ?? '?'
      of.points(winner)
      return side.charAt(0)
    })
    .join('')
}

describe('the service in table tennis', () => {
  it('is two each, and one each from 10-10', () => {
    expect(servers(match(), 'ha'.repeat(12))).toBe(`${'aahh'.repeat(5)}ahah`)
  })

  it('begins the next game with who received first', () => {
    expect(match().points('h'.repeat(11)).detail.server).toEqual({ side: 'home' })
  })

  it('follows what the feed says in the middle of a game', () => {
    const told = setsMatch<RallyDetail>(tableTennis).points('hah').send({ type: 'service', server: 'home' })
    expect(servers(told, 'hhh')).toBe('haa')
  })

  it('is one each from the expedite system to the end of the match', () => {
    const told = match().points('hah').send({ type: 'expedite' })
    expect(servers(told, 'hhhh')).toBe('haha')
    expect(told.points('hhhh').state.score).toEqual({ home: 0, away: 0 })
    expect(told.points('h').state.score).toEqual({ home: 1, away: 0 })
    expect(servers(told, 'hhhh')).toBe('haha')
    expect(told.detail.expedite).toBe(true)
  })

  it('is with whom the umpire names when the expedite system begins', () => {
    const told = match().points('hah').send({ type: 'expedite', server: 'away' })
    expect(servers(told, 'hhh')).toBe('aha')
  })
})

describe('a match of table tennis', () => {
  it('is the best of five or seven games to 11', () => {
    expect(match().points('h'.repeat(33)).state.result).toMatchObject({
      winner: 'home',
      text: 'Home won 3–0 (11–0, 11–0, 11–0)',
    })
    expect(match('best-of-seven').points('h'.repeat(33)).state.status).toBe('live')
    expect(match('best-of-seven').points('h'.repeat(44)).state.status).toBe('ended')
  })

  it('has one timeout a side, and a point for the opponent of yellow and red', () => {
    const taken = match().send({ type: 'timeout', team: 'home' }).points('h'.repeat(11))
    expect(taken.detail.timeoutsLeft).toEqual({ home: 0, away: 1 })
    expect(taken.send({ type: 'card', team: 'home', card: 'yellow_red' }).detail.points).toEqual({ home: 0, away: 1 })
  })

  it('costs a side two points for each yellow and red card after its first', () => {
    const card = { type: 'card', team: 'home', card: 'yellow_red' }
    const told = match().send(card, card)
    expect(told.detail.points).toEqual({ home: 0, away: 3 })
    expect(told.undo().detail.points).toEqual({ home: 0, away: 1 })
    const late = match().send(card).points('a'.repeat(9)).send(card)
    expect([late.state.score, late.detail.points]).toEqual([
      { home: 0, away: 1 },
      { home: 0, away: 1 },
    ])
  })
})
