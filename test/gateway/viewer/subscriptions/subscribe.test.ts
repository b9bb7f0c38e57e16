import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { connectClient } from '../../../support/socket-client.ts'
import { startGateway } from '../../start-gateway.ts'
import { storeOf, Truth } from '../../truth.ts'

describe('a viewer', () => {
  it('is greeted first', async () => {
    const { liveUrl } = await startGateway({ heartbeatMs: 20_000, limits: { subscriptions: 5, messageBytes: 999 } })
    const viewer = await connectClient(liveUrl)

    expect(await viewer.next()).toEqual({
      op: 'hello',
      connection: expect.stringMatching(/^[\w-]{12}$/),
      at: expect.closeTo(Date.now(), -4),
      heartbeatMs: 20_000,
      limits: { subscriptions: 5, messageBytes: 999 },
    })
  })

  it('has a name of its own', async () => {
    const { liveUrl } = await startGateway()
    const viewers = await Promise.all([connectClient(liveUrl), connectClient(liveUrl)])
    const [first, second] = await Promise.all(viewers.map((viewer) => viewer.nextOf('hello')))
    expect(first?.connection).not.toBe(second?.connection)
  })

  it('is answered pings, with their ids', async () => {
    const { liveUrl } = await startGateway()
    const viewer = await connectClient(liveUrl)
    await viewer.next()

    viewer.send({ op: 'ping', id: 7 })
    viewer.send({ op: 'ping' })

    expect(await viewer.next()).toEqual({ op: 'pong', id: 7, at: expect.any(Number) })
    expect(await viewer.next()).toEqual({ op: 'pong', at: expect.any(Number) })
  })
})

