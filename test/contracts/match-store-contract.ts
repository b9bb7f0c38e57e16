import { describe, expect, it } from 'vitest'
import { InvalidRequest } from '../../src/errors.ts'
import type { KeptEvent } from '../../src/match/change.ts'
import { EMPTY_TAIL } from '../../src/match/order.ts'
import type { Status } from '../../src/match/state.ts'
import { ConstraintViolated } from '../../src/store/database.ts'
import type { LoggedUpdate, MatchQuery, MatchStore, PresentQuery, StoredMatch } from '../../src/store/match-store.ts'
import { fixtureOf, foldedOf, keptOf, nextWrite, updateOf } from '../store/matches.ts'
import { forSeeds } from '../support/seeded-random.ts'

/**
 * What every MatchStore does.
 *
 * @param shared a store that all tests share; each uses matches, sports and competitions of its own
 */
export function matchStoreContract(name: string, shared: () => MatchStore): void {
  let count = 0
  const freshName = () => `m${++count}`

  const create = async (match = freshName(), changes: Parameters<typeof fixtureOf>[1] = {}): Promise<StoredMatch> => {
    const fixture = fixtureOf(match, changes)
    expect(await shared().create(fixture, foldedOf(fixture), 'epoch-1', 5_000)).toBe(true)
    return readBack(match)
  }

  const readBack = async (match: string): Promise<StoredMatch> => {
    const stored = await shared().read(match)
    if (stored === undefined) throw new Error(`match ${match} is not there`)
    return stored
  }

  describe(`${name}: a match`, () => {
    it('knows nothing of a match that was never created', async () => {
      const store = shared()
      expect(await store.read('nobody')).toBeUndefined()
      expect(await store.readSnapshot('nobody')).toBeUndefined()
      expect(await store.readInitial('nobody')).toBeUndefined()
      expect(await store.readUpdates('nobody', 0, 10)).toEqual([])
      expect(await store.readEffective('nobody', 'opta')).toEqual([])
      expect(await store.readFeeds('nobody')).toBeUndefined()
    })

    it('[W17] gets another epoch only from the one it has, and goes on from there', async () => {
      const before = await create()
      await shared().append(nextWrite(before))
      expect(await shared().changeEpoch(before.match, 'epoch-0', 'epoch-2', 6_000)).toBe(false)
      expect(await shared().changeEpoch('nobody', 'epoch-1', 'epoch-2', 6_000)).toBe(false)

      expect(await shared().changeEpoch(before.match, 'epoch-1', 'epoch-2', 6_000)).toBe(true)

      const after = await readBack(before.match)
      expect(after).toMatchObject({ epoch: 'epoch-2', seq: 1 })
      expect(
        await shared().append({ ...nextWrite(after), match: { ...nextWrite(after).match, epoch: 'epoch-1' } }),
      ).toBe(false)
      expect(await shared().append(nextWrite(after))).toBe(true)
      expect(await shared().readHeads([before.match])).toEqual([{ epoch: 'epoch-2', seq: 2 }])
    })

    it('[H4] keeps warnings with their event, tells the latest, and counts those of events that stand', async () => {
      const before = await create()
      const warning = (code: string) => ({ code, detail: `"${code}" \\ é` })
      const kept = [
        keptOf('a', 0, { warnings: [warning('x'), warning('y')] }),
        keptOf('b', 1),
        keptOf('c', 2, { warnings: [warning('x')] }),
        keptOf('d', 3, { warnings: [warning('x')], isDeleted: true }),
      ]
      await shared().append({ ...nextWrite(before), kept })
      expect(await shared().readAllKept(before.match, 'opta')).toEqual(kept)
      const events = [
        { source: 'opta', id: 'c', warnings: [warning('x')] },
        { source: 'opta', id: 'a', warnings: [warning('x'), warning('y')] },
      ]
      expect(await shared().readWarnings(before.match, 20)).toEqual({ events, counts: { x: 2, y: 1 } })
      expect((await shared().readWarnings(before.match, 1)).events).toEqual(events.slice(0, 1))
      expect(await shared().readWarnings('nobody', 20)).toEqual({ events: [], counts: {} })
    })

    it('is read back as it was created, at seq 0', async () => {
      const fixture = fixtureOf(freshName())
      const folded = foldedOf(fixture)

      expect(await shared().create(fixture, folded, 'epoch-1', 5_000)).toBe(true)

      expect(await shared().read(fixture.match)).toEqual({
        match: fixture.match,
        epoch: 'epoch-1',
        seq: 0,
        version: 0,
        fixture,
        folded,
        arrivals: 0,
      })
      const snapshot = { match: fixture.match, epoch: 'epoch-1', seq: 0, state: JSON.stringify(folded.reduced.state) }
      expect(await shared().readSnapshot(fixture.match)).toEqual(snapshot)
      expect(await shared().readInitial(fixture.match)).toEqual(snapshot)
    })

    it('is read back without what its fixture left out', async () => {
      const fixture = { match: freshName(), sport: 'tennis', home: { name: 'A' }, away: { name: 'B' } }
      await shared().create(fixture, foldedOf(fixture), 'epoch-1', 5_000)
      expect((await readBack(fixture.match)).fixture).toEqual(fixture)
    })

    it('is created once; whoever is second is told so and changes nothing', async () => {
      const first = await create()
      const other = fixtureOf(first.match, { sport: 'tennis' })

      expect(await shared().create(other, foldedOf(other), 'epoch-2', 6_000)).toBe(false)

      expect(await readBack(first.match)).toEqual(first)
    })

    it('is created once by many at the same time', async () => {
      const fixture = fixtureOf(freshName())
      const attempts = Array.from({ length: 8 }, (_, index) =>
        shared().create(fixture, foldedOf(fixture), `epoch-${index}`, 5_000),
      )
      const won = (await Promise.all(attempts)).flatMap((created, index) => (created ? [`epoch-${index}`] : []))
      expect(won).toEqual([(await readBack(fixture.match)).epoch])
    })
  })

  describe(`${name}: an append`, () => {
    it('writes state, events and log together, and all is read back as it was written', async () => {
      const before = await create()
      const state = { ...before.folded.reduced.state, status: 'live' as const, phase: '1st half ⚽', updatedAt: 7_000 }
      const after: StoredMatch = {
        ...before,
        seq: 2,
        version: 1,
        arrivals: 3,
        fixture: { ...before.fixture, venue: 'elsewhere' },
        folded: {
          reduced: { state, memory: { deep: [[{}]] } },
          tail: { ...EMPTY_TAIL, order: 9, position: { period: 1, clockMs: 60_000 } },
        },
      }
      const kept = [
        keptOf('e1', 0, { seq: 1 }),
        keptOf('e2', 1, { seq: 2, revision: 7, isDeleted: true }),
        tombstone('e3', 2),
      ]
      const updates = [updateOf(1), updateOf(2, { kind: 'delete' })]

      expect(await shared().append({ match: after, replaces: before.version, kept, updates })).toBe(true)

      expect(await readBack(before.match)).toEqual(after)
      expect(await shared().readAllKept(before.match, 'opta')).toEqual(kept)
      expect(await shared().readUpdates(before.match, 0, 10)).toEqual(updates.map(({ seq, wire }) => ({ seq, wire })))
      const head = { match: before.match, epoch: 'epoch-1' }
      expect(await shared().readSnapshot(before.match)).toEqual({ ...head, seq: 2, state: JSON.stringify(state) })
      const initial = JSON.stringify(before.folded.reduced.state)
      expect(await shared().readInitial(before.match)).toEqual({ ...head, seq: 0, state: initial })
    })

    it('may remember an event without telling anybody', async () => {
      const before = await create()
      const match = { ...before, version: 1, arrivals: 1 }
      expect(await shared().append({ match, replaces: before.version, kept: [tombstone('e1', 0)], updates: [] })).toBe(
        true,
      )
      expect(await readBack(before.match)).toEqual(match)
      expect(await shared().readUpdates(before.match, 0, 10)).toEqual([])
    })

    it('may log a change of the fixture, which is no event', async () => {
      const before = await create()
      const { eventId: _, ...update } = updateOf(1, { kind: 'fixture' })
      const match = { ...before, seq: 1, version: 1 }
      expect(await shared().append({ match, replaces: before.version, kept: [], updates: [update] })).toBe(true)
      expect(await shared().readUpdates(before.match, 0, 10)).toEqual([{ seq: 1, wire: update.wire }])
    })

    it('tells who has changed it and when, the latest first', async () => {
      const before = await create()
      expect(await shared().readFeeds(before.match)).toEqual([])
      const updates = [
        updateOf(1, { feed: 'opta', at: 100 }),
        updateOf(2, { feed: 'scorer', at: 300 }),
        updateOf(3, { feed: 'opta', at: 200 }),
        // Clocks of two replicas differ; what counts is the order of the log.
        updateOf(4, { feed: 'desk', at: 150 }),
      ]
      await shared().append({ match: { ...before, version: 1, seq: 4 }, replaces: before.version, kept: [], updates })

      expect(await shared().readFeeds(before.match)).toEqual([
        { feed: 'desk', at: 150 },
        { feed: 'opta', at: 200 },
        { feed: 'scorer', at: 300 },
      ])
    })

    it('writes nothing when somebody wrote since the match was read', async () => {
      const before = await create()
      expect(await shared().append(nextWrite(before, 'winner'))).toBe(true)
      const after = await readBack(before.match)

      expect(await shared().append(nextWrite(before, 'loser'))).toBe(false)

      expect(await readBack(before.match)).toEqual(after)
      expect(await shared().readUpdates(before.match, 0, 10)).toEqual([{ seq: 1, wire: updateOf(1).wire }])
      expect(await shared().readKept(before.match, 'opta', ['winner', 'loser'])).toEqual([keptOf('winner', 0)])
      expect(await shared().readEventUpdates(before.match, 'opta', 'loser')).toEqual([])
    })

    it('writes nothing to another match of the same id and version: the one that was read is gone', async () => {
      const { match: id } = await create()
      const before = await readBack(id)
      const other = { ...before, epoch: 'epoch-0' }

      expect(await shared().append(nextWrite(other))).toBe(false)

      expect(await readBack(id)).toEqual(before)
      expect(await shared().readAllKept(id, 'opta')).toEqual([])
    })

    it('[H6] lets exactly one of several at the same time win, and writes nothing of the others', async () => {
      const before = await create()
      const ids = Array.from({ length: 8 }, (_, index) => `event-${index}`)

      const results = await Promise.all(ids.map((id) => shared().append(nextWrite(before, id))))

      const winners = ids.filter((_, index) => results[index])
      expect(winners).toHaveLength(1)
      expect((await shared().readAllKept(before.match, 'opta')).map(({ id }) => id)).toEqual(winners)
      expect(await shared().readUpdates(before.match, 0, 10)).toHaveLength(1)
      expect(await readBack(before.match)).toMatchObject({ seq: 1, version: 1, arrivals: 1 })
    })

    it('[H2] writes what should be new only if the source has sent none of it, else nothing at all', async () => {
      const first = nextWrite(await create(), 'e1')
      expect(await shared().append({ ...first, areNew: true })).toBe(true)
      const before = await readBack(first.match.match)
      const events = await shared().readAllKept(before.match, 'opta')
      const write = nextWrite(before, 'e2')
      const more = [...write.kept, keptOf('e3', 2), keptOf('e1', 3), keptOf('e4', 4)]

      expect(await shared().append({ ...write, kept: more, areNew: true })).toBe(false)

      expect(await readBack(before.match)).toEqual(before)
      expect(await shared().readAllKept(before.match, 'opta')).toEqual(events)
      expect(await shared().readUpdates(before.match, 0, 10)).toHaveLength(1)
      // The same id of another source is another event.
      const ofOther = [...write.kept, keptOf('e1', 2, { source: 'other' })]
      expect(await shared().append({ ...write, kept: ofOther, areNew: true })).toBe(true)
    })

    it('writes nothing of what should be new when somebody wrote since the match was read', async () => {
      const before = await create()
      const write = nextWrite(before, 'e1')
      expect(await shared().append(nextWrite(before, 'e0'))).toBe(true)
      expect(await shared().append({ ...write, kept: [...write.kept, keptOf('e2', 1)], areNew: true })).toBe(false)
      expect((await shared().readAllKept(before.match, 'opta')).map(({ id }) => id)).toEqual(['e0'])
    })

    it('[H2] writes what is new though an event of another match that should be new is not', async () => {
      const [one, other] = [await create(), await create()]
      await shared().append(nextWrite(one, 'e1'))
      const again = { ...nextWrite(await readBack(one.match), 'e1'), areNew: true as const }
      const fresh = { ...nextWrite(other, 'e1'), areNew: true as const }
      expect(await Promise.all([shared().append(again), shared().append(fresh)])).toEqual([false, true])
      expect([(await readBack(one.match)).seq, (await readBack(other.match)).seq]).toEqual([1, 1])
    })

    it('writes nothing to a match that is not there', async () => {
      const { match } = { match: { ...(await create()), match: 'nobody', version: 1, seq: 1 } }
      expect(await shared().append({ match, replaces: 0, kept: [keptOf('e1', 0)], updates: [updateOf(1)] })).toBe(false)
      expect(await shared().readAllKept('nobody', 'opta')).toEqual([])
    })

    it('writes nothing when one of its parts is refused', async () => {
      const before = await create()
      await shared().append(nextWrite(before))
      const after = await readBack(before.match)
      const sameSeqAgain = { ...nextWrite(after, 'e2'), updates: [updateOf(1, { eventId: 'e2' })] }

      await expect(shared().append(sameSeqAgain)).rejects.toBeInstanceOf(ConstraintViolated)

      expect(await readBack(before.match)).toEqual(after)
      expect(await shared().readKept(before.match, 'opta', ['e2'])).toEqual([])
    })

    it('keeps an array of 500 events', async () => {
      const before = await create()
      const kept = Array.from({ length: 500 }, (_, index) => keptOf(`e${index + 1}`, index))
      const updates = kept.map((_, index) => updateOf(index + 1))
      const match = { ...before, version: 1, seq: 500, arrivals: 500 }

      expect(await shared().append({ match, replaces: before.version, kept, updates })).toBe(true)

      expect(await shared().readAllKept(before.match, 'opta')).toEqual(kept)
      expect(await shared().readUpdates(before.match, 499, 10)).toEqual([{ seq: 500, wire: updateOf(500).wire }])
    })
  })

  describe(`${name}: an event`, () => {
    it('keeps its own text, whatever is in it, beside events of which only the delete has come', async () => {
      const before = await create()
      const early = (id: string, arrival: number): KeptEvent => {
        const { event: _, seq: __, ...rest } = keptOf(id, arrival, { isDeleted: true })
        return rest
      }
      const told = (id: string, arrival: number, text: string) =>
        keptOf(id, arrival, { event: { id, type: 'note', text }, seq: arrival })
      const texts = ['one\ntwo', '', 'one\r\ntwo', '\\n', '\u2028\u0085']
      const kept = [early('d0', 0), ...texts.map((text, n) => told(`e${n + 1}`, n + 1, text)), early('d1', 6)]
      const updates = texts.map((text, n) => updateOf(n + 1, { wire: JSON.stringify({ seq: n + 1, text }) }))
      const match = { ...before, version: 1, seq: 5, arrivals: 7 }
      expect(await shared().append({ match, replaces: before.version, kept, updates })).toBe(true)
      const more = [early('d2', 7), early('d3', 8)]
      const next = { ...match, version: 2, arrivals: 9 }
      expect(await shared().append({ match: next, replaces: 1, kept: more, updates: [] })).toBe(true)

      expect(await shared().readAllKept(before.match, 'opta')).toEqual([...kept, ...more])
      expect(await shared().readUpdates(before.match, 0, 10)).toEqual(updates.map(({ seq, wire }) => ({ seq, wire })))
    })

    it('is replaced by its next revision, but stays in its place', async () => {
      const before = await create()
      await shared().append(nextWrite(before, 'e1'))
      const edited = keptOf('e1', 0, { revision: 3, seq: 2, event: { id: 'e1', type: 'own_goal' } })
      const match = { ...(await readBack(before.match)), seq: 2, version: 2 }
      const updates = [updateOf(2, { kind: 'edit', eventId: 'e1' })]

      await shared().append({ match, replaces: 1, kept: [edited], updates })

      expect(await shared().readKept(before.match, 'opta', ['e1'])).toEqual([edited])
      expect(await shared().readEffective(before.match, 'opta')).toEqual([
        { event: edited.event, at: 1_000, arrival: 0 },
      ])
      const wires = [updateOf(1), updateOf(2)].map(({ seq, wire }) => ({ seq, wire }))
      expect(await shared().readEventUpdates(before.match, 'opta', 'e1')).toEqual(wires)
    })

    it('has all its updates, from the first to the newest, also those before its source was in the shadow', async () => {
      const before = await create()
      const steps: readonly [id: string, seq: number][] = [
        ['e1', 1],
        ['e2', 2],
        ['e1', 3],
        ['e3', 4],
        ['e1', 5],
        ['e2', 6],
      ]
      for (const [id, seq] of steps) {
        const match = { ...(await readBack(before.match)), seq, version: seq, arrivals: seq }
        const kept = [keptOf(id, Number(id[1]), { seq })]
        await shared().append({ match, replaces: seq - 1, kept, updates: [updateOf(seq, { eventId: id })] })
      }
      const seqsOf = async (id: string) =>
        (await shared().readEventUpdates(before.match, 'opta', id)).map(({ seq }) => seq)
      expect(await seqsOf('e1')).toEqual([1, 3, 5])
      expect(await seqsOf('e2')).toEqual([2, 6])
      expect(await seqsOf('e3')).toEqual([4])

      // Changed in the shadow it has no newest update that viewers know, and then it gets one again.
      const changed = async (seq: number, version: number, updates: LoggedUpdate[]) => {
        const match = { ...(await readBack(before.match)), seq: 6 + updates.length, version }
        await shared().append({ match, replaces: version - 1, kept: [keptOf('e1', 1, { seq })], updates })
      }
      await changed(0, 7, [])
      expect(await seqsOf('e1')).toEqual([1, 3, 5])
      await changed(7, 8, [updateOf(7, { eventId: 'e1' })])
      expect(await seqsOf('e1')).toEqual([1, 3, 5, 7])
    })

    it('has its updates too if viewers were told of it only later', async () => {
      const before = await create()
      await shared().append({
        match: { ...before, version: 1, arrivals: 1 },
        replaces: 0,
        kept: [keptOf('e1', 0, { seq: 0 })],
        updates: [],
      })
      const match = { ...(await readBack(before.match)), seq: 2, version: 2 }
      const updates = [updateOf(1, { eventId: 'other' }), updateOf(2, { eventId: 'e1' })]
      await shared().append({ match, replaces: 1, kept: [keptOf('e1', 0, { seq: 2 })], updates })
      expect((await shared().readEventUpdates(before.match, 'opta', 'e1')).map(({ seq }) => seq)).toEqual([2])
    })

    it('counts from its add when only an undone delete of it had arrived before', async () => {
      const before = await create()
      const early = tombstone('e1', 0)
      await shared().append({ match: { ...before, version: 1, arrivals: 1 }, replaces: 0, kept: [early], updates: [] })
      const added = keptOf('e1', 5, { seq: 1 })
      const match = { ...(await readBack(before.match)), seq: 1, version: 2, arrivals: 6 }
      await shared().append({ match, replaces: 1, kept: [added], updates: [updateOf(1)] })
      expect(await shared().readKept(before.match, 'opta', ['e1'])).toEqual([added])
    })

    it('[H7] belongs to its source: the same id from two sources is two events', async () => {
      const before = await create()
      const kept = [keptOf('e1', 0), keptOf('e1', 1, { source: 'scorer', feed: 'scorer', seq: 2 })]
      const updates = [updateOf(1, { eventId: 'e1' }), updateOf(2, { eventId: 'e1', source: 'scorer' })]
      await shared().append({ match: { ...before, seq: 2, version: 1, arrivals: 2 }, replaces: 0, kept, updates })

      expect(await shared().readKept(before.match, 'opta', ['e1', 'e2'])).toEqual([kept[0]])
      expect(await shared().readAllKept(before.match, 'scorer')).toEqual([kept[1]])
      expect(await shared().readAllKept(before.match, 'nobody')).toEqual([])
      expect((await shared().readEventUpdates(before.match, 'scorer', 'e1')).map(({ seq }) => seq)).toEqual([2])
      expect(await shared().readEffective(before.match, 'opta')).toHaveLength(1)
    })

    it('counts while it stands, by arrival, at the time it happened or was accepted', async () => {
      const before = await create()
      const happened = { id: 'late', type: 'goal', occurredAt: 777 }
      const kept = [
        keptOf('c', 3),
        keptOf('late', 2, { event: happened }),
        keptOf('gone', 1, { isDeleted: true }),
        tombstone('only-its-delete', 4),
        keptOf('a', 0),
      ]
      await shared().append({ match: { ...before, version: 1, arrivals: 5 }, replaces: 0, kept, updates: [] })

      expect(await shared().readEffective(before.match, 'opta')).toEqual([
        { event: keptOf('a', 0).event, at: 1_000, arrival: 0 },
        { event: happened, at: 777, arrival: 2 },
        { event: keptOf('c', 3).event, at: 1_003, arrival: 3 },
      ])
      expect((await shared().readAllKept(before.match, 'opta')).map(({ arrival }) => arrival)).toEqual([0, 1, 2, 3, 4])
    })

    it('[H7] is read with its match, at one moment, if its source is in charge', async () => {
      expect(await shared().readStanding('nobody')).toBeUndefined()
      const before = await create()
      expect(await shared().readStanding(before.match)).toEqual({ match: before, events: [] })
      const happened = { id: 'late', type: 'goal', occurredAt: 777 }
      const kept = [
        keptOf('c', 3),
        keptOf('late', 2, { event: happened }),
        keptOf('gone', 1, { isDeleted: true }),
        tombstone('only-its-delete', 4),
        keptOf('a', 0),
        keptOf('a', 0, { source: 'scout', feed: 'scout' }),
      ]
      const match = { ...before, version: 1, arrivals: 5, source: 'opta' }
      await shared().append({ match, replaces: 0, kept, updates: [] })

      expect(await shared().readStanding(before.match)).toEqual({
        match,
        events: [
          { event: keptOf('a', 0).event, at: 1_000, arrival: 0, acceptedAt: 1_000 },
          { event: happened, at: 777, arrival: 2, acceptedAt: 1_002 },
          { event: keptOf('c', 3).event, at: 1_003, arrival: 3, acceptedAt: 1_003 },
        ],
      })
    })

    it('is found whatever printable characters its id has', async () => {
      const before = await create()
      const ids = ['{a,b}', '"', '\\', "'", 'NULL', ' ', '%', '$1', 'x'.repeat(128)]
      const kept = ids.map((id, index) => keptOf(id, index))
      const match = { ...before, version: 1, arrivals: ids.length }
      await shared().append({ match, replaces: before.version, kept, updates: [] })
      expect(await shared().readKept(before.match, 'opta', ids)).toEqual(kept)
      expect(await shared().readKept(before.match, 'opta', [])).toEqual([])
    })
  })

  describe(`${name}: the log`, () => {
    it('gives the updates after a seq, oldest first, as many as asked', async () => {
      const before = await create()
      const updates = Array.from({ length: 12 }, (_, index) => updateOf(index + 1))
      await shared().append({ match: { ...before, version: 1, seq: 12 }, replaces: 0, kept: [], updates })
      const seqs = async (after: number, limit: number) =>
        (await shared().readUpdates(before.match, after, limit)).map(({ seq }) => seq)

      expect(await seqs(0, 3)).toEqual([1, 2, 3])
      expect(await seqs(3, 3)).toEqual([4, 5, 6])
      expect(await seqs(10, 100)).toEqual([11, 12])
      expect(await seqs(12, 100)).toEqual([])
      expect(await seqs(0, 0)).toEqual([])
    })

    it('finds the last seq of a moment: what came in that very millisecond belongs to it', async () => {
      const { match } = await create()
      for (let seq = 1; seq <= 3; seq += 1) await shared().append(nextWrite(await readBack(match)))
      const seqs = [2_000, 2_001, 2_002, 9_000].map((at) => shared().readSeqAt(match, at))
      expect(await Promise.all(seqs)).toEqual([0, 1, 2, 3])
      expect(await shared().readSeqAt('nobody', 9_000)).toBe(0)
    })

    it('gives one update of each match that is asked for, in the order asked', async () => {
      const [one, two] = [await create(), await create()]
      for (const match of [one, two]) {
        const updates = [1, 2, 3].map((seq) => ({ ...updateOf(seq), wire: `${match.match} ${seq}` }))
        await shared().append({ match: { ...match, version: 1, seq: 3 }, replaces: match.version, kept: [], updates })
      }
      const places = [
        { match: two.match, seq: 3 },
        { match: one.match, seq: 4 },
        { match: one.match, seq: 1 },
        { match: 'nowhere', seq: 1 },
      ]
      expect(await shared().readWires(places)).toEqual([`${two.match} 3`, undefined, `${one.match} 1`, undefined])
      expect(await shared().readWires([])).toEqual([])
    })

    it('tells which matches changed since a time, the oldest change first', async () => {
      const from = Date.now()
      const [one, two, three] = [await create(), await create(), await create()]
      for (const match of [two, three, one]) await shared().append(nextWrite(match))
      const mine = new Set([one.match, two.match, three.match])

      const heads = await shared().readHeadsChangedAfter({ changedAt: from, match: '' }, 1_000)

      const changed = heads.filter(({ match }) => mine.has(match))
      expect(changed.map(({ match }) => match).sort()).toEqual([...mine].sort())
      for (const head of changed) expect(head).toMatchObject({ epoch: 'epoch-1', seq: 1 })
      const times = heads.map(({ changedAt }) => changedAt)
      expect(times).toEqual(times.toSorted((a, b) => a - b))
      expect(times[0]).toBeGreaterThanOrEqual(from)
      expect(await shared().readHeadsChangedAfter({ changedAt: Date.now() + 60_000, match: '' }, 10)).toEqual([])
    })

    it('tells page after page of matches that changed at the same time', async () => {
      const together = await Promise.all(Array.from({ length: 7 }, () => create()))
      const found: string[] = []
      for (let place = { changedAt: 5_000, match: '' }; ; ) {
        const heads = await shared().readHeadsChangedAfter(place, 3)
        found.push(...heads.filter(({ changedAt }) => changedAt === 5_000).map(({ match }) => match))
        const last = heads[2]
        if (last === undefined || last.changedAt > 5_000) break
        place = last
      }
      expect(new Set(found).size).toBe(found.length)
      expect(found).toEqual(expect.arrayContaining(together.map(({ match }) => match)))
    })
  })

  describe(`${name}: the list`, () => {
    const list = async (query: Partial<MatchQuery>) => {
      const { matches } = await shared().list({ limit: 100, ...query })
      return matches.map(({ match }) => match)
    }

    it('gives snapshots, the earliest start first', async () => {
      const competition = freshName()
      const late = await create(freshName(), { competition, startsAt: 2_000 })
      const early = await create(freshName(), { competition, startsAt: 1_000 })
      await shared().append(nextWrite(late))
      const snapshots = await Promise.all([early, late].map(({ match }) => shared().readSnapshot(match)))
      expect(await shared().list({ competition, limit: 100 })).toEqual({ matches: snapshots })
    })

    it('filters by status, sport, competition and start, and by all of them together', async () => {
      const [competition, sport] = [freshName(), freshName()]
      const scheduled = await create(freshName(), { competition, sport, startsAt: 1_000 })
      const live = await create(freshName(), { competition, sport: 'other', startsAt: 2_000 })
      await shared().append(nextWrite(live))
      const elsewhere = await create(freshName(), { sport, startsAt: 3_000 })

      expect(await list({ competition })).toEqual([scheduled.match, live.match])
      expect(await list({ sport })).toEqual([scheduled.match, elsewhere.match])
      expect(await list({ competition, statuses: ['live'] })).toEqual([live.match])
      expect(await list({ competition, statuses: ['live', 'scheduled'] })).toEqual([scheduled.match, live.match])
      expect(await list({ competition, statuses: ['final'] })).toEqual([])
      expect(await list({ competition, startsFrom: 2_000 })).toEqual([live.match])
      expect(await list({ competition, startsBefore: 2_000 })).toEqual([scheduled.match])
      const all = { statuses: ['scheduled' as const], competition, sport, startsFrom: 1_000, startsBefore: 1_001 }
      expect(await list(all)).toEqual([scheduled.match])
      expect(await list({ ...all, startsBefore: 1_000 })).toEqual([])
      expect(await list({ competition: "x' or 'a'='a" })).toEqual([])
      expect(await list({ competition: '\u0000' })).toEqual([])
    })

    it('sorts a match by its new start after the fixture changed, or by its creation when nobody knows the start', async () => {
      const competition = freshName()
      const moved = await create(freshName(), { competition, startsAt: 1_000 })
      const other = await create(freshName(), { competition, startsAt: 3_000 })
      const { startsAt: _, ...fixture } = fixtureOf(freshName(), { competition })
      await shared().create(fixture, foldedOf(fixture), 'epoch-1', 5_000)
      const change = { ...moved, version: 1, fixture: { ...moved.fixture, startsAt: 4_000 } }

      await shared().append({ match: change, replaces: moved.version, kept: [], updates: [] })

      expect(await list({ competition })).toEqual([other.match, moved.match, fixture.match])
    })

    it('chooses what is being played, then what starts nearest to now, and tells it by start', async () => {
      const competition = freshName()
      const create = async (startsAt: number, status: Status) => {
        const fixture = fixtureOf(freshName(), { competition, startsAt })
        await shared().create(fixture, foldedOf(fixture, { status }), 'epoch-1', 5_000)
        return fixture.match
      }
      const longAgo = await create(1_000, 'interrupted')
      const before = await create(8_900, 'final')
      const nearBefore = await create(9_500, 'suspended')
      const after = await create(10_400, 'scheduled')
      const later = await create(11_000, 'postponed')
      const farOff = await create(90_000, 'live')
      const present = (limit: number, query: Partial<PresentQuery> = {}) =>
        shared().listPresent({ competition, now: 10_000, limit, ...query })

      expect(await present(2, { page: 1 })).toEqual([longAgo, before])
      expect(await present(2, { page: 3 })).toEqual([later, farOff])
      expect(await present(2, { page: 2, statuses: ['live', 'final', 'postponed'] })).toEqual([farOff])
      expect(await present(2, { page: 4 })).toEqual([])
      expect(await present(1)).toEqual([longAgo])
      expect(await present(2)).toEqual([longAgo, farOff])
      expect(await present(3)).toEqual([longAgo, after, farOff])
      expect(await present(4)).toEqual([longAgo, nearBefore, after, farOff])
      expect(await present(5)).toEqual([longAgo, nearBefore, after, later, farOff])
      expect(await present(6)).toEqual([longAgo, before, nearBefore, after, later, farOff])
      expect(await present(1, { now: 80_000 })).toEqual([farOff])
      expect(await present(2, { statuses: ['final', 'postponed'], startsBefore: 11_000 })).toEqual([before])
      expect(await present(1, { competition: '\u0000' })).toEqual([])

      // A match that starts now is neither left out nor there twice; the first moment of a day is of it, the one after it is not.
      expect(await present(9, { now: 10_400 })).toEqual([longAgo, before, nearBefore, after, later, farOff])
      expect(await present(9, { statuses: ['final', 'live', 'final'] })).toEqual([before, farOff])
      const day = { startsFrom: 8_900, startsBefore: 10_400 }
      for (const query of [day, { ...day, page: 1 }]) expect(await present(9, query)).toEqual([before, nearBefore])
      expect(await present(9, { startsFrom: 10_400, startsBefore: 11_001 })).toEqual([after, later])
    })

    it('gives every match once when it is read page by page, whatever the size of the pages', async () => {
      await forSeeds(8, async (random, seed) => {
        const competition = freshName()
        const total = 5 + random.int(20)
        const created: { match: string; startsAt: number }[] = []
        for (let index = 0; index < total; index += 1) {
          // Few different starts: matches that begin together must not get lost between pages.
          const startsAt = 1_000 * random.int(4)
          const match = `s${seed}-${String(random.int(1_000_000)).padStart(7, '0')}`
          await create(match, { competition, startsAt })
          created.push({ match, startsAt })
        }
        const sorted = created.toSorted((a, b) => a.startsAt - b.startsAt || (a.match < b.match ? -1 : 1))

        const seen: string[] = []
        let cursor: string | undefined
        do {
          const limit = 1 + random.int(7)
          const page = await shared().list({ competition, limit, ...(cursor !== undefined && { cursor }) })
          expect(page.matches.length).toBe(Math.min(limit, total - seen.length))
          seen.push(...page.matches.map(({ match }) => match))
          cursor = page.next
        } while (cursor !== undefined)

        expect(seen).toEqual(sorted.map(({ match }) => match))
      })
    })

    it('refuses a cursor it never gave, in words for the caller', async () => {
      const cursors = ['', 'x', '0', Buffer.from('1').toString('base64url'), Buffer.from('x m').toString('base64url')]
      for (const bytes of ['1 \u0000', '1e300 m', '1.5 m', '1 m n', ' m']) {
        cursors.push(Buffer.from(bytes).toString('base64url'))
      }
      for (const cursor of cursors) {
        await expect(shared().list({ limit: 10, cursor }), cursor).rejects.toBeInstanceOf(InvalidRequest)
      }
    })
  })
}

/** An event of which only the delete has arrived. */
function tombstone(id: string, arrival: number): KeptEvent {
  const { event: _, seq: __, ...rest } = keptOf(id, arrival, { isDeleted: true })
  return rest
}
