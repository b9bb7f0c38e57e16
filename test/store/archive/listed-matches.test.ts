import { expect, it } from 'vitest'
import { listedMatches } from '../../../src/store/archive/listed-matches.ts'
import type { ListedMatch, ListedQuery } from '../../../src/store/archive/match-archive.ts'

/** An archive of so many matches, and what it was asked. */
function openArchive(count: number) {
  const all = Array.from({ length: count }, (_, n) => ({ match: `m${1_000 + n}` }) as ListedMatch)
  const asked: ListedQuery[] = []
  const list = async (query: ListedQuery) => {
    asked.push(query)
    return all.filter(({ match }) => match > query.after).slice(0, query.limit)
  }
  return { archive: { list }, asked }
}

it.each([
  [0, ['']],
  [199, ['']],
  [200, ['', 'm1199']],
  [450, ['', 'm1199', 'm1399']],
])('reads %i matches 200 at a time, each once', async (count, places) => {
  const { archive, asked } = openArchive(count)
  const told: string[] = []
  for await (const { match } of listedMatches(archive, { startsBefore: 7 })) told.push(match)
  expect([told.length, new Set(told).size]).toEqual([count, count])
  expect(asked).toEqual(places.map((after) => ({ startsBefore: 7, after, limit: 200 })))
})

it('goes on behind a match, and reads no further than it is asked', async () => {
  const { archive, asked } = openArchive(450)
  for await (const { match } of listedMatches(archive, {}, 'm1100')) {
    expect(match).toBe('m1101')
    break
  }
  expect(asked).toEqual([{ after: 'm1100', limit: 200 }])
})
