import type { Status } from '../../match/state.ts'
import type { ListedMatch, ListedQuery, MatchArchive } from './match-archive.ts'

const PAGE = 200

/** Play goes on, or may go on days later: nobody archives these without saying so. */
export const TO_BE_CONTINUED: ReadonlySet<Status> = new Set(['live', 'interrupted', 'suspended'])

type Filter = Pick<ListedQuery, 'statuses' | 'startsBefore'>

/** Whether a match is still one that the filter finds: a page of a list is read long before its last match is deleted. */
export function isFound({ statuses, startsBefore }: Filter, status: Status, startsAt?: number): boolean {
  const isEarly = startsBefore === undefined || startsAt === undefined || startsAt < startsBefore
  return isEarly && (statuses === undefined || statuses.includes(status))
}

/** All matches that the filter finds, by id, read page by page; of those that come or go meanwhile, some. @param from the id after which it begins */
export async function* listedMatches(
  archive: Pick<MatchArchive, 'list'>,
  filter: Filter,
  from = '',
): AsyncGenerator<ListedMatch> {
  for (let after: string | undefined = from; after !== undefined; ) {
    const page: ListedMatch[] = await archive.list({ ...filter, after, limit: PAGE })
    yield* page
    after = page[PAGE - 1]?.match
  }
}
