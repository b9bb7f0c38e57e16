import { expect, it } from 'vitest'
import { seededRandom } from '../../support/seeded-random.ts'
import type { Stage } from './fault.ts'
import { faultsOf } from './faults.ts'

it('a rolling restart waits for a backend that another fault keeps away, and does not keep that from being healed', async () => {
  const backend = Promise.withResolvers<void>()
  const started: string[] = []
  const gateways = ['gateway-1', 'gateway-2'].map((name) => ({
    name,
    links: {},
    kill: async () => {},
    start: () => backend.promise.then(() => void started.push(name)),
    isReady: async () => true,
  }))
  const stage = { gateways, broker: { nodeLinks: [] } } as unknown as Stage
  const fault = faultsOf(stage).find(({ name }) => name === 'rolling restart of the gateways')
  const plan = fault?.plan(stage, seededRandom(1))

  await plan?.inject()
  expect(started).toEqual([])
  backend.resolve()
  await plan?.heal()
  expect(started).toEqual(['gateway-1', 'gateway-2'])
})
