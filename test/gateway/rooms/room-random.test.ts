import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it, vi } from 'vitest'
import { fakeTimePerTest } from '../../support/fake-time.ts'
import { forSeeds, type SeededRandom } from '../../support/seeded-random.ts'
import { isSameJson } from '../../support/sports/same-json.ts'
import { RoomWorld } from './room-world.ts'

// The room's timers run when a schedule says so: nothing waits, however busy the machine is.
fakeTimePerTest({ toFake: ['setTimeout', 'clearTimeout'] })

it('[W1] [W2] [W3] leads every viewer to the truth by each update once and in order, whatever is lost or late', async () => {
  let repairs = 0
  await forSeeds(2_000, async (random) => {
    const world = new RoomWorld(random)
    await play(world, random)
    repairs += world.repairs
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
    if (!isSameJson(member.state, world.truth.state())) throw new Error('a viewer does not end at the truth')
  }
}

async function turn(): Promise<void> {
  vi.advanceTimersByTime(1)
  await nextTurn()
}
