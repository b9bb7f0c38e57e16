import { expect, it } from 'vitest'
import { parseBoardName } from '../../../src/match/lists/board-name.ts'
import type { SubscribedMessage } from '../../../src/protocol/messages.ts'
import { connectClient, type SocketClient } from '../../support/socket-client.ts'
import { startGateway } from '../start-gateway.ts'
import { storeOf, Truth } from '../truth.ts'

/** A gateway whose board `competition:cup` shows whatever is in `listed`. */
async function startWithBoard(listed: string[], matches = ['m1', 'm2', 'm3', 'm4']) {
  const deleted = new Set<string>()
  const truths = new Map(matches.map((match) => [match, new Truth(match)]))
  const plain = storeOf(truths)
  const lookups = {
    isHeld: false,
    unreadable: '',
    begun: Promise.withResolvers<void>(),
    listed: Promise.withResolvers<void>(),
    end: Promise.withResolvers<void>(),
  }
  const store = {
    ...plain,
    async readHeads(asked: readonly string[]) {
      if (asked.includes(lookups.unreadable)) throw new Error('away')
      const heads = await plain.readHeads(asked)
      if (!lookups.isHeld) return heads
      lookups.isHeld = false
      lookups.begun.resolve()
      await lookups.end.promise
      return heads
    },
    async listPresent() {
      lookups.listed.resolve()
      return [...listed]
    },
    readDeleted: async (asked: readonly string[]) => asked.map((match) => (deleted.has(match) ? 'e9' : undefined)),
    // Long ago nothing had happened.
    readSeqAt: async () => 0,
    readPast: async (match: string) => {
      const position = { epoch: 'e1', seq: 0 }
      return { match, ...position, state: (truths.get(match) as Truth).stateText(position) }
    },
  }
  const world = await startGateway({ store })
  return {
    ...world,
    listed,
    forget(match: string) {
      listed.splice(listed.indexOf(match), 1)
      truths.delete(match)
      deleted.add(match)
    },
    cannotRead(match: string) {
      lookups.unreadable = match
    },
    /** The next question whether matches exist is answered with what was there when it was asked, once a board has been listed, too. */
    async beforeLookupEnds(ask: () => void, meanwhile: () => void) {
      lookups.isHeld = true
      ask()
      await lookups.begun.promise
      meanwhile()
      await lookups.listed.promise
      await new Promise(setImmediate)
      lookups.end.resolve()
    },
    make(match: string) {
      truths.set(match, new Truth(match))
    },
    truth: (match: string) => truths.get(match) as Truth,
    publish: (match: string, fields?: Parameters<Truth['change']>[0]) =>
      world.bus.publish((truths.get(match) as Truth).change(fields)),
  }
}

async function watchCup(viewer: SocketClient): Promise<SubscribedMessage> {
  viewer.send({ op: 'subscribe', id: 1, boards: ['competition:cup'] })
  return viewer.nextOf('subscribed')
}

it('answers a board with one snapshot of all its matches, and updates follow', async () => {
  const world = await startWithBoard(['m2', 'm1'])
  const viewer = await connectClient(world.liveUrl)

  const answer = await watchCup(viewer)
  await world.publish('m1')

  expect(answer.boards).toEqual([{ board: 'competition:cup', matches: ['m2', 'm1'] }])
  expect(answer.matches.map(({ match }) => match)).toEqual(['m2', 'm1'])
  await viewer.reaches('m1', 1)
})

it('[W16] says that a match was deleted when its list knows it first, and then that it has left', async () => {
  const world = await startWithBoard(['m1', 'm2'])
  const viewer = await connectClient(world.liveUrl)
  await watchCup(viewer)

  world.forget('m1')

  expect(await viewer.nextOf('gone')).toEqual({ op: 'gone', match: 'm1' })
  expect(await viewer.nextOf('board')).toMatchObject({ joined: [], left: ['m1'], matches: ['m2'] })
})

it('joins matches that appear later, and leaves those that go', async () => {
  const world = await startWithBoard(['m1'])
  const viewer = await connectClient(world.liveUrl)
  await watchCup(viewer)

  world.listed.splice(0, 1, 'm3')
  const change = await viewer.nextOf('board')
  await world.publish('m3')
  await world.publish('m1')
  await viewer.reaches('m3', 1)
  await viewer.allAnswered()

  expect(change.matches).toEqual(['m3'])
  expect(change.joined.map(({ match }) => match)).toEqual(['m3'])
  expect(change.left).toEqual(['m1'])
  expect(viewer.scoreboard.get('m1')?.seq).toBe(0)
  expect(viewer.scoreboard.violations).toEqual([])
})

