import { expect, it } from 'vitest'
import { createCanaries } from '../../../src/bus/redis/redis-canaries.ts'

/** @param isOnNode whether the canary with this number lives on `node` */
function setUp(isOnNode: (n: number) => boolean) {
  const sent: [key: string, channel: string][] = []
  let asked = 0
  const createCanary = createCanaries({
    prefix: 'p:',
    topology: {
      nodeOf(channel) {
        asked += 1
        return isOnNode(Number(/canary:(\d+)/.exec(channel)?.[1])) ? 'node' : 'other'
      },
    },
    async send(key, channel) {
      sent.push([key, channel])
    },
  })
  return { createCanary, sent, asked: () => asked }
}

it('finds a canary that lives on its node, also on one with very few slots', () => {
  const { createCanary } = setUp((n) => n === 100_000)
  expect(createCanary('node').channel).toBe('p:{canary:100000}:updates')
  expect(createCanary('other').channel).toBe('p:{canary:0}:updates')
})

it('looks no further after 200,000 names, for a node that has lost its slots', () => {
  const { createCanary, asked } = setUp(() => false)
  expect(createCanary('node').channel).toMatch(/canary/)
  expect(asked()).toBe(200_000)
})

it('is the same for all processes, and writes a key of its own', async () => {
  const [one, another] = [setUp(() => true), setUp(() => true)]
  expect(one.createCanary('node').channel).toBe(another.createCanary('node').channel)
  await one.createCanary('node').send()
  expect(one.sent).toEqual([['p:{canary:0}:head', 'p:{canary:0}:updates']])
})
