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

export interface UpdatesPage {
  readonly updates: readonly UpdateMessage[]
  readonly epoch: string
  readonly seq: number
}

export function fetchUpdates(match: string, after: number, limit: number, signal: AbortSignal): Promise<UpdatesPage> {
  return fetchJson(`/v1/matches/${match}/updates?after=${after}&limit=${limit}`, signal)
}

/** @throws {Error} when the server does not answer, or not with success */
async function fetchJson<T>(url: string, signal: AbortSignal): Promise<T> {
  const response = await fetch(url, { signal, headers: { accept: 'application/json' } })
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  return (await response.json()) as T
}

/** The state as it was after that update; 0 is before the first. */
export async function fetchStateAt(match: string, seq: number, signal: AbortSignal): Promise<MatchState> {
  const { state } = await fetchJson<Held>(`/v1/matches/${match}?at=${seq}`, signal)
  return state
}
