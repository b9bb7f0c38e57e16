import { describe, expect, it } from 'vitest'
import type { MatchEvent } from '../../src/match/event.ts'
import { foldNext, startFold } from '../../src/match/fold.ts'
import { diff } from '../../src/match/merge-patch.ts'
import type { MatchState } from '../../src/match/state.ts'
import { formatClock } from '../../src/sports/match-clock.ts'
import { tennis } from '../../src/sports/tennis.ts'
import type { TennisDetail } from '../../src/sports/tennis-events.ts'
import { fixtureOf } from '../support/match-builder.ts'
import { forSeeds, type SeededRandom } from '../support/seeded-random.ts'
import { type PlayedMatch, sportLaws } from '../support/sport-laws.ts'
import { NAIVE_RULES, playNaively } from './tennis-naive-match.ts'

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
function generateTennis(random: SeededRandom): PlayedMatch {
  const rules = random.pick(NAIVE_RULES)
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

sportLaws(tennis, generateTennis)

describe('tennis, against a naive scorer', () => {
  const shown = (state: MatchState<TennisDetail>) => ({
    sets: state.detail.sets.map(({ home, away, tiebreak }) => {
      return `${home}-${away}${tiebreak ? `(${tiebreak.home}-${tiebreak.away})` : ''}`
    }),
    ...(state.status === 'live' && {
      games: `${state.detail.games?.home}-${state.detail.games?.away}`,
      points: `${state.detail.points?.home}-${state.detail.points?.away}`,
    }),
  })

  it('shows the same sets, games, points and server after every point of every format', () =>
    forSeeds(10, (random) => {
      for (const rules of NAIVE_RULES) {
        const { points, opener } = playNaively(rules, random)
        let folded = startFold(tennis, fixtureOf(tennis, rules.preset))
        const send = (event: MatchEvent, arrival: number) => {
          folded = foldNext(tennis, folded, { event, at: arrival, arrival }) ?? folded
          return folded.board.state as MatchState<TennisDetail>
        }
        let state = send({ id: 'start', type: 'match_start', server: opener }, 0)
        for (const [index, point] of points.entries()) {
          expect(state.detail.server?.side).toBe(point.server)
          state = send({ id: `p${index}`, type: 'point', team: point.winner }, index + 1)
          const { sets, games, points: called } = point
          expect(shown(state)).toEqual({ sets, ...(state.status === 'live' && { games, points: called }) })
          expect(state.status).toBe(index === points.length - 1 ? 'ended' : 'live')
        }
        expect(state.result?.winner).toBe(points.at(-1)?.winner)
      }
    }))

  it('sends small patches: under 300 bytes for half of the points, under 700 for 99 of 100', () => {
    const sizes: number[] = []
    return forSeeds(10, (random) => {
      const rules = random.pick(NAIVE_RULES)
      const { points, opener } = playNaively(rules, random)
      let folded = startFold(tennis, fixtureOf(tennis, rules.preset))
      const names = { serverPlayer: 'Wolfeschlegelsteinhausen', receiverPlayer: 'Llanfairpwllgwyngyll' }
      const events = points.map(({ winner }, index) => ({ id: `p${index}`, type: 'point', team: winner }))
      for (const [arrival, event] of [
        { id: 's', type: 'match_start', server: opener, ...names },
        ...events,
      ].entries()) {
        const next = foldNext(tennis, folded, { event, at: arrival, arrival }) ?? folded
        sizes.push(JSON.stringify(diff(folded.board.state, next.board.state) ?? {}).length)
        folded = next
      }
      sizes.sort((a, b) => a - b)
      expect(sizes[Math.floor(sizes.length * 0.5)]).toBeLessThan(300)
      expect(sizes[Math.floor(sizes.length * 0.99)]).toBeLessThan(700)
    })
  })
})
