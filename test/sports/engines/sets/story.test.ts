import { describe, expect, it } from 'vitest'
import type { MatchEvent } from '../../../../src/match/event.ts'
import type { MatchState } from '../../../../src/match/state.ts'
import type { StoryEntry } from '../../../../src/sports/contract/presentation.ts'
import type { Sport } from '../../../../src/sports/contract/sport.ts'
import { presentationOf } from '../../../../src/sports/presentations.ts'
import { tennis } from '../../../../src/sports/tennis/index.ts'
import { volleyball } from '../../../../src/sports/volleyball/index.ts'
import { MatchBuilder } from '../../../support/sports/match-builder.ts'
import type { SentEvent } from '../../../support/sports/sport-examples.ts'

/** What the page of a match has after these events. */
function played(sport: Sport, events: readonly SentEvent[], format?: object) {
  const match = new MatchBuilder(sport, format)
  const entries = events.map((event, index) => {
    const before = match.state
    match.send(event.type, event)
    return { event: { id: `e${index}`, ...event } as MatchEvent, isDeleted: false, before, after: match.state }
  })
  return { entries, state: match.state as MatchState }
}

/** The lines of a match, as its page gets them. */
function storyOf(sport: Sport, events: readonly SentEvent[], format?: object) {
  const { entries, state } = played(sport, events, format)
  return presentationOf(sport.name)
    .story.tell(entries, state)
    .map(({ item }) => item)
}

const point = (team: string, fields: object = {}) => ({ type: 'point', team, ...fields })
const start = { type: 'match_start', server: 'home' }
const times = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item)

describe('the story of a sport of sets', () => {
  it('tells every rally with the running score, and the set where it was won', () => {
    const told = storyOf(
      volleyball,
      [start, point('home', { kind: 'block' }), point('away'), ...times(2, point('home'))],
      {
        pointsToWin: 3,
      },
    )
    expect(told.slice(1)).toMatchObject([
      { title: 'Point Reds', score: '1–0', detail: 'Block', parts: [{ title: 'Set 1' }] },
      { title: 'Point Blues', score: '1–1', parts: [{ title: 'Set 1' }] },
      { title: 'Point Reds', score: '2–1', parts: [{ title: 'Set 1' }] },
      { tone: 'phase', title: 'Set 1: Reds 3–1', score: '1–0', parts: [{ title: 'Set 1' }] },
    ])
  })

  it('tells tennis by game, who won each point and how', () => {
    const told = storyOf(tennis, [
      start,
      point('home', { kind: 'ace' }),
      point('away', { kind: 'double_fault', serveNumber: 2 }),
      ...times(2, point('home', { serveNumber: 2 })),
      point('home', { kind: 'winner' }),
    ])
    expect(told.slice(1)).toMatchObject([
      {
        title: 'Point Reds',
        when: '15–0',
        detail: 'Ace',
        parts: [{ title: 'Set 1' }, { title: 'Game 1', note: '15–0' }],
      },
      { title: 'Point Blues', when: '15–15', detail: 'Double fault (Reds)' },
      { title: 'Point Reds', when: '30–15', detail: 'Second serve' },
      { title: 'Point Reds', when: '40–15' },
      {
        tone: 'goal',
        title: 'Game Reds',
        score: '1–0',
        detail: 'Winner',
        parts: [
          { title: 'Set 1', note: '1–0' },
          { title: 'Game 1', note: 'Reds' },
        ],
      },
    ])
  })

  it('tells a set of tennis with the loser’s points of its tie-break, a match tie-break by its points', () => {
    const level = { type: 'score_set', sets: [], games: { home: 6, away: 6 }, points: { home: 5, away: 6 } }
    expect(storyOf(tennis, [start, level, point('away')]).at(-1)).toMatchObject({ title: 'Set 1: Blues 7–6(5)' })
    const sets = [
      { home: 6, away: 0 },
      { home: 0, away: 6 },
    ]
    const last = { type: 'score_set', sets, points: { home: 9, away: 3 } }
    const told = storyOf(tennis, [start, last, point('home')], { finalSet: 'matchtb10' })
    expect(told.at(-1)).toMatchObject({ title: 'Set 3: Reds [10–3]' })
  })

  it('has words with a name for every event that a side causes', () => {
    const told = storyOf(volleyball, [
      start,
      { type: 'service', server: 'away' },
      { type: 'card', team: 'home', card: 'red' },
      { type: 'challenge', team: 'away' },
      { type: 'rotation_fault', team: 'away' },
      { type: 'timeout', team: 'home' },
      { type: 'score_set', points: { home: 17, away: 15 }, reason: 'checked' },
      { type: 'retired', team: 'away', reason: 'injury' },
    ])
    expect(told.slice(1).map(({ title, score, detail }) => [title, score, detail].filter(Boolean).join(' | '))).toEqual(
      [
        'Blues to serve',
        'Red card: Reds | 0–1',
        'Challenge: Blues',
        'Rotation fault: Blues',
        'Timeout: Reds',
        'Score corrected | 0–0, 17–15 | Checked',
        'Blues retired | Injury',
      ],
    )
  })

  it('says that ends are changed', () => {
    const match = new MatchBuilder(volleyball, { pointsToWin: 3 })
    match.send('match_start')
    const ends = () =>
      presentationOf('volleyball')
        .summary(match.state)
        .some((block) => block.kind === 'callout' && block.text === 'Change of ends')
    for (const team of ['home', 'home']) match.send('point', { team })
    expect(ends()).toBe(false)
    match.send('point', { team: 'home' })
    expect(ends()).toBe(true)
    match.send('point', { team: 'home' })
    expect(ends()).toBe(false)
  })
})

