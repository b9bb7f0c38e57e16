import { describe, expect, it } from 'vitest'
import type { Sport } from '../../src/sports/contract/sport.ts'
import { surprisingStart, surprisingTime } from '../../src/sports/contract/warnings/plausible-time.ts'
import { sports } from '../../src/sports/registry.ts'
import { fixtureOf, MatchBuilder } from '../support/sports/match-builder.ts'

type Sent = readonly [type: string, fields?: object]

/** The codes of the last event's warnings, and the match after it. */
function last(name: string, format: unknown, ...sent: readonly Sent[]) {
  const match = new MatchBuilder(sports.get(name) as Sport, format)
  const outcomes = sent.map(([type, fields]) => match.send(type, fields))
  const warnings = outcomes.at(-1)?.warnings ?? []
  return { codes: warnings.map(({ code }) => code), details: warnings.map(({ detail }) => detail).join(), match }
}

const home = { team: 'home' }
const ann = { team: 'home', player: 'Ann' }
const goalOfAnn: Sent = ['goal', { ...ann, clock: '23' }]
const suspended: Sent = ['status_set', { status: 'suspended' }]
const eleven = Array.from({ length: 11 }, (_, index) => `Player ${index}`)
const attempts: readonly Sent[] = [
  ['shootout_attempt', { team: 'home', scored: true }],
  ['shootout_attempt', { team: 'away', scored: false }],
]
const firstHalf: Sent = ['period_start', { period: 1 }]
const innings: Sent = ['innings_start', { n: 1, batting: 'home' }]
const ball: Sent = ['delivery', { striker: 'Ann', nonStriker: 'Bea', bowler: 'Kit', bat: 4 }]
const overOfKit = (over: number): Sent[] => [
  ...Array.from({ length: 6 }, (): Sent => ['delivery', { over, bowler: 'Kit' }]),
  ...Array.from({ length: 6 }, (): Sent => ['delivery', { over: over + 1, bowler: 'Lea' }]),
]
const lastGame: readonly Sent[] = [
  ['match_start'],
  ...Array.from({ length: 4 }, (): Sent => ['point', { team: 'away' }]),
]
const wonTennis: Sent = [
  'score_set',
  {
    sets: [
      { home: 6, away: 0 },
      { home: 6, away: 0 },
    ],
  },
]

