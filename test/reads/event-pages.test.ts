import { describe, expect, it } from 'vitest'
import type { EffectiveEvent } from '../../src/match/event.ts'
import { foldAll, startFold } from '../../src/match/fold.ts'
import { applyPatch } from '../../src/match/merge-patch.ts'
import { EventPages, type PageQuery } from '../../src/reads/event-pages.ts'
import { football } from '../../src/sports/football/index.ts'
import { sports } from '../../src/sports/registry.ts'
import type { StandingEvent, StandingMatch } from '../../src/store/match-store.ts'
import { forSeeds } from '../support/seeded-random.ts'
import { fixtureOf } from '../support/sports/match-builder.ts'
import { examplesOf } from '../support/sports/sport-examples.ts'

const ALL: PageQuery = { limit: 1_000, cursor: 0, newest: false, patches: true }

/** A store of matches with as many goals as one likes, whose time passes with the turns of a fold. */
function openWorld({ msPerTurn = 0, eventLength = 1_000 } = {}) {
  const goals = new Map<string, number>()
  const fixture = fixtureOf(football)
  const events: StandingEvent[] = []
  let epoch = 'e'
  let isAway = false
  let now = 0
  let reads = 0
  let turns = 0
  const standingOf = (match: string): StandingMatch => {
    const seq = goals.get(match) ?? 0
    while (events.length < seq) {
      const n = events.length
      const event = { id: `g${n}`, type: 'goal', team: 'home' as const, player: 'x'.repeat(eventLength) }
      events.push({ event, at: n, arrival: n, acceptedAt: n })
    }
    const folded = startFold(football, fixture)
    return {
      match: { match, epoch, seq, version: 0, fixture, folded, arrivals: seq, source: 'opta' },
      events: events.slice(0, seq),
    }
  }
  const pages = new EventPages({
    store: {
      readHeads: async (ids) =>
        ids.map((match) => (goals.has(match) ? { epoch, seq: goals.get(match) ?? 0 } : undefined)),
      async readStanding(match) {
        reads += 1
        if (isAway) throw new Error('the database is away')
        const standing = goals.has(match) ? standingOf(match) : undefined
        await undefined
        return standing
      },
    },
    now: () => {
      now += msPerTurn
      return now
    },
    endTurn: async () => {
      turns += 1
    },
  })
  return {
    pages,
    goals,
    get reads() {
      return reads
    },
    get turns() {
      return turns
    },
    pass(ms: number) {
      now += ms
    },
    goesAway(goes: boolean) {
      isAway = goes
    },
    beginEpoch(next: string) {
      epoch = next
    },
  }
}

