import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../src/match/merge-patch.ts'
import { connectClient, type SocketClient } from '../../support/socket-client.ts'
import { type GatewayWorld, startGateway } from '../start-gateway.ts'
import { storeOf, Truth } from '../truth.ts'

async function startBoard(matches: readonly string[]): Promise<GatewayWorld> {
  const store = {
    ...storeOf(new Map(matches.map((match) => [match, new Truth(match)]))),
    listPresent: async () => [...matches],
  }
  return startGateway({ store: store as never, matches: [...matches] })
}

function score(world: GatewayWorld, match: string, patch: JsonObject): Promise<unknown> {
  return world.publish(match, { patch })
}

const told = ({ history }: SocketClient, op: 'update' | 'updates') => history.filter((message) => message.op === op)

describe('[W9] a viewer with everyMs', () => {
  it('is told of the first change at once, and then of all together, as one difference', async () => {
    const world = await startGateway()
    const viewer = await connectClient(world.liveUrl)
    await viewer.subscribe({ match: 'm1', view: 'score', everyMs: 1 })
    await score(world, 'm1', { score: { home: 1 } })
    await viewer.reaches('m1', 1)
    await score(world, 'm1', { score: { home: 2 }, phase: 'b' })
    await score(world, 'm1', { score: { home: 3 } })
    await score(world, 'm1', { phase: 'a' })
    await viewer.reaches('m1', 4)

    expect(told(viewer, 'update')).toEqual([
      { op: 'update', match: 'm1', seq: 1, at: 1, patch: { score: { home: 1 } } },
      { op: 'update', match: 'm1', seq: 4, after: 1, at: 4, patch: { score: { home: 3 }, phase: 'a' } },
    ])
  })

  it('in view score is told the base of a clock that changed, whatever base it had', async () => {
    const clock = { running: true, baseMs: 60_000, at: 70_000, dir: 'up' }
    const world = await startGateway()
    const viewer = await connectClient(world.liveUrl)
    await viewer.subscribe({ match: 'm1', view: 'score', everyMs: 1_000 })
    await score(world, 'm1', { clock })
    await viewer.reaches('m1', 1)
    await score(world, 'm1', { clock: { at: 75_000 } })
    await viewer.reaches('m1', 2)

    expect(told(viewer, 'update').at(-1)).toMatchObject({ seq: 2, patch: { clock: { baseMs: 0, at: 15_000 } } })
  })

  it('in view full is told the key events that it passes over', async () => {
    const world = await startGateway()
    const viewer = await connectClient(world.liveUrl)
    await viewer.subscribe({ match: 'm1', everyMs: 1_000 })
    for (const home of [1, 2, 3]) await score(world, 'm1', { score: { home } })
    await viewer.reaches('m1', 3)

    const [first, second] = told(viewer, 'update')
    expect(first).toMatchObject({ seq: 1, missed: [{ id: 'g1' }] })
    expect(second).toMatchObject({ seq: 3, after: 1, missed: [{ id: 'g2' }, { id: 'g3' }] })
  })

  it('is refused where 256 others have the match less often in ways of their own', async () => {
    const world = await startGateway()
    const kinds = [1_000, 2_000, 5_000, 10_000].flatMap((everyMs) =>
      (['full', 'score'] as const).map((view) => ({ match: 'm1', view, everyMs })),
    )
    const one = { match: 'm1', view: 'score', everyMs: 1_000, delayMs: 99_000 } as const
    const viewers: SocketClient[] = []
    for (let delay = 0; delay < 32; delay += 1) {
      for (const kind of kinds) {
        const viewer = await connectClient(world.liveUrl)
        expect((await viewer.subscribe({ ...kind, delayMs: delay * 100 })).matches).toHaveLength(1)
        viewers.push(viewer)
      }
    }
    const late = await connectClient(world.liveUrl)

    expect((await late.subscribe(one)).rejected).toEqual([{ match: 'm1', code: 'unavailable' }])
    expect((await late.subscribe({ ...one, everyMs: 0 })).matches).toHaveLength(1)
    viewers[0]?.send({ op: 'unsubscribe', matches: ['m1'] })
    viewers[0]?.send({ op: 'ping', id: 1 })
    await viewers[0]?.nextOf('pong')
    expect((await late.subscribe(one)).matches).toHaveLength(1)
  })

  it('of a board is told of all its matches in one message', async () => {
    const world = await startBoard(['m1', 'm2', 'm3'])
    const viewer = await connectClient(world.liveUrl)
    viewer.send({ op: 'subscribe', id: 1, boards: [{ board: 'sport:football', view: 'score', everyMs: 1_000 }] })
    await viewer.nextWhole()
    await score(world, 'm1', { score: { home: 1 } })
    await score(world, 'm2', { score: { away: 1 } })
    await score(world, 'm1', { score: { home: 2 } })
    await score(world, 'm3', { detail: { shots: 1 } })
    const [first, second] = [await viewer.nextOf('updates'), await viewer.nextOf('updates')]

    expect(first).toEqual({
      op: 'updates',
      board: 'sport:football',
      at: 1,
      updates: [{ match: 'm1', seq: 1, patch: { score: { home: 1 } } }],
    })
    expect(second.updates).toEqual([
      { match: 'm2', seq: 1, patch: { score: { away: 1 } } },
      { match: 'm1', seq: 2, patch: { score: { home: 2 } } },
    ])
    expect(told(viewer, 'update')).toEqual([])
  })

  it('of a board gets a match that it asked for by itself with each update, and not in the messages of the board', async () => {
    const world = await startBoard(['m1', 'm2'])
    const viewer = await connectClient(world.liveUrl)
    await viewer.subscribe('m1')
    viewer.send({ op: 'subscribe', id: 1, boards: [{ board: 'sport:football', view: 'score', everyMs: 1_000 }] })
    await viewer.nextOf('subscribed')
    await score(world, 'm1', { detail: { shots: 1 } })
    await score(world, 'm1', { score: { home: 1 } })
    await score(world, 'm2', { score: { home: 1 } })
    const { updates } = await viewer.nextOf('updates')

    expect(updates.map(({ match }) => match)).toEqual(['m2'])
    expect(told(viewer, 'update')).toHaveLength(2)
    expect(told(viewer, 'update')[0]).toHaveProperty('event')
  })

  it('shares one message with all who watch the same so, and is counted as one of them', async () => {
    const world = await startBoard(['m1'])
    const entry = { board: 'sport:football', view: 'score', everyMs: 5_000 }
    const viewers = await Promise.all([1, 2, 3].map(() => connectClient(world.liveUrl)))
    for (const viewer of viewers) {
      viewer.send({ op: 'subscribe', id: 1, boards: [entry] })
      await viewer.nextOf('subscribed')
    }
    const other = await connectClient(world.liveUrl)
    await other.subscribe({ match: 'm1', everyMs: 2_000 })

    expect(world.gateway.rooms.countViewers()).toEqual(new Map([['m1', 4]]))
    for (const viewer of [...viewers, other]) viewer.socket.terminate()
    await expect.poll(() => world.gateway.rooms.countViewers().get('m1')).toBe(0)
  })

  it.each([-1, 10_001, 1.5, '1000'])('refuses everyMs %s', async (everyMs) => {
    const { liveUrl } = await startGateway()
    const viewer = await connectClient(liveUrl)
    viewer.send({ op: 'subscribe', id: 3, matches: [{ match: 'm1', everyMs }] })

    expect(await viewer.nextOf('error')).toMatchObject({
      code: 'invalid-message',
      detail: expect.stringContaining('everyMs'),
    })
  })
})
