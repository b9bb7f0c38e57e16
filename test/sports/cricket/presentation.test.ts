import { describe, expect, it } from 'vitest'
import type { MatchEvent } from '../../../src/match/event.ts'
import type { MatchState } from '../../../src/match/state.ts'
import { cricket } from '../../../src/sports/cricket/index.ts'
import { cricketPresentation } from '../../../src/sports/cricket/presentation.ts'
import { CricketMatch } from './cricket-match.ts'

const BOWLED = { striker: 'Ann', nonStriker: 'Cat', bowler: 'Bea' }

function playing(format: unknown): MatchState {
  const match = new CricketMatch(format)
  match.send('match_start')
  return match.start('home').bowl('4 . 1 1 . 2 1', BOWLED).state
}

const rowOf = ({ scoreline }: MatchState) => [`(${scoreline.home.sub})`, scoreline.home.main]
const summaryOf = (state: MatchState) => cricketPresentation.summary(state)

describe('The Hundred', () => {
  it('is shown in balls and sets of five, nowhere in overs', () => {
    const state = playing('hundred')
    expect(rowOf(state)).toEqual(['(7 balls)', '9/0'])
    const [progress, crease] = summaryOf(state)
    expect(progress).toMatchObject({ facts: ['Balls 7/100', 'Run rate 6.43 per 5 balls', 'Powerplay 1'] })
    expect(crease).toMatchObject({
      blocks: [
        { label: 'At the crease' },
        { label: 'Bowling', people: [{ name: 'Bea', figures: '0/9 (7 balls)' }] },
        { label: 'This set', steps: [{ text: '2' }, { text: '1' }] },
        { text: 'Partnership 9 (7)' },
      ],
    })
    const [card] = cricketPresentation.panels(state)
    expect(card?.title).toBe('Reds 9/0 (7 balls)')
    expect(card?.blocks[2]).toMatchObject({ columns: ['Bowler', 'B', 'M', 'R', 'W', 'Econ'].map((text) => ({ text })) })
    expect(JSON.stringify([rowOf(state), summaryOf(state), card])).not.toMatch(/\bovers?\b(?!")|1\.2/i)
  })

  it('tells what a chase needs in balls', () => {
    const match = new CricketMatch('hundred')
    match.send('match_start')
    const { state } = match.start('home').make(30).end('overs').start('away').bowl('6 .', BOWLED)
    const [, chase] = summaryOf(state)
    expect(chase).toMatchObject({ text: 'Blues need 25 runs from 98 balls · required rate 1.28 per 5 balls' })
  })

  it('numbers its balls through the innings, one that is bowled again with the same number', () => {
    const fields = [{ bat: 1 }, { wides: 1 }, { bat: 4, boundary: 4 }, { noBalls: 2 }, { bat: 2 }]
    const balls = fields.map((each, index) => delivery({ over: 3, ballInOver: index + 1, ...each }))
    const { state } = new CricketMatch('hundred')
    expect(tell([...balls, delivery({ over: 4, ballInOver: 1 })], state).map(({ when }) => when)).toEqual([
      '16',
      '17',
      '17',
      '18',
      '18',
      '21',
    ])
    expect(tell([{ id: 'e', type: 'innings_end', n: 1, reason: 'overs' }], state)).toMatchObject([
      { detail: 'All balls bowled' },
    ])
  })
})

describe('a match of overs', () => {
  it('is shown in overs', () => {
    const state = playing('t20')
    expect(rowOf(state)).toEqual(['(1.1 ov)', '9/0'])
    const [progress, crease] = summaryOf(state)
    expect(progress).toMatchObject({ facts: ['Overs 1.1/20', 'Run rate 7.71', 'Powerplay 1'] })
    expect(crease).toMatchObject({
      blocks: [
        {},
        { people: [{ name: 'Bea', figures: '0/9 (1.1)' }] },
        { label: 'This over', steps: [{ text: '1' }] },
        {},
      ],
    })
    const [card] = cricketPresentation.panels(state)
    expect(card?.title).toBe('Reds 9/0 (1.1)')
    expect(card?.blocks[2]).toMatchObject({ columns: ['Bowler', 'O', 'M', 'R', 'W', 'Econ'].map((text) => ({ text })) })
    expect(tell([delivery({ over: 3, ballInOver: 2 })], state)).toMatchObject([{ when: '3.2' }])
  })
})

describe('a batter who retires undefeated', () => {
  it('is not told as out', () => {
    const { state } = new CricketMatch('t20')
    const retired = delivery({ bat: 1, wickets: [{ kind: 'retired_not_out' }] })
    const out = delivery({ wickets: [{ kind: 'retired_out', playerOut: 'Cat' }] })
    expect(tell([retired, out], state)).toMatchObject([
      { tone: 'plain', title: '1 run', detail: 'Bea to Ann · Ann retired not out' },
      { tone: 'goal', title: 'OUT Cat', detail: 'retired out' },
    ])
  })
})

describe('the card of an innings', () => {
  it('has strike rates, economies, and how the wickets fell', () => {
    const match = new CricketMatch('t20')
      .start('home')
      .bowl('4 1', { ...BOWLED, nonStriker: 'Dot' })
      .bowl('W', BOWLED)
    const [card] = cricketPresentation.panels(match.bowl('2', { ...BOWLED, striker: 'Cat' }).state)
    const texts = card?.blocks.flatMap((block) =>
      block.kind === 'table'
        ? block.rows.map(({ cells }) => cells.at(-1)?.text)
        : block.kind === 'footnote'
          ? block.text
          : [],
    )
    expect(texts).toContain('166.7')
    expect(texts).toContain('10.50')
    expect(texts).toContain('Fall of wickets: 1-5 (Ann, 0.3 ov)')
  })
})

describe('the card of an innings whose balls are all known', () => {
  const sent = [
    { type: 'innings_start', batting: 'home' },
    ...[{ bat: 4, boundary: 4 }, { wides: 2 }, {}, { noBalls: 1, bat: 1 }, { legByes: 1 }, { bat: 1 }].map((ball) => ({
      type: 'delivery',
      ...BOWLED,
      ...ball,
    })),
    { type: 'delivery', ...BOWLED, wickets: [{ kind: 'caught', fielders: ['Kit'], substitutes: ['Kit'] }] },
    { type: 'delivery', ...BOWLED, striker: 'Dot', bat: 3 },
    { type: 'delivery', ...BOWLED, striker: 'Dot', bowler: 'Flo', bat: 2 },
  ]

  function page() {
    const match = new CricketMatch('t20')
    const entries = sent.map((event, index) => {
      const before = match.state
      match.send(event.type, { ...event, id: `e${index}` })
      return { event: { ...event, id: `e${index}` } as MatchEvent, isDeleted: false, before, after: match.state }
    })
    return { entries, state: match.state }
  }

  it('has what each bowler gave away, the partnerships, and the runs by over', () => {
    const { entries, state } = page()
    const [card] = cricketPresentation.panels(state, entries)
    const tables = card?.blocks.flatMap((block) => (block.kind === 'table' ? [block.rows] : [])) ?? []
    expect(tables[1]?.map(({ name, cells }) => [name, ...cells.slice(-3).map(({ text }) => text)])).toEqual([
      ['Bea', '2', '1', '3'],
      ['Flo', '0', '0', '0'],
    ])
    expect(tables[0]?.map(({ note }) => note)).toContain('c sub (Kit) b Bea')
    const notes = card?.blocks.flatMap((block) => (block.kind === 'footnote' ? [block.text] : []))
    expect(notes).toContain('Partnerships: 1st 10 (6) Ann, Cat; 2nd 5* (2) Cat, Dot')
    const overs = card?.blocks.find((block) => block.kind === 'sequence')
    expect(overs).toMatchObject({
      label: 'Runs by over',
      steps: [{ text: '13', spoken: 'Over 1: 13 runs, 1 wicket', tone: 'bad' }, { text: '2' }],
    })
  })

  it('marks captain and keeper, and says who did not bat', () => {
    const { entries, state } = page()
    const lineup = { team: 'home', players: ['Ann', 'Cat', 'Dot', 'Eve', 'Fay'], captain: 'Ann', keeper: 'Eve' }
    const told = [
      { event: { id: 'l', type: 'lineup', ...lineup } as MatchEvent, isDeleted: false, before: state, after: state },
    ]
    const [card] = cricketPresentation.panels(state, [...told, ...entries])
    expect(JSON.stringify(card)).toContain('"name":"Ann (c)"')
    expect(JSON.stringify(card)).toContain('"text":"Yet to bat: Eve †, Fay"')
  })

  it('names the player of the match', () => {
    const match = new CricketMatch('t20').start('home').bowl('4', BOWLED)
    match.send('player_of_match', { player: 'Ann' })
    expect(summaryOf(match.state).at(-1)).toMatchObject({ facts: ['Player of the match: Ann'] })
  })

  it('says nothing of them where balls are missing', () => {
    const { entries, state } = page()
    expect(cricketPresentation.panels(state, entries.slice(3))).toEqual(cricketPresentation.panels(state))
    expect(JSON.stringify(cricketPresentation.panels(state))).not.toMatch(/Partnerships|Runs by over|WD/)
  })
})

describe('a correction of a cricket match', () => {
  it('is told with the wickets', () => {
    const figures = (state: MatchState) => ({ score: state.score, ...cricket.figures(state) })
    const match = new CricketMatch('t20').start('home').bowl('4 W', BOWLED)
    expect(cricketPresentation.correctedText?.(figures(match.state))).toBe('4/1 (0.2)')
  })

  it('is a late ball of an innings that was over, and no other', () => {
    const match = new CricketMatch('t20').start('home').bowl('4', BOWLED).end().start('away')
    const before = match.state
    match.send('delivery', { ...BOWLED, bat: 1 })
    expect(cricket.turns({ id: 'a', type: 'delivery' }, before, match.state)).toBe(false)
    const late = match.state
    match.send('delivery', { ...BOWLED, period: 1, over: 0, ballInOver: 2, bat: 2 })
    expect(cricket.turns({ id: 'b', type: 'delivery' }, late, match.state)).toBe(true)
    expect(cricket.correctionKind({ id: 'b', type: 'delivery' }, 'add')).toBe('innings_corrected')
  })
})

function delivery(fields: object): MatchEvent {
  return { id: JSON.stringify(fields), type: 'delivery', period: 1, ...BOWLED, ...fields }
}

function tell(events: readonly MatchEvent[], state: MatchState) {
  const entries = events.map((event) => ({ event, isDeleted: false, before: state, after: state }))
  return cricketPresentation.story.tell(entries, state).map(({ item }) => item)
}
