import type { Bus } from '../../bus/bus.ts'
import type { MatchStore } from '../../store/match-store.ts'
import { JoinedQuestions } from './joined-questions.ts'

/**
 * Says whether matches exist, at little cost. A room subscribes before it reads, which is too much for an id that nobody has: links to
 * nothing go round, and a thousand of them are asked for in one instant.
 */
export class MatchFinder {
  readonly #onBus: JoinedQuestions<unknown>
  readonly #stored: JoinedQuestions<unknown>

  constructor(bus: Pick<Bus, 'health' | 'readHeads'>, store: Pick<MatchStore, 'readHeads'>) {
    // What the bus cannot tell, the database knows.
    this.#onBus = new JoinedQuestions(async (matches) =>
      bus.health === 'down' ? [] : bus.readHeads(matches).catch(() => []),
    )
    // A line of its own: what is on the bus must not wait for a database that does not answer.
    this.#stored = new JoinedQuestions((matches) => store.readHeads(matches))
  }

  /**
   * @returns true if the bus knows of it, also of one that was removed, or the database has it
   * @throws if the bus does not know of it and the database is away
   */
  async exists(match: string): Promise<boolean> {
    return (await this.#onBus.ask(match)) !== undefined || (await this.#stored.ask(match)) !== undefined
  }
}
