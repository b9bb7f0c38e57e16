import { expect } from 'vitest'
import type { MatchEvent } from '../../../src/match/event.ts'
import type { SnookerDetail } from '../../../src/sports/snooker/detail.ts'
import type { SeededRandom } from '../../support/seeded-random.ts'
import type { PlayedMatch, SportExamples } from '../../support/sports/sport-examples.ts'
import { columnNow } from '../engines/sets/expect-scoreline.ts'
import { playFrame } from './play-frame.ts'

export const examples: SportExamples = {
  generate,
  scoreline: { columnOf: columnNow },
  expectConsistent({ scoreline, score, detail, phase, periods }) {
    const { points, sets, server } = detail as SnookerDetail
    const isPlaying = phase.startsWith('frame_') || phase === 'set_break'
    expect(scoreline.home.now).toBe(isPlaying && points ? String(points.home) : undefined)
    expect(scoreline.serving).toBe(isPlaying && points ? server?.side : undefined)
    expect(score.home).toBe(sets.filter(({ home, away }) => home > away).length)
    expect(periods.slice(0, sets.length).map(({ home, away }) => ({ home, away }))).toEqual(sets)
  },
  keyEvents: [
    ['told', { type: 'match_start', server: 'home' }],
    ['not told', { type: 'pot', team: 'home', ball: 'red' }],
    ['told', { type: 'foul', team: 'home', points: 4 }],
    ['not told', { type: 'visit_end', team: 'away' }],
    ['told', { type: 'frame_conceded', team: 'away' }],
    ['told', { type: 'retired', team: 'away' }],
  ],
}

function generate(random: SeededRandom): PlayedMatch {
  const events: MatchEvent[] = []
  const say = (type: string, fields: object = {}) => events.push({ id: `f${events.length}`, type, ...fields })
  say('match_start', random.chance(0.5) ? { server: 'home' } : {})
  const frames = { home: 0, away: 0 }
  while (Math.max(frames.home, frames.away) < 2) {
    const opener = (frames.home + frames.away) % 2 === 0 ? 'home' : 'away'
    const { home, away } = playFrame(random, { reds: 6, skill: 0.6, isConceded: random.chance(0.5), opener }, say)
    frames[home > away ? 'home' : 'away'] += 1
  }
  if (random.chance(0.3)) {
    events.length = 1 + random.int(events.length - 1)
    say('retired', { team: 'away' })
  }
  say('match_end')
  return { format: { bestOf: 3, reds: 6 }, events }
}