describe('[H7] pages of events', () => {
  it.each([...sports.values()])('lead through a match of $name to its state, in order of play', async (sport) => {
    const { generate } = await examplesOf(sport)
    await forSeeds(5, async (random) => {
      const { format, events } = generate(random)
      const fixture = fixtureOf(sport, format)
      const effective: EffectiveEvent[] = events.map((event, arrival) => ({ event, at: 1_000 + arrival, arrival }))
      const folded = foldAll(sport, fixture, effective)
      const pages = new EventPages({
        store: {
          readHeads: async () => [{ epoch: 'e', seq: 1 }],
          readStanding: async () => ({
            match: { match: 'm1', epoch: 'e', seq: 1, version: 0, fixture, folded, arrivals: 0 },
            events: effective.map((each) => ({ ...each, acceptedAt: each.at })),
          }),
        },
      })
      let state: object | undefined
      const ids: string[] = []
      for (let cursor = 0; cursor < events.length; ) {
        const page = await pages.read('m1', { ...ALL, cursor })
        const { start, events: listed, next } = JSON.parse(page?.text ?? '')
        if (state !== undefined) expect(start).toEqual(state)
        state = start as object
        for (const { event, patch, scoreline } of listed) {
          state = applyPatch(state, patch)
          expect(scoreline).toEqual((state as { scoreline?: object }).scoreline)
          ids.push(event.id)
        }
        cursor = next === undefined ? events.length : Number(next)
      }
      expect(state).toEqual(folded.reduced.state)
      expect(new Set(ids).size).toBe(events.length)
      const newest = await pages.read('m1', { limit: 3, cursor: 0, newest: true, patches: false })
      expect(JSON.parse(newest?.text ?? '').events.map(({ event }: { event: { id: string } }) => event.id)).toEqual(
        ids.slice(-3),
      )
    })
  })

  it('are made once for a seq, however many ask', async () => {
    const world = openWorld()
    world.goals.set('m', 3)
    const [one, other] = await Promise.all([world.pages.read('m', ALL), world.pages.read('m', ALL)])
    expect(one).toBe(other)
    expect(await world.pages.read('m', ALL)).toBe(one)
    expect(world.reads).toBe(1)
  })

  it('are never older than what whoever asks has seen, though one is being made', async () => {
    const world = openWorld()
    world.goals.set('m', 3)
    const before = world.pages.read('m', ALL)
    await Promise.resolve()
    await Promise.resolve()
    world.goals.set('m', 4)
    expect((await world.pages.read('m', ALL))?.seq).toBe(4)
    expect((await before)?.seq).toBeLessThanOrEqual(4)
  })

  it('that are costly are given a while longer, and made anew after it', async () => {
    const world = openWorld({ msPerTurn: 1 })
    world.goals.set('m', 200)
    await world.pages.read('m', { ...ALL, patches: false })
    world.goals.set('m', 201)
    expect((await world.pages.read('m', { ...ALL, patches: false }))?.seq).toBe(200)
    world.pass(1_000)
    expect((await world.pages.read('m', { ...ALL, patches: false }))?.seq).toBe(201)
  })

  it('that took a moment are made anew with each change', async () => {
    const world = openWorld({ msPerTurn: 1 })
    for (const seq of [3, 4, 5]) {
      world.goals.set('m', seq)
      expect((await world.pages.read('m', ALL))?.seq).toBe(seq)
    }
  })

  it('are made anew when the match begins a new epoch, and the one before is not kept beside it', async () => {
    const world = openWorld()
    world.goals.set('m', 3)
    await world.pages.read('m', ALL)
    world.beginEpoch('f')
    world.goals.set('m', 2)
    const page = await world.pages.read('m', ALL)
    expect(page).toMatchObject({ epoch: 'f', seq: 2 })
    expect(world.pages.size).toBe(page?.text.length)
  })

  it.each([false, true])('end before they have more than 256 KiB of events (the newest: %s)', async (newest) => {
    const world = openWorld()
    world.goals.set('m', 500)
    const bytesOf = async (limit: number) => {
      const page = await world.pages.read('m', { limit, cursor: 0, newest, patches: false })
      const { events } = JSON.parse(page?.text ?? '') as { events: readonly object[] }
      return {
        count: events.length,
        bytes: events.reduce((sum, each) => sum + Buffer.byteLength(JSON.stringify(each)), 0),
      }
    }
    const full = await bytesOf(500)
    expect(full.bytes).toBeLessThanOrEqual(256 * 1024)
    expect(full.bytes * (1 + 1 / full.count)).toBeGreaterThan(256 * 1024)
    expect((await bytesOf(full.count)).count).toBe(full.count)
  })

  it.each([false, true])(
    'have the one event that is larger than a page may be made (the newest: %s)',
    async (newest) => {
      const world = openWorld({ eventLength: 300_000 })
      world.goals.set('m', 2)
      const page = await world.pages.read('m', { ...ALL, newest, patches: false })
      const { from, events, next } = JSON.parse(page?.text ?? '')
      expect([from, events.length, next]).toEqual(newest ? [1, 1, undefined] : [0, 1, '1'])
    },
  )

  it('are made again after one could not be made', async () => {
    const world = openWorld()
    for (const match of ['m', 'n']) world.goals.set(match, 1)
    world.goesAway(true)
    await expect(world.pages.read('m', ALL)).rejects.toThrow('away')
    world.goesAway(false)
    for (const match of ['m', 'n']) expect((await world.pages.read(match, ALL))?.seq).toBe(1)
  })

  it('are kept within a bound, those that nobody asked for lately go first', async () => {
    const world = openWorld()
    for (let n = 0; n < 100; n += 1) {
      world.goals.set(`m${n}`, 300)
      await world.pages.read(`m${n}`, { ...ALL, patches: false })
      await world.pages.read('m0', { ...ALL, patches: false })
    }
    expect(world.pages.size).toBeLessThanOrEqual(16 * 1024 * 1024)
    const { reads } = world
    expect(reads).toBe(100)
    await world.pages.read('m0', { ...ALL, patches: false })
    expect(world.reads).toBe(reads)
    await world.pages.read('m1', { ...ALL, patches: false })
    expect(world.reads).toBe(reads + 1)
  })

  it('fold no further than they reach, and let others have a turn', async () => {
    const world = openWorld({ msPerTurn: 1 })
    world.goals.set('m', 300)
    await world.pages.read('m', { ...ALL, limit: 10 })
    const { turns } = world
    await world.pages.read('m', { ...ALL, limit: 200, patches: false })
    expect(world.turns).toBeGreaterThan(10 * turns)
    // One each 4 ms.
    expect([turns, world.turns - turns]).toEqual([2, 50])
  })
})
