import type { Held } from '../../client/index.ts'
import type { MatchState } from '../../match/state.ts'
import type { UpdateMessage } from '../../protocol/messages.ts'

/** How many viewers all gateways together have for a match now; undefined while that is unknown. */
export async function fetchViewers(match: string, signal: AbortSignal): Promise<number | undefined> {
  const { viewers } = await fetchJson<{ viewers?: number }>(`/v1/matches/${match}/status`, signal)
  return viewers
}

export interface Story {
  /** The state before the first of the updates. */
  readonly start: { readonly seq: number; readonly state: MatchState }
  readonly updates: readonly UpdateMessage[]
}

/**
 * The updates after seq `after` up to `upTo`, and the state before them. The page asks for both by number, not for "the
 * newest", so that no cache can answer with an older story than the score beside it.
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
