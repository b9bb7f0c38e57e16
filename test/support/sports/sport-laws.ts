import { describe, expect, it } from 'vitest'
import type { EffectiveEvent, MatchEvent } from '../../../src/match/event.ts'
import { foldAll, foldNext, type Reduced, startFold } from '../../../src/match/fold.ts'
import { History } from '../../../src/match/history.ts'
import { BEFORE_PLAY } from '../../../src/match/order.ts'
import type { Fixture, MatchState } from '../../../src/match/state.ts'
import { parseEvent } from '../../../src/sports/contract/reading/parse-event.ts'
import { stateSchemaOf } from '../../../src/sports/contract/schemas/state-schema.ts'
import type { Sport } from '../../../src/sports/contract/sport.ts'
import { expectSame, expectSameJson } from '../expect-same.ts'
import { forSeeds, type SeededRandom, seededRandom } from '../seeded-random.ts'
import { fixtureOf, MatchBuilder } from './match-builder.ts'
import { mistaken } from './mistaken-event.ts'
import { expectColumnPlayed, expectResultsEnd, expectResultsTold } from './result-laws.ts'
import { expectScoreline } from './scoreline-laws.ts'
import type { PlayedMatch, SportExamples } from './sport-examples.ts'

/** Matches for each law: as many as have this many events together, because a law takes longer than in proportion to them. */
const EVENTS = 1_000
const FEWEST_MATCHES = 6
const MOST_MATCHES = 25
/** What a law does to a match is drawn by other numbers than the match was. */
const ACTS = 1_000_000

