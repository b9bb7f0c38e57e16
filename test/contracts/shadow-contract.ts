import { describe, expect, it } from 'vitest'
import type { Exchange, MatchStore, ShadowWrite, StoredMatch, StoredShadow } from '../../src/store/match-store.ts'
import { fixtureOf, foldedOf, keptOf, nextWrite, updateOf } from '../store/matches.ts'

/**
 * What every MatchStore does with what a source tells that is not in charge.
 *
 * @param shared a store that all tests share; each uses matches of its own
 */
export function shadowContract(name: string, shared: () => MatchStore): void {
  let count = 0

  /** A match that `opta` is in charge of. */
  const create = async (): Promise<StoredMatch> => {
    const fixture = fixtureOf(`shadowed-${++count}`)
    await shared().create(fixture, foldedOf(fixture), 'epoch-1', 5_000, 'maker')
    const match = await readBack(fixture.match)
    const write = nextWrite(match)
    await shared().append({ ...write, match: { ...write.match, source: 'opta' } })
    return readBack(fixture.match)
  }

  const readBack = async (match: string): Promise<StoredMatch> => {
    const stored = await shared().read(match)
    if (stored === undefined) throw new Error(`match ${match} is not there`)
    return stored
  }

  const shadowOf = ({ match, fixture }: StoredMatch, changes: Partial<StoredShadow> = {}): StoredShadow => {
    const folded = foldedOf(fixture, { status: 'live', score: { home: 0, away: 3 } })
    return { match, source: 'scout', seq: 1, version: 7, fixture, folded, arrivals: 1, ...changes }
  }
  const sent = { source: 'scout', feed: 'pitch' } as const
  const firstWrite = (match: StoredMatch): ShadowWrite => ({
    shadow: shadowOf(match),
    replaces: undefined,
    kept: [keptOf('s1', 0, { ...sent, seq: 0 })],
    updates: [{ ...updateOf(1, { ...sent, eventId: 's1' }), score: { home: 0, away: 3 } }],
  })

  const exchangeOf = (match: StoredMatch, comes: StoredShadow): Exchange => {
    const seq = match.seq + 1
    const { eventId: _, source: __, ...update } = updateOf(seq, { kind: 'source', feed: 'desk' })
    return {
      write: {
        match: { ...match, source: comes.source, seq, version: 77, folded: comes.folded, arrivals: comes.arrivals },
        replaces: match.version,
        kept: [],
        updates: [update],
      },
      comes,
      goes: shadowOf(match, { source: 'opta', seq: 0, version: 78, folded: match.folded, arrivals: match.arrivals }),
    }
  }

  describe(`${name}: a shadow`, () => {
    it('[H7] remembers who made the match, and who is in charge once an append said so', async () => {
      const match = await create()
      expect(match).toMatchObject({ madeBy: 'maker', source: 'opta' })
    })

    it('[H7] is read back as it was written, and nothing of the match changes', async () => {
      const before = await create()
      expect(await shared().readShadow(before.match, 'scout')).toBeUndefined()
      const write = firstWrite(before)

      expect(await shared().appendShadow(write)).toBe(true)

      expect(await shared().readShadow(before.match, 'scout')).toEqual(write.shadow)
      expect(await shared().readShadowSources(before.match)).toEqual(['scout'])
      expect(await shared().readAllKept(before.match, 'scout')).toEqual(write.kept)
      expect(await readBack(before.match)).toEqual(before)
      expect(await shared().readUpdates(before.match, 0, 10)).toHaveLength(1)
      expect(await shared().readEffective(before.match, 'opta')).toHaveLength(1)
      // Its log has its own numbers, which viewers never see.
      const wire = write.updates[0]?.wire
      expect(await shared().readEventUpdates(before.match, 'scout', 's1')).toEqual([{ seq: 0, wire }])
    })

    it('[H7] writes nothing over what somebody wrote since it was read', async () => {
      const before = await create()
      const first = firstWrite(before)
      await shared().appendShadow(first)
      const next = (version: number, id: string): ShadowWrite => ({
        shadow: shadowOf(before, { seq: 2, version, arrivals: 2 }),
        replaces: first.shadow.version,
        kept: [keptOf(id, 1, { ...sent, seq: 0 })],
        updates: [{ ...updateOf(2, { ...sent, eventId: id }), score: { home: 1, away: 3 } }],
      })

      const written = await Promise.all(
        [8, 9, 10].map((version) => shared().appendShadow(next(version, `v${version}`))),
      )

      expect(written.filter(Boolean)).toHaveLength(1)
      expect(await shared().readAllKept(before.match, 'scout')).toHaveLength(2)
      expect(await shared().appendShadow(first)).toBe(false)
      expect(await shared().readAllKept(before.match, 'scout')).toHaveLength(2)
    })

    it('[H7] does not begin for the source in charge, nor of a match that is not there', async () => {
      const before = await create()
      const write = firstWrite(before)
      const inCharge = { ...write, shadow: { ...write.shadow, source: 'opta' }, kept: [], updates: [] }
      expect(await shared().appendShadow(inCharge)).toBe(false)
      expect(await shared().appendShadow({ ...write, shadow: { ...write.shadow, match: 'nobody' } })).toBe(false)
      expect(await shared().readShadowSources(before.match)).toEqual([])
      expect(await shared().readAllKept('nobody', 'scout')).toEqual([])
    })

    it('[H7] keeps what an operator holds', async () => {
      const before = await create()
      const held = keptOf('s1', 0, { ...sent, seq: 0, isHeld: true })
      await shared().appendShadow({ ...firstWrite(before), kept: [held] })
      expect(await shared().readKept(before.match, 'scout', ['s1'])).toEqual([held])
    })
  })

  describe(`${name}: an exchange`, () => {
    it('[H7] puts the shadow in charge, and the one in charge into the shadow', async () => {
      const before = await create()
      await shared().appendShadow(firstWrite(before))
      const comes = (await shared().readShadow(before.match, 'scout')) as StoredShadow
      const exchange = exchangeOf(before, comes)

      expect(await shared().exchange(exchange)).toBe(true)

      expect(await readBack(before.match)).toEqual(exchange.write.match)
      expect(await shared().readShadowSources(before.match)).toEqual(['opta'])
      expect(await shared().readShadow(before.match, 'opta')).toEqual(exchange.goes)
      expect(await shared().readUpdates(before.match, 1, 10)).toEqual([{ seq: 2, wire: updateOf(2).wire }])
    })

    it('[H7] goes on with the log of a shadow where it ended', async () => {
      const before = await create()
      await shared().appendShadow(firstWrite(before))
      const comes = (await shared().readShadow(before.match, 'scout')) as StoredShadow
      await shared().exchange(exchangeOf(before, comes))
      const [match, back] = [await readBack(before.match), await shared().readShadow(before.match, 'opta')]
      const { write, goes } = exchangeOf(match, back as StoredShadow)

      const isWritten = await shared().exchange({
        write: { ...write, match: { ...write.match, version: 79 } },
        comes: back as StoredShadow,
        goes: { ...(goes as StoredShadow), source: 'scout' },
      })

      expect(isWritten).toBe(true)
      expect(await shared().readShadow(before.match, 'scout')).toMatchObject({ seq: 1 })
    })

    it('[H7] writes nothing when the match or the shadow is another by now', async () => {
      const before = await create()
      await shared().appendShadow(firstWrite(before))
      const comes = (await shared().readShadow(before.match, 'scout')) as StoredShadow
      const exchange = exchangeOf(before, comes)

      expect(await shared().exchange({ ...exchange, comes: { ...comes, version: 1 } })).toBe(false)
      expect(await shared().exchange({ ...exchange, write: { ...exchange.write, replaces: 1_234 } })).toBe(false)
      // As after a repair: of the match nothing but its epoch is another.
      expect(await shared().changeEpoch(before.match, before.epoch, 'epoch-2', 6_000)).toBe(true)
      expect(await shared().exchange(exchange)).toBe(false)

      expect(await readBack(before.match)).toEqual({ ...before, epoch: 'epoch-2' })
      expect(await shared().readShadow(before.match, 'scout')).toEqual(comes)
      expect(await shared().readShadowSources(before.match)).toEqual(['scout'])
      expect(await shared().readUpdates(before.match, 0, 10)).toHaveLength(1)
    })

    it('[H7] is one of several that come at the same time, appends and events of the shadow among them', async () => {
      for (let round = 0; round < 8; round += 1) {
        const before = await create()
        await shared().appendShadow(firstWrite(before))
        const comes = (await shared().readShadow(before.match, 'scout')) as StoredShadow
        const append = nextWrite(before)
        const late: ShadowWrite = {
          shadow: shadowOf(before, { seq: 2, version: 8, arrivals: 2 }),
          replaces: comes.version,
          kept: [keptOf('late', 1, { ...sent, seq: 0 })],
          updates: [{ ...updateOf(2, { ...sent, eventId: 'late' }), score: { home: 1, away: 3 } }],
        }
        const [isSwitched, isAppended, isShadowed] = await Promise.all([
          shared().exchange(exchangeOf(before, comes)),
          shared().append({ ...append, match: { ...append.match, source: 'opta' } }),
          shared().appendShadow(late),
        ])

        const match = await readBack(before.match)
        expect(match.source).toBe(isSwitched ? 'scout' : 'opta')
        if (isSwitched) expect([isAppended, isShadowed]).toEqual([false, false])
        else expect(isAppended || isShadowed).toBe(true)
        expect(await shared().readShadowSources(before.match)).toEqual([isSwitched ? 'opta' : 'scout'])
        expect((await shared().readAllKept(before.match, 'scout')).length).toBe(isShadowed ? 2 : 1)
      }
    })

    it('[H7] never leaves a shadow of the source that it put in charge, whenever that begins', async () => {
      for (let round = 0; round < 8; round += 1) {
        const before = await create()
        await shared().appendShadow(firstWrite(before))
        const comes = (await shared().readShadow(before.match, 'scout')) as StoredShadow
        const [, begins] = await Promise.all([
          shared().exchange(exchangeOf(before, comes)),
          shared().appendShadow(firstWrite(before)),
        ])
        expect(begins).toBe(false)
        expect(await shared().readShadowSources(before.match)).toEqual(['opta'])
      }
    })
  })
}
