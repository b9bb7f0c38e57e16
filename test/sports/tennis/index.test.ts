import { describe, expect, it } from 'vitest'
import type { TennisDetail } from '../../../src/sports/engines/games/detail.ts'
import { tennis } from '../../../src/sports/tennis/index.ts'
import { tennisPresentation } from '../../../src/sports/tennis/presentation.ts'
import { fixtureOf, MatchBuilder } from '../../support/sports/match-builder.ts'
import { setsMatch } from '../engines/sets/sets-match.ts'

const start = { type: 'match_start', server: 'home', serverPlayer: 'Ann', receiverPlayer: 'Bea' }
const tennisMatch = (format?: object | string) => setsMatch<TennisDetail>(tennis, format).send(start)

/** Games of a set that both win on serve in turn, home first, up to so many each. */
const level = (each: number) => 'ha'.repeat(each)

describe('a game', () => {
  it('is called 15, 30, 40 and begins again after it is won', () => {
    const match = tennisMatch()
    const calls = ['h', 'h', 'a', 'h', 'h'].map((winner) => match.points(winner).detail.points)
    expect(calls).toEqual([
      { home: '15', away: '0' },
      { home: '30', away: '0' },
      { home: '30', away: '15' },
      { home: '40', away: '15' },
      { home: '0', away: '0' },
    ])
    expect(match.detail.games).toEqual({ home: 1, away: 0 })
  })

  it('needs two points in a row from deuce', () => {
    const match = tennisMatch().points('hhhaaa')
    expect(match.detail.points).toEqual({ home: '40', away: '40' })
    expect(match.points('a').detail.points).toEqual({ home: '40', away: 'AD' })
    expect(match.points('h').detail.points).toEqual({ home: '40', away: '40' })
    expect(match.points('hh').detail.games).toEqual({ home: 1, away: 0 })
  })

  it('is decided by one point at deuce without advantage', () => {
    const match = tennisMatch({ noAd: true }).points('hhhaaa')
    expect(match.detail).toMatchObject({ points: { home: '40', away: '40' }, breakPoint: 'away' })
    expect(match.points('a').detail.games).toEqual({ home: 0, away: 1 })
  })

  it('is awarded by a game penalty, and a point by a point penalty', () => {
    const match = tennisMatch().points('aa').send({ type: 'point_penalty', team: 'home' })
    expect(match.detail.points).toEqual({ home: '15', away: '30' })
    expect(match.send({ type: 'game_penalty', team: 'home' }).detail).toMatchObject({
      games: { home: 1, away: 0 },
      points: { home: '0', away: '0' },
      server: { side: 'away' },
    })
  })
})

describe('a set', () => {
  it('is won 6-4, not 6-5', () => {
    expect(tennisMatch().games(`${level(5)}h`).state.score).toEqual({ home: 0, away: 0 })
    const match = tennisMatch().games(`${level(4)}hh`)
    expect(match.state).toMatchObject({
      score: { home: 1, away: 0 },
      periods: [{ label: 'Set 1', home: 6, away: 4 }],
      period: { n: 2, label: 'Set 2' },
      phase: 'set_break',
    })
    expect(match.points('h').state.phase).toBe('set_2')
  })

  it('is won 7-5', () => {
    expect(tennisMatch().games(`${level(5)}aa`).detail.sets).toEqual([{ home: 5, away: 7 }])
  })

  it('goes to a tie-break at 6-6, counted in numbers and kept with the set', () => {
    const match = tennisMatch().games(level(6))
    expect(match.detail).toMatchObject({ tiebreak: 'set', points: { home: 0, away: 0 }, games: { home: 6, away: 6 } })
    match.points('aaaaaa hhhhhh')
    expect(match.detail).toMatchObject({ points: { home: 6, away: 6 } })
    match.points('ah aa')
    expect(match.detail.sets).toEqual([{ home: 6, away: 7, tiebreak: { home: 7, away: 9 } }])
    expect(match.detail).not.toHaveProperty('tiebreak')
  })

  it('has no tie-break where the format says null or never', () => {
    for (const tiebreakAt of [null, 'never']) {
      const match = tennisMatch({ ...fixtureOf(tennis, { tiebreakAt }).format }).games(`${level(16)}hh`)
      expect(match.detail.sets).toEqual([{ home: 18, away: 16 }])
    }
  })

  it('is short with four games, with a tie-break at 4-4 or at 3-3', () => {
    expect(tennisMatch('short-sets').games(`${level(3)}hh`).detail.sets).toEqual([{ home: 5, away: 3 }])
    expect(tennisMatch('short-sets').games(level(4)).points('hhhhhhh').detail.sets).toEqual([
      { home: 5, away: 4, tiebreak: { home: 7, away: 0 } },
    ])
    const fast = tennisMatch('short-sets-3').games(level(3)).points('hhhhaaaa')
    expect(fast.detail).toMatchObject({ points: { home: 4, away: 4 }, setPoint: 'both' })
    expect(fast.points('a').detail.sets).toEqual([{ home: 3, away: 4, tiebreak: { home: 4, away: 5 } }])
  })

  it('alone decides a pro set: eight games, a tie-break at 8-8', () => {
    const match = tennisMatch('pro-set').games(level(8)).points('aaaaaaa')
    expect(match.state).toMatchObject({ status: 'ended', result: { winner: 'away', text: 'Away won 9–8(0)' } })
    expect(tennisMatch('pro-set').games(`${level(6)}hh`).state.result).toMatchObject({ text: 'Home won 8–6' })
  })
})

