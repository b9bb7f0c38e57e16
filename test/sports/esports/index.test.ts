import { describe, expect, it } from 'vitest'
import type { Side } from '../../../src/match/state.ts'
import type { StoryEntry } from '../../../src/sports/contract/presentation.ts'
import { esports } from '../../../src/sports/esports/index.ts'
import { presentationOf } from '../../../src/sports/presentations.ts'
import { forSeeds } from '../../support/seeded-random.ts'
import { MatchBuilder } from '../../support/sports/match-builder.ts'
import { playNaively } from './generate.ts'

function match(format?: unknown): MatchBuilder {
  const built = new MatchBuilder(esports, format)
  built.send('match_start')
  return built
}

/** Plays rounds: h for home, a for away. */
function rounds(to: MatchBuilder, winners: string): MatchBuilder {
  for (const letter of winners) to.send('round', { team: letter === 'h' ? 'home' : 'away' })
  return to
}

/** Twelve rounds each. */
const LEVEL = 'ha'.repeat(12)

describe('a map that counts rounds', () => {
  it('is won by the thirteenth round, with its halves', () => {
    const map = rounds(match('cs2'), `${'h'.repeat(8)}aaaa${'h'.repeat(4)}`)
    expect(map.state).toMatchObject({
      phase: 'map_1',
      period: { label: 'Map 1' },
      scoreline: { home: { main: '0', now: '12' }, away: { now: '4' }, note: 'Map point' },
      detail: {
        halves: [
          { home: 8, away: 4 },
          { home: 4, away: 0 },
        ],
        setPoint: 'home',
      },
    })
    rounds(map, 'h')
    expect(map.state).toMatchObject({
      phase: 'set_break',
      score: { home: 1, away: 0 },
      periods: [{ label: 'Map 1', home: 13, away: 4 }],
      detail: {
        sets: [{ home: 13, away: 4 }],
        maps: {
          1: {
            halves: [
              { home: 8, away: 4 },
              { home: 5, away: 0 },
            ],
          },
        },
      },
    })
  })

  it.each([
    ['cs2', 'hhh', 'aaa', { home: 15, away: 15 }, 'the first of six needs four'],
    ['valorant', 'h', 'a', { home: 13, away: 13 }, 'two rounds, until one side wins both'],
  ])('of %s goes into another overtime where one ends level', (format, first, second, level) => {
    const map = rounds(match(format), LEVEL)
    expect(map.state.detail).toMatchObject({ overtime: 1, points: { home: 12, away: 12 } })
    rounds(map, first + second)
    expect(map.state.detail).toMatchObject({ overtime: 2, points: level })
    rounds(map, `${first}h`)
    expect(map.state.score).toEqual({ home: 1, away: 0 })
  })

  it('of Rainbow Six has one overtime of three rounds', () => {
    const map = rounds(match('rainbow-six'), `${'ha'.repeat(6)}ha`)
    expect(map.state.detail).toMatchObject({ points: { home: 7, away: 7 }, setPoint: 'both' })
    expect(rounds(map, 'a').state.detail).toMatchObject({ sets: [{ home: 7, away: 8 }] })
  })

  it('changes sides at half-time; in overtime only the feed knows', () => {
    const map = match('cs2')
    map.send('period_start', { period: 1, map: 'Mirage', pickedBy: 'away', sides: { home: 'CT', away: 'T' } })
    rounds(map, 'ha'.repeat(6))
    expect(map.state.detail).toMatchObject({ changeEnds: true, sides: { home: 'T', away: 'CT' } })
    rounds(map, 'ha'.repeat(6))
    expect(map.state.detail).not.toHaveProperty('sides')
    map.send('sides', { home: 'T', away: 'CT' })
    expect(rounds(map, 'ha').state.detail).toMatchObject({ sides: { home: 'T' } })
    expect(rounds(map, 'h').state.detail).not.toHaveProperty('sides')
    expect(map.state.scoreline.note).toBe('Mirage, overtime')
  })

  it('takes a round back: the one that won the map too', () => {
    const map = rounds(match('cs2'), 'h'.repeat(12))
    const before = map.state
    map.send('round', { id: 'last', team: 'home' })
    expect(map.state.score).toEqual({ home: 1, away: 0 })
    expect(map.delete('last').correction).toBe('round_taken_back')
    expect({ ...map.state, updatedAt: 0 }).toEqual({ ...before, updatedAt: 0 })
  })
})

