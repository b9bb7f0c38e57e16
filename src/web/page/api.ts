import type { Held } from '../../client/following/followed-match.ts'
import { applyPatch } from '../../match/merge-patch.ts'
import type { MatchState } from '../../match/state.ts'
import type { UpdateMessage } from '../../protocol/messages.ts'
import type { StandingEvents, Story } from '../page-data.ts'
import { retoldBy } from '../view/match/retold.ts'

/** How many updates the server gives at once. */
const PORTION = 1_000
/** A cache may give the same answer for this long. */
const CACHED_MS = 1_000
const MAX_TRIES = 8

/** How many viewers all gateways together have for a match now; undefined while that is unknown. */
export async function fetchViewers(base: string, match: string, signal: AbortSignal): Promise<number | undefined> {
  const { viewers } = await fetchJson<{ viewers?: number }>(`${base}/v1/matches/${match}/status`, signal)
  return viewers
}

/**
 * The updates after seq `after` up to `upTo`, and the state before them. The page asks for both by number, not for "the
 * newest", so that no cache can answer with an older story than the score beside it.
 */
export async function fetchStory(
  base: string,
  match: string,
  after: number,
  upTo: number,
  signal: AbortSignal,
): Promise<Story> {
  const api = `${base}/v1/matches/${match}`
  const [{ state }, updates] = await Promise.all([
    fetchJson<Held>(`${api}?at=${after}`, signal),
    fetchUpdates(api, after, upTo, signal),
  ])
  const retold = retoldBy(updates)
  if (retold === undefined) return { start: { seq: after, state }, updates }
  const standing = await fetchStanding(api, retold.seq, signal)
  const { switchedAt = after } = retold
  const start = { seq: switchedAt, state: stateAfter(state, updates, switchedAt) }
  return { start, updates: updates.filter(({ seq }) => seq > switchedAt), standing }
}

function stateAfter(start: MatchState, updates: readonly UpdateMessage[], seq: number): MatchState {
  return updates.reduce((state, update) => (update.seq <= seq ? applyPatch(state, update.patch) : state), start)
}

/** The events that stand. A cache may answer with an older list: this asks again until the list is of `seq` or later. */
async function fetchStanding(api: string, seq: number, signal: AbortSignal): Promise<StandingEvents> {
  for (let tries = 1; ; tries += 1) {
    const standing = await fetchJson<StandingEvents>(`${api}/events?newest=true&patches=true&limit=1000`, signal)
    if (standing.seq >= seq) return standing
    if (tries === MAX_TRIES) throw new Error(`the events of ${api} are still of seq ${standing.seq}`)
    await new Promise((resolve) => setTimeout(resolve, CACHED_MS))
  }
}

/** The match as it was after an update. @param at with its epoch, so that the browser keeps the answer for when it is asked again */
export async function fetchPast(base: string, match: string, at: string, signal: AbortSignal): Promise<MatchState> {
  const { state } = await fetchJson<Held>(`${base}/v1/matches/${match}?at=${at}`, signal)
  return state
}

async function fetchUpdates(api: string, after: number, upTo: number, signal: AbortSignal): Promise<UpdateMessage[]> {
  const all: UpdateMessage[] = []
  while (after + all.length < upTo) {
    const from = after + all.length
    const limit = Math.min(PORTION, upTo - from)
    const { updates } = await fetchJson<{ updates: UpdateMessage[] }>(
      `${api}/updates?after=${from}&limit=${limit}`,
      signal,
    )
    if (updates.length === 0) break
    all.push(...updates)
  }
  return all
}

/** @throws {Error} when the server does not answer, or not with success */
async function fetchJson<T>(url: string, signal: AbortSignal): Promise<T> {
  const response = await fetch(url, { signal, headers: { accept: 'application/json' } })
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  return (await response.json()) as T
}