describe('the final set', () => {
  const oneAll = (preset: string) => tennisMatch({ ...tennis.presets[preset], bestOf: 3 }).games('hhhhhh aaaaaa')

  it('goes on to 17-15 where it is an advantage set', () => {
    const match = oneAll('wimbledon-pre-2019').games(`${level(15)}hh`)
    expect(match.state.result).toEqual({ winner: 'home', method: 'regulation', text: 'Home won 6–0, 0–6, 17–15' })
  })

  it('goes on past 6-6 to a tie-break at 12-12 at Wimbledon 2019 to 2021', () => {
    const match = oneAll('wimbledon-2019').games(level(6))
    expect(match.detail).not.toHaveProperty('tiebreak')
    match.games(level(6)).points('hhhaaahhhh')
    expect(match.state.result?.text).toBe('Home won 6–0, 0–6, 13–12(3)')
  })

  it('has a tie-break to seven at the US Open until 2021', () => {
    expect(oneAll('us-open-pre-2022').games(level(6)).points('aaaaaaa').state.result?.text).toBe(
      'Away won 0–6, 6–0, 7–6(0)',
    )
  })

  it('has a tie-break to ten at all Grand Slams since 2022', () => {
    for (const preset of ['wimbledon', 'us-open', 'roland-garros', 'australian-open']) {
      const match = oneAll(preset).games(level(6)).points('aahhhhhhh')
      expect(match.state.status).toBe('live')
      expect(match.points('hhh').state.result?.text).toBe('Home won 6–0, 0–6, 7–6(10–2)')
      expect(match.detail.sets.at(-1)).toEqual({ home: 7, away: 6, tiebreak: { home: 10, away: 2 } })
    }
  })

  it('is a match tie-break in doubles: it counts 1-0 in games', () => {
    const match = oneAll('atp-doubles')
    expect(match.detail).toMatchObject({ tiebreak: 'match', games: { home: 0, away: 0 }, points: { home: 0, away: 0 } })
    match.points('hhhhhhhhhaaaaaaaaa')
    expect(match.detail).toMatchObject({ points: { home: 9, away: 9 } })
    match.points('aa')
    expect(match.state).toMatchObject({
      score: { home: 1, away: 2 },
      result: { winner: 'away', text: 'Away won 0–6, 6–0, [11–9]' },
      detail: { sets: [{}, {}, { home: 0, away: 1, tiebreak: { home: 9, away: 11 } }] },
    })
  })

  it('may be a match tie-break to seven', () => {
    const match = tennisMatch({ finalSet: 'matchtb7' }).games('hhhhhh aaaaaa').points('hhhhhhh')
    expect(match.state.result?.text).toBe('Home won 6–0, 0–6, [7–0]')
  })
})

