import { expect, it } from 'vitest'
import { connectClient } from '../../../support/socket-client.ts'
import { type GatewayWorld, startGateway } from '../../start-gateway.ts'
import { storeOf, Truth } from '../../truth.ts'

/** A change that ingest accepted so many seconds ago. */
function publish(world: GatewayWorld, match: string, secondsAgo: number): Promise<unknown> {
  const at = Date.now() - secondsAgo * 1_000
  return world.publish(match, { at, patch: { updatedAt: at } })
}

it('a new delay opens while the database is away, if the room knows the match for so long', async () => {
  const truths = new Map(['known', 'new'].map((match) => [match, new Truth(match)]))
  const store = storeOf(truths)
  let isAway = false
  const readSnapshot: typeof store.readSnapshot = async (match) => {
    if (isAway) throw new Error('the database is away')
    return store.readSnapshot(match)
  }
  const readSeqAt = () => Promise.reject(new Error('the database is away'))
  const world = await startGateway({ store: Object.assign({}, store, { readSnapshot, readSeqAt }) })
  for (const [match, truth] of truths) world.truths.set(match, truth)
  const viewer = await connectClient(world.liveUrl)
  await publish(world, 'known', 300)
  await publish(world, 'new', 0)
  await viewer.subscribe('known', 'new')
  await publish(world, 'known', 100)
  await publish(world, 'known', 0)
  isAway = true

  const late = await connectClient(world.liveUrl)
  const delayMs = 60_000
  const { matches, rejected } = await late.subscribe({ match: 'known', delayMs }, { match: 'new', delayMs })

  expect(matches).toMatchObject([{ match: 'known', seq: 2, state: { score: { home: 0 } } }])
  expect(rejected).toEqual([{ match: 'new', code: 'unavailable' }])
})