describe('the page of a match', () => {
  it('shows maps, and counts the veto and the objectives of its events', () => {
    const game = new MatchBuilder(esports, 'lol')
    const entries: StoryEntry[] = []
    const send = (type: string, fields: object) => {
      const before = game.state
      game.send(type, fields)
      entries.push({ event: { id: `${entries.length}`, type, ...fields }, isDeleted: false, before, after: game.state })
    }
    send('veto', { action: 'pick', map: 'Rift', team: 'away' })
    send('match_start', {})
    send('objective', { team: 'home', kind: 'dragon' })
    send('objective', { team: 'home', kind: 'dragon' })
    send('map_won', { team: 'away' })
    const panels = presentationOf('esports').panels(game.state, entries)
    expect(panels.map(({ title }) => title)).toEqual(['Score by map', 'Maps', 'Objectives', 'Veto'])
    expect(panels[1]?.blocks).toMatchObject([
      { rows: [{ name: 'Rift', note: 'picked by Blues', cells: [{ text: 'Blues' }, { text: '' }, { text: '' }] }] },
    ])
    expect(panels[2]?.blocks).toMatchObject([{ rows: [{ label: 'Dragon', values: { home: 2, away: 0 } }] }])
    const [told] = presentationOf('esports').story.tell(entries.slice(-1), game.state)
    expect(told?.item).toMatchObject({ title: 'Map 1: Blues', detail: 'Rift' })
    expect(presentationOf('esports').panels(game.state, entries.slice(2))).toHaveLength(2)
  })
})

describe('maps', () => {
  it('come from the veto, in the order in which they were picked', () => {
    const picked = new MatchBuilder(esports, 'cs2')
    picked.send('veto', { action: 'ban', map: 'Nuke', team: 'home' })
    picked.send('veto', { action: 'pick', map: 'Mirage', team: 'away' })
    picked.send('veto', { action: 'pick', map: 'Inferno', team: 'home' })
    picked.send('veto', { action: 'decider', map: 'Ancient' })
    picked.send('match_start')
    expect(picked.state.scoreline.note).toBe('Mirage')
    picked.send('map_won', { team: 'away', score: { home: 9, away: 13 } })
    picked.send('period_start', { period: 2 })
    expect(picked.state).toMatchObject({
      score: { home: 0, away: 1 },
      scoreline: { note: 'Inferno' },
      detail: {
        maps: {
          1: { name: 'Mirage', pickedBy: 'away' },
          2: { name: 'Inferno', pickedBy: 'home' },
          3: { name: 'Ancient' },
        },
      },
    })
  })

  it('without rounds are won by map_won, whatever the kills say', () => {
    const game = match('lol')
    for (const team of ['home', 'home', 'away'] as const) game.send('kill', { team })
    expect(game.state.scoreline).toMatchObject({ home: { now: '2' }, away: { now: '1' } })
    for (const team of ['away', 'home', 'away', 'away'] as const)
      expect(game.send('map_won', { team }).warnings).toEqual([])
    expect(game.state).toMatchObject({
      status: 'ended',
      score: { home: 1, away: 3 },
      result: { text: 'Blues won 3–1' },
      detail: { maps: { 1: { kills: { home: 2, away: 1 } } } },
    })
  })

  it('of goals are won by who leads when they end, or by the first goal of overtime', () => {
    const game = match('rocket-league')
    game.send('goal', { team: 'home' })
    game.send('period_end', { period: 1 })
    game.send('overtime_start', { period: 2 })
    expect(game.state).toMatchObject({ score: { home: 1, away: 0 }, detail: { setPoint: 'both', overtime: 1 } })
    game.send('goal', { team: 'away' })
    expect(game.state.detail).toMatchObject({
      sets: [
        { home: 1, away: 0 },
        { home: 0, away: 1 },
      ],
    })
  })

  it('may be forfeited, and shared where the match is of two', () => {
    const two = match('dota2-bo2')
    two.send('map_won', { team: 'home' })
    two.send('map_forfeit', { team: 'home', reason: 'player absent' })
    expect(two.state).toMatchObject({
      status: 'ended',
      result: { winner: 'draw', text: 'Draw, 1–1' },
      detail: { maps: { 2: { forfeitedBy: 'home' } } },
    })
  })

  it('may be given in advance, to the side that comes from the upper bracket', () => {
    const final = new MatchBuilder(esports, 'cs2-bo5')
    final.send('score_set', { score: { home: 1, away: 0 } })
    final.send('match_start')
    expect(final.state).toMatchObject({ score: { home: 1, away: 0 }, period: { label: 'Map 2' } })
  })

  it('that stand for one side and are given to the other are surprising', () => {
    const given = match('cs2').send('map_won', { team: 'home', score: { home: 7, away: 13 } })
    expect(given.warnings).toMatchObject([{ code: 'score-contradicts-winner' }])
  })

  it('come to what a naive scorer comes to', () =>
    forSeeds(20, (random) => {
      const { format, events, score, maps } = playNaively(random)
      const played = new MatchBuilder(esports, format)
      for (const event of events) expect(played.send(event.type, event).warnings).toEqual([])
      expect(played.state).toMatchObject({ status: 'ended', score, detail: { sets: maps } })
      const winner: Side = score.home > score.away ? 'home' : 'away'
      expect(played.state.result).toMatchObject({ winner, method: 'regulation' })
    }))
})

