import { describe, expect, it, vi } from 'vitest'
import { forSeeds, seededRandom } from './seeded-random.ts'

describe('seededRandom', () => {
  it('repeats its numbers for the same seed', () => {
    const numbers = (seed: number) => Array.from({ length: 5 }, seededRandom(seed).next)
    expect(numbers(7)).toEqual(numbers(7))
    expect(numbers(7)).not.toEqual(numbers(8))
  })

  it('gives the numbers of the published Mulberry32', () => {
    const { next } = seededRandom(0)
    expect([next(), next()]).toEqual([0.26642920868471265, 0.0003297457005828619])
  })

  it('spreads whole numbers over the whole range', () => {
    const random = seededRandom(1)
    const drawn = Array.from({ length: 4_000 }, () => random.int(4))
    for (const number of [0, 1, 2, 3]) {
      expect(drawn.filter((each) => each === number).length).toBeGreaterThan(900)
    }
    expect(drawn.every((each) => each >= 0 && each < 4)).toBe(true)
  })

  it('shuffles a copy and loses nothing', () => {
    const items = [1, 2, 3, 4, 5, 6, 7, 8]
    const shuffled = seededRandom(3).shuffle(items)
    expect(shuffled).not.toEqual(items)
    expect(shuffled.toSorted()).toEqual(items)
    expect(items).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  })

  it('keeps a probability', () => {
    const random = seededRandom(5)
    const hits = Array.from({ length: 4_000 }, () => random.chance(0.25)).filter(Boolean).length
    expect(hits).toBeGreaterThan(900)
    expect(hits).toBeLessThan(1_100)
  })

  it('refuses to pick from nothing', () => {
    expect(() => seededRandom(1).pick([])).toThrow(RangeError)
  })
})

describe('forSeeds', () => {
  it('names the seed that failed and keeps the cause', async () => {
    const cause = new Error('seq 4 twice')
    const run = forSeeds(5, (_random, seed) => {
      if (seed === 3) throw cause
    })
    await expect(run).rejects.toMatchObject({ message: 'seed 3 (SEED=3 runs it alone): seq 4 twice', cause })
  })

  it('runs one seed alone when SEED says so', async () => {
    vi.stubEnv('SEED', '42')
    const seeds: number[] = []
    await forSeeds(5, async (_random, seed) => void seeds.push(seed))
    vi.unstubAllEnvs()
    expect(seeds).toEqual([42])
  })

  it('runs as many times the seeds as SEEDS_TIMES says', async () => {
    vi.stubEnv('SEEDS_TIMES', '3')
    const seeds: number[] = []
    await forSeeds(2, async (_random, seed) => void seeds.push(seed))
    vi.unstubAllEnvs()
    expect(seeds).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('refuses a SEEDS_TIMES that would try nothing', async () => {
    vi.stubEnv('SEEDS_TIMES', '0')
    const run = forSeeds(2, () => {})
    vi.unstubAllEnvs()
    await expect(run).rejects.toThrow('SEEDS_TIMES must be a number above 0, such as 10')
  })
})
