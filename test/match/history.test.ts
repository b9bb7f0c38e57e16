import { describe, expect, it } from 'vitest'
import type { EffectiveEvent, MatchEvent } from '../../src/match/event.ts'
import { foldAll } from '../../src/match/fold.ts'
import { History } from '../../src/match/history.ts'
import { parseEvent } from '../../src/sports/contract/reading/parse-event.ts'
import type { Sport } from '../../src/sports/contract/sport.ts'
import { cricket } from '../../src/sports/cricket/index.ts'
import { football } from '../../src/sports/football/index.ts'
import { tennis } from '../../src/sports/tennis/index.ts'
import { generateCricket } from '../sports/cricket/generate.ts'
import { generateFootball } from '../sports/football/generate.ts'
import { generateTennis } from '../sports/tennis/generate.ts'
import { forSeeds, type SeededRandom } from '../support/seeded-random.ts'
import { fixtureOf } from '../support/sports/match-builder.ts'
import { mistaken } from '../support/sports/mistaken-event.ts'
import type { PlayedMatch } from '../support/sports/sport-examples.ts'

describe('a history', () => {
  it.each<[string, Sport, (random: SeededRandom) => PlayedMatch]>([
    ['cricket', cricket, generateCricket],
    ['football', football, generateFootball],
    ['tennis', tennis, generateTennis],
  ])('folds to what its events come to, however they were set, moved and removed: %s', async (_, sport, generate) => {
    await forSeeds(8, (random) => {
      const { format, events } = generate(random)
      const fixture = fixtureOf(sport, format)
      const isOrdered = random.chance(0.3)
      const sent = random.chance(0.5) ? events : random.shuffle(events)
      const all = sent.map((event, arrival) => effective(sport, isOrdered ? ordered(random, event) : event, arrival))
      const standing = new Map(all.filter(() => random.chance(0.9)).map((each) => [each.arrival, each]))
      const known = foldAll(sport, fixture, [...standing.values()]).reduced
      const history = new History(sport, fixture, standing.values(), random.chance(0.5) ? known : undefined)
      for (let step = 0; step < 60; step += 1) {
        const one = random.pick(all)
        const isRemoved = random.chance(0.4)
        const changed = random.chance(0.5) ? one : effective(sport, mistaken(random, one.event), one.arrival)
        if (random.chance(0.7)) history.learnAround(one.arrival, isRemoved ? undefined : changed, random.int(40))
        if (isRemoved) {
          standing.delete(one.arrival)
          history.remove(one.arrival)
        } else {
          standing.set(one.arrival, changed)
          history.set(changed)
        }
        // Several changes may be folded at once.
        if (random.chance(0.7)) expect(history.fold()).toEqual(foldAll(sport, fixture, [...standing.values()]))
      }
      expect(history.fold()).toEqual(foldAll(sport, fixture, [...standing.values()]))
    })
  })

  it('folds nothing again when the newest event is removed', () => {
    const { history, events, applied } = innings(100)
    for (const { arrival } of events.toReversed()) {
      history.remove(arrival)
      history.fold()
    }
    expect(applied()).toBe(0)
    expect(history.fold().reduced.state.status).toBe('scheduled')
  })

  it('stops folding where an edit no longer makes a difference', () => {
    const { history, events, applied } = innings(100)
    const ball = events[10] as EffectiveEvent
    history.set({ ...ball, event: { ...ball.event, remark: 'on a length' } })
    const { reduced } = history.fold()
    expect(applied()).toBe(1)
    expect(reduced.state.score.home).toBe(100)
  })

  it.each(['edited', 'removed', 'late'])(
    'folds nothing behind an event that is %s and makes no difference, if it is told what all come to',
    (what) => {
      const { history, events, applied } = innings(100, { isToldAll: true, note: what === 'late' ? 'late' : 'there' })
      const note = events.find(({ event }) => event.type === 'note') as EffectiveEvent
      const changed = what === 'removed' ? undefined : { ...note, event: { ...note.event, text: 'tea' } }
      history.learnAround(note.arrival, changed, Number.POSITIVE_INFINITY)
      if (changed === undefined) history.remove(note.arrival)
      else history.set(changed)
      const { reduced } = history.fold()
      // The start and ten balls before it, itself, the ball after it; then what was changed.
      expect(applied()).toBeLessThanOrEqual(13 + 2)
      expect(reduced.state.score.home).toBe(100)
    },
  )

  it('learns in steps as far as it may', () => {
    const { history, events } = innings(20, { isToldAll: true })
    const { arrival } = events[10] as EffectiveEvent
    expect([4, 4, 4, 4].map((limit) => history.learnAround(arrival, undefined, limit))).toEqual([4, 4, 4, 0])
  })

  it('folds all that follows an edit that does', () => {
    const { history, events, applied } = innings(100)
    const ball = events[11] as EffectiveEvent
    history.set({ ...ball, event: { ...ball.event, bat: 5 } })
    const { reduced } = history.fold()
    expect(applied()).toBe(90)
    expect(reduced.state.score.home).toBe(104)
  })
})

interface Innings {
  /** It is told what all events come to, instead of folding them. */
  readonly isToldAll?: boolean
  /** A note after ten balls that changes nothing; `late` has not come yet. */
  readonly note?: 'there' | 'late'
}

/** An innings of singles, folded, and how many events have been folded since. */
function innings(balls: number, { isToldAll = false, note }: Innings = {}) {
  let count = 0
  const rules: Sport = {
    ...cricket,
    apply(reduced, event) {
      count += 1
      return cricket.apply(reduced, event)
    },
  }
  const fixture = fixtureOf(cricket, 'test')
  const deliveries: MatchEvent[] = Array.from({ length: balls }, (_, ball) => {
    const place = { period: 1, over: Math.floor(ball / 6), ballInOver: 1 + (ball % 6) }
    return { id: `b${ball}`, type: 'delivery', ...place, bat: 1 }
  })
  const start = { id: 'start', type: 'innings_start', n: 1, batting: 'home' }
  const told = { id: 'note', type: 'note', text: 'drinks', period: 1, over: 1, ballInOver: 4 }
  const played = [start, ...deliveries]
  const sent = note === 'late' ? [...played, told] : played.toSpliced(11, 0, ...(note === 'there' ? [told] : []))
  const events = sent.map((event, arrival) => effective(cricket, event, arrival))
  const standing = note === 'late' ? events.slice(0, -1) : events
  const known = isToldAll ? foldAll(rules, fixture, standing).reduced : undefined
  const history = new History(rules, fixture, standing, known)
  history.fold()
  count = 0
  return { history, events, applied: () => count }
}

function effective(sport: Sport, event: MatchEvent, arrival: number): EffectiveEvent {
  return { event: parseEvent(sport, event), at: 1_000 + arrival, arrival }
}

function ordered(random: SeededRandom, event: MatchEvent): MatchEvent {
  return random.chance(0.2) ? event : { ...event, order: random.int(500) }
}
