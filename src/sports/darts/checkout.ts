import type { DartsFormat } from './format.ts'

/** No three darts score these. */
const IMPOSSIBLE: ReadonlySet<number> = new Set([163, 166, 169, 172, 173, 175, 176, 178, 179])

/** No three darts whose last is a double score these; 170 is the highest. */
const BOGEY: ReadonlySet<number> = new Set([159, 162, 163, 165, 166, 168, 169])

export function isScore(score: number): boolean {
  return score <= 180 && !IMPOSSIBLE.has(score)
}

/** True if one visit may take what remains to 0. */
export function isFinish(remaining: number, out: DartsFormat['out']): boolean {
  if (out !== 'double') return remaining > 0 && isScore(remaining)
  return remaining > 1 && remaining <= 170 && !BOGEY.has(remaining)
}