/** Tests the laws of folding that hold for every sport, on generated legal matches and on vandalised ones. */
export function sportLaws(
  sport: Sport,
  examples: Pick<SportExamples, 'generate' | 'expectConsistent' | 'scoreline'>,
): void {
  const { generate, expectConsistent = () => {} } = examples
  const generated = remembered((seed: number) => generate(seededRandom(seed)))
  const matches = matchesOf(generated)
  /** Enough for each law but the one of vandalised matches, which finds what the others miss, and finds it late. */
  const half = Math.ceil(matches / 2)
  const expectLawful = (reduced: Reduced) => {
    expectSound(sport, reduced)
    if (examples.scoreline !== 'unfinished') expectScoreline(sport, reduced, examples.scoreline)
    expectConsistent(reduced.state)
  }
  /** Made and read once for all laws. */
  const played = remembered((seed: number) => {
    const match = generated(seed)
    const events = match.events.map((event) => parseEvent(sport, event))
    freeze(events)
    return { ...match, events, fixture: fixtureOf(sport, match.format) }
  })
  const forMatches = (count: number, law: (match: ReturnType<typeof played>, random: SeededRandom) => void) =>
    forSeeds(count, (_, seed) => law(played(seed), seededRandom(ACTS + seed)))

  describe(`laws of ${sport.name}`, () => {
    it('gives the same state in every arrival order when the feed orders its events', () =>
      forMatches(half, ({ events, fixture }, random) => {
        const ordered = timed(events.map((event, index) => ({ ...event, order: index - 3 })))
        const state = stateOf(sport, fixture, ordered)
        expectSameJson(state, stateOf(sport, fixture, timed(events)))
        expectSameJson(stateOf(sport, fixture, arriving(random.shuffle(ordered))), state)
      }))

    it('gives the same state in every arrival order of events placed by period and clock', () =>
      forMatches(half, ({ events, fixture, isPlacedByClock }, random) => {
        if (!isPlacedByClock) return
        const all = timed(events)
        const isPlaced = ({ event }: EffectiveEvent) =>
          sport.readPlace(event, BEFORE_PLAY, fixture.format ?? {}) !== undefined
        const shuffled = [...random.shuffle(all.filter(isPlaced)), ...all.filter((each) => !isPlaced(each))]
        expectSameJson(stateOf(sport, fixture, arriving(shuffled)), stateOf(sport, fixture, all))
      }))

    it('is not moved by a duplicate, at any later time', () =>
      forMatches(half, ({ events, format }, random) => {
        const match = new MatchBuilder(sport, format)
        for (const [index, event] of events.entries()) {
          match.take(event)
          const { state, seq } = match
          const again = events[random.int(index + 1)] as MatchEvent
          expectSame(match.send(again.type, again).status, 'duplicate')
          expectSameJson([match.state, match.seq], [state, seq])
        }
      }))

    it('takes an event that was added and deleted as never added', () =>
      forMatches(half, ({ events, fixture }, random) => {
        const victim = random.int(events.length)
        const all = timed(events)
        const without = all.filter((_, index) => index !== victim)
        const match = new MatchBuilder(sport, fixture.format)
        for (const event of stamped(events)) match.take(event)
        match.delete((events[victim] as MatchEvent).id)
        expectSameJson(match.state, stateOf(sport, fixture, without))
      }))

    it('takes an event that was edited as one that was sent so from the start', () =>
      forMatches(half, ({ events, fixture }, random) => {
        // Some mistakes are never corrected.
        const last = stamped(events).map((event) => (random.chance(0.1) ? mistaken(random, event) : event))
        const match = new MatchBuilder(sport, fixture.format)
        const unfinished: MatchEvent[] = []
        for (const event of last) {
          const isFirstWrong = random.chance(0.1)
          match.send(event.type, isFirstWrong ? mistaken(random, event) : event)
          if (isFirstWrong && random.chance(0.5)) match.replace(event)
          else if (isFirstWrong) unfinished.push(event)
        }
        for (const event of random.shuffle(unfinished)) match.replace(event)
        expectSameJson(match.state, stateOf(sport, fixture, timed(last)))
      }))

    it('folds one by one to what it folds at once, and changes nothing it was given', () =>
      forMatches(half, ({ events, fixture }, random) => {
        const all = timed(events)
        let folded = startFold(sport, fixture)
        for (const [index, effective] of all.entries()) {
          freeze(folded.reduced)
          const atOnce = () => foldAll(sport, fixture, all.slice(0, index + 1))
          folded = foldNext(sport, folded, effective) ?? atOnce()
          // Folds that differ stay different, so some events are enough. After each event it would be most of the time of all tests.
          if (random.chance(0.1) || index === all.length - 1) expectSameJson(folded, atOnce())
          expectLawful(folded.reduced)
        }
      }))

    it('keeps every state sound and every patch exact under late, lost, edited, deleted and restored events', () =>
      forMatches(matches, ({ events, fixture }, random) => {
        const match = new MatchBuilder(sport, fixture.format)
        for (const act of vandalise(random, stamped(events))) {
          act(match)
          expectLawful(match.folded.reduced)
          if (random.chance(0.1)) expectSameJson(match.folded, foldAll(sport, fixture, match.effective))
        }
        expectSameJson(match.folded, foldAll(sport, fixture, match.effective))
        expectSameJson(match.folded, new History(sport, fixture, match.effective).fold())
        expectDescribed(sport, match.state)
      }))

    it('[S4] names the winner of a result by every method, and never with the lower number', () =>
      forMatches(2, ({ events, format }, random) => {
        const match = new MatchBuilder(sport, format)
        for (const event of events.slice(0, random.int(events.length + 1))) match.take(event)
        expectResultsTold(match)
      }))

    it('[S4] [S5] plays a column while no break is on, and none once a result was given', () =>
      forMatches(2, ({ events, format }, random) => {
        const match = new MatchBuilder(sport, format)
        const moments = [random.int(events.length), random.int(events.length), events.length - 1]
        for (const [index, event] of events.entries()) {
          expectColumnPlayed(match)
          if (moments.includes(index)) expectResultsEnd(match)
          match.take(event)
        }
        expectResultsEnd(match)
      }))

    it('is not moved by an event of a type it does not know', () =>
      forMatches(3, ({ events, fixture }) => {
        const { reduced } = foldAll(sport, fixture, timed(events))
        const unknown = { event: { id: 'x', type: 'no_such_type' }, at: 1, arrival: 1 }
        expect(sport.apply(reduced, unknown)).toBe(reduced)
      }))

    it('finds nothing surprising in a legal match', () =>
      forMatches(half, ({ events, format }) => {
        const match = new MatchBuilder(sport, format)
        expect(events.flatMap((event) => match.take(event).warnings)).toEqual([])
      }))
  })
}

/** How many matches each law is tried on. */
function matchesOf(generated: (seed: number) => PlayedMatch): number {
  let events = 0
  let matches = 0
  while (matches < MOST_MATCHES && (matches < FEWEST_MATCHES || events < EVENTS)) {
    matches += 1
    events += generated(matches).events.length
  }
  return matches
}

