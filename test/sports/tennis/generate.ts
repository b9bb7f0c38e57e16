import { formatClock } from '../../../src/match/clock.ts'
import type { MatchEvent } from '../../../src/match/event.ts'
import type { SeededRandom } from '../../support/seeded-random.ts'
import type { PlayedMatch } from '../../support/sports/sport-examples.ts'
import { NAIVE_RULES, type NaiveRules, playNaively } from './naive-match.ts'

const SHOWN = [
  'fault',
  'let',
  'challenge',
  'code_violation',
  'time_violation',
  'medical_timeout',
  'toilet_break',
  'note',
]

/** A legal match under any of the formats, with all that can happen in one. */
export function generateTennis(random: SeededRandom, formats: readonly NaiveRules[] = NAIVE_RULES): PlayedMatch {
  const rules = random.pick(formats)
  const { points, opener } = playNaively(rules, random)
  // The laws fold every beginning of the match: the length of the longest would count three times.
  const played = points.slice(0, random.pick([60, 120, points.length]))
  const events: MatchEvent[] = []
  let seconds = 0
  const say = (type: string, fields: object = {}) => {
    seconds += 1 + random.int(40)
    events.push({ id: `t${events.length}`, type, clock: formatClock(seconds * 1000), ...fields })
  }
  say('match_start', { server: opener, serverPlayer: 'Ann', receiverPlayer: 'Bea' })
  for (const [index, { winner }] of played.entries()) {
    const period = 1 + (played[index - 1]?.sets.length ?? 0)
    const kind = random.pick(['ace', 'winner', 'unforced_error', 'double_fault'])
    if (random.chance(0.05)) say(random.pick(SHOWN), { period, text: 'x' })
    if (random.chance(0.02)) say('interruption_start', { period, reason: 'rain' })
    const type = random.chance(0.02) ? 'point_penalty' : 'point'
    say(type, { team: winner, period, ...(type === 'point' && random.chance(0.5) && { kind, serveNumber: 1 }) })
  }
  const last = played.at(-1)
  if (last && played.length < points.length) say('retired', { team: 'home', period: last.sets.length + 1 })
  events.push({ id: 'end', type: 'match_end' })
  if (random.chance(0.5)) events.push({ id: 'final', type: 'match_final' })
  return { format: rules.preset, events, isPlacedByClock: true }
}
