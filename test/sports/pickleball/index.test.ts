import { describe, expect, it } from 'vitest'
import type { RallyDetail } from '../../../src/sports/engines/rally/detail.ts'
import { pickleball } from '../../../src/sports/pickleball/index.ts'
import { presentationOf } from '../../../src/sports/presentations.ts'
import { setsMatch } from '../engines/sets/sets-match.ts'

const match = (format?: object | string) =>
  setsMatch<RallyDetail>(pickleball, format).send({ type: 'match_start', server: 'home' })

/** The score as it is called: of the server, of the receiver, the number of the server. */
function called({ detail: { points, server } }: ReturnType<typeof match>): string {
  if (points === undefined || server === undefined) return '?'
  const score = server.side === 'home' ? `${points.home}-${points.away}` : `${points.away}-${points.home}`
  return `${score}${server.number === undefined ? '' : `-${server.number}`} ${server.side.charAt(0)}`
}

function calls(of: ReturnType<typeof match>, winners: string): string[] {
  return [called(of), ...[...winners].map((winner) => called(of.points(winner)))]
}

describe('side-out scoring', () => {
  it('begins at 0-0-2: of the side that opens, one serves; then two of each side', () => {
    expect(calls(match(), 'hahahaha')).toEqual([
      '0-0-2 h',
      '1-0-2 h',
      '0-1-1 a',
      '0-1-2 a',
      '1-1-2 a',
      '1-1-1 h',
      '1-1-2 h',
      '2-1-2 h',
      '1-2-1 a',
    ])
  })

  it('has no numbers in singles', () => {
    expect(calls(match('singles'), 'haah')).toEqual(['0-0 h', '1-0 h', '0-1 a', '1-1 a', '1-1 h'])
  })

  it('gives nobody a game point who does not serve', () => {
    const ten = match().points('h'.repeat(10))
    expect(ten.state).toMatchObject({ scoreline: { note: 'Game point' }, detail: { setPoint: 'home' } })
    expect(ten.points('a').state).toMatchObject({ scoreline: { note: 'Server 1' } })
    expect(ten.detail).not.toHaveProperty('setPoint')
  })

  it('opens the next game on the other side, with one server again', () => {
    expect(called(match().points('h'.repeat(11)))).toBe('0-0-2 a')
  })

  it('takes the server and its number from the feed', () => {
    const told = match().send({ type: 'score_set', points: { home: 4, away: 2 }, server: 'away', serverNumber: 1 })
    expect(called(told)).toBe('2-4-1 a')
    expect(called(told.send({ type: 'service', server: 'home', serverNumber: 2 }))).toBe('4-2-2 h')
    const toss = match().send({ type: 'service', server: 'away' })
    expect(called(toss)).toBe('0-0-2 a')
  })

  it('moves no serve with the point of a penalty', () => {
    expect(called(match().send({ type: 'point_penalty', team: 'away' }))).toBe('0-1-2 h')
  })

  it('shows how the score is called', () => {
    const { state } = match().points('hhhha')
    expect(presentationOf('pickleball').summary(state)).toContainEqual({
      kind: 'facts',
      key: 'call',
      facts: ['Called 0–4–1: Away serve, server 1'],
    })
  })
})

describe('rally scoring', () => {
  it('makes every rally a point, but the one that wins a game only for the side that serves', () => {
    const game = match('rally').points('ha'.repeat(3))
    expect(called(game)).toBe('3-3 a')
    game.points(`${'a'.repeat(7)}h`)
    expect(called(game)).toBe('4-10 h')
    expect(called(game.points('a'))).toBe('10-4 a')
    expect(game.points('a').state.score).toEqual({ home: 0, away: 1 })
  })
})
