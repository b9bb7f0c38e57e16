import { wordsOfFixture } from '../match/lists/search-words.ts'
import type { Fixture } from '../match/state.ts'

const made = new WeakMap<Fixture, string>()

/** The column `words` of a match, of which a trigger makes the rows of `match_word`. Made once for a fixture: every event writes it. */
export function wordsColumn(fixture: Fixture): string {
  const words = made.get(fixture) ?? JSON.stringify(wordsOfFixture(fixture))
  made.set(fixture, words)
  return words
}
