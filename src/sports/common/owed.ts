import type { Score, Side } from '../../match/state.ts'

/**
 * What adjustments took from a side beyond what it had. What it scores next goes there first, so that a `score_adjust` below
 * zero and a `score` come to the same in any order; the board shows 0 meanwhile.
 */
export type Owed = Partial<Score>

/** The score shown, and the points owed, after some points more or less. */
export function sumUp(shown: number, owed: number | undefined, points: number): { shown: number; owed: number } {
  const sum = shown - (owed ?? 0) + points
  return { shown: Math.max(0, sum), owed: Math.max(0, -sum) }
}

/** The memory with what one side owes; without the field where nobody owes anything. */
export function withOwed<Memory extends { readonly owed?: Owed }>(memory: Memory, team: Side, owed: number): Memory {
  if ((memory.owed?.[team] ?? 0) === owed) return memory
  const { [team]: _, ...others } = memory.owed ?? {}
  const all: Owed = owed > 0 ? { ...others, [team]: owed } : others
  const { owed: __, ...rest } = memory
  return { ...(rest as Memory), ...(Object.keys(all).length > 0 && { owed: all }) }
}

/** The memory after the score was set: whatever was owed is settled. */
export function withNothingOwed<Memory extends { readonly owed?: Owed }>(memory: Memory): Memory {
  if (memory.owed === undefined) return memory
  const { owed: _, ...rest } = memory
  return rest as Memory
}