describe('[H4] is answered with a warning:', () => {
  it.each<[string, string, string | object | undefined, string, readonly Sent[]]>([
    ['a minute on a goal', 'football', undefined, 'unknown-field', [firstHalf, ['goal', { ...home, minute: 23 }]]],
    ['a scorer on a goal', 'football', undefined, 'unknown-field', [firstHalf, ['goal', { ...home, scorer: 'Ann' }]]],
    ['runs on a delivery', 'cricket', 't20', 'unknown-field', [innings, ['delivery', { runs: 4 }]]],
    ['a slip in a type', 'football', undefined, 'unknown-type', [firstHalf, ['gaol', home]]],
    ['another word for a type', 'football', undefined, 'unknown-type', [firstHalf, ['red_card', home]]],
    [
      'a goal where maps count rounds',
      'esports',
      undefined,
      'not-counted',
      [['match_start'], ['map_won', home], ['goal', home]],
    ],
    [
      'a round where maps count goals',
      'esports',
      { counts: 'goals' },
      'not-counted',
      [['match_start'], ['round', home]],
    ],
    [
      'a point that the other side served',
      'tennis',
      undefined,
      'out-of-turn',
      [
        ['match_start', { server: 'away' }],
        ['point', home],
        ['point', { ...home, server: 'home' }],
      ],
    ],
    [
      'a point that the other side served',
      'volleyball',
      undefined,
      'out-of-turn',
      [
        ['point', home],
        ['point', { ...home, server: 'away' }],
      ],
    ],
    ['a set that there is not', 'tennis', undefined, 'unknown-period', [['point', { ...home, period: 'third' }]]],
    ['an innings that there is not', 'cricket', 't20', 'unknown-period', [innings, ['delivery', { period: 6 }]]],
    [
      'a retirement in another set',
      'tennis',
      undefined,
      'contradicts-period',
      [
        ['point', home],
        ['retired', { ...home, period: 3 }],
      ],
    ],
    ['a set that none came before', 'volleyball', undefined, 'skipped-period', [['period_start', { period: 3 }]]],
    [
      'points beside the sets that decide the match',
      'volleyball',
      { bestOf: 1 },
      'match-decided',
      [['score_set', { sets: [{ home: 25, away: 20 }], points: { home: 1, away: 0 } }]],
    ],
    [
      'overs and balls of two lengths',
      'cricket',
      't20',
      'contradicts-itself',
      [innings, ['target_revised', { runs: 90, overs: 10, balls: 50 }]],
    ],
    [
      'overs and balls of two lengths',
      'cricket',
      't20',
      'contradicts-itself',
      [innings, ['overs_reduced', { oversLimit: 10, ballsLimit: 66 }]],
    ],
    [
      'a ball after the tenth wicket',
      'cricket',
      't20',
      'beyond-limit',
      [
        innings,
        ...Array.from({ length: 10 }, (): Sent => ['delivery', { wickets: [{ kind: 'bowled' }] }]),
        ['delivery', { bat: 1 }],
      ],
    ],
    ['two innings at once', 'cricket', 't20', 'contradicts-itself', [['innings_start', { n: 1, period: 2 }]]],
    [
      'a powerplay of another innings',
      'cricket',
      't20',
      'contradicts-period',
      [innings, ['powerplay', { n: 1, from: 0, to: 6, period: 2 }]],
    ],
    [
      'a half with one out',
      'baseball',
      undefined,
      'half-ended-early',
      [['match_start'], ['out'], ['half_inning_start', { half: 'bottom' }]],
    ],
    [
      'a half that ends with two out',
      'softball',
      undefined,
      'half-ended-early',
      [['match_start'], ['out', { outs: 2 }], ['half_inning_end']],
    ],
    [
      'a play of the next half with one out',
      'baseball',
      undefined,
      'half-ended-early',
      [['match_start'], ['out'], ['pitch', { call: 'ball', half: 'bottom' }]],
    ],
    [
      'a side that does not bat in the half it begins',
      'baseball',
      undefined,
      'not-batting',
      [['half_inning_start', { ...home, period: 1, half: 'top' }]],
    ],
    [
      'a half that is over, begun again',
      'baseball',
      undefined,
      'innings-not-open',
      [['match_start'], ['out', { outs: 3 }], ['half_inning_start', { half: 'top' }]],
    ],
    [
      'a play of the half before',
      'baseball',
      undefined,
      'innings-not-open',
      [['match_start'], ['out', { outs: 3 }], ['out', { half: 'bottom' }], ['pitch', { call: 'ball', half: 'top' }]],
    ],
    ['two halves at once', 'baseball', undefined, 'contradicts-itself', [['run', { period: 'top_1', half: 'bottom' }]]],
    [
      'more runs batted in than a play brings',
      'baseball',
      undefined,
      'contradicts-itself',
      [['match_start'], ['plate_appearance', { result: 'home_run', rbi: 2 }]],
    ],
    [
      'more runs earned than a play brings',
      'softball',
      undefined,
      'contradicts-itself',
      [['match_start'], ['plate_appearance', { result: 'single', bases: ['first'], earned: 1 }]],
    ],
    [
      'a pitching change of an inning that is over',
      'baseball',
      undefined,
      'contradicts-period',
      [
        ['half_inning_start', { period: 7, half: 'top' }],
        ['pitching_change', { player: 'Ann', period: 3 }],
      ],
    ],
    [
      'the third free throw of two',
      'basketball',
      undefined,
      'contradicts-itself',
      [
        ['period_start', { period: 1 }],
        ['free_throw', { ...home, made: true, n: 3, of: 2 }],
      ],
    ],
    [
      'a drawn map that is not level',
      'esports',
      { counts: 'goals' },
      'score-contradicts-winner',
      [['map_drawn', { score: { home: 2, away: 1 } }]],
    ],
    [
      'the same ball twice',
      'cricket',
      't20',
      'already-recorded',
      [innings, ['delivery', { over: 0, ballInOver: 1, bat: 1 }], ['delivery', { over: 0, ballInOver: 1, bat: 1 }]],
    ],
    [
      'the same kick twice',
      'football',
      'straight-penalties',
      'already-recorded',
      [
        ['shootout_start', { first: 'home' }],
        ['shootout_kick', { ...home, kick: 1, scored: true }],
        ['shootout_kick', { ...home, kick: 1, scored: true }],
      ],
    ],
    [
      'an eleventh wicket',
      'cricket',
      't20',
      'beyond-limit',
      [innings, ...Array.from({ length: 11 }, (): Sent => ['wicket', { kind: 'timed_out' }])],
    ],
    [
      'ball 121 of a T20',
      'cricket',
      't20',
      'beyond-limit',
      [innings, ...Array.from({ length: 121 }, (): Sent => ['delivery', { bat: 0 }])],
    ],
    [
      'one bowler in two overs in a row',
      'cricket',
      't20',
      'impossible-player',
      [innings, ...Array.from({ length: 7 }, (): Sent => ['delivery', { bowler: 'Sol', bat: 0 }])],
    ],
    [
      'one batter at both ends',
      'cricket',
      't20',
      'impossible-player',
      [innings, ['delivery', { striker: 'Ann', nonStriker: 'Ann', bat: 0 }]],
    ],
    [
      'a goal after a golden goal',
      'football',
      'golden-goal',
      'match-decided',
      [
        ['period_start', { period: 3 }],
        ['goal', home],
        ['goal', { team: 'away' }],
      ],
    ],
    [
      'a goal of the second half in the first',
      'football',
      undefined,
      'contradicts-period',
      [firstHalf, ['goal', { ...home, period: 2 }]],
    ],
    [
      'a clock far beyond its period',
      'football',
      undefined,
      'beyond-limit',
      [firstHalf, ['goal', { ...home, period: 1, clock: '70:00' }]],
    ],
    [
      'a second plain yellow',
      'football',
      undefined,
      'impossible-player',
      [
        firstHalf,
        ['card', { ...home, player: 'Pim', card: 'yellow' }],
        ['card', { ...home, player: 'Pim', card: 'yellow' }],
      ],
    ],
    [
      'who is taken off twice',
      'football',
      undefined,
      'impossible-player',
      [
        firstHalf,
        ['substitution', { ...home, off: 'Pim', on: 'Ann' }],
        ['substitution', { ...home, off: 'Pim', on: 'Bea' }],
      ],
    ],
    [
      'who scores after he was sent off',
      'football',
      undefined,
      'impossible-player',
      [firstHalf, ['card', { ...home, player: 'Pim', card: 'red' }], ['goal', { ...home, player: 'Pim' }]],
    ],
    ['a default after the match was won', 'tennis', undefined, 'match-decided', [wonTennis, ['default', home]]],
    ['a point after the match was won', 'tennis', undefined, 'match-decided', [wonTennis, ['point', home]]],
    [
      'a point of the first set in the second',
      'volleyball',
      undefined,
      'contradicts-period',
      [
        ['score_set', { sets: [{ home: 25, away: 20 }], points: { home: 1, away: 0 } }],
        ['period_start', { period: 2 }],
        ['point', { ...home, period: 3 }],
      ],
    ],
    [
      'a third timeout in a set',
      'volleyball',
      undefined,
      'beyond-limit',
      [['point', home], ...Array.from({ length: 3 }, (): Sent => ['timeout', home])],
    ],
    [
      'a ball after the target was reached',
      'cricket',
      't20',
      'match-decided',
      [
        innings,
        ['delivery', { bat: 1 }],
        ['innings_end', {}],
        ['innings_start', {}],
        ['delivery', { bat: 4 }],
        ['delivery', { bat: 4 }],
      ],
    ],
    [
      'another score than the feed has',
      'football',
      undefined,
      'score-mismatch',
      [firstHalf, ['goal', { ...home, scoreAfter: { home: 2, away: 0 } }]],
    ],
    [
      'a period that there is not',
      'football',
      undefined,
      'unknown-period',
      [firstHalf, ['goal', { ...home, period: 9 }]],
    ],
    ['a goal after the end', 'handball', undefined, 'not-in-play', [firstHalf, ['match_end'], ['goal', home]]],
    ['a goal while play is suspended', 'football', undefined, 'not-in-play', [firstHalf, suspended, ['goal', home]]],
    [
      'a total before the start',
      'football',
      undefined,
      'not-in-play',
      [['score_set', { score: { home: 1, away: 0 } }]],
    ],
    [
      'a second start',
      'volleyball',
      undefined,
      'unexpected-transition',
      [['match_start'], ['match_end'], ['match_start']],
    ],
    ['a penalty try before the start', 'rugby-union', undefined, 'score-before-start', [['penalty_try', home]]],
    ['the same goal twice', 'football', undefined, 'already-recorded', [firstHalf, goalOfAnn, goalOfAnn]],
    [
      'a goal of the same second',
      'ice-hockey',
      undefined,
      'already-recorded',
      [firstHalf, ['goal', { ...home, clock: '18:30' }], ['goal', { ...home, clock: '18:30' }]],
    ],
    [
      'a winner with fewer goals',
      'football',
      undefined,
      'score-mismatch',
      [firstHalf, ['goal', home], ['result_set', { result: { winner: 'away', method: 'regulation' } }]],
    ],
    [
      'a period that was left out',
      'basketball',
      undefined,
      'skipped-period',
      [firstHalf, ['period_start', { period: 3 }]],
    ],
    [
      'the end of another period',
      'basketball',
      undefined,
      'contradicts-period',
      [firstHalf, ['period_end', { period: 3 }]],
    ],
    [
      'a goal of a player who is suspended',
      'handball',
      undefined,
      'impossible-player',
      [firstHalf, ['suspension', { ...ann, clock: '1:00' }], ['goal', { ...ann, clock: '2:59' }]],
    ],
    [
      'a try of a player who was sent off',
      'rugby-league',
      undefined,
      'impossible-player',
      [firstHalf, ['card', { ...ann, card: 'red' }], ['try', ann]],
    ],
    [
      'a second red card',
      'football',
      undefined,
      'impossible-player',
      [firstHalf, ['card', { ...ann, card: 'red' }], ['card', { ...ann, card: 'red' }]],
    ],
    [
      'a shot of a player who was sent off',
      'football',
      undefined,
      'impossible-player',
      [firstHalf, ['card', { ...ann, card: 'red' }], ['shot', ann]],
    ],
    [
      'a goal of nobody in the line-up',
      'football',
      undefined,
      'impossible-player',
      [['lineup', { ...home, starting: eleven, bench: ['Sub'] }], firstHalf, ['goal', ann]],
    ],
    [
      'a player who replaces himself',
      'basketball',
      undefined,
      'impossible-player',
      [firstHalf, ['substitution', { ...home, off: 'Ann', on: 'Ann' }]],
    ],
    [
      'a seventh foul of a player',
      'basketball',
      undefined,
      'beyond-limit',
      [firstHalf, ...Array.from({ length: 7 }, (): Sent => ['foul', ann])],
    ],
    [
      'a fourth timeout of a half',
      'american-football',
      undefined,
      'beyond-limit',
      [firstHalf, ...Array.from({ length: 4 }, (): Sent => ['timeout', home])],
    ],
    [
      'a basket of twenty points',
      'basketball',
      undefined,
      'beyond-limit',
      [firstHalf, ['field_goal', { ...home, points: 20 }]],
    ],
    [
      'a conversion without a try',
      'rugby-union',
      undefined,
      'out-of-order',
      [firstHalf, ['conversion', { ...home, made: true }]],
    ],
    [
      'a second conversion of a try',
      'rugby-union',
      undefined,
      'out-of-order',
      [firstHalf, ['try', home], ['conversion', { ...home, made: true }], ['conversion', { ...home, made: true }]],
    ],
    [
      'an attempt after the shoot-out was won',
      'handball',
      undefined,
      'shootout-decided',
      [firstHalf, ...Array.from({ length: 7 }, (_, kick): Sent => attempts[kick % 2] as Sent)],
    ],
    [
      'a shoot-out at 1–0',
      'ice-hockey',
      undefined,
      'shootout-not-due',
      [firstHalf, ['goal', home], ['shootout_attempt', { ...home, scored: true }]],
    ],
    [
      'a shoot-out of football at 1–0',
      'football',
      'cup',
      'shootout-not-due',
      [firstHalf, ['goal', home], ['shootout_kick', { ...home, scored: true }]],
    ],
    ['a wide that was hit', 'cricket', 't20', 'contradicts-itself', [innings, ['delivery', { bat: 1, wides: 1 }]]],
    ['a boundary of one run', 'cricket', 't20', 'contradicts-itself', [innings, ['delivery', { bat: 1, boundary: 4 }]]],
    [
      'a batter bowled off a no-ball',
      'cricket',
      't20',
      'contradicts-itself',
      [innings, ['delivery', { noBalls: 1, wickets: [{ kind: 'bowled' }] }]],
    ],
    ['seventy runs off a ball', 'cricket', 't20', 'beyond-limit', [innings, ['delivery', { bat: 70 }]]],
    ['a ball of the side in the field', 'cricket', 't20', 'not-batting', [innings, ['delivery', { team: 'away' }]]],
    ['a third batter', 'cricket', 't20', 'impossible-player', [innings, ball, ['delivery', { striker: 'Eve' }]]],
    ['a batter who bowls', 'cricket', 't20', 'impossible-player', [innings, ball, ['delivery', { bowler: 'Bea' }]]],
    [
      'a batter out who is not in',
      'cricket',
      't20',
      'impossible-player',
      [innings, ball, ['wicket', { kind: 'retired_out', playerOut: 'Eve' }]],
    ],
    [
      'a fifth over of one bowler',
      'cricket',
      't20',
      'beyond-limit',
      [innings, ...[0, 2, 4, 6].flatMap(overOfKit), ['delivery', { over: 8, bowler: 'Kit' }]],
    ],
    ['overs that are missing', 'cricket', 't20', 'contradicts-period', [innings, ball, ['delivery', { over: 7 }]]],
    ['the end of an over of one ball', 'cricket', 't20', 'contradicts-period', [innings, ball, ['over_end']]],
    ['a third innings of a T20', 'cricket', 't20', 'beyond-limit', [innings, ['innings_start', { n: 3 }]]],
    ['an innings that was left out', 'cricket', 'test', 'skipped-period', [innings, ['innings_start', { n: 3 }]]],
    ['the end of what never began', 'cricket', 't20', 'innings-not-open', [innings, ['innings_end', { n: 2 }]]],
    ['a declaration in a T20', 'cricket', 't20', 'beyond-limit', [innings, ['declaration']]],
    ['a super over at 4–0', 'cricket', 't20', 'super-over-not-due', [innings, ball, ['super_over_start']]],
    [
      'four sets each of five',
      'volleyball',
      undefined,
      'beyond-limit',
      [['score_set', { score: { home: 4, away: 4 } }]],
    ],
    ['a walkover of who plays', 'tennis', undefined, 'unexpected-transition', [...lastGame, ['walkover', home]]],
    ['a retirement of who never played', 'tennis', undefined, 'unexpected-transition', [['retired', home]]],
    ['a foul of seventy', 'snooker', undefined, 'beyond-limit', [['match_start'], ['foul', { ...home, points: 70 }]]],
    [
      'a frame of who is behind',
      'snooker',
      undefined,
      'set-ended-early',
      [['match_start'], ['foul', home], ['frame_won', home]],
    ],
    [
      'a second forfeit',
      'baseball',
      undefined,
      'match-decided',
      [
        ['forfeit', home],
        ['forfeit', { team: 'away' }],
      ],
    ],
    [
      'a service after the last set',
      'tennis',
      undefined,
      'match-decided',
      [wonTennis, ['service', { server: 'home' }]],
    ],
    ['what leaves the board as it was', 'generic', undefined, 'no-effect', [['match_start'], ['timeout_end']]],
  ])('%s', (_, sport, format, code, sent) => {
    expect(last(sport, format, ...sent).codes).toContain(code)
    expect(last(sport, format, ...sent.slice(0, -1)).codes).not.toContain(code)
  })

  it.each<[string, string, readonly Sent[]]>([
    ['football', 'a review is told by its decision alone', [firstHalf, ['var_end', { decision: 'goal stands' }]]],
    [
      'football',
      'the second yellow card comes in the minute of the first',
      [
        firstHalf,
        ['card', { ...ann, clock: '25', card: 'yellow' }],
        ['card', { ...ann, clock: '25', card: 'second_yellow' }],
      ],
    ],
    [
      'baseball',
      'all runs of a home run are batted in',
      [
        ['match_start'],
        ['plate_appearance', { result: 'walk', earned: 0 }],
        ['plate_appearance', { result: 'home_run', rbi: 2, earned: 2 }],
      ],
    ],
    [
      'baseball',
      'the pitcher of the next half is told',
      [
        ['half_inning_start', { period: 7, half: 'top' }],
        ['pitching_change', { player: 'Ann', period: 'bottom_7' }],
      ],
    ],
    ['ice-hockey', 'a foul gives a penalty shot', [firstHalf, ['penalty', { ...ann, minutes: 0 }]]],
  ])('of %s, not when %s', (sport, _, sent) => {
    expect(last(sport, undefined, ...sent).codes).toEqual([])
  })

  it.each<[string, readonly Sent[]]>([
    [
      'the half begins with the kick-off of those who had the ball in the end of the last one',
      [
        firstHalf,
        ['play', { ...home, clock: '0:10' }],
        ['period_end', { period: 2 }],
        ['period_start', { period: 3 }],
        ['kickoff', { team: 'away' }],
      ],
    ],
    ['a flag that was declined', [firstHalf, ['penalty', { ...home, decision: 'declined' }]]],
    [
      'an injury costs a fourth timeout in the last two minutes',
      [firstHalf, ...Array.from({ length: 4 }, (): Sent => ['timeout', { ...home, period: 1, clock: '1:06' }])],
    ],
  ])('of American football, not when %s', (_, sent) => {
    expect(last('american-football', 'nfl', ...sent).codes).toEqual([])
  })

  it('with the name that was probably meant', () => {
    expect(last('football', undefined, firstHalf, ['goal', { ...home, minute: 23 }]).details).toContain('"clock"')
    expect(last('football', undefined, firstHalf, ['goal', { ...home, scorer: 'Ann' }]).details).toContain('"player"')
    expect(last('cricket', 't20', innings, ['delivery', { runs: 4 }]).details).toContain('"bat"')
    expect(last('football', undefined, ['gaol', home]).details).toContain('"goal"')
    expect(last('football', undefined, ['red_card', home]).details).toContain('"card"')
    expect(last('football', undefined, ['zzzzz', home]).details).not.toContain('did you mean')
  })
})