it('watches a match once, though it was asked for and is on a board', async () => {
  const world = await startWithBoard(['m1', 'm2'])
  const viewer = await connectClient(world.liveUrl)
  await viewer.subscribe('m1')

  const answer = await watchCup(viewer)
  await world.publish('m1')
  await viewer.reaches('m1', 1)
  await viewer.allAnswered()

  expect(answer.matches.map(({ match }) => match)).toEqual(['m2'])
  expect(viewer.history.filter(({ op }) => op === 'update')).toHaveLength(1)
})

it('tells once of a match that two boards have', async () => {
  const world = await startWithBoard(['m1', 'm2'])
  const viewer = await connectClient(world.liveUrl)
  await watchCup(viewer)

  viewer.send({ op: 'subscribe', boards: ['sport:football'] })
  const answer = await viewer.nextOf('subscribed')
  viewer.send({ op: 'unsubscribe', boards: ['competition:cup'] })
  await world.publish('m1')
  await viewer.reaches('m1', 1)

  expect(answer).toMatchObject({ matches: [], boards: [{ board: 'sport:football', matches: ['m1', 'm2'] }] })
})

it('[W3] gives one who comes back with positions what it missed, and states of the rest', async () => {
  const world = await startWithBoard(['m1', 'm2'])
  const viewer = await connectClient(world.liveUrl)
  await watchCup(viewer)
  const positions = [viewer.scoreboard.positionOf('m1'), { match: 'm4', epoch: 'e1', seq: 0 }]
  await world.publish('m1')

  const back = await connectClient(world.liveUrl, { before: viewer.scoreboard })
  back.send({ op: 'subscribe', boards: [{ board: 'competition:cup', positions }] })
  const { matches } = await back.nextOf('subscribed')

  expect(matches).toMatchObject([
    { match: 'm1', seq: 1, updates: [{ seq: 1 }] },
    { match: 'm2', seq: 0, state: {} },
  ])
})

it('shows a whole board that much later, and live again when asked', async () => {
  const world = await startWithBoard(['m1', 'm2'])
  const viewer = await connectClient(world.liveUrl)
  const board = 'competition:cup'
  for (const [match, at] of Object.entries({ m1: Date.now(), m2: Date.now() - 60_000 })) {
    await world.publish(match, { at, patch: { updatedAt: at } })
  }

  viewer.send({ op: 'subscribe', boards: [{ board, delayMs: 30_000 }] })
  const delayed = await viewer.nextOf('subscribed')
  viewer.send({ op: 'subscribe', boards: [board] })
  const live = await viewer.nextOf('subscribed')
  await world.publish('m1')
  await viewer.reaches('m1', 2)

  // What m2 was then, it still is; m1 was changed since.
  const seqs = ({ matches }: SubscribedMessage) => matches.map(({ match, seq }) => `${match} ${seq}`)
  expect(seqs(delayed)).toEqual(['m1 0', 'm2 1'])
  expect(seqs(live)).toEqual(['m1 1', 'm2 1'])
  expect(viewer.history.filter(({ op }) => op === 'update')).toHaveLength(1)
})

it('opens two hundred matches at once, though each takes two rooms with a delay', async () => {
  const matches = Array.from({ length: 200 }, (_, index) => `cold-${index}`)
  const world = await startWithBoard(matches, matches)
  const viewer = await connectClient(world.liveUrl)

  viewer.send({ op: 'subscribe', id: 1, boards: [{ board: 'competition:cup', delayMs: 30_000 }] })

  expect((await viewer.nextWhole()).matches).toHaveLength(200)
})

it('is refused, rather than shorter, when not all of it can be opened', async () => {
  const world = await startWithBoard(['m1', 'm2'])
  world.cannotRead('m2')
  const viewer = await connectClient(world.liveUrl)

  const answer = await watchCup(viewer)

  expect(answer.boards).toEqual([{ board: 'competition:cup', code: 'unavailable' }])
})

it('has a match that somebody looked for in vain while it was made', async () => {
  const world = await startWithBoard(['m1', 'made'])
  const [early, viewer] = [await connectClient(world.liveUrl), await connectClient(world.liveUrl)]
  await world.beforeLookupEnds(
    () => early.send({ op: 'subscribe', id: 1, matches: [{ match: 'made' }] }),
    () => {
      world.make('made')
      viewer.send({ op: 'subscribe', id: 1, boards: ['competition:cup'] })
    },
  )

  expect((await early.nextOf('subscribed')).rejected).toEqual([{ match: 'made', code: 'match-not-found' }])
  expect((await viewer.nextOf('subscribed')).boards).toEqual([{ board: 'competition:cup', matches: ['m1', 'made'] }])
})

