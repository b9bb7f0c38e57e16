import { describe, expect, it } from 'vitest'
import { baseball } from '../../../../src/sports/baseball/index.ts'
import { parseEvent } from '../../../../src/sports/contract/reading/parse-event.ts'
import { diamondPresentation } from '../../../../src/sports/engines/diamond/presentation.ts'
import { MatchBuilder } from '../../../support/sports/match-builder.ts'

type Sent = readonly [type: string, fields?: object]

function play(format: unknown, ...sent: readonly Sent[]): MatchBuilder {
  const match = new MatchBuilder(baseball, format)
  for (const [type, fields] of sent) match.send(type, fields)
  return match
}

const start: Sent = ['match_start']
const threeOut: Sent = ['out', { outs: 3 }]
const inHalf = (team: 'home' | 'away', runs = 0): Sent[] => [
  ...(runs > 0 ? [['score', { team, points: runs }] as Sent] : []),
  threeOut,
]
const innings = (n: number): Sent[] => Array.from({ length: n }, () => [threeOut, threeOut]).flat()
const plate = (result: string, fields: object = {}): Sent => ['plate_appearance', { result, ...fields }]

describe('a game of nine innings', () => {
  it('has no bottom of the ninth if the home side is ahead', () => {
    const { state } = play(undefined, start, threeOut, ...inHalf('home', 2), ...innings(7), threeOut)
    expect(state).toMatchObject({ status: 'ended', detail: { ending: 'regulation' }, result: { text: 'Reds won 2–0' } })
    expect(state.periods.at(-1)).toEqual({ label: '9', away: 0 })
  })

  it('is won in the moment in which the home side goes ahead, by all the runs of a home run', () => {
    const walkOff = play(
      undefined,
      start,
      ...inHalf('away', 1),
      threeOut,
      ...innings(7),
      threeOut,
      plate('single'),
      plate('walk'),
      plate('home_run'),
    )
    expect(walkOff.state).toMatchObject({
      status: 'ended',
      score: { home: 3, away: 1 },
      detail: { ending: 'walk_off' },
      result: { winner: 'home', method: 'regulation', text: 'Reds won 3–1' },
    })
  })

  it('goes on where it is level, until an inning is won', () => {
    const { state } = play(undefined, start, ...innings(9), ...inHalf('away', 1), threeOut)
    expect(state.result).toEqual({ winner: 'away', method: 'overtime', text: 'Blues won 1–0 in 10 innings' })
  })

  it('is played on when a correction says that it was not over', () => {
    const match = play(undefined, start, ...innings(8), threeOut, [
      'score',
      { id: 'walk-off', team: 'home', points: 1 },
    ])
    expect(match.state.status).toBe('ended')
    match.send('score_adjust', { team: 'home', points: -1 })
    expect(match.state).toMatchObject({ status: 'live', phase: 'bottom_9' })
    expect(match.state.result).toBeUndefined()
  })
})

