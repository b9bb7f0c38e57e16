import { setTimeout as pause } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { expect, it, vi } from 'vitest'
import { forSeeds, type SeededRandom, seededRandom } from '../../support/seeded-random.ts'
import { RoomWorld } from './room-world.ts'

vi.setConfig({ testTimeout: 60_000 })

/** Schedules that wait for the room's timers together, which is what takes the time. */
const AT_ONCE = 250

it('[W1] [W2] [W3] leads every viewer to the truth by each update once and in order, whatever is lost or late', async () => {
  let repairs = 0
  await forSeeds(8, async (random) => {
    const seeds = Array.from({ length: AT_ONCE }, () => random.int(2 ** 31))
    const failures: string[] = []
    const run = async (seed: number) => {
      const random = seededRandom(seed)
      const world = new RoomWorld(random)
      try {
        await play(world, random)
      } catch (error) {
        failures.push(`schedule ${seed}: ${(error as Error).message}`)
      }
      repairs += world.repairs
    }
    await Promise.all(seeds.map(run))
    if (failures.length > 0) throw new Error(`${failures.length} of ${AT_ONCE} failed, first ${failures[0]}`)
  })
  // Without repairs the schedules would prove nothing.
  expect(repairs).toBeGreaterThan(1_000)
})

async function play(world: RoomWorld, random: SeededRandom): Promise<void> {
  for (let step = 0; step < 150; step += 1) {
    world.step()
    // Answers arrive between the steps, and now and then the room's timers run.
    if (random.chance(0.15)) await turn()
    else if (random.chance(0.6)) await Promise.resolve()
  }
  await world.settle(turn)
  for (const member of world.members) {
    if (!isDeepStrictEqual(member.state, world.truth.state())) throw new Error('a viewer does not end at the truth')
  }
}

async function turn(): Promise<void> {
  await pause(0)
}
