import { expect, it } from 'vitest'
import { Subscriptions } from '../../../../src/gateway/viewer/subscriptions/subscriptions.ts'
import { openViewerWorld } from '../viewer-world.ts'

it('[W21] nothing is watched any more once every match and board was let go of', async () => {
  const { services } = await openViewerWorld()
  const subscriptions = new Subscriptions(services, {
    deliver() {},
    deliverTick() {},
    replace() {},
    gone() {},
    boardChanged() {},
    welcomed() {},
  })
  const request = { op: 'subscribe', matches: [{ match: 'm2' }], boards: [{ board: 'competition:cup' }] } as const
  subscriptions.join(request, await subscriptions.open(request))
  expect(subscriptions.isEmpty).toBe(false)
  subscriptions.unsubscribe({ op: 'unsubscribe', matches: ['m2'], boards: [] })
  expect(subscriptions.isEmpty).toBe(false)
  subscriptions.unsubscribe({ op: 'unsubscribe', matches: [], boards: ['competition:cup'] })
  expect(subscriptions.isEmpty).toBe(true)
})
