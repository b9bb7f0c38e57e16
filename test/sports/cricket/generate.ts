import type { MatchEvent } from '../../../src/match/event.ts'
import type { Side } from '../../../src/match/state.ts'
import { type CricketFormat, cricketFormat } from '../../../src/sports/cricket/format.ts'
import type { SeededRandom } from '../../support/seeded-random.ts'
import type { PlayedMatch } from '../../support/sports/sport-examples.ts'

/** Every kind of cricket, short enough to play many of them. */
const FORMATS = [
  { type: 'T20', oversLimit: 4 },
  { type: 'ODI', oversLimit: 5, powerplays: [1, 4, 5] },
  { type: 'T10', oversLimit: 2 },
  { type: 'Hundred', ballsLimit: 20 },
  { type: 'Test' },
  { type: 'FC', ballsPerOver: 8, ballsPerEnd: 8 },
  { type: 'custom', oversLimit: 3, superOver: 'once', wickets: 5 },
]

interface Play {
  readonly random: SeededRandom
  readonly format: CricketFormat
  readonly events: MatchEvent[]
  /** Every event says its place by innings, over and ball, or happens before or after play. */
  readonly isPlaced: boolean
  readonly totals: { home: number; away: number }
}

interface Opening {
  readonly n: number
  readonly side: Side
  readonly target?: number | undefined
  readonly superOver?: number
  /** In balls, if it is not the format's. */
  readonly limit?: number
}

/** A legal cricket match with everything that can happen in one, under a random format. */
export function generateCricket(random: SeededRandom): PlayedMatch {
  const options = random.pick(FORMATS)
  const format = cricketFormat.parse(options)
  const play: Play = { random, format, events: [], isPlaced: random.chance(0.5), totals: { home: 0, away: 0 } }
  const first = random.pick(['home', 'away'] as const)
  say(play, 'toss', { winner: first, decision: 'bat' })
  say(play, 'match_start')
  if (format.inningsPerSide === 1) playOneInningsEach(play, first)
  else playTwoInningsEach(play, first)
  say(play, 'match_end')
  if (random.chance(0.5)) say(play, 'match_final')
  return { format: options, events: play.events, isPlacedByClock: play.isPlaced }
}

function playOneInningsEach(play: Play, first: Side): void {
  const second = other(first)
  playInnings(play, { n: 1, side: first })
  const revised = !play.isPlaced && play.random.chance(0.3) ? 5 + play.random.int(40) : undefined
  if (revised !== undefined) say(play, 'target_revised', { runs: revised, overs: 2, method: 'DLS' })
  const target = revised ?? play.totals[first] + 1
  const limit = revised === undefined ? {} : { limit: 2 * play.format.ballsPerOver }
  const runs = playInnings(play, { n: 2, side: second, target, ...limit })
  if (runs !== target - 1 || play.format.superOver === 'none') return
  for (let k = 1, begins = second, level = true; level && k < 4; k += 1, begins = other(begins)) {
    if (!play.isPlaced) say(play, 'super_over_start', { n: k })
    const set = playInnings(play, { n: 1 + 2 * k, side: begins, superOver: k })
    const reply = playInnings(play, { n: 2 + 2 * k, side: other(begins), superOver: k, target: set + 1 })
    level = reply === set && play.format.superOver === 'repeat'
  }
}

function playTwoInningsEach(play: Play, first: Side): void {
  const second = other(first)
  playInnings(play, { n: 1, side: first })
  playInnings(play, { n: 2, side: second })
  const isFollowOn = play.totals[second] < play.totals[first] && play.random.chance(0.5)
  const third = isFollowOn ? second : first
  if (isFollowOn && !play.isPlaced) say(play, 'follow_on')
  playInnings(play, { n: 3, side: third })
  const fourth = other(third)
  const target = play.totals[third] - play.totals[fourth] + 1
  if (target > 0 && play.random.chance(0.8)) playInnings(play, { n: 4, side: fourth, target })
}

/** Plays one innings and tells its runs. */
function playInnings(play: Play, opening: Opening): number {
  const { n, side, superOver } = opening
  const { random, format } = play
  say(play, 'innings_start', { n, batting: side, ...(superOver !== undefined && { superOver }) })
  const limit = opening.limit ?? (superOver === undefined ? limitOf(format) : format.ballsPerOver)
  const isForfeited = superOver === undefined && n === 3 && random.chance(0.05)
  const innings = isForfeited ? { runs: 0, reason: 'forfeited' } : bat(play, opening, limit)
  say(play, 'innings_end', { n, reason: innings.reason })
  if (superOver === undefined) play.totals[side] += innings.runs
  return innings.runs
}

function limitOf({ oversLimit, ballsLimit, ballsPerOver, inningsPerSide }: CricketFormat): number {
  return ballsLimit ?? (oversLimit === undefined ? (inningsPerSide === 2 ? 40 : 60) : oversLimit * ballsPerOver)
}