describe('the statistics of a tennis match', () => {
  const game = (team: string, first: object = {}) => [point(team, first), ...times(3, point(team))]
  const events = [
    start,
    ...game('home', { kind: 'ace' }),
    point('home', { kind: 'double_fault' }),
    ...game('home', { kind: 'winner' }).slice(1),
    point('home', { kind: 'unforced_error' }),
  ]
  const rowsOf = (entries: readonly StoryEntry[], state: MatchState) =>
    presentationOf('tennis')
      .panels(state, entries)
      .flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === 'comparison' ? block.rows : [])))
      .map(({ label, values }) => `${label} ${values.home}–${values.away}`)

  it('count what the feed told, errors and faults for the side that made them', () => {
    const { entries, state } = played(tennis, events)
    expect(rowsOf(entries, state)).toEqual([
      'Aces 1–0',
      'Double faults 0–1',
      'Unforced errors 0–1',
      'Break points won 1–0',
      'Break points faced 0–1',
      'Service games won 1–0',
      'Service games played 1–1',
      'Points won 9–0',
    ])
  })

  it('are left out where the entries begin in mid-play, and forget a point that was taken back', () => {
    const { entries, state } = played(tennis, events)
    expect(rowsOf(entries.slice(2), state)).toEqual([])
    const taken = entries.map((entry, index) => (index === 1 ? { ...entry, isDeleted: true } : entry))
    expect(rowsOf(taken, state)).not.toContain('Aces 1–0')
  })
})

describe('how long a tennis match took', () => {
  const minutes = (n: number) => ({ occurredAt: 1_000_000 + n * 60_000 })
  const factsOf = (events: readonly (object & { readonly type: string })[]) => {
    const { entries, state } = played(tennis, events)
    const blocks = presentationOf('tennis')
      .panels(state, entries)
      .flatMap((panel) => panel.blocks)
    return blocks.flatMap((block) => (block.kind === 'facts' ? block.facts : []))
  }

  it('is what the feed says of its points, though they came all at once, without the rain between them', () => {
    const points = [0, 20, 102].map((n) => ({ ...point('home'), ...minutes(n) }))
    expect(factsOf([start, ...points])).toEqual(['Duration 1 h 42 min'])
    const rain = [
      { type: 'interruption_start', reason: 'rain', ...minutes(30) },
      { type: 'interruption_end', ...minutes(90) },
    ]
    expect(factsOf([start, ...points.slice(0, 2), ...rain, ...points.slice(2)])).toEqual(['Duration 42 min'])
  })

  it('is not told of points that came at once and say nothing of when', () => {
    expect(factsOf([start, point('home'), point('away')])).toEqual([])
  })
})

it('tells who won the golden set as it tells the other sets', () => {
  const told = storyOf(
    volleyball,
    [start, ...times(3, point('home')), { type: 'golden_set', server: 'home' }, ...times(3, point('away'))],
    { bestOf: 1, pointsToWin: 3, lastSet: 3 },
  )
  expect(told.at(-1)).toMatchObject({ tone: 'phase', title: 'Golden set: Blues 3–0' })
})
