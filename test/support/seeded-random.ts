/** Random numbers that are the same for the same seed. */
export interface SeededRandom {
  /** At least 0, less than 1. */
  next(): number
  /** A whole number, at least 0, less than `end`. */
  int(end: number): number
  pick<T>(items: readonly T[]): T
  /** True with this probability, 0 to 1. */
  chance(probability: number): boolean
  /** A shuffled copy. */
  shuffle<T>(items: readonly T[]): T[]
}

/** Mulberry32 by Tommy Ettinger (public domain): 32 bits of state, good enough to vary schedules, never for secrets. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const int = (end: number) => Math.floor(next() * end)
  return {
    next,
    int,
    pick(items) {
      if (items.length === 0) throw new RangeError('nothing to pick from')
      return items[int(items.length)] as (typeof items)[number]
    },
    chance: (probability) => next() < probability,
    shuffle(items) {
      const shuffled = [...items]
      // Fisher and Yates: each order is equally likely.
      for (let last = shuffled.length - 1; last > 0; last--) {
        const other = int(last + 1)
        const kept = shuffled[last] as (typeof items)[number]
        shuffled[last] = shuffled[other] as (typeof items)[number]
        shuffled[other] = kept
      }
      return shuffled
    },
  }
}

/**
 * Runs a test with the seeds 1 to `count`, one after another, or with that of the environment variable SEED alone.
 *
 * @throws what `run` throws, as the cause of an error that names the seed
 */
export async function forSeeds(
  count: number,
  run: (random: SeededRandom, seed: number) => void | Promise<void>,
): Promise<void> {
  const only = process.env['SEED']
  const length = Math.ceil(count * seedsTimes())
  const seeds = only ? [Number(only)] : Array.from({ length }, (_, index) => index + 1)
  for (const seed of seeds) {
    try {
      await run(seededRandom(seed), seed)
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      throw new Error(`seed ${seed} (SEED=${seed} runs it alone): ${message}`, { cause: error })
    }
  }
}

/** How many times as many seeds as usual are asked for, by the environment variable SEEDS_TIMES. */
export function seedsTimes(): number {
  const times = Number(process.env['SEEDS_TIMES'] ?? 1)
  if (!(times > 0 && times < Infinity)) throw new RangeError('SEEDS_TIMES must be a number above 0, such as 10')
  return times
}