describe('a map that its clock ends', () => {
  it('is of who leads then, without a warning, and told with its score', () => {
    const map = match('rocket-league')
    map.send('goal', { team: 'home' })
    const before = map.state
    expect(map.send('period_end', { period: 1 }).warnings).toEqual([])
    const event = { id: 'e', type: 'period_end', period: 1 }
    const told = presentationOf('esports').story.tell(
      [{ event, isDeleted: false, before, after: map.state }],
      map.state,
    )
    expect(told[0]?.item).toMatchObject({ title: 'Map 1: Reds 1–0', score: '1–0' })
  })
})

describe('a map that was given in advance', () => {
  it('is one of nine at most, whatever a feed says', () => {
    const given = match('cs2')
    given.send('score_set', { score: { home: 500, away: 0 } })
    expect(given.state.detail).toHaveProperty('sets.length', 9)
  })

  it('is the first one, won without a score', () => {
    const given = match('cs2-bo5')
    given.send('score_set', { score: { home: 1, away: 0 }, reason: 'upper bracket' })
    given.send('period_start', { period: 2, map: 'Nuke' })
    rounds(given, 'a'.repeat(13))
    expect(given.state).toMatchObject({
      score: { home: 1, away: 1 },
      periods: [
        { label: 'Map 1', home: 1, away: 0 },
        { label: 'Map 2', home: 0, away: 13 },
      ],
      detail: { maps: { 2: { name: 'Nuke' } } },
    })
  })

  it('is none where nobody can say who won which', () => {
    const given = match('cs2-bo5')
    given.send('score_set', { score: { home: 1, away: 1 } })
    expect(given.state.periods).toEqual([])
  })
})

describe('a map that nobody won', () => {
  it('is told as drawn, and another one is played in its place where a winner is needed', () => {
    const drawn = rounds(match({ preset: 'cs2', bestOf: 1 }), LEVEL)
    drawn.send('map_drawn', { id: 'drawn' })
    expect(drawn.state).toMatchObject({
      status: 'live',
      score: { home: 0, away: 0 },
      period: { n: 2, label: 'Map 2' },
      periods: [{ label: 'Map 1', home: 12, away: 12 }],
    })
    rounds(drawn, 'h'.repeat(13))
    expect(drawn.state.result?.text).toBe('Reds won 1–0 (12–12, 13–0)')
    drawn.delete('drawn')
    expect(drawn.state.periods).toEqual([{ label: 'Map 1', home: 16, away: 12 }])
  })

  it('counts as played in a match that may end level', () => {
    const shared = rounds(match({ preset: 'cs2', bestOf: 2 }), 'h'.repeat(13) + LEVEL)
    expect(shared.send('period_end', { period: 2 }).warnings.map(({ code }) => code)).toEqual(['set-ended-early'])
    expect(shared.state).toMatchObject({ status: 'ended', score: { home: 1, away: 0 } })
    expect(shared.state.result?.text).toBe('Reds won 1–0 (13–0, 12–12)')
    const level = match({ preset: 'dota2-bo2' })
    level.send('map_drawn')
    level.send('map_drawn')
    expect([level.state.status, level.state.result?.text]).toEqual(['ended', 'Draw'])
  })

  it('is read from a checkpoint, and from what a clock ended', () => {
    const points = match({ counts: 'points', bestOf: 5 })
    points.send('score_set', {
      sets: [
        { home: 3, away: 3 },
        { home: 2, away: 1 },
      ],
      points: { home: 1, away: 1 },
    })
    expect(points.state).toMatchObject({ score: { home: 1, away: 0 }, period: { label: 'Map 3' } })
    points.send('period_start', { period: 4 })
    expect(points.state).toMatchObject({ score: { home: 1, away: 0 }, period: { label: 'Map 4' } })
    points.send('score_set', { score: { home: 2, away: 0 } })
    expect(points.state.period?.label).toBe('Map 5')
  })
})

describe('the event `score`', () => {
  it('[H4] counts maps, and is answered so', () => {
    const told = match().send('score', { team: 'home', points: 1 })
    expect(told.warnings.map(({ code }) => code)).toEqual(['counts-as-sets'])
  })
})
