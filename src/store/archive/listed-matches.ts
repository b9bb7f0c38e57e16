import type { ListedMatch, ListedQuery, MatchArchive } from './match-archive.ts'

const PAGE = 200

/** All matches that the filter finds, by id, read page by page; of those that come or go meanwhile, some. @param from the id after which it begins */
export async function* listedMatches(
  archive: Pick<MatchArchive, 'list'>,
  filter: Pick<ListedQuery, 'statuses' | 'startsBefore'>,
  from = '',
): AsyncGenerator<ListedMatch> {
  for (let after: string | undefined = from; after !== undefined; ) {
    const page: ListedMatch[] = await archive.list({ ...filter, after, limit: PAGE })
    yield* page
    after = page[PAGE - 1]?.match
  }
}