describe('the rules of competitions', () => {
  it('put a runner on second in extra innings', () => {
    const { state } = play('mlb', start, ...innings(9), ['half_inning_start'])
    expect(state).toMatchObject({ period: { label: 'Top 10th' }, detail: { bases: { second: {} } } })
    expect(state.scoreline.note).toBe('No outs, 2nd')
    expect(play('mlb-postseason', start, ...innings(9), ['half_inning_start']).state.detail).toMatchObject({
      bases: {},
    })
    const wbsc = play('wbsc', start, ...innings(9), ['half_inning_start']).state
    expect(wbsc.detail).toMatchObject({ bases: { first: {}, second: {} } })
  })

  it('end a game that is level after the last inning', () => {
    const { state } = play('kbo', start, ...innings(11))
    expect(state.result).toEqual({ winner: 'draw', method: 'regulation', text: 'Tied 0–0 after 11 innings' })
    const timed = play(undefined, start, ['last_inning', { inning: 4 }], ...innings(4))
    expect(timed.state.result?.text).toBe('Tied 0–0 after 4 innings')
  })

  it('end a game that is decided: ten ahead after seven innings', () => {
    const tenAhead = [...inHalf('away'), ...inHalf('home', 10)]
    const { state } = play('wbc', start, ...tenAhead, ...innings(5), threeOut)
    expect(state).toMatchObject({ status: 'ended', result: { text: 'Reds won 10–0 in 7 innings (mercy rule)' } })
    expect(play('wbc', start, ...tenAhead, ...innings(5)).state.status).toBe('live')
    expect(play('mlb', start, ...tenAhead, ...innings(5), threeOut).state.status).toBe('live')
    const visitors = [...inHalf('away', 10), threeOut, ...innings(5), threeOut]
    expect(play('wbc', start, ...visitors).state.status).toBe('live')
    expect(play('wbc', start, ...visitors, threeOut).state.status).toBe('ended')
  })

  it('give a game that is called a result after five innings, or four and a half with the home side ahead', () => {
    const called: Sent = ['game_called', { reason: 'rain' }]
    const ahead = [...inHalf('away'), ...inHalf('home', 1)]
    expect(play(undefined, start, ...ahead, ...innings(2), called).state.result).toMatchObject({
      winner: 'none',
      text: 'No game',
    })
    const long = play(undefined, start, ...ahead, ...innings(3), threeOut, called)
    expect(long.state.result?.text).toBe('Reds won 1–0 in 5 innings (called)')
    expect(long.state.statusReason).toBe('rain')
  })

  it('give a game that was forfeited to the other side, nine to nothing', () => {
    const { state } = play(undefined, start, ...inHalf('away', 3), ['forfeit', { team: 'away' }])
    expect(state).toMatchObject({ score: { home: 9, away: 0 }, result: { text: 'Reds won 9–0 by forfeit' } })
  })

  it('let a suspended game go on where it was', () => {
    const match = play(undefined, start, ...innings(2), plate('double', { batter: 'Ann' }), [
      'status_set',
      { status: 'suspended', reason: 'rain' },
    ])
    expect(match.state.scoreline.note).toBe('Suspended: rain')
    match.send('status_set', { status: 'live' })
    expect(match.state).toMatchObject({ phase: 'top_3', detail: { bases: { second: { player: 'Ann' } } } })
  })
})

describe('a half of an inning', () => {
  it('takes a late run of the inning before, while the board is in the next', () => {
    const { state } = play(
      undefined,
      ['period_start', { period: 7 }],
      ['period_end', { period: 7 }],
      ['period_start', { period: 8 }],
      ['score', { team: 'away', points: 2, period: 7 }],
    )
    expect(state).toMatchObject({ period: { n: 8 }, score: { home: 0, away: 2 } })
    expect(state.periods).toEqual([
      { label: '7', away: 2, home: 0 },
      { label: '8', away: 0 },
    ])
  })

  it('counts runs, hits and errors by side, and who stands where', () => {
    const match = play(
      undefined,
      start,
      plate('single', { batter: 'Ann' }),
      plate('error', { batter: 'Bea' }),
      ['stolen_base', { base: 'third', player: 'Ann' }],
      plate('sacrifice_fly', { batter: 'Cat' }),
    )
    expect(match.state).toMatchObject({
      score: { away: 1 },
      detail: { outs: 1, hits: { away: 1 }, errors: { home: 1 }, bases: { first: { player: 'Bea' } } },
    })
    expect(match.state.scoreline).toMatchObject({ serving: 'away', note: '1 out, 1st' })
  })

  it('believes the feed where runners went further, or stopped', () => {
    const { state } = play(
      undefined,
      start,
      plate('double', { batter: 'Ann' }),
      plate('single', { batter: 'Bea', runs: 0 }),
    )
    expect(state.detail).toMatchObject({ bases: { first: { player: 'Bea' }, third: { player: 'Ann' } } })
    const said = play(
      undefined,
      start,
      plate('single', { batter: 'Ann' }),
      plate('single', { bases: ['third', 'first'] }),
    )
    expect(said.state.detail).toMatchObject({ bases: { third: { player: 'Ann' }, first: {} } })
  })

  it('moves the count by pitches, and keeps a foul from being the third strike', () => {
    const pitch = (call: string): Sent => ['pitch', { call, pitcher: 'Kei' }]
    const { state } = play(undefined, start, pitch('foul'), pitch('foul'), pitch('foul'), pitch('ball'))
    expect(state.detail).toMatchObject({ balls: 1, strikes: 2, pitching: { home: { player: 'Kei', pitches: 4 } } })
  })
})

