import type { MatchStore, WireUpdate } from '../store/match-store.ts'

/** A page of updates ends with the one that makes it this big, whatever number was asked for. */
const MAX_PAGE_BYTES = 1_048_576
/** Updates read from the database at once. */
const SLICE = 50

/** At most `limit` updates after `after`, oldest first; fewer where they are big. Empty only if there are none. */
export async function readPageOfUpdates(
  store: Pick<MatchStore, 'readUpdates'>,
  match: string,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<WireUpdate[]> {
  const page: WireUpdate[] = []
  let bytes = 0
  while (page.length < limit) {
    const wanted = Math.min(SLICE, limit - page.length)
    const slice = await store.readUpdates(match, page.at(-1)?.seq ?? after, wanted)
    for (const update of slice) {
      page.push(update)
      bytes += Buffer.byteLength(update.wire)
      if (bytes >= MAX_PAGE_BYTES) return page
    }
    if (slice.length < wanted) break
  }
  return page
}