function bat(play: Play, { n, side, target, superOver }: Opening, limit: number): { runs: number; reason: string } {
  const { random, format } = play
  const wicketsToFall = superOver === undefined ? format.wickets - (random.chance(0.1) ? 1 : 0) : 2
  // Nobody bats in two super overs: who was out in one may not come back.
  const first = superOver === undefined ? 1 : 3 * superOver - 2
  const crease = { striker: `${side} ${first}`, nonStriker: `${side} ${first + 1}`, next: first + 2 }
  let runs = 0
  let wickets = 0
  for (let over = 0; over * format.ballsPerOver < limit; over += 1) {
    const bowler = `${other(side)} ${11 - (over % 4)}`
    const balls = miscount(random, format.ballsPerOver)
    for (let legal = 0, ballInOver = 1; legal < balls; ballInOver += 1) {
      const ball = throwBall(random, format)
      const isOut = random.chance(0.12)
      const place = { period: n, over, ballInOver }
      const { striker, nonStriker } = crease
      say(play, 'delivery', {
        ...place,
        striker,
        nonStriker,
        bowler,
        ...ball.fields,
        ...(isOut && outOf(play, crease, ball.isLegal)),
      })
      runs += ball.total
      legal += ball.isLegal ? 1 : 0
      wickets += isOut ? 1 : 0
      if (ball.run % 2 === 1) swap(crease)
      if (isOut) sendNext(crease, side, striker)
      if (target !== undefined && runs >= target) return { runs, reason: 'target_reached' }
      if (wickets >= wicketsToFall) return { runs, reason: 'all_out' }
      if (legal >= balls && (over + 1) * format.ballsPerOver >= limit) break
      if (format.inningsPerSide === 2 && random.chance(0.01)) return { runs, reason: 'declared' }
      if (!play.isPlaced) runs += interrupt(play, side)
      if (target !== undefined && runs >= target) return { runs, reason: 'target_reached' }
    }
    if (balls < format.ballsPerOver) say(play, 'over_end', { period: n, over })
    if (((over + 1) * format.ballsPerOver) % format.ballsPerEnd === 0) swap(crease)
  }
  return { runs, reason: 'overs' }
}

/** Now and then the umpire loses count. */
function miscount(random: SeededRandom, ballsPerOver: number): number {
  return ballsPerOver + (random.chance(0.05) ? random.pick([-1, 1]) : 0)
}

function throwBall(random: SeededRandom, { noBallRuns }: CricketFormat) {
  const legal = (fields: object, total: number, run = total) => ({ fields, total, run, isLegal: true })
  const bat = random.pick([0, 0, 0, 1, 1, 2, 3])
  switch (random.int(12)) {
    case 0:
      return legal({ bat: 4, boundary: 4 }, 4, 0)
    case 1:
      return legal({ bat: 6, boundary: 6 }, 6, 0)
    case 2: {
      const wides = random.pick([1, 1, 2, 5])
      return { fields: { wides }, total: wides, run: wides - 1, isLegal: false }
    }
    case 3: {
      const extra = random.pick([{}, { bat }, { byes: 1 }, { legByes: 2 }] as const)
      const run = Object.values(extra)[0] ?? 0
      return { fields: { noBalls: noBallRuns, ...extra }, total: noBallRuns + run, run, isLegal: false }
    }
    case 4:
      return legal({ byes: 1 }, 1)
    case 5:
      return legal({ legByes: 2 }, 2)
    case 6:
      return legal({ bat, penalty: 5 }, bat + 5, bat)
    default:
      return legal({ bat }, bat)
  }
}

function outOf({ random }: Play, { striker }: { striker: string }, isLegal: boolean): object {
  const kinds = isLegal ? ['bowled', 'caught', 'lbw', 'run_out', 'stumped', 'retired_out'] : ['run_out', 'retired_out']
  const kind = random.pick(kinds)
  return { wickets: [{ kind, playerOut: striker, ...(kind === 'caught' && { fielders: ['cover'] }) }] }
}

/** Things between two balls; tells the runs that they brought the batting side. */
function interrupt(play: Play, side: Side): number {
  const { random, events } = play
  switch (random.int(60)) {
    case 0:
      say(play, 'penalty_runs', { side, runs: 5 })
      return 5
    case 1:
      say(play, 'break_start', { kind: random.pick(['drinks', 'lunch', 'tea', 'stumps']) })
      say(play, 'break_end')
      return 0
    case 2:
      say(play, 'interruption_start', { reason: 'rain' })
      say(play, 'interruption_end')
      return 0
    case 3:
      say(play, 'review_start', { subject: 'wicket', team: side })
      say(play, 'review_end', { decision: random.pick(['upheld', 'struck_down']), review: `c${events.length}` })
      return 0
    case 4:
      say(play, 'par', { runs: random.int(100) })
      return 0
    case 5:
      say(play, 'note', { text: 'The ball is changed.' })
      return 0
    default:
      return 0
  }
}

interface Pair {
  striker: string
  nonStriker: string
  next: number
}

function swap(crease: Pair): void {
  const { striker, nonStriker } = crease
  crease.striker = nonStriker
  crease.nonStriker = striker
}

function sendNext(crease: Pair, side: Side, out: string): void {
  const batter = `${side} ${crease.next}`
  crease.next += 1
  if (crease.striker === out) crease.striker = batter
  else crease.nonStriker = batter
}

function say({ events }: Play, type: string, fields: object = {}): void {
  events.push({ id: `c${events.length + 1}`, type, ...fields })
}

function other(side: Side): Side {
  return side === 'home' ? 'away' : 'home'
}