describe('the server', () => {
  it('alternates with each game', () => {
    const match = tennisMatch()
    expect(match.detail).toMatchObject({ server: { side: 'home', player: 'Ann' }, receiver: { player: 'Bea' } })
    expect(match.games('h').detail).toMatchObject({
      server: { side: 'away', player: 'Bea' },
      receiver: { player: 'Ann' },
    })
  })

  it('serves one point of a tie-break, then each two', () => {
    const match = tennisMatch().games(level(6))
    const servers = [...'hahahahaha'].map((winner) => {
      const side = match.detail.server?.side
      match.points(winner)
      return side?.charAt(0)
    })
    expect(servers.join('')).toBe('haahhaahha')
  })

  it('of the next set is the side that received first in the tie-break', () => {
    expect(tennisMatch().games(level(6)).points('hhhhhhh').detail.server).toEqual({ side: 'away', player: 'Bea' })
  })

  it('is right again after a point of a tie-break was undone', () => {
    const match = tennisMatch().games(level(6)).points('hah')
    const before = match.state
    expect(match.points('a').detail).not.toEqual(before.detail)
    expect(match.undo().state).toEqual(before)
    expect(match.points('ahhhhh').state.score).toEqual({ home: 1, away: 0 })
    expect(match.undo(6).state).toEqual(before)
  })

  it('is one of four in doubles, through the tie-break and into the next set', () => {
    const match = setsMatch<TennisDetail>(tennis, 'atp-doubles').send({
      type: 'match_start',
      server: 'away',
      serverPlayer: 'C',
      receiverPlayer: 'B',
      players: { home: ['A', 'B'], away: ['C', 'D'] },
    })
    const games = [...level(6)].map((winner) => {
      const { player } = match.detail.server ?? {}
      match.games(winner)
      return player
    })
    expect(games.join('')).toBe('CADBCADBCADB')
    const points = [...'hhhhhhaaaaaa'].map((winner) => {
      const { player } = match.detail.server ?? {}
      match.points(winner)
      return player
    })
    expect(points.join('')).toBe('CAADDBBCCAAD')
    match.points('hh')
    expect(match.detail).toMatchObject({ sets: [{ home: 7, away: 6 }], server: { side: 'home', player: 'A' } })
  })

  it('receives in its own court in doubles, and nobody knows where at a deciding point', () => {
    const match = setsMatch<TennisDetail>(tennis, 'atp-doubles').send({
      type: 'match_start',
      server: 'home',
      receiverPlayer: 'C',
      players: { home: ['A', 'B'], away: ['D', 'C'] },
    })
    const receivers = [...'hahaha'].map((winner) => {
      const { player } = match.detail.receiver ?? {}
      match.points(winner)
      return player
    })
    expect(receivers.join('')).toBe('CDCDCD')
    expect(match.detail.receiver).toEqual({ side: 'away' })
  })

  it('is whom the feed names with a point, or by a service event, from then on', () => {
    const match = tennisMatch().send({ type: 'point', team: 'home', server: 'away' })
    expect(match.detail).toMatchObject({ server: { side: 'away', player: 'Bea' }, points: { home: '15' } })
    expect(match.games('a').detail.server).toEqual({ side: 'home', player: 'Ann' })
    expect(match.send({ type: 'service', server: 'away' }).detail.server).toEqual({ side: 'away', player: 'Bea' })
  })

  it('is known although the start of the match arrives after the first points', () => {
    const match = setsMatch<TennisDetail>(tennis).games('h').points('a')
    expect(match.detail).not.toHaveProperty('server')
    expect(match.send(start).detail.server).toEqual({ side: 'away', player: 'Bea' })
  })
})

