import { expect, it, vi } from 'vitest'
import {
  type BoardSubscription,
  createClient,
  type Held,
  type MatchState,
  type MatchSubscription,
  type View,
} from '../../../src/client/index.ts'
import { Board } from '../../../src/gateway/boards/board.ts'
import { type Part, textOf } from '../../../src/gateway/delivery/deflate.ts'
import { payloadOf } from '../../../src/gateway/delivery/frame.ts'
import {
  type BaseChannel,
  type Channel,
  type ChannelTicker,
  type Member,
  type TickMessage,
  welcome,
} from '../../../src/gateway/rooms/channel.ts'
import { RoomLog } from '../../../src/gateway/rooms/room-log.ts'
import type { RoomUpdate } from '../../../src/gateway/rooms/room-update.ts'
import { Tallies } from '../../../src/gateway/tallies.ts'
import { EVERYTHING, type Kind } from '../../../src/gateway/variants/kind.ts'
import { Variants } from '../../../src/gateway/variants/variants.ts'
import type { BoardRows } from '../../../src/gateway/viewer/subscriptions/board-rows.ts'
import type { Opened } from '../../../src/gateway/viewer/subscriptions/open-request.ts'
import {
  type SubscribedViewer,
  Subscriptions,
  type SubscriptionsOptions,
} from '../../../src/gateway/viewer/subscriptions/subscriptions.ts'
import { EVERY_STEPS_MS, MAX_EVERY_MS } from '../../../src/protocol/client-messages.ts'
import type { Position } from '../../../src/protocol/messages.ts'
import { VIEWS } from '../../../src/protocol/messages.ts'
import { parseClientMessage } from '../../../src/protocol/parse-client-message.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'
import { forSeeds, type SeededRandom } from '../../support/seeded-random.ts'
import { collectUncaught, createFakeNetwork, type FakeSocket, pause, settle } from '../fake-network.ts'
import { expectTruth, Truth, watchTruth } from '../truth.ts'

const LATE_MS = 30_000
const BOARDS = ['sport:football', 'competition:cup']

/** A match as a gateway gives it: as it is, or as far as time has come for viewers of a delay. */
class TruthChannel implements BaseChannel {
  readonly match: string
  readonly kind = EVERYTHING
  readonly holders = new Set<object>()
  readonly base = this
  readonly log: RoomLog
  readonly isClosed = false
  readonly #truth: Truth
  readonly #members = new Set<Member>()
  readonly #variants = new Variants(this)

  constructor(truth: Truth) {
    this.match = truth.match
    this.#truth = truth
    this.log = new RoomLog(truth.match, { ...truth.position, state: JSON.stringify(truth.state) })
  }

  join(member: Member, position?: Position): Part {
    this.#members.add(member)
    return welcome(this, position)
  }

  leave(member: Member): void {
    this.#members.delete(member)
  }

  variant(kind: Kind, ticker?: ChannelTicker): Channel | undefined {
    return this.#variants.of(kind, ticker)
  }

  isAhead(): boolean {
    return false
  }

  /** Comes one update further, if there is one. */
  advance(): void {
    const next = this.#truth.log[this.log.seq]
    if (!next) return
    const update = this.log.append(JSON.stringify(next))
    for (const member of this.#members) member.deliver(this, update)
  }
}

/** The server's end of one connection: the real bookkeeping of a gateway, between channels and a socket driven by hand. */
class Viewer implements SubscribedViewer {
  readonly #socket: FakeSocket
  readonly #subscriptions: Subscriptions
  readonly #losesUpdate: () => boolean
  /** Rows of boards that are still to come. */
  readonly #unsent: BoardRows[] = []

  constructor(socket: FakeSocket, services: SubscriptionsOptions, losesUpdate: () => boolean) {
    this.#socket = socket
    this.#subscriptions = new Subscriptions(services, this)
    this.#losesUpdate = losesUpdate
  }

  answerAll(): void {
    for (const rest of this.#unsent.splice(0)) {
      this.#socket.says(textOf(this.#subscriptions.joinMore(rest)))
      if (!rest.isOver) this.#unsent.push(rest)
    }
    for (const frame of this.#socket.sent.splice(0)) {
      const parsed = parseClientMessage(JSON.stringify(frame))
      if (!parsed.ok) throw new Error(`the client sent ${JSON.stringify(frame)}: ${parsed.refusal.detail}`)
      const { message } = parsed
      if (message.op === 'subscribe') {
        // Everything is open, so it is never a promise.
        const { parts, rest } = this.#subscriptions.join(message, this.#subscriptions.open(message) as Opened)
        this.#socket.says(textOf(parts))
        if (rest) this.#unsent.push(rest)
      } else if (message.op === 'unsubscribe') {
        this.#subscriptions.unsubscribe(message)
        this.#socket.says({ ...message, op: 'unsubscribed' })
      } else {
        this.#socket.says({ op: 'pong', id: message.id, at: Date.now() })
      }
    }
  }

