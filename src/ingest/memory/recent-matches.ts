import type { MatchStore, StoredMatch } from '../../store/match-store.ts'

const MAX_MATCHES = 1_000

/**
 * Matches as this replica last wrote them, so that a match that only one replica writes is read once. An entry may be older
 * than what other replicas wrote, or newer than a database that lost its last writes. Either way its version differs from
 * that in the database, so an append writes nothing, and the writer forgets the entry and reads the match again.
 */
export class RecentMatches {
  readonly #store: Pick<MatchStore, 'read'>
  readonly #matches = new Map<string, StoredMatch>()

  constructor(store: Pick<MatchStore, 'read'>) {
    this.#store = store
  }

  async read(match: string): Promise<StoredMatch | undefined> {
    return this.#matches.get(match) ?? this.#store.read(match)
  }

  remember(match: StoredMatch): void {
    this.#matches.delete(match.match)
    this.#matches.set(match.match, match)
    if (this.#matches.size > MAX_MATCHES) this.forget(this.#matches.keys().next().value as string)
  }

  forget(match: string): void {
    this.#matches.delete(match)
  }
}
