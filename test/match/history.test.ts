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
      const history = new History(sport, fixture, standing.values())
      for (let step = 0; step < 60; step += 1) {
        const one = random.pick(all)
        if (random.chance(0.4)) {
          standing.delete(one.arrival)
          history.remove(one.arrival)
        } else {
          const changed = random.chance(0.5) ? one : effective(sport, mistaken(random, one.event), one.arrival)
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

  it('folds all that follows an edit that does', () => {
    const { history, events, applied } = innings(100)
    const ball = events[11] as EffectiveEvent
    history.set({ ...ball, event: { ...ball.event, bat: 5 } })
    const { reduced } = history.fold()
    expect(applied()).toBe(90)
    expect(reduced.state.score.home).toBe(104)
  })
})

/** An innings of singles, folded, and how many events have been folded since. */
function innings(balls: number) {
  let count = 0
  const rules: Sport = {
    ...cricket,
    apply(reduced, event) {
      count += 1
      return cricket.apply(reduced, event)
    },
  }
  const fixture = fixtureOf(cricket, 'test')
  const deliveries = Array.from({ length: balls }, (_, ball) => {
    const place = { period: 1, over: Math.floor(ball / 6), ballInOver: 1 + (ball % 6) }
    return { id: `b${ball}`, type: 'delivery', ...place, bat: 1 }
  })
  const sent = [{ id: 'start', type: 'innings_start', n: 1, batting: 'home' }, ...deliveries]
  const events = sent.map((event, arrival) => effective(cricket, event, arrival))
  const history = new History(rules, fixture, events)
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
