import type { SeededRandom } from '../../support/seeded-random.ts'
import type { World } from '../world/world.ts'
import type { Script } from './script.ts'

/** One kind of misfortune. */
export interface Fault {
  readonly name: string
  /** Every viewer shows the truth this long after it was healed, whatever was broken: it is waited for, and held against it. */
  readonly mendedWithinMs?: number
  /** Chooses where it happens. */
  plan(stage: Stage, random: SeededRandom): Plan
}

/** Where faults happen: the servers, and what their feeds and viewers have to know of it. */
export interface Stage extends World {
  readonly script: Script
}

export interface Plan {
  /** Parts that suffer; no two faults at once have one in common. */
  readonly targets: readonly string[]
  inject(): Promise<void>
  /** Resolves when things are in place again, though they may take a while to settle. */
  heal(): Promise<void>
}

export const nothing = async (): Promise<void> => {}
