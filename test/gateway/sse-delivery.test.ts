import { randomBytes } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { openEventStream } from '../support/event-stream-client.ts'
import { connectClient } from '../support/socket-client.ts'
import { startGateway } from './start-gateway.ts'

it('[W19] tells viewers of both ways the same, message for message', async () => {
  const { sseUrl, liveUrl, publish, truth } = await startGateway()
  const stream = await openEventStream(`${sseUrl}?match=m1`)
  const socket = await connectClient(liveUrl)
  await stream.nextOf('subscribed')
  await socket.subscribe('m1')
  for (let n = 0; n < 20; n += 1) await publish('m1')
  await stream.reaches('m1', 20)
  await socket.reaches('m1', 20)

  const updatesOf = (messages: readonly { readonly op: string }[]) => messages.filter(({ op }) => op === 'update')
  expect(updatesOf(stream.messages)).toEqual(updatesOf(socket.history))
  expect(stream.scoreboard.get('m1')?.state).toEqual(JSON.parse(truth('m1').snapshot.state))
})

it('[W4] [W5] [W19] sends who does not read the newest state when it reads again, and holds little for it', async () => {
  const { sseUrl, publish, gateway } = await startGateway()
  const viewer = await openEventStream(`${sseUrl}?match=m1`)
  await viewer.nextOf('subscribed')
  viewer.response.pause()
  let seq = 0
  const publishSome = async () => {
    for (let n = 0; n < 20; n += 1) await publish('m1', { patch: { pad: randomBytes(8_000).toString('hex') } })
    seq += 20
    await nextTurn()
  }
  while (gateway.viewersBehind === 0) await publishSome()
  const held = gateway.viewers.maxUnsentBytes()
  // The limit and one write more.
  expect(held).toBeLessThan(64 * 1024 + 20 * 20_000)
  for (let n = 0; n < 3; n += 1) await publishSome()
  expect(gateway.viewers.maxUnsentBytes()).toBeLessThanOrEqual(held)

  viewer.response.resume()
  await viewer.reaches('m1', seq)
  expect(viewer.messages).toContainEqual(expect.objectContaining({ op: 'snapshot', reason: 'conflated' }))
  await expect.poll(() => gateway.viewersBehind).toBe(0)
})
