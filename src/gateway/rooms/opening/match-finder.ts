import type { Bus } from '../../../bus/bus.ts'
import type { MatchStore } from '../../../store/match-store.ts'
import { JoinedQuestions } from './joined-questions.ts'

type AskedBus = Pick<Bus, 'health' | 'countKept' | 'readHeads'>

/**
 * Says whether matches exist, at little cost. A room subscribes before it reads, which is too much for an id that nobody has: links to
 * nothing go round, and a thousand of them are asked for in one instant.
 */
export class MatchFinder {
  readonly #onBus: JoinedQuestions<boolean>
  readonly #stored: JoinedQuestions<unknown>

  constructor(bus: AskedBus, store: Pick<MatchStore, 'readHeads'>) {
    // What the bus cannot tell, the database knows.
    this.#onBus = new JoinedQuestions((matches) => areKept(bus, matches).catch(() => matches.map(() => false)))
    // Two queues: what is on the bus must not wait for a database that does not answer.
    this.#stored = new JoinedQuestions((matches) => store.readHeads(matches))
  }

  /**
   * @returns true if the bus knows of it, even as removed, or the database has it
   * @throws if the bus does not know of it and the database is away
   */
  async exists(match: string): Promise<boolean> {
    return (await this.#onBus.ask(match)) || (await this.#stored.ask(match)) !== undefined
  }
}

/** Counts first, by one command: of a storm of unknown ids the bus has none, after a restart of a gateway nearly all. */
async function areKept(bus: AskedBus, matches: readonly string[]): Promise<boolean[]> {
  const kept = bus.health === 'down' ? 0 : await bus.countKept(matches)
  if (kept === 0 || kept === matches.length) return matches.map(() => kept > 0)
  return (await bus.readHeads(matches)).map((head) => head !== undefined)
}
