import type { EffectiveEvent, MatchEvent } from '../../src/match/event.ts'
import { foldOne } from '../../src/match/fold.ts'
import type { Fixture } from '../../src/match/state.ts'
import { readRecording } from '../../src/replay/recording/recording-formats.ts'
import { parseEvent } from '../../src/sports/contract/reading/parse-event.ts'
import { parseFixture } from '../../src/sports/contract/reading/parse-fixture.ts'
import type { Sport } from '../../src/sports/contract/sport.ts'
import { cricket } from '../../src/sports/cricket/index.ts'
import type { TennisDetail } from '../../src/sports/engines/games/detail.ts'
import { football } from '../../src/sports/football/index.ts'
import { sports } from '../../src/sports/registry.ts'
import { tennis } from '../../src/sports/tennis/index.ts'

/** A match to measure with. It has the same events in every run. */
export interface LongMatch {
  readonly name: string
  readonly sport: Sport
  readonly fixture: Fixture
  /** In playing order. */
  readonly events: readonly EffectiveEvent[]
}

const BALLS: readonly object[] = [
  { bat: 0 },
  { bat: 1 },
  { bat: 4, boundary: 4 },
  { bat: 1 },
  { bat: 0 },
  { bat: 2 },
  { legByes: 1 },
  { bat: 0 },
  { bat: 6, boundary: 6 },
]

/** Two innings of 50 overs, eight wickets in each; about 630 events. */
export function longCricket(): LongMatch {
  const events: object[] = [
    { type: 'toss', winner: 'home', decision: 'bat' },
    { type: 'match_start' },
    ...innings(1, 'home', 0),
    ...innings(2, 'away', 3),
    { type: 'match_end' },
  ]
  return longMatch('one-day cricket', cricket, 'odi', events)
}

function innings(n: number, side: string, offset: number): object[] {
  const other = side === 'home' ? 'away' : 'home'
  const deliveries = Array.from({ length: 300 }, (_, ball) => {
    const over = Math.floor(ball / 6)
    const place = { period: n, over, ballInOver: 1 + (ball % 6), bowler: `${other} ${11 - (over % 6)}` }
    const wickets = ball % 37 === 36 ? [{ kind: 'bowled' }] : undefined
    return { type: 'delivery', ...place, ...(wickets ? { bat: 0, wickets } : BALLS[(ball + offset) % BALLS.length]) }
  })
  return [{ type: 'innings_start', n, batting: side }, ...deliveries, { type: 'innings_end', n, reason: 'overs' }]
}

/** Both players nearly always win their service, and the deciding set has no tie-break, so the match can have any length. */
export function longTennis(points: number): LongMatch {
  const fixture = fixtureOf(tennis, 'wimbledon-pre-2019')
  let reduced = tennis.start(fixture)
  const events = [effective(tennis, { type: 'match_start', server: 'home' }, 0)]
  for (let n = 0; n <= points; n += 1) {
    reduced = foldOne(tennis, reduced, events[n] as EffectiveEvent)
    const { server, tiebreak } = reduced.state.detail as TennisDetail
    const serves = server?.side ?? 'home'
    const receives = serves === 'home' ? 'away' : 'home'
    // The sides win tie-breaks in turn, so that the fifth set is reached.
    const wins = reduced.state.score.home > reduced.state.score.away ? 'away' : 'home'
    const team = tiebreak ? wins : n % 5 === 4 ? receives : serves
    events.push(effective(tennis, { type: 'point', team }, n + 1))
  }
  return { name: 'tennis', sport: tennis, fixture, events }
}

/** A feed that reports everything: goals and cards now and then, else corners, fouls and throw-ins. */
export function longFootball(length: number): LongMatch {
  const happenings = ['throw_in', 'foul', 'free_kick', 'corner', 'shot', 'goal_kick', 'throw_in', 'save']
  const events = Array.from({ length }, (_, index) => {
    const team = index % 3 === 0 ? 'home' : 'away'
    const place = { team, player: `${team} ${1 + (index % 11)}` }
    if (index % 250 === 249) return { type: 'goal', ...place }
    if (index % 200 === 199) return { type: 'card', card: 'yellow', ...place }
    return { type: happenings[index % happenings.length], ...place }
  })
  const start = [{ type: 'match_start' }, { type: 'period_start', period: 1 }]
  return longMatch('football', football, 'league', [...start, ...events])
}

/** A recorded match of any kind that can be replayed, without its corrections. */
export async function recordedMatch(path: string): Promise<LongMatch> {
  const { fixture, steps } = await readRecording(path, {})
  const sport = sports.get(fixture.sport)
  if (sport === undefined) throw new Error(`no sport ${fixture.sport}`)
  const events = steps.flatMap(({ change }) => (change.op === 'add' ? [change.event] : []))
  return {
    name: `${sport.name}, as recorded`,
    sport,
    fixture: parseFixture(fixture.match, fixture, sports),
    events: events.map((event, index) => effective(sport, event, index)),
  }
}

function longMatch(name: string, sport: Sport, format: string, events: readonly object[]): LongMatch {
  const fixture = fixtureOf(sport, format)
  return { name, sport, fixture, events: events.map((event, index) => effective(sport, event, index)) }
}

function fixtureOf(sport: Sport, format: string): Fixture {
  const sides = { home: { name: 'Home' }, away: { name: 'Away' } }
  return parseFixture('bench', { sport: sport.name, format, ...sides }, sports)
}

function effective(sport: Sport, event: object, index: number): EffectiveEvent {
  const parsed: MatchEvent = parseEvent(sport, { id: `e${index}`, ...event })
  return { event: parsed, at: 1_700_000_000_000 + index * 10_000, arrival: index + 1 }
}
