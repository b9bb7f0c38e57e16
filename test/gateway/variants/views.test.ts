import { describe, expect, it } from 'vitest'
import { scoreState } from '../../../src/protocol/view.ts'
import { connectClient } from '../../support/socket-client.ts'
import { startGateway } from '../start-gateway.ts'

const PATCHES = [
  { score: { home: 1 }, detail: { goals: [1] } },
  { detail: { shots: 3 } },
  { detail: { shots: 4 } },
  { score: { home: 2 } },
]

describe('[W9] a viewer of view score', () => {
  it('gets the view of the state, then what changes in it, each with the seq that it follows', async () => {
    const world = await startGateway()
    const viewer = await connectClient(world.liveUrl)
    const { matches } = await viewer.subscribe({ match: 'm1', view: 'score' })
    for (const patch of PATCHES) await world.publish('m1', { patch })
    await viewer.reaches('m1', 4)

    expect(matches).toEqual([{ match: 'm1', epoch: 'e1', seq: 0, state: expect.not.objectContaining({ detail: {} }) }])
    expect(viewer.history.filter(({ op }) => op === 'update')).toEqual([
      { op: 'update', match: 'm1', seq: 1, at: 1, patch: { score: { home: 1 } } },
      { op: 'update', match: 'm1', seq: 4, after: 1, at: 4, patch: { score: { home: 2 } } },
    ])
    expect(viewer.scoreboard.get('m1')?.state).toEqual(scoreState(world.truth('m1').state()))
  })

  it('[W3] resumes from any seq with exactly what is shown of the updates since', async () => {
    const world = await startGateway()
    const first = await connectClient(world.liveUrl)
    await first.subscribe('m1')
    for (const patch of PATCHES) await world.publish('m1', { patch })
    await first.reaches('m1', 4)
    const answers = await Promise.all(
      [0, 1, 2, 3, 4].map(async (seq) => {
        const viewer = await connectClient(world.liveUrl, { before: first.scoreboard })
        viewer.send({ op: 'subscribe', matches: [{ match: 'm1', view: 'score', epoch: 'e1', seq }] })
        return (await viewer.nextOf('subscribed')).matches[0]
      }),
    )

    const [one, four] = [
      { op: 'update', match: 'm1', seq: 1, at: 1, patch: { score: { home: 1 } } },
      { op: 'update', match: 'm1', seq: 4, at: 4, patch: { score: { home: 2 } } },
    ]
    expect(answers).toEqual(
      [[one, { ...four, after: 1 }], [{ ...four, after: 1 }], [{ ...four, after: 2 }], [four], []].map((updates) => ({
        match: 'm1',
        epoch: 'e1',
        seq: 4,
        updates,
      })),
    )
  })

  it('is given the state where the gateway does not know how the match stood then', async () => {
    const world = await startGateway()
    for (const patch of PATCHES) await world.publish('m1', { patch })
    const viewer = await connectClient(world.liveUrl)

    expect((await viewer.subscribe({ match: 'm1', view: 'score', epoch: 'e1', seq: 1 })).matches).toEqual([
      { match: 'm1', epoch: 'e1', seq: 4, state: scoreState(world.truth('m1').state()) },
    ])
  })

  it('of a board that asks for all of one match gets all of that, and the others as the board says', async () => {
    const world = await startGateway({ store: await listing(['m1', 'm2']) })
    const viewer = await connectClient(world.liveUrl)
    await viewer.subscribe({ match: 'm1' })
    viewer.send({ op: 'subscribe', id: 1, boards: [{ board: 'sport:football', view: 'score' }] })
    const board = await viewer.nextOf('subscribed', ({ id }) => id === 1)

    expect(board.matches.map(({ match }) => match)).toEqual(['m2'])
    expect(board.matches[0]).not.toHaveProperty('state.detail')
    expect(viewer.scoreboard.get('m1')?.state).toHaveProperty('detail')
  })

  it('that comes to want all of a match is given the whole state, and the score again when it wants no more', async () => {
    const world = await startGateway()
    const viewer = await connectClient(world.liveUrl)
    await viewer.subscribe({ match: 'm1', view: 'score' })
    await world.publish('m1', { patch: PATCHES[0] as object as never })
    await viewer.reaches('m1', 1)

    expect((await viewer.subscribe('m1')).matches[0]).toHaveProperty('state.detail')
    const narrow = await viewer.subscribe({ match: 'm1', view: 'score', epoch: 'e1', seq: 1 })
    expect(narrow.matches).toEqual([{ match: 'm1', epoch: 'e1', seq: 1, updates: [] }])
    await world.publish('m1', { patch: PATCHES[1] as object as never })
    await world.publish('m1', { patch: PATCHES[3] as object as never })
    expect(await viewer.nextOf('update', ({ seq }) => seq === 3)).toMatchObject({ after: 1 })
  })

  it('refuses an unknown view', async () => {
    const { liveUrl } = await startGateway()
    const viewer = await connectClient(liveUrl)
    viewer.send({ op: 'subscribe', id: 3, matches: [{ match: 'm1', view: 'radio' }] })

    expect(await viewer.nextOf('error')).toMatchObject({
      id: 3,
      code: 'invalid-message',
      detail: expect.stringContaining('view'),
    })
  })
})

it('counts everybody who watches, whatever view', async () => {
  const world = await startGateway()
  for (const view of ['full', 'score', 'score']) {
    const viewer = await connectClient(world.liveUrl)
    await viewer.subscribe({ match: 'm1', view })
  }

  expect(world.gateway.rooms.countViewers()).toEqual(new Map([['m1', 3]]))
})

async function listing(matches: readonly string[]) {
  const { storeOf, Truth } = await import('../truth.ts')
  const truths = new Map(matches.map((match) => [match, new Truth(match)]))
  return { ...storeOf(truths), listPresent: async () => [...matches] } as never
}
