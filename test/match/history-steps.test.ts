import { expect, it } from 'vitest'
import type { EffectiveEvent, MatchEvent } from '../../src/match/event.ts'
import { foldAll } from '../../src/match/fold.ts'
import { History } from '../../src/match/history.ts'
import { parseEvent } from '../../src/sports/contract/reading/parse-event.ts'
import { football } from '../../src/sports/football/index.ts'
import { generateFootball } from '../sports/football/generate.ts'
import { forSeeds } from '../support/seeded-random.ts'
import { fixtureOf } from '../support/sports/match-builder.ts'
import { mistaken } from '../support/sports/mistaken-event.ts'

it('folds to the same in steps, though events are set and removed between them', async () => {
  await forSeeds(12, (random) => {
    const { format, events } = generateFootball(random)
    const fixture = fixtureOf(football, format)
    const all = random.shuffle(events).map((event, arrival) => effective(event, arrival))
    const standing = new Map(all.map((each) => [each.arrival, each]))
    const history = new History(football, fixture, all)
    for (let step = 0; step < 150; step += 1) {
      const one = random.pick(all)
      if (random.chance(0.3)) {
        standing.delete(one.arrival)
        history.remove(one.arrival)
      } else {
        const changed = random.chance(0.5) ? one : effective(mistaken(random, one.event), one.arrival)
        standing.set(one.arrival, changed)
        history.set(changed)
      }
      const limit = random.int(20)
      expect(history.foldSome(limit)).toBeLessThanOrEqual(limit)
      if (random.chance(0.2)) expect(history.fold()).toEqual(foldAll(football, fixture, [...standing.values()]))
      expect(history.size).toBe(standing.size)
    }
  })
})

it('says that it is done by folding fewer than it may', () => {
  const events = Array.from({ length: 10 }, (_, n) => effective({ id: `g${n}`, type: 'goal', team: 'home' }, n))
  const history = new History(football, fixtureOf(football), events)
  expect([4, 4, 4, 4].map((limit) => history.foldSome(limit))).toEqual([4, 4, 2, 0])
  expect(history.fold().reduced.state.score.home).toBe(10)
})

function effective(event: MatchEvent, arrival: number): EffectiveEvent {
  return { event: parseEvent(football, event), at: 1_000 + arrival, arrival }
}
