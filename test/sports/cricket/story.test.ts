import { describe, expect, it } from 'vitest'
import type { MatchEvent } from '../../../src/match/event.ts'
import type { MatchState } from '../../../src/match/state.ts'
import type { StoryEntry, StoryItem } from '../../../src/sports/contract/presentation.ts'
import { cricketPresentation } from '../../../src/sports/cricket/presentation.ts'
import type { SentEvent } from '../../support/sports/sport-examples.ts'
import { CricketMatch } from './cricket-match.ts'

const BALL = { type: 'delivery', striker: 'Ann', nonStriker: 'Cat', bowler: 'Bea' }
const START = { type: 'innings_start', batting: 'home' }

/** The entries that a page has after these events, and the state it shows. */
function played(format: unknown, events: readonly SentEvent[]): { entries: StoryEntry[]; state: MatchState } {
  const match = new CricketMatch(format)
  const entries = events.map((event, index) => {
    const before = match.state
    match.send(event.type, { ...event, id: `e${index}` })
    return { event: { ...event, id: `e${index}` } as MatchEvent, isDeleted: false, before, after: match.state }
  })
  return { entries, state: match.state }
}

function tell(format: unknown, events: readonly SentEvent[]): StoryItem[] {
  const { entries, state } = played(format, events)
  return cricketPresentation.story.tell(entries, state).map(({ item }) => item)
}

const lineOf = ({ title, detail, score }: StoryItem) =>
  [title, detail && `(${detail})`, score].filter(Boolean).join(' ')
const partsOf = ({ parts = [] }: StoryItem) =>
  parts.map(({ title, note }) => [title, note].filter(Boolean).join(': ')).join(' > ')

