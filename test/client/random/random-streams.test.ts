import { it, vi } from 'vitest'
import '../../../src/client/connection/ways/other-ways.ts'
import { createClient } from '../../../src/client/index.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'
import { forSeeds, type SeededRandom } from '../../support/seeded-random.ts'
import { collectUncaught, settle } from '../fake-network.ts'
import { createFakeStreams, type FakeStream } from '../fake-streams.ts'
import { answersOf, expectTruth, Truth, watchTruth } from '../truth.ts'

/** As in random-network.test.ts, over streams: each request of the client is a stream of its own, which asks for everything. */
function createWorld(random: SeededRandom) {
  const network = createFakeStreams()
  const client = createClient({ url: 'http://server', transports: ['sse'], random: random.next })
  const truths = ['m1', 'm2', 'm3', 'm4'].map((match) => new Truth(match))
  const [m1, m2, m3, later] = truths as [Truth, Truth, Truth, Truth]
  const followed = [m1, m2, m3].map((truth) => ({ truth, seen: client.subscribe(truth.match) }))
  for (const { truth, seen } of followed) watchTruth(truth, seen)
  const open = new WeakSet<FakeStream>()
  let isWell = false
  return {
    client,
    followed,
    /** Something more is followed, so that another stream is opened while the others go on. */
    followMore() {
      if (followed.length > 3) return
      const seen = client.subscribe(later.match)
      watchTruth(later, seen)
      followed.push({ truth: later, seen })
    },
    greet() {
      const stream = network.latest()
      if (open.has(stream) || stream.isClosedByClient) return
      open.add(stream)
      stream.hello()
    },
    answer() {
      const stream = network.latest()
      if (!open.has(stream)) return
      for (const frame of stream.sent.splice(0)) {
        const matches = answersOf(truths, frame['matches'], () => (isWell ? 0 : random.int(10) - 7))
        stream.says({ op: 'subscribed', id: frame['id'], matches, rejected: [] })
      }
    },
    publish() {
      const truth = random.pick(truths)
      const update = truth.change(random)
      if (random.chance(0.15)) return
      network.latest().says(update)
      if (random.chance(0.2)) network.latest().says(random.pick(truth.log))
    },
    deliver: (update: object) => network.latest().says(update),
    drop: () => network.latest().drops(random.pick([1006, 4001, 4002])),
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

/** Streams hand on what they get over many microtasks. */
async function settleStreams(): Promise<void> {
  for (let turn = 0; turn < 40; turn += 1) await settle()
}

fakeTimePerTest()

it('[W1] [W19] shows only what was true, each update once, and ends at the truth, whatever happens to the streams', async () => {
  const uncaught = collectUncaught()
  await forSeeds(40, async (random) => {
    const world = createWorld(random)
    await settleStreams()
    const often = [world.publish, world.publish, world.publish, world.publish, world.greet, world.answer]
    const acts = [...often, ...often, world.drop, world.followMore, () => world.pass(random.int(4_000))]
    await world.pass(100)
    for (let step = 0; step < 120; step++) {
      await (random.chance(0.01) ? world.restart() : random.pick(acts)())
      for (let turn = 0; turn < 6; turn += 1) await settle()
      if (uncaught.length > 0) throw uncaught[0]
    }
    world.heal()
    world.followMore()
    for (let turn = 0; turn < 30; turn++) {
      await world.pass(2_000)
      world.greet()
      world.answer()
      world.heartbeat()
      await settle()
    }
    for (const { truth } of world.followed) world.deliver(truth.change(random))
    for (let turn = 0; turn < 3; turn++) {
      await world.pass(1_000)
      world.greet()
      world.answer()
      await settleStreams()
    }
    for (const { truth, seen } of world.followed) expectTruth(truth, seen)
    world.client.close()
  })
})
