import { formatClock } from '../../../src/match/clock.ts'
import type { MatchEvent } from '../../../src/match/event.ts'
import type { ResultMethod, Score, Side } from '../../../src/match/state.ts'
import type { SeededRandom } from '../../support/seeded-random.ts'
import type { PlayedMatch } from '../../support/sports/sport-examples.ts'

const FORMATS = ['league', 'cup', 'straight-penalties', 'golden-goal', 'silver-goal'] as const
type Format = (typeof FORMATS)[number]
const SIDES: readonly Side[] = ['home', 'away']
const BASES = [0, 45, 90, 105]
const LENGTHS = [45, 45, 15, 15]

/** How a generated match ended, as kept while it was generated. */
interface Ending {
  readonly score: Score
  readonly winner: Side | 'draw'
  readonly method: ResultMethod
}

/** A legal football match with everything that can happen in one, under a random format. */
export function generateFootball(random: SeededRandom): PlayedMatch & { readonly ending: Ending } {
  const format = random.pick(FORMATS)
  const events: MatchEvent[] = []
  const score = { home: 0, away: 0 }
  let ids = 0
  const say = (type: string, fields: object = {}) => {
    ids += 1
    events.push({ id: `f${ids}`, type, ...fields })
    return `f${ids}`
  }
  const play = { random, say, score, sentOff: 0, subs: { home: 0, away: 0 }, format }
  for (const team of SIDES) {
    const player = (n: number) => `${team} ${n}`
    say('lineup', { team, starting: [1, 2, 3].map(player), bench: [player(12)], captain: player(1) })
  }
  say('match_start')
  let method: ResultMethod = 'regulation'
  for (const n of [1, 2, 3, 4]) {
    if (n > 2 && !goesOn(format, n, score)) break
    const isGolden = playPeriod(play, n)
    if (n > 2) method = isGolden ? 'golden_goal' : extraTimeMethod(format, n, score)
    if (isGolden) break
  }
  let winner = leaderOf(score)
  if (format !== 'league' && winner === 'draw') {
    winner = takeKicks(play)
    method = 'shootout'
  }
  say('match_end')
  if (random.chance(0.5)) say('match_final')
  return { format, events, isPlacedByClock: true, ending: { score, winner, method } }
}

function extraTimeMethod(format: Format, n: number, score: Score): ResultMethod {
  return format === 'silver-goal' && n === 3 && !isLevel(score) ? 'silver_goal' : 'extra_time'
}

interface Play {
  readonly random: SeededRandom
  readonly say: (type: string, fields?: object) => string
  readonly score: { home: number; away: number }
  sentOff: number
  readonly subs: { home: number; away: number }
  readonly format: Format
}

function goesOn(format: Format, n: number, score: Score): boolean {
  if (format === 'league' || format === 'straight-penalties') return false
  if (n === 3 || format !== 'cup') return isLevel(score)
  return true
}

/** True if a golden goal ended it. */
function playPeriod(play: Play, n: number): boolean {
  const { random, say } = play
  const base = (BASES[n - 1] as number) * 60
  const length = (LENGTHS[n - 1] as number) * 60
  say('period_start', { period: n })
  for (let second = 1 + random.int(300); second < length + 420; second += 7 + random.int(500)) {
    const clock = second > length && random.chance(0.5) ? overrun(base + length, second - length) : undefined
    const isGolden = happen(play, { period: n, clock: clock ?? formatClock((base + second) * 1000) })
    if (isGolden) return true
  }
  say('period_end', { period: n })
  return false
}

function overrun(endSeconds: number, seconds: number): string {
  return `${endSeconds / 60}+${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** Something happens at this place; true if it was a golden goal. */
function happen(play: Play, place: { period: number; clock: string }): boolean {
  const { random, say, score } = play
  const team = random.pick(SIDES)
  const player = `${team} ${1 + random.int(11)}`
  switch (random.int(8)) {
    case 0:
    case 1:
      score[team] += 1
      say('goal', { ...place, team, player, kind: random.pick(['regular', 'penalty', 'own_goal', 'header']) })
      return play.format === 'golden-goal' && place.period > 2 && !isLevel(score)
    case 2:
      card(play, { ...place, team, player: `${player} ${place.clock}` })
      return false
    case 3:
      if (play.subs[team] < 5) {
        play.subs[team] += 1
        // Nobody else is called so: who left may neither score nor leave again.
        const n = play.subs[team]
        say('substitution', { ...place, team, off: `${team} off ${n}`, on: `${team} on ${n}` })
      }
      return false
    case 4:
      say('injury_time', { ...place, minutes: random.int(9) })
      return false
    case 5:
      if (random.chance(0.5)) say('var_start', { ...place, subject: 'goal' })
      else say('var_end', { ...place, decision: 'goal' })
      return false
    case 6:
      say('goal', { ...place, team, player, status: random.pick(['pending', 'under_review']) })
      return false
    default:
      if (random.chance(0.3)) {
        say(random.pick(['shot', 'penalty_missed']), { ...place, team, outcome: random.pick(['saved', 'off']) })
      } else {
        say(random.pick(['corner', 'offside', 'foul', 'water_break_start', 'note']), { ...place, text: 'x', team })
      }
      return false
  }
}

function card(play: Play, fields: object): void {
  const { random, say } = play
  const isDismissal = play.sentOff < 4 && random.chance(0.3)
  if (isDismissal) play.sentOff += 1
  say('card', { ...fields, card: isDismissal ? random.pick(['red', 'second_yellow']) : 'yellow' })
}

function takeKicks({ random, say }: Play): Side {
  const first = random.pick(SIDES)
  const goals = { home: 0, away: 0 }
  const taken = { home: 0, away: 0 }
  say('shootout_start', { first })
  for (let kick = 1; !isDecided(goals, taken); kick += 1) {
    const team = kick % 2 === 1 ? first : other(first)
    const scored = random.chance(0.7)
    taken[team] += 1
    if (scored) goals[team] += 1
    say('shootout_kick', { kick, team, scored, player: `${team} ${taken[team]}` })
  }
  return goals.home > goals.away ? 'home' : 'away'
}

/** The rule as the laws of the game put it, kick by kick: an oracle for the engine's own. */
function isDecided(goals: Score, taken: Score): boolean {
  if (taken.home <= 5 && taken.away <= 5) {
    const left = { home: 5 - taken.home, away: 5 - taken.away }
    return goals.home > goals.away + left.away || goals.away > goals.home + left.home
  }
  return taken.home === taken.away && goals.home !== goals.away
}

function leaderOf(score: Score): Side | 'draw' {
  return isLevel(score) ? 'draw' : score.home > score.away ? 'home' : 'away'
}

function isLevel(score: Score): boolean {
  return score.home === score.away
}

function other(team: Side): Side {
  return team === 'home' ? 'away' : 'home'
}
