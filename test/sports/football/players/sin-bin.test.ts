import { expect, it } from 'vitest'
import { football } from '../../../../src/sports/football/index.ts'
import { presentationOf } from '../../../../src/sports/presentations.ts'
import { MatchBuilder } from '../../../support/sports/match-builder.ts'

function youth(format: object = {}): MatchBuilder {
  const m = new MatchBuilder(football, { periodMin: 30, ...format })
  m.send('period_start', { period: 1 })
  return m
}

it('a time penalty leaves its side one fewer until its minutes are over', () => {
  const m = youth()
  m.send('sin_bin', { team: 'home', player: 'Ada', clock: '12:30' })
  expect(m.state.detail).toMatchObject({
    players: { home: 10, away: 11 },
    sinBin: [{ team: 'home', player: 'Ada', until: '22:30' }],
  })
  m.send('corner', { team: 'home', clock: '22:29' })
  expect(m.state.detail).toMatchObject({ players: { home: 10 } })
  m.send('corner', { team: 'home', clock: '22:30' })
  expect(m.state.detail).toMatchObject({ players: { home: 11 } })
  expect(m.state.detail).not.toHaveProperty('sinBin')
})

it('is as long as the format or the event says, and goes on after half-time', () => {
  const m = youth({ sinBinMin: 5 })
  m.send('sin_bin', { team: 'away', clock: '28:00' })
  m.send('period_end', { period: 1 })
  m.send('period_start', { period: 2 })
  expect(m.state.detail).toMatchObject({ players: { away: 10 }, sinBin: [{ until: '33:00' }] })
  m.send('corner', { team: 'home', period: 2, clock: '33:00' })
  m.send('sin_bin', { team: 'home', minutes: 2, period: 2, clock: '40:00' })
  expect(m.state.detail).toMatchObject({ players: { home: 10, away: 11 }, sinBin: [{ until: '42:00' }] })
})

it('stands on the page of the match until it is over', () => {
  const m = youth()
  m.send('sin_bin', { team: 'home', player: 'Ada', clock: '10:00' })
  m.send('sin_bin', { team: 'home', minutes: 2, clock: '11:00' })
  const [block] = presentationOf('football').summary(m.state)
  expect(block).toMatchObject({
    kind: 'sides',
    lists: {
      home: {
        items: [
          { text: 'Ada', aside: 'until 20:00' },
          { text: 'One player', aside: 'until 13:00' },
        ],
      },
      away: { items: [] },
    },
  })
  m.send('match_end')
  expect(presentationOf('football').summary(m.state)).toEqual([])
})

it('ends where the feed says that the player is back, and is taken back with its event', () => {
  const m = youth()
  m.send('sin_bin', { id: 'a', team: 'home', player: 'Ada', clock: '10:00' })
  m.send('sin_bin', { id: 'b', team: 'home', player: 'Bo', clock: '11:00' })
  m.send('sin_bin_end', { team: 'home', player: 'Bo', clock: '12:00' })
  expect(m.state.detail).toMatchObject({ players: { home: 10 }, sinBin: [{ id: 'a' }] })
  m.delete('a')
  expect(m.state.detail).toMatchObject({ players: { home: 11 } })
})

it('no more than ten are off at once, whatever a feed sends', () => {
  const m = youth({ playersPerSide: 15 })
  for (let n = 0; n < 12; n += 1) m.send('sin_bin', { team: 'home', clock: '10:00' })
  expect(m.state.detail).toMatchObject({ players: { home: 5 } })
})
