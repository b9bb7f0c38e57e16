import { describe, expect, it } from 'vitest'
import { schemasOf } from '../../../src/sports/contract/schemas/sport-schemas.ts'
import type { Sport } from '../../../src/sports/contract/sport.ts'
import { sportNamed, sports } from '../../../src/sports/registry.ts'
import { MatchBuilder } from '../../support/sports/match-builder.ts'

interface Sent {
  readonly type: string
  readonly [field: string]: unknown
}

/** What the last of these events is warned of. */
function codesOf(sport: Sport, events: readonly Sent[]): string[] {
  const match = new MatchBuilder(sport)
  const sent = events.map(({ type, ...fields }) => match.send(type, fields))
  return sent.at(-1)?.warnings.map(({ code }) => code) ?? []
}

const START = { type: 'match_start' }
const FIRST = { type: 'period_start', period: 1 }
const ABANDONED = { type: 'status_set', status: 'abandoned' }
const POINT = { type: 'point', team: 'home' }

describe('[H4] what an event tells and the board does not show is no effect, though it looks as if it agreed:', () => {
  it.each([
    [
      'a break that is over, and the board goes on with it',
      'football',
      [FIRST, { type: 'period_end', period: 1 }, { type: 'break_end', kind: 'half_time' }],
    ],
    [
      'a break that is over, and does not say which',
      'football',
      [FIRST, { type: 'period_end', period: 1 }, { type: 'break_end' }],
    ],
    [
      'a break that is over, and another is being taken',
      'handball',
      [FIRST, { type: 'period_end', period: 1 }, { type: 'break_end', kind: 'tea' }],
    ],
    [
      'a break between the periods of a sport without rules',
      'generic',
      [FIRST, { type: 'period_end', period: 1 }, { type: 'break_end' }],
    ],
    ['a break that is over before the match', 'football', [{ type: 'break_end' }]],
    ['a clock that is set, to nothing', 'basketball', [START, FIRST, { type: 'clock', action: 'set' }]],
    ['a checkpoint that says nothing', 'volleyball', [START, POINT, { type: 'score_set' }]],
    [
      'points of a set after the match was given up',
      'volleyball',
      [POINT, ABANDONED, { type: 'retired', team: 'away' }],
    ],
    ['who retires from what was abandoned', 'tennis', [POINT, ABANDONED, { type: 'retired', team: 'away' }]],
    ['a clock beside what does nothing', 'handball', [{ type: 'break_start', kind: 'tea', clock: '12:00' }]],
    [
      'a player with an id beside what does nothing',
      'football',
      [FIRST, { type: 'timeout_end', player: { id: 7, name: 'Ann' } }],
    ],
  ])('%s', (_what, name, events) => {
    expect(codesOf(sportNamed(name) as Sport, events)).toContain('no-effect')
  })

  it.each([
    [
      'a break of the feed’s own is over',
      'generic',
      [FIRST, { type: 'break_start', kind: 'break' }, { type: 'break_end' }],
    ],
    [
      'a break that was over when play went on',
      'football',
      [FIRST, { type: 'period_end', period: 1 }, { type: 'period_start', period: 2 }, { type: 'break_end' }],
    ],
    ['the match begins, told twice', 'volleyball', [{ type: 'match_start', server: 'home' }, { type: 'match_start' }]],
  ])('and this is none: %s', (_what, name, events) => {
    expect(codesOf(sportNamed(name) as Sport, events)).toEqual([])
  })

  it.each([
    [
      'a part of a total that the sport does not take',
      'handball',
      { score: { home: 1, away: 0 }, detail: { fouls: 3 } },
    ],
    [
      'and one beside those it takes',
      'football',
      { score: { home: 1, away: 0 }, detail: { corners: { home: 1, away: 2 } } },
    ],
    ['and one beside those it takes', 'cricket', { score: { home: 10, away: 0 }, detail: { n: 1, wides: 2 } }],
    [
      'and one beside those it takes',
      'australian-rules',
      { score: { home: 6, away: 0 }, detail: { marks: { home: 1, away: 2 } } },
    ],
  ])('%s: %s', (_what, name, told) => {
    expect(codesOf(sportNamed(name) as Sport, [START, { type: 'score_set', ...told }])).toContain('unknown-field')
  })

  it('a follow-on that is not due does not turn the sides', () => {
    const innings = [
      { type: 'innings_start', n: 1, team: 'home' },
      { type: 'innings_end', n: 1 },
      { type: 'follow_on' },
    ]
    const match = new MatchBuilder(sportNamed('cricket') as Sport, 'test')
    const sent = innings.map(({ type, ...fields }) => match.send(type, fields))
    expect(sent.at(-1)?.warnings.map(({ code }) => code)).toEqual(['contradicts-period'])
    match.send('innings_start', { n: 2 })
    expect(match.state.scoreline.serving).toBe('away')
  })
})

it.each([...sports.values()].map((sport) => ({ sport, name: sport.name })))(
  '[H4] a checkpoint of $name that agrees with the board is no surprise, sent again',
  ({ sport }) => {
    const { examples = [] } = schemasOf(sport).events['score_set'] as { readonly examples?: readonly Sent[] }
    for (const example of examples) {
      expect(codesOf(sport, [START, example, example]), JSON.stringify(example)).not.toContain('no-effect')
    }
  },
)
