import { expect, it } from 'vitest'
import { connectClient } from '../support/socket-client.ts'
import { startGateway } from './start-gateway.ts'

it('[W1] [W13] gives viewers every event in order while two ingest replicas publish in the wrong one', async () => {
  const world = await startGateway()
  const viewer = await connectClient(world.liveUrl)
  await viewer.subscribe('m1')
  const truth = world.truth('m1')
  for (let late = 1; late < 10; late += 2) {
    truth.change()
    truth.change()
    await world.bus.publish(truth.entry(late + 1, late + 1))
    // Longer than any grace: the first of the two is still with the other replica.
    await viewer.reaches('m1', late + 1)
    await world.bus.publish(truth.entry(late, late))
  }
  await viewer.allAnswered()

  const updates = viewer.history.flatMap((message) => (message.op === 'update' ? message.seq : []))
  expect(updates).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  expect(viewer.history.filter(({ op }) => op === 'snapshot')).toEqual([])
})
