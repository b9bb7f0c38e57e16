import type { ScoreState } from '../../match/state.ts'
import type { Client } from '../client.ts'
import type { Held } from '../following/followed-match.ts'

/** The first matches of a page are what its reader sees first; the others come with the connection. */
const MAX_EARLY = 2
const asked = new WeakMap<Promise<Client>, number>()

/**
 * Reads a match over HTTP while the client is loaded and connects: that is one round trip, and the first state of a connection comes
 * after the code for it, its handshake and a request.
 *
 * @param client what the match will be followed by
 * @param address of the match's state
 * @returns undefined if there is no need, or no answer: then the connection brings the match, or says why not
 */
export async function readEarly(client: Promise<Client>, address: string): Promise<Held<ScoreState> | undefined> {
  const count = asked.get(client) ?? 0
  if (count >= MAX_EARLY) return undefined
  asked.set(client, count + 1)
  try {
    const answer = await fetch(`${address}?view=score`)
    return answer.ok ? ((await answer.json()) as Held<ScoreState>) : undefined
  } catch {
    return undefined
  }
}