describe('[H4] a warning decides nothing:', () => {
  it('beyond a limit all counts', () => {
    const { match } = last(
      'cricket',
      't20',
      innings,
      ...Array.from({ length: 11 }, (): Sent => ['wicket', { kind: 'timed_out' }]),
    )
    expect(match.state.detail).toMatchObject({ innings: { 1: { wickets: 11 } } })
  })

  it('beyond a golden goal nothing does, until play goes on', () => {
    const { match } = last(
      'football',
      'golden-goal',
      ['period_start', { period: 3 }],
      ['goal', home],
      ['goal', { team: 'away' }],
    )
    expect(match.state).toMatchObject({
      score: { home: 1, away: 0 },
      result: { winner: 'home', method: 'golden_goal' },
    })
    match.send('status_set', { status: 'live' })
    expect(match.send('goal', { team: 'away' }).warnings.map(({ code }) => code)).not.toContain('match-decided')
    expect(match.state.score).toEqual({ home: 1, away: 1 })
  })

  it('who retires after a walkover changes no result', () => {
    const { match } = last('tennis', undefined, ['walkover', home], ['retired', { team: 'away' }])
    expect(match.state.result).toMatchObject({ winner: 'away', method: 'walkover' })
  })

  it('two plain yellows take a player off', () => {
    const card: Sent = ['card', { ...home, player: 'Pim', card: 'yellow' }]
    expect(last('football', undefined, firstHalf, card, card).match.state.detail).toMatchObject({
      players: { home: 10, away: 11 },
    })
  })

  it('a match that is cancelled stays so, and the warning says that', () => {
    const { details, match } = last('football', undefined, ['status_set', { status: 'cancelled' }], ['match_end'])
    expect(match.state.status).toBe('cancelled')
    expect(details).toBe('match_end while the match is cancelled: it stays so until a status_set')
  })

  it('a shoot-out of a second leg is due where the tie is level', () => {
    const legs = { first: { home: 0, away: 1 }, awayGoals: false }
    const goal: Sent = ['goal', home]
    const start: Sent = ['shootout_start']
    expect(last('football', { preset: 'cup', legs }, firstHalf, goal, start).codes).toEqual([])
    expect(last('football', { preset: 'cup', legs }, firstHalf, start).codes).toEqual(['shootout-not-due'])
  })

  it('a technical foul is none of the six after which a player leaves', () => {
    const fouls = Array.from({ length: 5 }, (): Sent => ['foul', ann])
    const technical: Sent = ['foul', { ...ann, kind: 'technical' }]
    expect(last('basketball', 'nba', firstHalf, ...fouls, technical, ['foul', ann]).codes).toEqual([])
    expect(last('basketball', 'nba', firstHalf, ...fouls, ['foul', ann], technical).codes).toEqual([])
  })

  it('a feed’s own fields are forwarded without a word', () => {
    expect(last('football', undefined, firstHalf, ['goal', { ...home, x_id: 7, 'x-note': { a: 1 } }]).codes).toEqual([])
  })
})

