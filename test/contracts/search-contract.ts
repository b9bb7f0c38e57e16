import { describe, expect, it } from 'vitest'
import { wordsAsked } from '../../src/match/lists/search-words.ts'
import type { MatchQuery, MatchStore, StoredMatch } from '../../src/store/match-store.ts'
import { fixtureOf, foldedOf } from '../store/matches.ts'

/**
 * How every MatchStore finds matches by words.
 *
 * @param shared a store that all tests share; each uses words of its own
 */
export function searchContract(name: string, shared: () => MatchStore): void {
  let count = 0
  /** None begins as another one does. */
  const freshWord = () => `${++count}found`

  const create = async (changes: Parameters<typeof fixtureOf>[1]): Promise<StoredMatch> => {
    const fixture = fixtureOf(freshWord(), changes)
    expect(await shared().create(fixture, foldedOf(fixture), 'epoch-1', 5_000)).toBe(true)
    const stored = await shared().read(fixture.match)
    if (stored === undefined) throw new Error(`match ${fixture.match} is not there`)
    return stored
  }
  const find = async (text: string, more: Partial<MatchQuery> & { readonly nearest?: number } = {}) => {
    const { nearest = 10, ...query } = more
    const { matches } = await shared().list({ limit: 100, search: { words: wordsAsked(text), nearest }, ...query })
    return matches.map(({ match }) => match)
  }

  describe(`${name}: a search`, () => {
    it('finds a match by how words of its names begin, and by one letter only where that is a word', async () => {
      const [team, cup] = [freshWord(), freshWord()]
      const home = { name: `FC Malmö ${team}`, code: 'MFF' }
      const away = { name: 'Łódź A', short: 'Queen’s' }
      const { match } = await create({ home, away, competition: cup, round: 'Final 2', startsAt: 1_000 })
      const { match: other } = await create({ home: { name: team }, startsAt: 2_000 })

      expect(await find(team)).toEqual([match, other])
      expect(await find(team.slice(0, -1))).toEqual([match, other])
      for (const text of ['MALMO', 'mff', 'lod', 'queens', 'fin', '2', 'a', cup, `${cup} malm lodz`]) {
        expect(await find(`${team} ${text}`), text).toEqual([match])
      }
      for (const text of ['almo', 'm', 'malmoe', "x' or 1=1 --"])
        expect(await find(`${team} ${text}`), text).toEqual([])
      expect(await find(team, { startsFrom: 1_500 })).toEqual([other])
      for (const text of ['', '%', '\0']) expect(await find(text), JSON.stringify(text)).toEqual([])
    })

    it('finds the nearest to now alone, page by page as every list', async () => {
      const team = freshWord()
      const now = Date.now()
      const made: string[] = []
      for (const startsAt of [now - 900_000, now + 100_000, now - 200_000, now + 800_000, now + 300_000]) {
        made.push((await create({ home: { name: team }, startsAt })).match)
      }
      const [, second = '', third = '', , fifth = ''] = made
      expect(await find(team, { nearest: 3 })).toEqual([third, second, fifth])
      const search = { words: wordsAsked(team), nearest: 3 }
      const page = await shared().list({ search, limit: 2 })
      expect(page.matches.map(({ match }) => match)).toEqual([third, second])
      expect(await find(team, { nearest: 3, cursor: page.next ?? '' })).toEqual([fifth])
    })

    it('finds a match by its new names and start, no longer by the old ones, and not after it was deleted', async () => {
      const [before, after] = [freshWord(), freshWord()]
      const made = await create({ home: { name: before }, startsAt: 1_000 })
      const fixture = { ...made.fixture, home: { name: after } }
      const renamed = { ...made, version: 1, fixture }
      await shared().append({ match: renamed, replaces: made.version, kept: [], updates: [] })
      expect(await find(before)).toEqual([])
      expect(await find(after)).toEqual([made.match])

      const moved = { ...made, version: 2, fixture: { ...fixture, startsAt: Date.now() } }
      await shared().append({ match: moved, replaces: 1, kept: [], updates: [] })
      await create({ home: { name: after }, startsAt: 2_000 })
      expect(await find(after, { nearest: 1 })).toEqual([made.match])

      await shared().remove(moved, 'epoch-2', 5_000)
      expect(await find(after)).not.toContain(made.match)
    })
  })
}