describe('[H4] is answered with a warning:', () => {
  it.each<[string, string, readonly Sent[]]>([
    ['a fourth out', 'beyond-limit', [start, ['out', { outs: 2 }], plate('double_play')]],
    ['a fifth ball', 'beyond-limit', [start, ...Array.from({ length: 5 }, (): Sent => ['pitch', { call: 'ball' }])]],
    ['a run of a half that is over', 'innings-not-open', [start, threeOut, ['run', { period: 'top_1' }]]],
    ['a batter of the side in the field', 'not-batting', [start, plate('walk', { team: 'home' })]],
    ['a base stolen by nobody', 'empty-base', [start, ['stolen_base', { base: 'second' }]]],
    ['more runs than runners', 'empty-base', [start, plate('single', { runs: 2 })]],
    ['a play after the end', 'match-decided', [start, ['forfeit', { team: 'home' }], plate('walk')]],
    ['an inning that there is not', 'unknown-period', [start, ['score', { team: 'away', points: 1, period: 'fifth' }]]],
  ])('%s', (_, code, sent) => {
    const match = new MatchBuilder(baseball)
    const codes = sent.map(([type, fields]) => match.send(type, fields).warnings.map((each) => each.code)).at(-1)
    expect(codes).toContain(code)
  })
})

describe('the page of a game', () => {
  const told = (...sent: readonly Sent[]) => {
    const match = new MatchBuilder(baseball)
    const entries = sent.map(([type, fields], index) => {
      const before = match.state
      match.send(type, fields)
      const event = parseEvent(baseball, { id: `t${index}`, type, ...fields })
      return { event, isDeleted: false, before, after: match.state }
    })
    return { match, entries }
  }

  it('tells who stole, what a play made of the score, and in which half it was', () => {
    const { match, entries } = told(
      start,
      plate('single', { batter: 'Ann' }),
      ['stolen_base', { base: 'second' }],
      plate('double', { batter: 'Bea', pitcher: 'Kei' }),
    )
    const items = diamondPresentation.story.tell(entries, match.state).map(({ item }) => item)
    expect(items.map(({ title, detail, score }) => [title, detail, score])).toEqual([
      ['Play ball', undefined, undefined],
      ['Single', 'Ann', undefined],
      ['Steals second', 'Ann', undefined],
      ['Double', 'Bea · 1 run', '0–1'],
    ])
    expect(items.at(-1)?.parts).toEqual([{ title: 'Top 1st', note: '1 run' }])
  })

  it('says the count, who bats against whom, and who is on base', () => {
    const { match } = told(start, plate('double', { batter: 'Ann', pitcher: 'Kei' }), [
      'pitch',
      { call: 'ball', batter: 'Bea' },
    ])
    const facts = ['Count 1–0', 'At bat: Bea', 'Pitching: Kei, 1 pitch', 'On second: Ann']
    expect(diamondPresentation.summary(match.state)).toEqual([{ kind: 'facts', key: 'count', facts }])
  })

  it('has the line score with an X for the half that was not needed, and what batters and pitchers did', () => {
    const { match, entries } = told(start, threeOut, ...inHalf('home', 1), ...innings(7), threeOut)
    const [line] = diamondPresentation.panels(match.state, entries)
    expect(JSON.stringify(line)).toContain('{"text":"X","kind":"part"}')
    const batted = told(start, plate('home_run', { batter: 'Ann', pitcher: 'Kei' }), plate('walk', { batter: 'Ann' }))
    const cards = diamondPresentation.panels(batted.match.state, batted.entries).slice(1)
    const rows = cards.flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === 'table' ? block.rows : [])))
    expect(rows.map(({ name, cells }) => [name, ...cells.map(({ text }) => text)])).toEqual([
      ['Ann', '1', '1', '1', '1', '1', '0'],
      ['Kei', '0.0', '1', '1', '1', '0'],
    ])
  })

  it('counts pitches and strikes for the pitcher of the line-up until another comes, for whoever names none', () => {
    const pitch = (call: string): Sent => ['pitch', { call }]
    const { match, entries } = told(
      ['lineup', { team: 'home', batting: ['Lou'], pitcher: 'Kei' }],
      start,
      ...['ball', 'called_strike', 'foul', 'automatic_strike', 'in_play'].map(pitch),
      plate('double'),
      ['pitching_change', { team: 'home', player: 'Rex' }],
      ['lineup', { team: 'home', batting: ['Lou'], pitcher: 'Kei' }],
      ...['swinging_strike', 'hit_by_pitch'].map(pitch),
    )
    expect(match.state.detail).toMatchObject({ pitching: { home: { player: 'Rex', pitches: 2 } } })
    const rows = diamondPresentation
      .panels(match.state, entries)
      .filter(({ title }) => title === 'Pitching: Reds')
      .flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === 'table' ? block.rows : [])))
    expect(rows.map(({ name, cells }) => [name, ...cells.map(({ text }) => text)].join(' '))).toEqual([
      'Kei 0.0 1 0 0 0 4 3',
      'Rex 0.0 0 0 0 0 2 1',
    ])
  })

  it('has the line-ups in batting order, and earned runs where the scorer tells them', () => {
    const { match, entries } = told(
      ['lineup', { team: 'away', batting: [{ name: 'Bea', position: 'SS' }, 'Ann'] }],
      ['lineup', { team: 'home', batting: ['Lou'], pitcher: 'Kei' }],
      start,
      plate('double', { batter: 'Ann', pitcher: 'Kei' }),
      plate('error', { batter: 'Bea', pitcher: 'Kei', runs: 1, earned: 0 }),
      ['wild_pitch', { runs: 1, pitcher: 'Kei' }],
    )
    const cards = diamondPresentation.panels(match.state, entries).slice(1)
    const rows = cards.map(({ title, blocks }) => [
      title,
      blocks.flatMap((block) =>
        block.kind === 'table'
          ? block.rows.map(({ name, note, cells }) => [name, note, ...cells.map(({ text }) => text)].join(' '))
          : [],
      ),
    ])
    expect(rows).toEqual([
      ['Batting: Blues', ['Bea SS 1 0 0 0 0 0', 'Ann  1 1 0 0 0 0']],
      ['Batting: Reds', ['Lou  0 0 0 0 0 0']],
      ['Pitching: Reds', ['Kei  0.0 1 2 1 0 0']],
    ])
  })
})

describe('the story of a half', () => {
  it('counts its outs from the first one, whatever the half before it had', () => {
    const match = new MatchBuilder(baseball)
    const entries = Array.from({ length: 7 }, (_, index) => {
      const before = match.state
      const event = { id: `k${index}`, type: 'plate_appearance', result: 'strikeout' }
      match.send(event.type, event)
      return { event, isDeleted: false, before, after: match.state }
    })
    const told = diamondPresentation.story.tell(entries, match.state)
    const outs = ['1 out', '2 outs', '3 outs']
    expect(told.map(({ item }) => item.detail)).toEqual([...outs, ...outs, '1 out'])
  })
})
