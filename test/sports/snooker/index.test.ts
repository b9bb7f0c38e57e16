import { describe, expect, it } from 'vitest'
import { diff } from '../../../src/match/merge-patch.ts'
import type { Side } from '../../../src/match/state.ts'
import { presentationOf } from '../../../src/sports/presentations.ts'
import { snooker } from '../../../src/sports/snooker/index.ts'
import { forSeeds, seededRandom } from '../../support/seeded-random.ts'
import { MatchBuilder } from '../../support/sports/match-builder.ts'
import { playFrame } from './play-frame.ts'

const COLOURS = ['yellow', 'green', 'brown', 'blue', 'pink']

function match(format: object = {}): MatchBuilder {
  const built = new MatchBuilder(snooker, format)
  built.send('match_start', { server: 'home' })
  return built
}

function pot(to: MatchBuilder, team: string, ...balls: string[]): MatchBuilder {
  for (const ball of balls) expect(to.send('pot', { team, ball }).warnings).toEqual([])
  return to
}

const reds = (n: number) => Array.from({ length: n }, () => ['red', 'black']).flat()

describe('a frame of snooker', () => {
  it('is won by a maximum break of 147', () => {
    const frame = match()
    expect(frame.state.detail).toMatchObject({ pointsLeft: 147, reds: 15 })
    pot(frame, 'home', ...reds(15), ...COLOURS)
    expect(frame.state.detail).toMatchObject({ points: { home: 140, away: 0 }, pointsLeft: 7 })
    expect(pot(frame, 'home', 'black').state).toMatchObject({
      score: { home: 1, away: 0 },
      phase: 'set_break',
      periods: [{ label: 'Frame 1', home: 147, away: 0 }],
      detail: { highestBreaks: { home: 147, away: 0 }, centuries: { home: 1, away: 0 }, pointsLeft: 147 },
    })
  })

  it('shows the break, until the other side comes to the table', () => {
    const frame = pot(match(), 'home', 'red', 'blue')
    expect(frame.state.scoreline).toMatchObject({ home: { now: '6' }, serving: 'home', note: 'Break 6' })
    frame.send('visit_end', { team: 'home' })
    expect(frame.state).toMatchObject({ scoreline: { serving: 'away' }, detail: { points: { home: 6, away: 0 } } })
    expect(frame.state.detail).not.toHaveProperty('break')
  })

  it('gives the points of a foul to the other side', () => {
    const frame = pot(match(), 'home', 'red')
    frame.send('foul', { team: 'home', points: 7 })
    expect(frame.state.detail).toMatchObject({
      points: { home: 1, away: 7 },
      pointsLeft: 139,
      server: { side: 'away' },
    })
  })

  it('says how many snookers are needed', () => {
    const frame = pot(match({ reds: 6 }), 'home', ...reds(4))
    expect(frame.state.detail).not.toHaveProperty('snookersNeeded')
    pot(frame, 'home', 'red', 'pink')
    expect(frame.state.scoreline.note).toBe('Blues needs 1 snooker')
  })

  it('that is level after the black is decided by the black, spotted again', () => {
    const frame = match({ reds: 6 })
    frame.send('score_set', { points: { home: 22, away: 42 }, reds: 0 })
    pot(frame, 'away', 'yellow', 'green', 'brown')
    pot(frame, 'home', 'blue', 'pink')
    frame.send('score_set', { points: { home: 44, away: 51 } })
    pot(frame, 'home', 'black')
    expect(frame.state).toMatchObject({
      scoreline: { note: 'Re-spotted black' },
      detail: { respotted: true, pointsLeft: 7 },
    })
    frame.send('foul', { team: 'home', points: 7 })
    expect(frame.state).toMatchObject({ score: { home: 0, away: 1 }, periods: [{ home: 51, away: 58 }] })
  })

  it('is conceded at the points shown', () => {
    const frame = pot(match(), 'home', ...reds(3))
    frame.send('frame_conceded', { team: 'away' })
    expect(frame.state.periods).toEqual([{ label: 'Frame 1', home: 24, away: 0 }])
  })

  it('warns of a ball that is not on', () => {
    expect(match().send('pot', { team: 'home', ball: 'pink' }).warnings).toMatchObject([{ code: 'ball-not-on' }])
  })

  it('takes a free ball as the ball on', () => {
    const frame = match()
    frame.send('foul', { team: 'away' })
    frame.send('pot', { team: 'home', ball: 'green', freeBall: true })
    expect(frame.state.detail).toMatchObject({ points: { home: 5, away: 0 }, reds: 15, pointsLeft: 154 })
    expect(pot(frame, 'home', 'black').state.detail).toMatchObject({ points: { home: 12 }, reds: 15, pointsLeft: 147 })
  })
})

describe('a match of snooker', () => {
  it('ends in words', () => {
    const frames = match({ bestOf: 3 })
    for (const team of ['home', 'away', 'home']) frames.send('frame_won', { team })
    expect(frames.state).toMatchObject({ status: 'ended', result: { text: 'Reds won 2–1 (1–0, 0–1, 1–0)' } })
  })

  it('comes to what a naive scorer comes to', () =>
    forSeeds(20, (random) => {
      const played = match({ bestOf: 1 })
      const points = playFrame(random, { reds: 15, skill: 0.7, isConceded: false, opener: 'home' }, (type, fields) =>
        expect(played.send(type, fields).warnings).toEqual([]),
      )
      expect(played.state).toMatchObject({ status: 'ended', periods: [{ label: 'Frame 1', ...points }] })
    }))
})

describe('a long match', () => {
  it('shows its frames won in one column, each frame in a panel, and stays light to the last', () => {
    const random = seededRandom(7)
    const final = match({ bestOf: 35 })
    const bytes: number[] = []
    for (let opener: Side = 'home'; final.state.status !== 'ended'; opener = opener === 'home' ? 'away' : 'home') {
      playFrame(random, { reds: 15, skill: 0.8, isConceded: true, opener }, (type, fields) => {
        const before = final.state
        final.send(type, fields)
        bytes.push(JSON.stringify(diff(before, final.state) ?? {}).length)
      })
    }
    const { score, periods, result, detail } = final.state
    expect(periods).toEqual([{ label: 'Frames', ...score }])
    expect(result?.text).toMatch(/^(Reds|Blues) won 18–\d+$/)
    const panel = presentationOf('snooker')
      .panels(final.state)
      .find(({ title }) => title === 'Frames')
    expect(panel?.blocks[0]).toMatchObject({ rows: { length: (detail as { sets: unknown[] }).sets.length } })
    const sorted = bytes.toSorted((a, b) => a - b)
    expect(sorted[Math.floor(sorted.length * 0.5)]).toBeLessThanOrEqual(350)
    expect(sorted[Math.floor(sorted.length * 0.99)]).toBeLessThanOrEqual(850)
  })
})
