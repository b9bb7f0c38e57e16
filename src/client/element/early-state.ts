import type { ScoreState } from '../../match/state.ts'
import type { Client } from '../client.ts'
import type { Held } from '../following/followed-match.ts'

/** The first matches of a page are what its reader sees first; the others come with the connection. */
const MAX_EARLY = 2
const asked = new WeakMap<Promise<Client>, number>()

/** What was read, and by how much the server's clock is ahead of this device's. */
export interface EarlyState extends Held<ScoreState> {
  readonly aheadMs: number
}

/** The server says its time to the second, and a cache may have kept the answer: less than this is no error of the device's clock. */
const CLOCK_NOISE_MS = 30_000

/**
 * Reads a match over HTTP while the client is loaded and connects: that is one round trip, and the first state of a connection comes
 * after the code for it, its handshake and a request.
 *
 * @param client what the match will be followed by
 * @param address of the match's state
 * @returns undefined if there is no need, or no answer: then the connection brings the match, or says why not
 */
export async function readEarly(client: Promise<Client>, address: string): Promise<EarlyState | undefined> {
  const count = asked.get(client) ?? 0
  if (count >= MAX_EARLY) return undefined
  asked.set(client, count + 1)
  try {
    const answer = await fetch(`${address}?view=score`)
    if (!answer.ok) return undefined
    const aheadMs = Date.parse(answer.headers.get('date') ?? '') - Date.now()
    const held = (await answer.json()) as Held<ScoreState>
    return { ...held, aheadMs: Math.abs(aheadMs) > CLOCK_NOISE_MS ? aheadMs : 0 }
  } catch {
    return undefined
  }
}
