import { formatClock } from '../../../src/match/clock.ts'
import type { MatchEvent } from '../../../src/match/event.ts'
import type { SeededRandom } from '../../support/seeded-random.ts'
import type { PlayedMatch } from '../../support/sports/sport-examples.ts'

const PERIOD_SECONDS = 600

/** A match of no particular sport, under a random format. */
export function generateGeneric(random: SeededRandom): PlayedMatch {
  const clock = random.pick(['none', 'up', 'down'] as const)
  const rank = random.pick(['highest', 'lowest'] as const)
  const hasNames = random.chance(0.3)
  const events: MatchEvent[] = []
  const say = (type: string, fields: object = {}) => events.push({ id: `g${events.length}`, type, ...fields })
  say('match_start')
  for (let n = 1; n <= 1 + random.int(5); n += 1) {
    const period = hasNames ? `Chukka ${n}` : n
    say('period_start', { period })
    for (let second = 1 + random.int(100); second < PERIOD_SECONDS; second += 1 + random.int(200)) {
      const shown = clock === 'down' ? PERIOD_SECONDS - second : second
      const [type, fields] = happening(random)
      say(type, { period, clock: formatClock(shown * 1000), ...fields })
    }
    say('period_end', { period })
  }
  say('match_end')
  return {
    format: {
      clock,
      rank,
      counts: random.pick(['points', 'points', 'periods']),
      ...(random.chance(0.5) && { periods: 2, overtimeMin: 10 }),
    },
    events,
    isPlacedByClock: !hasNames,
  }
}

function happening(random: SeededRandom): [string, object] {
  const team = random.pick(['home', 'away'] as const)
  const score = { home: random.int(30), away: random.int(30) }
  switch (random.int(10)) {
    case 8:
      return ['foul', { team }]
    case 9:
      return ['card', { team, card: random.pick(['yellow', 'red', 'green']) }]
    case 0:
      return ['score_set', { score, ...(random.chance(0.5) && { detail: { wind: random.int(9) } }) }]
    case 1:
      return ['timeout', { team, kind: `timeout ${random.int(1e6)}` }]
    case 2:
      return ['review_start', { subject: 'point' }]
    case 3:
      return ['review_end', { decision: 'stands' }]
    case 4:
      return [random.pick(['break_start', 'break_end']), { kind: 'rain' }]
    case 5:
      return ['substitution', { team, off: 'a', on: 'b' }]
    default:
      return ['score', { team, points: (1 + random.int(10)) / 2 }]
  }
}
