import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createClient, type MatchSubscription } from '../../src/client/index.ts'
import { applyPatch, diff } from '../../src/match/merge-patch.ts'
import type { MatchState } from '../../src/match/state.ts'
import type { UpdateMessage } from '../../src/protocol/messages.ts'
import { forSeeds, type SeededRandom } from '../support/seeded-random.ts'
import { createFakeNetwork, type FakeSocket, settle } from './fake-network.ts'
import { stateOf } from './state-builder.ts'

/** One match as the database has it, with all it ever was. */
class Truth {
  readonly match: string
  epoch = 'e0'
  state: MatchState
  log: UpdateMessage[] = []
  #history = new Map<string, MatchState>()

  constructor(match: string) {
    this.match = match
    this.state = stateOf(match)
    this.#remember()
  }

  get position() {
    return { match: this.match, epoch: this.epoch, seq: this.log.length }
  }

  /** What a viewer at this position has to show. */
  at(epoch: string | undefined, seq: number | undefined): MatchState | undefined {
    return this.#history.get(`${epoch}.${seq}`)
  }

  change(random: SeededRandom): UpdateMessage {
    const next = { ...this.state, updatedAt: this.state.updatedAt + 1, phase: `phase ${random.int(3)}` }
    if (random.chance(0.3)) Object.assign(next, { score: { ...next.score, home: next.score.home + 1 } })
    if (random.chance(0.3)) delete next.venue
    if (random.chance(0.2)) Object.assign(next, { venue: `venue ${random.int(3)}` })
    const patch = diff(this.state, next) ?? {}
    const update = { op: 'update', match: this.match, seq: this.log.length + 1, at: 0, kind: 'add', patch } as const
    this.log.push(update)
    this.state = applyPatch(this.state, patch)
    this.#remember()
    return update
  }

  /** The database came back from a backup: the chain starts over. */
  restart(): void {
    this.epoch = `${this.epoch}+`
    this.log = []
    this.#remember()
  }

  /** A right answer to a subscribe: exactly what was missed, or the state; `lag` updates ago. */
  answer(epoch: string | undefined, seq: number | undefined, lag: number): object {
    const past = Math.max(0, this.log.length - lag)
    if (lag > 0) return { ...this.position, seq: past, state: this.at(this.epoch, past) }
    const isKnown = epoch === this.epoch && seq !== undefined && seq <= this.log.length
    return isKnown ? { ...this.position, updates: this.log.slice(seq) } : { ...this.position, state: this.state }
  }

  #remember(): void {
    this.#history.set(`${this.epoch}.${this.log.length}`, this.state)
  }
}

/** A server of three matches, and a network that loses, repeats and cuts. */
function createWorld(random: SeededRandom) {
  const network = createFakeNetwork()
  const client = createClient({ url: 'ws://server', WebSocket: network.WebSocket, random: random.next })
  const truths = ['m1', 'm2', 'm3'].map((match) => new Truth(match))
  const followed = truths.map((truth) => ({ truth, seen: client.subscribe(truth.match) }))
  for (const { truth, seen } of followed) watch(truth, seen)
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
        const asked = frame['matches'] as { match: string; epoch?: string; seq?: number }[]
        const matches = asked.map(({ match, epoch, seq }) =>
          truths.find((truth) => truth.match === match)?.answer(epoch, seq, isWell ? 0 : random.int(10) - 7),
        )
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

/** Whatever is shown is what the match once was, and it never goes back. */
function watch(truth: Truth, seen: MatchSubscription): void {
  let shown = { epoch: '', seq: -1 }
  seen.on('change', ({ epoch = '', seq = -1, state }) => {
    expect(state).toEqual(truth.at(epoch, seq))
    if (epoch === shown.epoch) expect(seq).toBeGreaterThanOrEqual(shown.seq)
    shown = { epoch, seq }
  })
  let applied = { epoch: '', seq: -1 }
  seen.on('snapshot', () => {
    applied = { epoch: seen.epoch ?? '', seq: seen.seq ?? -1 }
  })
  seen.on('update', ({ message }) => {
    expect(message.seq, 'each update once and in order').toBe(applied.seq + 1)
    applied = { ...applied, seq: message.seq }
  })
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('[W1] shows only what was true, each update once, and ends at the truth, whatever the network does', async () => {
  const uncaught: unknown[] = []
  // What a listener throws becomes an uncaught error; here it has to fail the seed that it belongs to.
  vi.stubGlobal('queueMicrotask', (task: () => void) => {
    void Promise.resolve()
      .then(task)
      .catch((error: unknown) => uncaught.push(error))
  })
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
    await settle()
    world.answer()
    for (const { truth, seen } of world.followed) {
      expect({ match: seen.match, epoch: seen.epoch, seq: seen.seq }).toEqual(truth.position)
      expect(seen.state).toEqual(truth.state)
      expect(seen.status).toEqual({ kind: 'live' })
    }
    world.client.close()
  })
})