describe('subscribe', () => {
  it('is answered in one frame for all matches asked', async () => {
    const matches = Array.from({ length: 64 }, (_, index) => `match-${index}`)
    const world = await startGateway({ matches })
    await world.publish('match-7')
    const viewer = await connectClient(world.liveUrl)
    await viewer.next()

    viewer.send({ op: 'subscribe', id: 1, matches })

    expect(await viewer.next()).toEqual({
      op: 'subscribed',
      id: 1,
      matches: matches.map((match) => ({
        match,
        epoch: 'e1',
        seq: match === 'match-7' ? 1 : 0,
        state: world.truth(match).state(),
      })),
      rejected: [],
    })
  })

  it('has no id in its answer if it had none', async () => {
    const { liveUrl } = await startGateway()
    const viewer = await connectClient(liveUrl)
    viewer.send({ op: 'subscribe', matches: ['m1'] })
    expect(await viewer.nextOf('subscribed')).not.toHaveProperty('id')
  })

  it('[W1] is followed by each update, as ingest wrote it', async () => {
    const world = await startGateway()
    const viewer = await connectClient(world.liveUrl)
    await viewer.subscribe('m1', 'm2')

    for (let goal = 0; goal < 5; goal += 1) {
      await world.publish('m1')
      await world.publish('m3')
      await world.publish('m2')
    }

    await viewer.reaches('m2', 5)
    const received = viewer.queue.filter(({ op }) => op === 'update')
    const [m1, m2] = [world.truth('m1').messagesAfter(0), world.truth('m2').messagesAfter(0)]
    expect(received).toEqual(m1.flatMap((update, index) => [update, m2[index]]))
    expect(viewer.scoreboard.get('m1')?.state).toEqual(world.truth('m1').state())
  })

  it('rejects what cannot be, match by match, and serves the rest', async () => {
    const world = await startGateway({ limits: { subscriptions: 2, messageBytes: 4_096 } })
    const viewer = await connectClient(world.liveUrl)

    const answer = await viewer.subscribe('m1', 'nowhere', 'no spaces', '', 'x'.repeat(99), 'm2')

    expect(answer.matches.map(({ match }) => match)).toEqual(['m1'])
    expect(answer.rejected).toEqual(
      expect.arrayContaining([
        { match: 'nowhere', code: 'match-not-found' },
        { match: 'no spaces', code: 'invalid-match-id' },
        { match: '', code: 'invalid-match-id' },
        { match: 'x'.repeat(64), code: 'invalid-match-id' },
        { match: 'm2', code: 'too-many-subscriptions' },
      ]),
    )
    expect(answer.rejected).toHaveLength(5)
    expect((await viewer.subscribe('m2')).rejected).toEqual([])
    expect((await viewer.subscribe('m3')).rejected).toEqual([{ match: 'm3', code: 'too-many-subscriptions' }])
    expect((await viewer.subscribe('m1')).rejected).toEqual([])
  })

  it('gives the place of a match that was left to another', async () => {
    const world = await startGateway({ limits: { subscriptions: 1, messageBytes: 4_096 } })
    const viewer = await connectClient(world.liveUrl)
    await viewer.subscribe('m1')
    viewer.send({ op: 'unsubscribe', matches: ['m1'] })
    expect((await viewer.subscribe('m2')).rejected).toEqual([])
  })

  it('[W12] finds a match that was created after it was asked for in vain', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    onTestFinished(() => void vi.useRealTimers())
    const world = await startGateway()
    const viewer = await connectClient(world.liveUrl)
    expect((await viewer.subscribe('m9')).rejected).toEqual([{ match: 'm9', code: 'match-not-found' }])
    expect(world.gateway.rooms.size).toBe(0)

    world.truths.set('m9', new Truth('m9'))

    vi.advanceTimersByTime(2_000)
    expect((await viewer.subscribe('m9')).matches).toHaveLength(1)
    await world.publish('m9')
    await viewer.reaches('m9', 1)
  })

  it('delivers each update once, however often the match was asked for', async () => {
    const world = await startGateway()
    const viewer = await connectClient(world.liveUrl)
    const answer = await viewer.subscribe('m1', 'm1', { match: 'm1' })
    expect(answer.matches).toHaveLength(1)
    await viewer.subscribe('m1')
    await world.publish('m1')
    await viewer.reaches('m1', 1)
    expect((await viewer.subscribe('m1')).matches[0]).toMatchObject({ seq: 1 })
    await world.publish('m1')
    await viewer.reaches('m1', 2)
    await viewer.allAnswered()

    expect(viewer.scoreboard.violations).toEqual([])
    expect(world.gateway.rooms.size).toBe(1)
  })

  it('delivers each update once in the view that was asked for last', async () => {
    const world = await startGateway()
    const viewer = await connectClient(world.liveUrl)
    for (const view of ['score', 'full', 'score'] as const) {
      viewer.send({ op: 'subscribe', matches: [{ match: 'm1', view }] })
      await viewer.nextOf('subscribed')
    }
    for (const seq of [1, 2]) {
      await world.publish('m1')
      viewer.send({ op: 'ping', id: seq })
      expect(await viewer.next()).toMatchObject({ op: 'update', match: 'm1', seq })
      expect(await viewer.next()).toMatchObject({ op: 'pong', id: seq })
    }
  })

  it('opens a room once for all who ask while it opens', async () => {
    const truths = new Map([['m1', new Truth('m1')]])
    const store = storeOf(truths)
    let reads = 0
    const world = await startGateway({
      store: {
        ...store,
        async readSnapshot(match) {
          reads += 1
          await new Promise(setImmediate)
          return store.readSnapshot(match)
        },
      },
    })
    const viewers = await Promise.all(Array.from({ length: 20 }, () => connectClient(world.liveUrl)))

    await Promise.all(viewers.map((viewer) => viewer.subscribe('m1')))

    expect(reads).toBe(1)
    expect(world.gateway.rooms.size).toBe(1)
  })

  it('says unavailable while the database cannot be read, and works when it can', async () => {
    const truths = new Map([['m1', new Truth('m1')]])
    const store = storeOf(truths)
    let isAway = true
    const readSnapshot: typeof store.readSnapshot = (match) =>
      isAway ? Promise.reject(new Error('away')) : store.readSnapshot(match)
    const world = await startGateway({ store: { ...store, readSnapshot } })
    const viewer = await connectClient(world.liveUrl)
    expect((await viewer.subscribe('m1')).rejected).toEqual([{ match: 'm1', code: 'unavailable' }])

    isAway = false

    expect((await viewer.subscribe('m1')).matches).toHaveLength(1)
  })

  it('answers requests in the order they came, though some rooms take longer to open', async () => {
    const truths = new Map(['m1', 'slow'].map((match) => [match, new Truth(match)]))
    const store = storeOf(truths)
    let open: () => void = () => {}
    const opened = new Promise<void>((resolve) => {
      open = resolve
    })
    const world = await startGateway({
      store: {
        ...store,
        async readSnapshot(match) {
          if (match === 'slow') await opened
          return store.readSnapshot(match)
        },
      },
    })
    const other = await connectClient(world.liveUrl)
    const viewer = await connectClient(world.liveUrl)
    viewer.send({ op: 'subscribe', id: 1, matches: ['slow'] })
    viewer.send({ op: 'subscribe', id: 2, matches: ['m1'] })
    viewer.send({ op: 'ping', id: 3 })
    viewer.send({ op: 'unsubscribe', id: 4, matches: ['slow'] })
    // Meanwhile nobody else waits.
    await other.subscribe('m1')
    open()

    const answers = [await viewer.nextOf('subscribed'), await viewer.next(), await viewer.next(), await viewer.next()]
    expect(answers.map((answer) => [answer.op, (answer as { id?: number }).id])).toEqual([
      ['subscribed', 1],
      ['subscribed', 2],
      ['pong', 3],
      ['unsubscribed', 4],
    ])
  })
})

