import { describe, expect, it } from 'vitest'
import type { MatchStore, StoredMatch } from '../../src/store/match-store.ts'
import { fixtureOf, foldedOf, keptOf, nextWrite, updateOf } from '../store/matches.ts'

/**
 * What every MatchStore does at the end of a match.
 *
 * @param shared a store that all tests share; each uses matches of its own
 */
export function deletesContract(name: string, shared: () => MatchStore): void {
  let count = 0

  /** A match with an event of the source in charge, and one of a shadow. */
  const create = async (match = `deleted-${++count}`): Promise<StoredMatch> => {
    const fixture = fixtureOf(match)
    expect(await shared().create(fixture, foldedOf(fixture), 'epoch-1', 5_000)).toBe(true)
    const write = nextWrite(await readBack(match))
    await shared().append({ ...write, match: { ...write.match, source: 'opta' } })
    await beginShadow(match)
    return readBack(match)
  }

  const readBack = async (match: string): Promise<StoredMatch> => {
    const stored = await shared().read(match)
    if (stored === undefined) throw new Error(`match ${match} is not there`)
    return stored
  }

  const beginShadow = (match: string) => {
    const fixture = fixtureOf(match)
    const sent = { source: 'scout', feed: 'pitch' } as const
    return shared().appendShadow({
      shadow: { match, source: 'scout', seq: 1, version: 7, fixture, folded: foldedOf(fixture), arrivals: 1 },
      replaces: undefined,
      kept: [keptOf('s1', 0, { ...sent, seq: 0 })],
      updates: [{ ...updateOf(1, { ...sent, eventId: 's1' }), score: { home: 0, away: 3 } }],
    })
  }

  describe(`${name}: the end of a match`, () => {
    it('[H12] removes all that any source has told of it, and nothing of others', async () => {
      const [match, other] = [await create(), await create()]
      expect(await shared().remove(match, 'epoch-2', 9_000)).toBe(true)

      const id = match.match
      expect(await shared().read(id)).toBeUndefined()
      expect(await shared().readUpdates(id, 0, 10)).toEqual([])
      for (const [source, event] of [
        ['opta', 'e1'],
        ['scout', 's1'],
      ] as const) {
        expect(await shared().readAllKept(id, source)).toEqual([])
        expect(await shared().readEventUpdates(id, source, event)).toEqual([])
      }
      expect(await shared().readShadowSources(id)).toEqual([])
      expect(await shared().append(nextWrite(match))).toBe(false)
      expect(await beginShadow(id)).toBe(false)
      expect(await readBack(other.match)).toEqual(other)
      expect(await shared().readAllKept(other.match, 'scout')).toHaveLength(1)
    })

    it('[H12] comes to nothing if somebody wrote since the match was read, or it got another epoch', async () => {
      const match = await create()
      await shared().append(nextWrite(match))
      const after = await readBack(match.match)
      expect(await shared().remove(match, 'epoch-2', 9_000)).toBe(false)
      expect(await shared().remove({ ...after, epoch: 'epoch-0' }, 'epoch-2', 9_000)).toBe(false)
      expect(await readBack(match.match)).toEqual(after)
      expect(await shared().readDeleted([match.match])).toEqual([undefined])
    })

    it('[H12] [W16] is made again only under an epoch that is later than the one it left', async () => {
      const { match, ...read } = await create()
      await shared().remove({ match, ...read }, 'epoch-2', 9_000)
      const fixture = fixtureOf(match)
      expect(await shared().create(fixture, foldedOf(fixture), 'epoch-1', 5_000)).toBe(false)
      expect(await shared().create(fixture, foldedOf(fixture), 'epoch-2', 5_000)).toBe(false)
      expect(await shared().create(fixture, foldedOf(fixture), 'epoch-3', 5_000)).toBe(true)
      expect(await readBack(match)).toMatchObject({ epoch: 'epoch-3', seq: 0 })
      expect(await shared().remove(await readBack(match), 'epoch-4', 9_500)).toBe(true)
      expect(await shared().readDeleted(['nobody', match])).toEqual([undefined, 'epoch-4'])
    })

    it('[H12] is told to whoever asks what was deleted since, in pages, until it is forgotten', async () => {
      const far = 1_000_000_000_000
      const matches = await Promise.all(Array.from({ length: 5 }, () => create()))
      for (const [index, match] of matches.entries())
        await shared().remove(match, 'epoch-2', far + Math.floor(index / 2))
      const found: string[] = []
      for (let place = { changedAt: far, match: '' }; ; ) {
        const page = await shared().readDeletedAfter(place, 2)
        found.push(...page.map(({ match }) => match))
        const last = page[1]
        if (last === undefined) break
        place = last
      }
      expect(found).toEqual(matches.map(({ match }) => match))
      expect(await shared().readDeletedAfter({ changedAt: far + 1, match: '' }, 1)).toEqual([
        { match: matches[2]?.match, epoch: 'epoch-2', changedAt: far + 1 },
      ])

      await shared().forgetDeleted(far + 2)
      expect((await shared().readDeletedAfter({ changedAt: 0, match: '' }, 10)).map(({ match }) => match)).toEqual([
        matches[4]?.match,
      ])
    })
  })
}