describe('the story of a cricket match', () => {
  it('belongs to innings and overs, each with what it has come to', () => {
    const over = Array.from({ length: 6 }, () => ({ ...BALL, bat: 1 }))
    const told = tell('t20', [
      START,
      ...over,
      { ...BALL, bat: 4, boundary: 4 },
      { type: 'break_start', kind: 'drinks' },
    ])
    expect(told.map(partsOf).filter((_, index) => [0, 1, 6, 7, 8].includes(index))).toEqual([
      'Reds innings: 0/0',
      'Reds innings: 1/0 > Over 1: 1 run',
      'Reds innings: 6/0 > Over 1: 6 runs',
      'Reds innings: 10/0 > Over 2: 4 runs',
      'Reds innings: 10/0',
    ])
  })

  it('counts sets of five by their balls, and innings of two by side', () => {
    expect(partsOf(tell('hundred', [START, { ...BALL, over: 3, ballInOver: 1 }])[1] as StoryItem)).toBe(
      'Reds innings: 0/0 > Balls 16 to 20: 0 runs',
    )
    const second = [{ ...START }, { type: 'declaration' }, { ...START, batting: 'away' }, { type: 'innings_end' }]
    const told = tell('test', [...second, START, BALL])
    expect(partsOf(told.at(-1) as StoryItem)).toBe('Reds, 2nd innings: 0/0 > Over 1: 0 runs')
  })

  it('names who bowled and who faced, also where the feed leaves it to the run of play', () => {
    const told = tell('t20', [
      START,
      { ...BALL, over: 0, ballInOver: 1, bat: 1 },
      { type: 'delivery', over: 0, ballInOver: 2, bat: 0 },
      { type: 'delivery', wickets: [{ kind: 'bowled' }] },
    ])
    expect(told.slice(1).map(lineOf)).toEqual([
      '1 run (Bea to Ann) 1/0',
      'No run (Bea to Cat)',
      'OUT Cat (b Bea · 0 (2)) 1/1',
    ])
  })

  it('says once that a result which was given ended the match', () => {
    const won = { type: 'result_set', result: { winner: 'home', method: 'awarded' } }
    const told = tell('t20', [START, { ...BALL, bat: 1 }, won])
    expect(told.slice(2).map(lineOf)).toEqual(['Result (Reds won (awarded)) 1/0'])
  })

  it('puts a late ball into its over, and counts what came after it again', () => {
    const at = (over: number, ballInOver: number, bat: number) => ({ ...BALL, period: 1, over, ballInOver, bat })
    const told = tell('t20', [START, at(0, 1, 1), at(1, 1, 2), at(0, 2, 3)])
    expect(told.slice(1).map((item) => `${partsOf(item)} | ${item.score}`)).toEqual([
      'Reds innings: 1/0 > Over 1: 1 run | 1/0',
      'Reds innings: 4/0 > Over 1: 4 runs | 4/0',
      'Reds innings: 6/0 > Over 2: 2 runs | 6/0',
    ])
  })

  it('forgets a ball that was taken back', () => {
    const { entries, state } = played('t20', [START, { ...BALL, bat: 4 }, { ...BALL, bat: 1 }])
    const taken = entries.map((entry, index) => (index === 1 ? { ...entry, isDeleted: true } : entry))
    const told = cricketPresentation.story.tell(taken, state).map(({ item }) => item)
    expect(told.map(({ score }) => score)).toEqual([undefined, undefined, '1/0'])
  })

  it('tells both wickets of one ball, each with its own score', () => {
    const wickets = [
      { kind: 'caught', playerOut: 'Ann', fielders: ['Kit'] },
      { kind: 'run_out', playerOut: 'Cat', fielders: ['Kit'] },
    ]
    const told = tell('t20', [START, { ...BALL, bat: 1 }, { ...BALL, wickets }])
    expect(told.slice(2).map(lineOf)).toEqual([
      'OUT Ann (c Kit b Bea · 1 (2)) 1/1',
      'OUT Cat (run out (Kit) · 0 (0)) 1/2',
    ])
  })

  it('has lines for what the laws end, unless the feed says it', () => {
    const chase = [
      START,
      { ...BALL, bat: 2 },
      { type: 'innings_end', reason: 'all_out' },
      { ...START, batting: 'away' },
    ]
    const won = [...chase, { ...BALL, bat: 3 }]
    expect(tell('t20', won).map(lineOf).slice(-4)).toEqual([
      'Blues bat (Target 3)',
      '3 runs (Bea to Ann) 3/0',
      'End of innings: Blues (Target reached) 3/0',
      'Match over (Blues won by 10 wickets)',
    ])
    const said = tell('t20', [...won, { type: 'innings_end', reason: 'target_reached' }, { type: 'match_end' }])
    expect(said.map(lineOf).slice(-3)).toEqual([
      '3 runs (Bea to Ann) 3/0',
      'End of innings: Blues (Target reached) 3/0',
      'Match over (Blues won by 10 wickets)',
    ])
  })

  it('has words for what happens between balls', () => {
    const told = tell('test', [
      { type: 'toss', winner: 'away', decision: 'field' },
      START,
      { type: 'powerplay', n: 1, from: 0, to: 6 },
      { type: 'review_start', id: 'r', team: 'home', subject: 'wicket' },
      { type: 'review_end', team: 'home', decision: 'struck_down', umpiresCall: true },
      { type: 'penalty_runs', side: 'home', runs: 5 },
      { type: 'wicket', kind: 'timed_out', playerOut: 'Dot' },
      { type: 'wicket', kind: 'retired_hurt', playerOut: 'Eve' },
      { type: 'break_start', kind: 'lunch' },
      { type: 'declaration' },
      { ...START, batting: 'away' },
      { type: 'innings_end', reason: 'all_out' },
      { type: 'follow_on' },
      { type: 'overs_reduced', oversLimit: 35 },
      { type: 'target_revised', runs: 255, overs: 35, method: 'DLS' },
      { type: 'super_over_start', n: 2 },
      { type: 'deliverie', bat: 1 },
    ])
    expect(told.map(lineOf)).toEqual([
      'Blues won the toss and chose to field',
      'Reds bat',
      'Powerplay 1 (Overs 1 to 6)',
      'Review by Reds (Wicket)',
      'Review struck down (Umpire’s call)',
      '5 penalty runs to Reds 5/0',
      'OUT Dot (timed out · 0 (0)) 5/1',
      'Eve retired hurt (0 (0))',
      'Lunch 5/1',
      'Reds declare 5/1d',
      'Blues bat',
      'End of innings: Blues (All out) 0',
      'Blues follow on',
      'Innings shortened to 35 overs',
      'Target revised to 255 (in 35 overs · DLS)',
      'Super over 2',
      '“deliverie” (not counted: no such event in this sport)',
    ])
  })
})
