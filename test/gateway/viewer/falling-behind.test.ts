import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { connectClient, type SocketClient } from '../../support/socket-client.ts'
import { type GatewayWorld, startGateway } from '../start-gateway.ts'
import { storeOf, Truth } from '../truth.ts'

const padding = 'x'.repeat(4_000)

/** Fifty updates of 4 kB: more than a viewer may owe. */
async function flood(world: GatewayWorld, match = 'm1', updates = 50): Promise<void> {
  for (let count = 0; count < updates; count += 1) {
    const { seq } = world.truth(match).position
    await world.publish(match, { patch: { score: { home: seq + 1 }, detail: { padding: `${seq} ${padding}` } } })
    // A turn of its own, as updates have in life; joined they would be one write.
    await new Promise(setImmediate)
  }
}

/** Memory of all buffers in use. */
function bufferBytes(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  return process.memoryUsage().arrayBuffers
}

const isSlow = (world: GatewayWorld) => expect.poll(() => world.gateway.viewersBehind, { interval: 5 }).toBe(1)
const snapshots = ({ history }: SocketClient) =>
  history.flatMap((message) => (message.op === 'snapshot' ? message : []))

it('[W4] skips to the newest state with the key events it missed, and goes on with updates', async () => {
  const world = await startGateway()
  const slow = await connectClient(world.liveUrl)
  const other = await connectClient(world.liveUrl)
  await slow.subscribe('m1')
  await other.subscribe('m1')
  slow.socket.pause()
  await flood(world)
  await isSlow(world)
  await world.publish('m1', { kind: 'add', event: { id: 'own', type: 'goal', team: 'away' } })
  await world.publish('m1', { kind: 'add', event: { id: 'off', type: 'goal', team: 'away' } })
  await world.publish('m1', { kind: 'delete', event: { id: 'off', type: 'goal', team: 'away' } })

  slow.socket.resume()
  await slow.reaches('m1', 53)

  expect(snapshots(slow)).toHaveLength(1)
  const [{ reason, seq, missed = [] }] = snapshots(slow) as [ReturnType<typeof snapshots>[0]]
  expect({ reason, seq }).toEqual({ reason: 'conflated', seq: 53 })
  expect(missed.at(-1)).toMatchObject({ id: 'own' })
  expect(missed.length).toBeLessThanOrEqual(20)
  expect(slow.scoreboard.get('m1')?.state).toEqual(world.truth('m1').state())
  await expect.poll(() => world.gateway.viewersBehind).toBe(0)

  await world.publish('m1')
  await slow.reaches('m1', 54)
  expect(snapshots(slow)).toHaveLength(1)
  expect(snapshots(other)).toEqual([])
  expect(other.scoreboard.get('m1')?.seq).toBe(54)
})

it('[W4] catches up with every match it follows', async () => {
  const matches = Array.from({ length: 20 }, (_, index) => `m${index}`)
  const world = await startGateway({ matches })
  const slow = await connectClient(world.liveUrl)
  await slow.subscribe(...matches)
  slow.socket.pause()
  await flood(world, 'm0')
  await isSlow(world)
  for (const match of matches) await flood(world, match, 2)
  slow.socket.resume()

  for (const match of matches) await slow.reaches(match, world.truth(match).position.seq)
  for (const match of matches) expect(slow.scoreboard.get(match)?.state).toEqual(world.truth(match).state())
  expect(snapshots(slow).length).toBeLessThanOrEqual(matches.length)
})

it('[W5] owes a viewer that reads nothing a bounded amount, however much happens', async () => {
  const world = await startGateway()
  const slow = await connectClient(world.liveUrl)
  await slow.subscribe('m1', 'm2')
  slow.socket.pause()
  await flood(world)
  await isSlow(world)
  await flood(world, 'm2', 600)
  const before = bufferBytes()
  await flood(world, 'm2', 4_400)

  // 17 MB went by. The room itself keeps 256 to 512 updates, more or fewer than before; memory is swept when there is time.
  await expect.poll(() => bufferBytes() - before).toBeLessThan(6_000_000)
  slow.socket.resume()
  await slow.reaches('m2', 5_000)
  expect(slow.scoreboard.get('m2')?.state).toEqual(world.truth('m2').state())
})

it('[W4] catches up again and again while it reads in bits', async () => {
  const world = await startGateway()
  const slow = await connectClient(world.liveUrl)
  await slow.subscribe('m1')
  for (let round = 0; round < 10; round += 1) {
    slow.socket.pause()
    await flood(world, 'm1', 30)
    slow.socket.resume()
    await new Promise(setImmediate)
  }
  await slow.reaches('m1', 300)

  expect(slow.scoreboard.get('m1')?.state).toEqual(world.truth('m1').state())
})

it('answers the requests of a slow viewer, in order, when it has caught up', async () => {
  const world = await startGateway()
  const slow = await connectClient(world.liveUrl)
  await slow.subscribe('m1')
  slow.socket.pause()
  await flood(world)
  await isSlow(world)
  slow.send({ op: 'subscribe', id: 1, matches: ['m2'] })
  slow.send({ op: 'unsubscribe', id: 2, matches: ['m2'] })
  slow.send({ op: 'ping', id: 3 })
  await flood(world)
  slow.socket.resume()

  await slow.nextOf('pong')
  const answers = slow.history.map(({ op }) => op).filter((op) => op !== 'update' && op !== 'snapshot')
  expect(answers).toEqual(['hello', 'subscribed', 'subscribed', 'unsubscribed', 'pong'])
})

it('keeps the order of requests when it falls behind and catches up while a room opens', async () => {
  const truths = new Map(['m1', 'opening'].map((match) => [match, new Truth(match)]))
  const store = storeOf(truths)
  let open: () => void = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  const readSnapshot: typeof store.readSnapshot = async (match) => {
    if (match === 'opening') await opened
    return store.readSnapshot(match)
  }
  const world = await startGateway({ store: { ...store, readSnapshot } })
  for (const [match, truth] of truths) world.truths.set(match, truth)
  const slow = await connectClient(world.liveUrl)
  await slow.subscribe('m1')
  slow.send({ op: 'subscribe', id: 1, matches: ['opening'] })
  slow.send({ op: 'unsubscribe', id: 2, matches: ['opening'] })
  slow.socket.pause()
  await flood(world)
  await isSlow(world)
  slow.socket.resume()
  await slow.reaches('m1', 50)
  await expect.poll(() => world.gateway.viewersBehind).toBe(0)
  open()
  await slow.allAnswered()

  const answers = slow.history.flatMap((message) => ('id' in message && message.op !== 'pong' ? message.op : []))
  expect(answers).toEqual(['subscribed', 'subscribed', 'unsubscribed'])
  await world.publish('opening')
  await slow.allAnswered()
  expect(slow.scoreboard.get('opening')?.seq).toBe(0)
})