it('leaves the matches of a board with the board, but not those asked for', async () => {
  const world = await startWithBoard(['m1', 'm2'])
  const viewer = await connectClient(world.liveUrl)
  await viewer.subscribe('m1')
  await watchCup(viewer)

  viewer.send({ op: 'unsubscribe', boards: ['competition:cup'] })
  await viewer.nextOf('unsubscribed')
  await world.publish('m2')
  await world.publish('m1')
  await viewer.reaches('m1', 1)

  expect(viewer.history.filter((message) => message.op === 'update').map(({ match }) => match)).toEqual(['m1'])
})

it('tells nothing more of a match that was left by itself, until the board is asked for again', async () => {
  const world = await startWithBoard(['m1', 'm2'])
  const viewer = await connectClient(world.liveUrl)
  await watchCup(viewer)
  viewer.send({ op: 'unsubscribe', matches: ['m1'] })
  await viewer.nextOf('unsubscribed')
  await world.publish('m1')
  await world.publish('m2')
  await viewer.reaches('m2', 1)

  const again = await watchCup(viewer)

  expect(viewer.scoreboard.violations).toEqual([])
  expect(again.matches).toMatchObject([{ match: 'm1', seq: 1 }])
  expect(viewer.history.filter(({ op }) => op === 'update')).toMatchObject([{ match: 'm2' }])
})

it('[W1] shows one who has nothing the states of that time, and one who comes with positions nothing that it has seen', async () => {
  const world = await startWithBoard(['m1'])
  const live = await connectClient(world.liveUrl)
  await watchCup(live)
  const at = Date.now()
  await world.publish('m1', { at, patch: { updatedAt: at } })
  await live.reaches('m1', 1)
  const board = { board: 'competition:cup', delayMs: 60_000 }

  const viewer = await connectClient(world.liveUrl)
  viewer.send({ op: 'subscribe', boards: [board] })
  const then = await viewer.nextOf('subscribed')
  live.send({ op: 'subscribe', boards: [{ ...board, positions: [live.scoreboard.positionOf('m1')] }] })
  const seen = await live.nextOf('subscribed')

  expect(then.matches).toMatchObject([{ match: 'm1', seq: 0, state: {} }])
  expect(seen.matches).toMatchObject([{ match: 'm1', seq: 1, updates: [] }])
})

it('[W8] refuses names that are none, and more boards than a viewer may have', async () => {
  const world = await startWithBoard(['m1'])
  const viewer = await connectClient(world.liveUrl)
  const many = Array.from({ length: 9 }, (_, index) => `competition:c${index}`)

  viewer.send({ op: 'subscribe', boards: ['nonsense', 'date:yesterday', 'status:nonsense'] })
  const nonsense = await viewer.nextOf('subscribed')
  viewer.send({ op: 'subscribe', boards: many })
  const tooMany = await viewer.nextOf('subscribed')

  expect(nonsense.boards).toEqual([
    { board: 'nonsense', code: 'invalid-board' },
    { board: 'date:yesterday', code: 'invalid-board' },
    { board: 'status:nonsense', code: 'invalid-board' },
  ])
  expect(tooMany.boards?.slice(8)).toEqual([{ board: 'competition:c8', code: 'too-many-boards' }])
})

it('reads names as terms that all must hold', () => {
  expect(parseBoardName('sport:tennis;status:live,interrupted')).toEqual({
    sport: 'tennis',
    statuses: ['live', 'interrupted'],
  })
  expect(parseBoardName('date:2026-11-22')).toEqual({
    startsFrom: Date.UTC(2026, 10, 22),
    startsBefore: Date.UTC(2026, 10, 23),
  })
})

it.each([
  ['', ':', ':tennis', 'sport:', 'tennis', 'sport:a;', 'colour:red', 'sport:\0', 'x'.repeat(300)],
  ['date:2026-13-40', 'date:2026-02-30', 'date:2026-2-3', 'date:'],
  ['status:nonsense', 'status:live,nonsense', 'status:live,', 'status:Live', 'status:toString'],
  ['sport:tennis;sport:cricket', 'status:live;sport:tennis;status:final', 'date:2026-11-22;date:2026-11-23'],
])('takes none of these for a name: %s, %s, %s …', (...names) => {
  expect(names.filter((name) => parseBoardName(name) !== undefined)).toEqual([])
})