  deliver(_channel: Channel, { frame }: RoomUpdate): void {
    if (!this.#losesUpdate()) this.#socket.says(payloadOf(frame).toString())
  }

  deliverTick({ frames }: TickMessage): void {
    if (!this.#losesUpdate()) this.#socket.says(payloadOf(frames.frame).toString())
  }

  welcomed(): void {}

  gone(): never {
    throw new Error('no match goes in this test')
  }

  replace(): void {
    throw new Error('these channels never jump')
  }

  watches(channel: BaseChannel): boolean {
    return this.#subscriptions.watchesMatch(channel.match)
  }

  boardChanged(board: Board, joined: readonly BaseChannel[], left: readonly string[]): void {
    const kept = board.channels.filter((channel) => !joined.includes(channel)).map(({ match }) => match)
    const change = this.#subscriptions.changeOf(board, [...kept, ...left])
    while (!change.isOver) {
      const parts = this.#subscriptions.followBoard(change)
      if (parts === undefined) return
      this.#socket.says(textOf(parts))
    }
  }

  end(): void {
    this.#subscriptions.end()
  }
}

/** Five matches, two boards whose lists change, viewers live and late, and a network that cuts and loses. */
async function createWorld(random: SeededRandom, isAlwaysLate: boolean) {
  const truths = ['m1', 'm2', 'm3', 'm4', 'm5'].map((match) => new Truth(match))
  const live = new Map(truths.map((truth) => [truth.match, new TruthChannel(truth)]))
  const late = new Map(truths.map((truth) => [truth.match, new TruthChannel(truth)]))
  const channelOf = (match: string, delayMs = 0) => (delayMs > 0 ? late : live).get(match) as TruthChannel
  const lists = new Map(BOARDS.map((name) => [name, truths.map(({ match }) => match).filter(() => random.chance(0.6))]))
  const boardOf = (name: string, delayMs: number) =>
    new Board({
      name,
      acquire: async (match) => channelOf(match, delayMs),
    })
  const boards = new Map(BOARDS.flatMap((name) => [0, LATE_MS].map((ms) => [`${name} ${ms}`, boardOf(name, ms)])))
  const refresh = () =>
    Promise.all([...boards.values()].map((board) => board.refresh(lists.get(board.name) as string[])))
  await refresh()
  const services: SubscriptionsOptions = {
    limits: { subscriptions: 64 },
    tallies: new Tallies(),
    portionCharacters: random.pick([1, 500, 4_096]),
    rooms: { acquire: channelOf },
    boards: { acquire: (name: string, delayMs = 0) => boards.get(`${name} ${delayMs}`) as Board },
  }

  const network = createFakeNetwork()
  const client = createClient({ url: 'ws://server', WebSocket: network.WebSocket, random: random.next })
  client.connect()
  const viewers = new Map<FakeSocket, Viewer>()
  let isWell = false
  const followed = new Map<MatchSubscription<View>, Truth>()
  const openBoards = new Set<BoardSubscription<View>>()
  /** What was shown of a match when it was left. */
  const seen = new Map<string, Held>()
  const delays = isAlwaysLate ? [LATE_MS] : [undefined, 0, LATE_MS]
  const options = () => {
    const delayMs = random.pick(delays)
    return {
      ...(delayMs !== undefined && { delayMs }),
      ...(random.chance(0.5) && { view: random.pick(VIEWS) }),
      ...(random.chance(0.3) && { everyMs: random.pick(EVERY_STEPS_MS) }),
    }
  }
  const watch = (subscription: MatchSubscription<View>) => {
    const truth = truths.find(({ match }) => match === subscription.match) as Truth
    watchTruth(truth, subscription)
    subscription.on('change', ({ seq = 0 }) => {
      if (isAlwaysLate) expect(seq, 'a spoiler').toBeLessThanOrEqual(channelOf(truth.match, LATE_MS).log.seq)
    })
    return truth
  }

  return {
    truths,
    client,
    followed,
    openBoards,
    lists,
    subscribe() {
      const { match } = random.pick(truths)
      const from = random.chance(0.5) ? seen.get(match) : undefined
      const subscription = client.subscribe(match, { ...options(), ...(from && { from }) })
      followed.set(subscription, watch(subscription))
    },
    unsubscribe() {
      const [subscription] = random.shuffle([...followed.keys()])
      if (!subscription) return
      const { match, epoch, seq, state } = subscription
      if (epoch !== undefined && seq !== undefined && state) seen.set(match, { epoch, seq, state: state as MatchState })
      subscription.close()
      followed.delete(subscription)
    },
    openBoard() {
      const board = client.board(random.pick(BOARDS), options())
      board.on('joined', watch)
      openBoards.add(board)
    },
    closeBoard() {
      const [board] = random.shuffle([...openBoards])
      if (!board) return
      board.close()
      openBoards.delete(board)
    },
    async relist() {
      const list = lists.get(random.pick(BOARDS)) as string[]
      const { match } = random.pick(truths)
      if (list.includes(match)) list.splice(list.indexOf(match), 1)
      else list.splice(random.int(list.length + 1), 0, match)
      await refresh()
    },
    greet() {
      const socket = network.latest()
      if (viewers.has(socket) || socket.isClosedByClient) return
      for (const viewer of viewers.values()) viewer.end()
      viewers.set(socket, new Viewer(socket, services, () => !isWell && random.chance(0.1)))
      socket.hello({ limits: { subscriptions: 64, messageBytes: 512 } })
    },
    answer: () => viewers.get(network.latest())?.answerAll(),
    /** What the server sends to this client. */
    watched: () => {
      const viewer = viewers.get(network.latest())
      const all = [...live.values(), ...late.values()]
      return new Set(all.filter((channel) => viewer?.watches(channel)).map(({ match }) => match))
    },
    publish() {
      const truth = random.pick(truths)
      truth.change(random)
      channelOf(truth.match).advance()
    },
    delay: () => channelOf(random.pick(truths).match, LATE_MS).advance(),
    drop: () => network.latest().drops(random.pick([1006, 4001])),
    heartbeat: () => network.latest().says({ op: 'heartbeat', at: Date.now() }),
    heal() {
      isWell = true
    },
    /** One more change of each match; then time passes until everybody has seen it. */
    publishAll() {
      for (const truth of truths) {
        truth.change(random)
        for (const channel of [channelOf(truth.match), channelOf(truth.match, LATE_MS)]) {
          while (channel.log.seq < truth.log.length) channel.advance()
        }
      }
    },
    pass: (ms: number) => vi.advanceTimersByTimeAsync(ms),
  }
}

fakeTimePerTest()

it.each([
  ['live and late', false],
  ['always late, and then never early', true],
])('[W1] keeps boards and matches true, %s', async (_name, isAlwaysLate) => {
  const uncaught = collectUncaught()
  await forSeeds(50, async (random) => {
    const world = await createWorld(random, isAlwaysLate)
    const often = [world.publish, world.publish, world.delay, world.greet, world.answer, world.answer]
    const asks = [world.subscribe, world.unsubscribe, world.openBoard, world.closeBoard, world.relist]
    const waits = [() => world.pass(random.int(4_000)), () => world.pass(random.int(300))]
    const acts = [...often, ...often, ...asks, ...asks, world.drop, ...waits]
    for (let step = 0; step < 150; step++) {
      await random.pick(acts)()
      if (random.chance(0.8)) await settle()
      if (uncaught.length > 0) throw uncaught[0]
    }
    world.heal()
    for (let turn = 0; turn < 30; turn++) {
      await world.pass(2_000)
      world.greet()
      world.answer()
      world.heartbeat()
    }
    world.publishAll()
    // The longest time in which a viewer is told nothing; then what it asks because something is missing.
    for (const ms of [0, MAX_EVERY_MS, 0, 0]) {
      await world.pass(ms)
      world.heartbeat()
      await pause()
      world.answer()
    }
    if (uncaught.length > 0) throw uncaught[0]

    const listed = [...world.openBoards].flatMap(({ matches }) => matches)
    const needed = new Set([...world.followed.keys(), ...listed].map(({ match }) => match))
    expect(world.watched()).toEqual(needed)
    const isTrue = (seen: MatchSubscription<View>) =>
      expectTruth(world.truths.find(({ match }) => match === seen.match) as Truth, seen)
    for (const subscription of world.followed.keys()) isTrue(subscription)
    for (const board of world.openBoards) {
      expect(board.status).toEqual({ kind: 'live' })
      expect(board.matches.map(({ match }) => match)).toEqual(world.lists.get(board.name))
      for (const subscription of board.matches) isTrue(subscription)
    }
    world.client.close()
  })
})