function remembered<T>(make: (seed: number) => T): (seed: number) => T {
  const made = new Map<number, T>()
  return (seed) => {
    const known = made.get(seed) ?? make(seed)
    made.set(seed, known)
    return known
  }
}

type Act = (match: MatchBuilder) => void

/** The same match from a feed that loses, delays, repeats, corrects and takes back. */
function vandalise(random: SeededRandom, events: readonly MatchEvent[]): Act[] {
  const acts: Act[] = []
  const late: Act[] = []
  for (const event of events) {
    const send: Act = (match) => match.take(event)
    const other = random.pick(events)
    if (random.chance(0.1)) late.push(send)
    else acts.push(send)
    if (random.chance(0.05)) acts.push((match) => match.delete(other.id, 'vandal'))
    if (random.chance(0.05)) acts.push((match) => match.restore(other.id))
    if (random.chance(0.05)) acts.push(send)
    if (random.chance(0.1) && event.type !== 'status_set') acts.push(...unconfirmed(random, event))
    if (random.chance(0.1)) acts.push(...misreported(random, other))
    if (random.chance(0.2)) acts.push(...late.splice(0))
  }
  return [...acts, ...late]
}

/** An event that goes back under review and, mostly, is confirmed again. */
function unconfirmed(random: SeededRandom, event: MatchEvent): Act[] {
  const doubt: Act = (match) => match.edit(event.id, { ...event, status: 'under_review' })
  const confirm: Act = (match) => match.edit(event.id, { ...event, status: 'confirmed' })
  return random.chance(0.8) ? [doubt, confirm] : [doubt]
}

/** An event that is edited wrongly and, mostly, edited back. */
function misreported(random: SeededRandom, event: MatchEvent): Act[] {
  const wrong = mistaken(random, event)
  const mistake: Act = (match) => match.replace(wrong)
  const truth: Act = (match) => match.replace(event)
  return random.chance(0.6) ? [mistake, truth] : [mistake]
}

function expectSound(sport: Sport, { state }: Reduced): void {
  expectNothingAbsent(state, 'state')
  for (const score of [state.score, ...state.periods]) {
    if (!(Math.min(score.home ?? 0, score.away ?? 0) >= 0)) throw new Error(`below nothing: ${JSON.stringify(score)}`)
  }
  const detail = sport.detail.safeParse(state.detail)
  if (!detail.success) throw new Error(`the schema refuses the detail: ${detail.error.message}`)
  expectSame(state.phase === '', false, 'an empty phase')
}

/** The whole state, at the end of a match: it is too much to do after each event. */
function expectDescribed(sport: Sport, state: MatchState): void {
  const parsed = stateSchemaOf(sport).safeParse(state)
  if (!parsed.success) throw new Error(`the schema refuses the state: ${parsed.error.message}`)
}

/** `[S1]` Fails on any null: what is not there must be absent. */
function expectNothingAbsent(value: unknown, path: string): void {
  if (value === null || value === undefined) throw new Error(`${path} is ${value}`)
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`${path} is ${value}`)
  if (typeof value !== 'object') return
  for (const [key, item] of Object.entries(value)) expectNothingAbsent(item, `${path}.${key}`)
}

function stateOf(sport: Sport, fixture: Fixture, events: readonly EffectiveEvent[]): MatchState {
  return foldAll(sport, fixture, events).reduced.state
}

/** Adds the time at which each event happened: a second apart, unless the event says it. */
function stamped(events: readonly MatchEvent[]): MatchEvent[] {
  return events.map((event, index) => ({ occurredAt: 1_000_000 + index * 1000, ...event }))
}

function timed(events: readonly MatchEvent[]): EffectiveEvent[] {
  return stamped(events).map((event, index) => ({ event, at: event.occurredAt ?? 0, arrival: index + 1 }))
}

function arriving(events: readonly EffectiveEvent[]): EffectiveEvent[] {
  return events.map((effective, index) => ({ ...effective, arrival: index + 1 }))
}

function freeze(value: object): void {
  if (Object.isFrozen(value)) return
  Object.freeze(value)
  for (const item of Object.values(value)) if (typeof item === 'object' && item !== null) freeze(item)
}
