import { it, vi } from 'vitest'
import { createClient } from '../../../src/client/index.ts'
import type { UpdateMessage } from '../../../src/protocol/messages.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'
import { forSeeds, type SeededRandom } from '../../support/seeded-random.ts'
import { collectUncaught, createFakeNetwork, type FakeSocket, pause, settle } from '../fake-network.ts'
import { answersOf, expectTruth, Truth, watchTruth } from '../truth.ts'

/** A server of three matches, and a network that loses, repeats and cuts. */
function createWorld(random: SeededRandom) {
  const network = createFakeNetwork()
  const client = createClient({ url: 'ws://server', WebSocket: network.WebSocket, random: random.next })
  const truths = ['m1', 'm2', 'm3'].map((match) => new Truth(match))
  const followed = truths.map((truth) => ({ truth, seen: client.subscribe(truth.match) }))
  for (const { truth, seen } of followed) watchTruth(truth, seen)
  const open = new WeakSet<FakeSocket>()
  let isWell = false

  return {
    client,
    followed,
    greet() {
      const socket = network.latest()
      if (open.has(socket) || socket.isClosedByClient) return
      open.add(socket)
      socket.hello()
    },
    answer() {
      const socket = network.latest()
      for (const frame of socket.sent.splice(0)) {
        if (frame['op'] === 'ping') socket.says({ op: 'pong', id: frame['id'], at: Date.now() })
        if (frame['op'] !== 'subscribe') continue
        const matches = answersOf(truths, frame['matches'], () => (isWell ? 0 : random.int(10) - 7))
        socket.says({ op: 'subscribed', id: frame['id'], matches, rejected: [] })
      }
    },
    publish() {
      const truth = random.pick(truths)
      const update = truth.change(random)
      if (random.chance(0.15)) return
      network.latest().says(update)
      if (random.chance(0.2)) network.latest().says(random.pick(truth.log))
    },
    deliver: (update: UpdateMessage) => network.latest().says(update),
    drop: () => network.latest().drops(random.pick([1006, 1001, 4001, 4002])),
    conflate() {
      const { position, state } = random.pick(truths)
      network.latest().says({ op: 'snapshot', ...position, state, reason: 'conflated' })
    },
    restart() {
      const truth = random.pick(truths)
      truth.restart()
      network.latest().says({ op: 'snapshot', ...truth.position, state: truth.state, reason: 'epoch' })
    },
    heartbeat: () => network.latest().says({ op: 'heartbeat', at: Date.now() }),
    heal() {
      isWell = true
    },
    pass: (ms: number) => vi.advanceTimersByTimeAsync(ms),
  }
}

fakeTimePerTest()

it('[W1] shows only what was true, each update once, and ends at the truth, whatever the network does', async () => {
  const uncaught = collectUncaught()
  await forSeeds(200, async (random) => {
    const world = createWorld(random)
    const often = [world.publish, world.publish, world.publish, world.publish, world.greet, world.answer]
    const acts = [...often, ...often, world.drop, world.conflate, () => world.pass(random.int(4_000))]
    for (let step = 0; step < 150; step++) {
      await (random.chance(0.01) ? world.restart() : random.pick(acts)())
      await settle()
      if (uncaught.length > 0) throw uncaught[0]
    }
    // The network is well again; one more change of each match arrives and shows up whatever was lost before it.
    world.heal()
    for (let turn = 0; turn < 30; turn++) {
      await world.pass(2_000)
      world.greet()
      world.answer()
      world.heartbeat()
    }
    for (const { truth } of world.followed) world.deliver(truth.change(random))
    await pause()
    world.answer()
    for (const { truth, seen } of world.followed) expectTruth(truth, seen)
    world.client.close()
  })
})
