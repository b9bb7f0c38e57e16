import type { Position } from '../../../src/protocol/messages.ts'
import type { Lost } from '../world/kept-rows.ts'

/** What happens to matches rather than to servers. Whoever plays it keeps account of it, so that the audit knows what is missing. */
export interface Script {
  readonly matches: readonly string[]
  /** Those that two sources tell, each in its own way. */
  readonly contested: readonly string[]
  /**
   * Does something by which matches lose what their feeds were answered. The feeds say nothing new meanwhile, and take what was on its
   * way either way.
   *
   * @param work tells what it is about to take, and waits
   */
  lose(
    matches: readonly string[],
    work: (beforeLoss: (losses: readonly Lost[]) => Promise<void>) => Promise<void>,
  ): Promise<void>
  /** Viewers may have seen this of the match, which is not true. They are owed a later epoch. */
  mislead(match: string, seen: Position): void
  /** Puts another source in charge; sent until it is answered. */
  switchSource(match: string): void
}
