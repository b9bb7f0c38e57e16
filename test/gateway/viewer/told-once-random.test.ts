import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it, onTestFinished, vi } from 'vitest'
import { forSeeds, type SeededRandom } from '../../support/seeded-random.ts'
import { openViewerWorld } from './viewer-world.ts'

const MATCHES = ['m1', 'm2', 'm3'] as const
const BOARD = 'sport:football'

it('[W4] is told once what it missed, by an answer or when it catches up, whatever views it asks for and how often', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  let timesBehind = 0
  await forSeeds(80, async (random) => {
    const { viewer, publish, listed, services } = await openViewerWorld()
    listed.push('m2')
    for (let step = 0; step < 80; step += 1) {
      const roll = random.int(20)
      if (roll < 10) await publish(random.pick(MATCHES), 'x'.repeat(random.int(8_000)))
      else if (roll < 16) viewer.says(requestOf(random, step))
      else if (roll < 18) vi.advanceTimersByTime(1_000)
      else viewer.pongs()
      await nextTurn()
      timesBehind += services.stallWatch.size
    }
    for (let turn = 0; turn < 20; turn += 1) {
      viewer.pongs()
      vi.advanceTimersByTime(1_000)
      await nextTurn()
    }
    expect(viewer.scoreboard.violations).toEqual([])
    expect(services.stallWatch.size).toBe(0)
  })
  // Or nothing of this was tested.
  expect(timesBehind).toBeGreaterThan(0)
})

function requestOf(random: SeededRandom, id: number): object {
  const kind = { view: random.pick(['full', 'score']), everyMs: random.pick([0, 0, 1_000]) }
  const match = random.pick(MATCHES)
  if (random.chance(0.2)) return { op: 'unsubscribe', id, matches: [match] }
  if (random.chance(0.2)) return { op: 'unsubscribe', id, boards: [BOARD] }
  if (random.chance(0.3)) return { op: 'subscribe', id, boards: [{ board: BOARD, ...kind }] }
  return { op: 'subscribe', id, matches: [{ match, ...kind }] }
}
