import { describe, expect, it } from 'vitest'
import type { MatchEvent } from '../../../src/match/event.ts'
import type { MatchState } from '../../../src/match/state.ts'
import { cricketView } from '../../../src/sports/cricket/view.ts'
import { CricketMatch } from './cricket-match.ts'

const BOWLED = { striker: 'Ann', nonStriker: 'Cat', bowler: 'Bea' }

function playing(format: unknown): MatchState {
  const match = new CricketMatch(format)
  match.send('match_start')
  return match.start('home').bowl('4 . 1 1 . 2 1', BOWLED).state
}

const rowOf = (state: MatchState) => cricketView.cells(state, 'home').map(({ text }) => text)
const summaryOf = (state: MatchState) => cricketView.summary(state)

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
    const [card] = cricketView.panels(state)
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
    const [card] = cricketView.panels(state)
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
    const [card] = cricketView.panels(match.bowl('2', { ...BOWLED, striker: 'Cat' }).state)
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

function delivery(fields: object): MatchEvent {
  return { id: JSON.stringify(fields), type: 'delivery', period: 1, ...BOWLED, ...fields }
}

function tell(events: readonly MatchEvent[], state: MatchState) {
  const entries = events.map((event) => ({ event, isDeleted: false, before: state, after: state }))
  return cricketView.story.tell(entries, state).map(({ item }) => item)
}
