import { expect, it } from 'vitest'
import type { BusEntry } from '../../../src/bus/bus.ts'
import { createCanaries } from '../../../src/bus/redis/redis-canaries.ts'

/** @param isOnNode whether the canary with this number lives on `node` */
function setUp(isOnNode: (n: number) => boolean) {
  const published: { entry: BusEntry; keptMs: number }[] = []
  let asked = 0
  const createCanary = createCanaries({
    owner: 'gateway-1',
    topology: {
      nodeOf(channel) {
        asked += 1
        return isOnNode(Number(channel.split(':')[2])) ? 'node' : 'other'
      },
    },
    channelOf: (match) => `${match}:updates`,
    async publish(entry, keptMs) {
      published.push({ entry, keptMs })
    },
  })
  return { createCanary, published, asked: () => asked }
}

it('finds a canary that lives on its node, also on one with very few slots', () => {
  const { createCanary } = setUp((n) => n === 100_000)
  expect(createCanary('node').channel).toBe('canary:gateway-1:100000:updates')
  expect(createCanary('other').channel).toBe('canary:gateway-1:0:updates')
})

it('looks no further after 200,000 names, for a node that has lost its slots', () => {
  const { createCanary, asked } = setUp(() => false)
  expect(createCanary('node').channel).toMatch(/^canary:gateway-1:/)
  expect(asked()).toBe(200_000)
})

it('sends a canary as an update that no other was, and that the server keeps for ten seconds', async () => {
  const { createCanary, published } = setUp(() => true)
  const [one, another] = [createCanary('node'), createCanary('node')]
  for (const canary of [one, another, one]) await canary.send()
  expect(published.map(({ entry }) => entry.updates.map(({ seq }) => seq))).toEqual([[1], [2], [3]])
  expect(published.map(({ keptMs }) => keptMs)).toEqual([10_000, 10_000, 10_000])
})