describe('[H4] a time', () => {
  const NOW = Date.parse('2026-11-28T15:00:00Z')
  const HOUR = 3_600_000
  const told = (occurredAt: number, startsAt?: number) =>
    surprisingTime({ id: 'e1', type: 'goal', occurredAt }, { startsAt, acceptedAt: NOW }).length > 0

  it.each([
    ['five minutes ahead', NOW + 300_000, undefined, false],
    ['six minutes ahead', NOW + 360_000, undefined, true],
    ['an hour ahead', NOW + HOUR, NOW, true],
    ['a day ago, nobody knows the start', NOW - 24 * HOUR, undefined, false],
    ['longer ago, nobody knows the start', NOW - 25 * HOUR, undefined, true],
    ['years before the start', 0, NOW, true],
    ['a day before the start', NOW - 24 * HOUR, NOW, false],
    ['more than a day before the start', NOW - 25 * HOUR, NOW, true],
    ['a week after the start', NOW - HOUR, NOW - 169 * HOUR, false],
    ['more than a week after the start', NOW - HOUR, NOW - 170 * HOUR, true],
  ])('of an event, %s', (_, occurredAt, startsAt, isSurprising) => {
    expect(told(occurredAt, startsAt)).toBe(isSurprising)
  })

  it.each([
    ['in seconds', NOW / 1000, true],
    ['in microseconds', NOW * 1000, true],
    ['long ago', Date.parse('1978-06-25T15:00:00Z'), false],
    ['next season', NOW + 300 * 24 * HOUR, false],
  ])('at which a match starts, %s', (_, startsAt, isSurprising) => {
    const fixture = { ...fixtureOf(sports.get('football') as Sport), startsAt }
    expect(surprisingStart(fixture, NOW).length > 0).toBe(isSurprising)
  })
})

describe('a half of an inning that is named without its inning', () => {
  it.each<[string, readonly Sent[], string]>([
    [
      'begins next, if one of its kind is over',
      [
        ['out', { outs: 3 }],
        ['out', { outs: 3 }],
        ['half_inning_start', { half: 'top' }],
      ],
      'Top 2nd',
    ],
    [
      'begins next, while the other is being played',
      [
        ['half_inning_start', { half: 'bottom' }],
        ['half_inning_start', { half: 'top' }],
      ],
      'Top 2nd',
    ],
    ['is that of the inning on the board, for a play', [['pitch', { call: 'ball', half: 'bottom' }]], 'Bot 1st'],
    [
      'is that of the inning on the board, for a checkpoint',
      [['score_set', { score: { home: 0, away: 0 }, half: 'bottom' }]],
      'Bot 1st',
    ],
  ])('%s', (_what, sent, label) => {
    expect(last('baseball', undefined, ['match_start'], ...sent).match.state.period?.label).toBe(label)
  })
})
