import type { MatchStore, StoredMatch } from '../../store/match-store.ts'

const MAX_MATCHES = 1_000

/**
 * Matches as this replica last wrote them. May be behind what other replicas wrote, or of a history that the database has lost
 * since: either way an append of it writes nothing, for its version is not the one there, and then it is to be forgotten and
 * read again. So a match that one replica writes is read once.
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