describe('what hangs on the next point', () => {
  it('is a break for the receiver only', () => {
    expect(tennisMatch().points('aaa').detail).toMatchObject({ breakPoint: 'away' })
    expect(tennisMatch().points('hhh').detail).not.toHaveProperty('breakPoint')
    expect(tennisMatch().points('hhhaaaa').detail).toMatchObject({ breakPoint: 'away' })
    expect(tennisMatch().games(level(6)).points('aaaaaa').detail).not.toHaveProperty('breakPoint')
  })

  it('is a set, then a match', () => {
    const match = tennisMatch().games('hhhhh').points('hhh')
    expect(match.detail).toMatchObject({ setPoint: 'home' })
    expect(match.detail).not.toHaveProperty('matchPoint')
    match.points('h').games('hhhhh').points('hhh')
    expect(match.detail).toMatchObject({ setPoint: 'home', matchPoint: 'home' })
    expect(match.points('h').detail).toEqual({
      sets: [
        { home: 6, away: 0 },
        { home: 6, away: 0 },
      ],
    })
  })
})

describe('the ends', () => {
  it('change after odd games, and after every six points of a tie-break', () => {
    const match = tennisMatch()
    const changes = [...level(6)].map((winner) => match.games(winner).detail.changeEnds ?? false)
    expect(changes).toEqual(Array.from({ length: 12 }, (_, game) => game % 2 === 0))
    const inTiebreak = [...'hahahahahaha'].map((winner) => match.points(winner).detail.changeEnds ?? false)
    expect(inTiebreak.flatMap((change, index) => (change ? [index + 1] : []))).toEqual([6, 12])
    expect(match.points('hh').detail).toMatchObject({ changeEnds: true })
  })
})

describe('a match that stops', () => {
  it('is won by the other side when one retires, the score as it stands', () => {
    const match = tennisMatch().games('hhhhhh aah').points('h').send({ type: 'retired', team: 'home' })
    expect(match.state).toMatchObject({
      status: 'ended',
      phase: 'ended',
      score: { home: 1, away: 0 },
      result: { winner: 'away', method: 'retired', text: 'Away won 0–6, 2–1 (Home retired)' },
      detail: { games: { home: 1, away: 2 }, points: { home: '15', away: '0' } },
    })
    expect(match.undo().state).toMatchObject({ status: 'live', phase: 'set_2' })
  })

  it('keeps the points of a tie-break, or of one in place of a set, in which it ends', () => {
    const retired = { type: 'retired', team: 'away' } as const
    const match = tennisMatch().games('hahahahahaha').points('hhhaaaaa').send(retired)
    expect(match.state.result?.text).toBe('Home won 6–6(3–5) (Away retired)')
    expect(match.state.periods).toEqual([{ label: 'Set 1', home: 6, away: 6, sub: { home: 3, away: 5 } }])
    const doubles = setsMatch<TennisDetail>(tennis, 'atp-doubles').send({ type: 'match_start', server: 'home' })
    const short = doubles.games('hhhhhh aaaaaa').points('hha').send(retired)
    expect(short.state.result?.text).toBe('Home won 6–0, 0–6, [2–1] (Away retired)')
  })

  it('stays won when the loser is said to retire after it', () => {
    const match = tennisMatch().games('hhhhhh hhhhhh').send({ type: 'retired', team: 'home' })
    expect(match.state.result).toEqual({ winner: 'home', method: 'regulation', text: 'Home won 6–0, 6–0' })
  })

  it('never begins after a walkover, and ends on the spot by a default', () => {
    const walkover = setsMatch<TennisDetail>(tennis).send({ type: 'walkover', team: 'away' })
    expect(walkover.state).toMatchObject({
      status: 'ended',
      result: { winner: 'home', method: 'walkover', text: 'Home won by walkover' },
    })
    const match = tennisMatch().games('hh').send({ type: 'default', team: 'home' })
    expect(match.state).toMatchObject({
      result: { winner: 'away', method: 'default', text: 'Away won 0–2 (Home defaulted)' },
    })
  })

  it('is suspended overnight and goes on with the next point', () => {
    const match = tennisMatch().games('hhh').send({ type: 'status_set', status: 'suspended', reason: 'darkness' })
    expect(match.state).toMatchObject({ status: 'suspended', statusReason: 'darkness', phase: 'set_1' })
    expect(match.points('h').state).toMatchObject({
      status: 'live',
      detail: { games: { home: 3 }, points: { home: '15' } },
    })
  })

  it('counts no point after it was decided, and says so', () => {
    const match = tennisMatch().games('hhhhhh hhhhhh')
    const decided = match.state
    expect(match.points('aaaa').state).toEqual(decided)
  })

  it('[H4] says that what is played after it was decided does not count', () => {
    const match = new MatchBuilder(tennis)
    match.send('score_set', {
      sets: [{ home: 6, away: 0 }],
      games: { home: 5, away: 0 },
      points: { home: '40', away: '0' },
    })
    const codes = ['point', 'point', 'default'].map((type) =>
      match.send(type, { team: 'home' }).warnings.map(({ code }) => code),
    )
    expect(codes).toEqual([[], ['match-decided'], ['match-decided']])
  })

  it('keeps the result that the feed gave', () => {
    const result = { winner: 'away', method: 'awarded' }
    const match = tennisMatch().games('hhhhhh hhhhh').send({ type: 'result_set', result })
    expect(match.state).toMatchObject({ status: 'ended', result })
    expect(match.games('h').state.result?.winner).toBe('home')
  })
})

