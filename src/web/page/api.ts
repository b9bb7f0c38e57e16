import type { Held } from '../../client/index.ts'
import type { MatchState } from '../../match/state.ts'
import type { UpdateMessage } from '../../protocol/messages.ts'

/** A match as `GET /v1/matches` lists it. */
export interface ListedMatch extends Held {
  readonly match: string
}

/** At most so many pages of a day are shown. */
const MAX_PAGES = 5
const PAGE_SIZE = 100
const UNDER_WAY = 'live,interrupted,suspended,delayed'

/** The matches of the reader's day, and those that are being played whenever they began. */
export async function fetchMatches(now: number, signal: AbortSignal): Promise<ListedMatch[]> {
  const lists = await Promise.all([
    ...daysOfReader(now).map((date) => fetchPages({ date }, signal)),
    fetchPages({ status: UNDER_WAY }, signal),
  ])
  const byId = new Map(lists.flat().map((listed) => [listed.match, listed]))
  return [...byId.values()]
}

async function fetchPages(filter: Record<string, string>, signal: AbortSignal): Promise<ListedMatch[]> {
  const matches: ListedMatch[] = []
  let cursor: string | undefined
  for (let page = 0; page < MAX_PAGES; page++) {
    const query = new URLSearchParams({ ...filter, limit: String(PAGE_SIZE), ...(cursor && { cursor }) })
    const answer = await fetchJson<{ matches: ListedMatch[]; next?: string }>(`/v1/matches?${query}`, signal)
    matches.push(...answer.matches)
    cursor = answer.next
    if (!cursor) break
  }
  return matches
}

/** The server's days are UTC; the reader's day may lie in two of them. */
function daysOfReader(now: number): string[] {
  const start = new Date(now).setHours(0, 0, 0, 0)
  const end = new Date(now).setHours(23, 59, 59, 999)
  return [...new Set([start, end].map((at) => new Date(at).toISOString().slice(0, 10)))]
}

export interface Story {
  /** Where it begins. */
  readonly start: { readonly seq: number; readonly state: MatchState }
  readonly updates: readonly UpdateMessage[]
}

/**
 * The updates after `after` up to `upTo`, and the state before them. Both are asked for by number, not as "the newest",
 * so that no cache on the way can give an older story than the score beside it.
 */
export async function fetchStory(match: string, after: number, upTo: number, signal: AbortSignal): Promise<Story> {
  const base = `/v1/matches/${match}`
  const [{ state }, { updates }] = await Promise.all([
    fetchJson<Held>(`${base}?at=${after}`, signal),
    upTo > after
      ? fetchJson<{ updates: UpdateMessage[] }>(`${base}/updates?after=${after}&limit=${upTo - after}`, signal)
      : { updates: [] },
  ])
  return { start: { seq: after, state }, updates }
}

/** @throws {Error} when the server does not answer, or not with success */
async function fetchJson<T>(url: string, signal: AbortSignal): Promise<T> {
  const response = await fetch(url, { signal, headers: { accept: 'application/json' } })
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  return (await response.json()) as T
}