describe('resume', () => {
  it('[W3] is answered with exactly the missed updates, other matches with their state, in one frame', async () => {
    const world = await startGateway()
    const before = await connectClient(world.liveUrl)
    await before.subscribe('m1', 'm3')
    await world.publish('m1')
    await before.reaches('m1', 1)
    before.socket.terminate()
    await before.closed
    for (let goal = 0; goal < 3; goal += 1) await world.publish('m1')

    const viewer = await connectClient(world.liveUrl, { before: before.scoreboard })
    const answer = await viewer.subscribe(viewer.scoreboard.positionOf('m1'), 'm2', viewer.scoreboard.positionOf('m3'))

    expect(answer.matches).toEqual([
      { match: 'm1', epoch: 'e1', seq: 4, updates: world.truth('m1').messagesAfter(1) },
      { match: 'm2', epoch: 'e1', seq: 0, state: world.truth('m2').state() },
      { match: 'm3', epoch: 'e1', seq: 0, updates: [] },
    ])
    expect(viewer.scoreboard.get('m1')?.state).toEqual(world.truth('m1').state())
  })

  it('[W3] is answered with the state for any position that is not known, never with an error', async () => {
    const world = await startGateway()
    for (let goal = 0; goal < 600; goal += 1) await world.publish('m1')
    const viewer = await connectClient(world.liveUrl)

    for (const position of [
      { epoch: 'e1', seq: 601 },
      { epoch: 'e1', seq: Number.MAX_SAFE_INTEGER },
      { epoch: 'e1', seq: 2 },
      { epoch: 'e0', seq: 600 },
      { epoch: 'zzz', seq: 0 },
      { epoch: '', seq: 600 },
    ]) {
      const answer = await viewer.subscribe({ match: 'm1', ...position })
      expect(answer).toMatchObject({ matches: [{ epoch: 'e1', seq: 600, state: expect.any(Object) }], rejected: [] })
    }
  })

  it('[W2] continues without a gap while updates keep coming', async () => {
    const world = await startGateway()
    let viewer = await connectClient(world.liveUrl)
    await viewer.subscribe('m1')
    for (let round = 0; round < 30; round += 1) {
      const publishing = Array.from({ length: 5 }, () => world.publish('m1'))
      viewer.socket.terminate()
      viewer = await connectClient(world.liveUrl, { before: viewer.scoreboard })
      await world.publish('m1')
      const answering = viewer.subscribe(viewer.scoreboard.positionOf('m1'))
      for (let goal = 0; goal < 5; goal += 1) await world.publish('m1')
      await Promise.all(publishing)
      expect((await answering).matches[0]).toHaveProperty('updates')
    }
    await viewer.reaches('m1', world.truth('m1').position.seq)

    expect(viewer.scoreboard.get('m1')?.state).toEqual(world.truth('m1').state())
  })
})

describe('unsubscribe', () => {
  it('is confirmed, and ends the updates of that match alone', async () => {
    const world = await startGateway()
    const viewer = await connectClient(world.liveUrl)
    await viewer.subscribe('m1', 'm2')

    viewer.send({ op: 'unsubscribe', id: 2, matches: ['m1', 'never asked for'] })
    expect(await viewer.next()).toEqual({ op: 'unsubscribed', id: 2, matches: ['m1', 'never asked for'] })
    await world.publish('m1')
    await world.publish('m2')

    expect(await viewer.next()).toMatchObject({ op: 'update', match: 'm2' })
    await viewer.allAnswered()
    expect(viewer.scoreboard.get('m1')?.seq).toBe(0)
  })

  it('can be taken back by a resume', async () => {
    const world = await startGateway()
    const viewer = await connectClient(world.liveUrl)
    await viewer.subscribe('m1')
    viewer.send({ op: 'unsubscribe', matches: ['m1'] })
    await viewer.nextOf('unsubscribed')
    await world.publish('m1')

    const answer = await viewer.subscribe(viewer.scoreboard.positionOf('m1'))

    expect(answer.matches[0]).toMatchObject({ seq: 1, updates: [{ seq: 1 }] })
  })
})
