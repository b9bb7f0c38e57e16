import { it, vi } from 'vitest'
import '../../../src/client/shared/page-host.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'
import { forSeeds, type SeededRandom } from '../../support/seeded-random.ts'
import { collectUncaught, type FakeSocket, pause, settle } from '../fake-network.ts'
import { answersOf, expectTruth, Truth, watchTruth } from '../truth.ts'
import { startBrowser } from './browser.ts'

const MAX_TABS = 4

/** As in random-network.test.ts, seen from tabs that come, go, sleep and are forgotten, and from workers that others replace. */
function createWorld(random: SeededRandom) {
  const browser = startBrowser()
  // One whose worker does not answer in time connects by itself.
  vi.stubGlobal('WebSocket', browser.network.WebSocket)
  const truths = ['m1', 'm2', 'm3'].map((match) => new Truth(match))
  const greeted = new WeakSet<FakeSocket>()
  const over = new WeakSet<FakeSocket>()
  let isWell = false

  const openTab = () => {
    const tab = browser.openTab({ random: random.next, transports: ['websocket'] })
    const followed = truths.map((truth) => ({
      truth,
      seen: tab.client.subscribe(truth.match, { view: random.pick(['full', 'full', 'score']) }),
    }))
    for (const { truth, seen } of followed) watchTruth(truth, seen)
    return { ...tab, followed }
  }
  const tabs = [openTab(), openTab()]
  const sockets = () => browser.network.sockets.filter((socket) => !socket.isClosedByClient && !over.has(socket))
  const tellAll = (message: object) => {
    for (const socket of sockets()) if (isWell || !random.chance(0.15)) socket.says(message)
  }

  return {
    tabs,
    come: () => tabs.length < MAX_TABS && tabs.push(openTab()),
    leave() {
      if (tabs.length > 1) tabs.splice(random.int(tabs.length), 1)[0]?.client.close()
    },
    sleep: () => random.pick(tabs).freeze(),
    wake: () => random.pick(tabs).wake(),
    losePongs: () => random.pick(tabs).losePongs(),
    replaceWorker: () => browser.restartWorker(),
    greet() {
      for (const socket of sockets()) {
        if (greeted.has(socket)) continue
        greeted.add(socket)
        socket.hello()
      }
    },
    answer() {
      for (const socket of sockets()) {
        for (const { op, id, matches } of socket.sent.splice(0)) {
          if (op === 'ping') socket.says({ op: 'pong', id, at: Date.now() })
          if (op !== 'subscribe') continue
          const answers = answersOf(truths, matches, () => (isWell ? 0 : random.int(10) - 7))
          socket.says({ op: 'subscribed', id, matches: answers, rejected: [] })
        }
      }
    },
    publish() {
      const truth = random.pick(truths)
      tellAll(truth.change(random))
      if (random.chance(0.2)) tellAll(random.pick(truth.log))
    },
    drop() {
      const open = sockets()
      if (open.length === 0) return
      const socket = random.pick(open)
      over.add(socket)
      socket.drops(random.pick([1006, 1001, 4001, 4002]))
    },
    restart() {
      const truth = random.pick(truths)
      truth.restart()
      // Before it a gateway tells no update of the new epoch.
      for (const socket of sockets())
        socket.says({ op: 'snapshot', ...truth.position, state: truth.state, reason: 'epoch' })
    },
    heartbeat: () => tellAll({ op: 'heartbeat', at: Date.now() }),
    heal() {
      isWell = true
      for (const tab of tabs) tab.wake()
    },
    tellOneMore() {
      for (const truth of truths) tellAll(truth.change(random))
    },
    pass: (ms: number) => vi.advanceTimersByTimeAsync(ms),
  }
}

fakeTimePerTest()

it('[W1] each tab shows only what was true, each update once, and ends at the truth, whatever tabs, worker and network do', async () => {
  const uncaught = collectUncaught()
  await forSeeds(40, async (random) => {
    const world = createWorld(random)
    const often = [world.publish, world.publish, world.publish, world.publish, world.greet, world.answer]
    const tabs = [world.come, world.leave, world.sleep, world.wake, world.losePongs]
    const acts = [...often, ...often, ...often, ...tabs, world.drop, () => world.pass(random.int(12_000))]
    for (let step = 0; step < 150; step++) {
      const fate = random.int(100)
      if (fate === 0) world.restart()
      else if (fate === 1) world.replaceWorker()
      else await random.pick(acts)()
      await settle()
      if (uncaught.length > 0) throw uncaught[0]
    }
    // The network is well again, nobody sleeps; one more change of each match shows up whatever was lost before it.
    world.heal()
    for (let turn = 0; turn < 40; turn++) {
      await world.pass(2_000)
      world.greet()
      world.answer()
      world.heartbeat()
    }
    world.tellOneMore()
    await pause()
    world.answer()
    await settle()
    for (const { followed } of world.tabs) {
      for (const { truth, seen } of followed) expectTruth(truth, seen)
    }
    if (uncaught.length > 0) throw uncaught[0]
    for (const { client } of world.tabs) client.close()
    await settle()
  })
})
