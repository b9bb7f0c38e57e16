import { describe, expect, it } from 'vitest'
import type { RallyDetail } from '../../../src/sports/engines/rally/detail.ts'
import { squash } from '../../../src/sports/squash/index.ts'
import { setsMatch } from '../engines/sets/sets-match.ts'

const match = (format?: object | string) =>
  setsMatch<RallyDetail>(squash, format).send({ type: 'match_start', server: 'home' })

const h = (points: number) => 'h'.repeat(points)

describe('a game of squash', () => {
  it('is won at 11, two ahead, and its winner serves first in the next', () => {
    const level = match().points('ha'.repeat(10))
    expect(level.points('h').state).toMatchObject({ scoreline: { note: 'Game point' }, period: { label: 'Game 1' } })
    expect(level.points('h').state).toMatchObject({
      score: { home: 1, away: 0 },
      periods: [{ label: 'Game 1', home: 12, away: 10 }],
      detail: { server: { side: 'home' } },
    })
    expect(level.detail).not.toHaveProperty('changeEnds')
  })

  it('ends the match in words', () => {
    expect(match('best-of-three').points(h(22)).state.result?.text).toBe('Home won 2–0 (11–0, 11–0)')
    expect(match().points(h(33)).state.result?.text).toBe('Home won 3–0 (11–0, 11–0, 11–0)')
  })
})

describe('the decisions of squash', () => {
  it('let changes nothing, the service included; a stroke wins the rally', () => {
    const let_ = match().points('h')
    const before = let_.detail
    expect(let_.send({ type: 'let', team: 'away' }).detail).toEqual(before)
    expect(let_.send({ type: 'stroke', team: 'away' }).detail).toMatchObject({
      points: { home: 1, away: 1 },
      server: { side: 'away' },
    })
  })

  it('a conduct stroke is a point, a warning is not', () => {
    const warned = match().send({ type: 'conduct_warning', team: 'home' })
    expect(warned.detail.points).toEqual({ home: 0, away: 0 })
    expect(warned.send({ type: 'conduct_stroke', team: 'away' }).detail.points).toEqual({ home: 0, away: 1 })
  })

  it('a conduct game is won with the points that win one; the other side keeps its own', () => {
    const game = match().points(`${h(10)}${'a'.repeat(10)}`)
    expect(game.send({ type: 'conduct_game', team: 'away' }).detail.sets).toEqual([{ home: 10, away: 12 }])
    expect(match().points('aaa').send({ type: 'conduct_game', team: 'home' }).detail.sets).toEqual([
      { home: 11, away: 3 },
    ])
  })
})