describe('a checkpoint', () => {
  it('sets the score wherever it is, and play goes on from there', () => {
    const match = tennisMatch()
      .points('hh')
      .send({
        type: 'score_set',
        sets: [{ home: 6, away: 7, tiebreak: { home: 4, away: 7 } }],
        games: { home: 3, away: 2 },
        points: { home: 'AD', away: '40' },
        server: 'away',
      })
    expect(match.state).toMatchObject({
      score: { home: 0, away: 1 },
      periods: [
        { label: 'Set 1', home: 6, away: 7, sub: { home: 4, away: 7 } },
        { label: 'Set 2', home: 3, away: 2 },
      ],
      period: { n: 2 },
      detail: {
        games: { home: 3, away: 2 },
        points: { home: 'AD', away: '40' },
        server: { side: 'away' },
        breakPoint: 'home',
      },
    })
    expect(match.points('h').detail).toMatchObject({ games: { home: 4, away: 2 }, server: { side: 'home' } })
    expect(match.undo(2).detail).toMatchObject({ points: { home: '30', away: '0' } })
  })

  it('closes the set when it says 6-4, and the match with the last one', () => {
    const match = setsMatch<TennisDetail>(tennis)
    match.send({ type: 'score_set', sets: [], games: { home: 6, away: 4 } })
    expect(match.state).toMatchObject({ status: 'live', score: { home: 1, away: 0 }, phase: 'set_break' })
    match.send({ type: 'score_set', sets: [{ home: 6, away: 4 }], games: { home: 0, away: 0 } })
    expect(match.detail.sets).toEqual([{ home: 6, away: 4 }])
    match.send({
      type: 'score_set',
      sets: [
        { home: 6, away: 4 },
        { home: 7, away: 5 },
      ],
    })
    expect(match.state).toMatchObject({ status: 'ended', result: { winner: 'home', text: 'Home won 6–4, 7–5' } })
  })

  it('takes a decision back', () => {
    const match = tennisMatch().games('hhhhhh hhhhhh')
    match.send({
      type: 'score_set',
      sets: [{ home: 6, away: 0 }],
      games: { home: 5, away: 0 },
      points: { home: 40, away: 15 },
    })
    expect(match.state).toMatchObject({
      status: 'live',
      detail: { points: { home: '40', away: '15' }, matchPoint: 'home' },
    })
    expect(match.state).not.toHaveProperty('result')
  })
})

describe('doubles', () => {
  it('names who serves, and to whom, where the sides are called otherwise', () => {
    const doubles = new MatchBuilder(tennis, { doubles: true })
    doubles.send('match_start', { server: 'home', serverPlayer: 'Ann', receiverPlayer: 'Cat' })
    doubles.send('point', { team: 'home' })
    expect(JSON.stringify(tennisPresentation.summary(doubles.state))).toContain('Ann serves')
    const singles = new MatchBuilder(tennis, undefined, { ...fixtureOf(tennis), home: { name: 'Ann' } })
    singles.send('match_start', { server: 'home', serverPlayer: 'Ann' })
    expect(JSON.stringify(tennisPresentation.summary(singles.state))).not.toContain('serves')
  })
})
