import { expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { createClient } from '../../../src/client/index.ts'
import type { PresentQuery } from '../../../src/store/match-store.ts'
import { startGateway } from '../start-gateway.ts'
import { storeOf, Truth } from '../truth.ts'

const MATCHES = Array.from({ length: 460 }, (_, index) => `m${String(index).padStart(3, '0')}`)

it('a list of 460 matches is watched by pages, and no update of any of them is lost', async () => {
  const store = {
    ...storeOf(new Map(MATCHES.map((match) => [match, new Truth(match)]))),
    listPresent: async ({ page = 1, limit }: PresentQuery) => MATCHES.slice((page - 1) * limit, page * limit),
  }
  const world = await startGateway({ store: store as never, matches: MATCHES })
  const client = createClient({ url: world.liveUrl.replace('/v1/live', ''), WebSocket: WebSocket as never })
  onTestFinished(() => client.close())
  const boards = [1, 2, 3].map((page) => client.board(`sport:football;page:${page}`, { view: 'score' }))
  const updates = new Map(MATCHES.map((match) => [match, [] as number[]]))
  for (const board of boards) {
    board.on('joined', (match) => match.on('update', ({ message }) => updates.get(match.match)?.push(message.seq)))
  }
  // Some happen while the pages come.
  for (const match of MATCHES) await world.publish(match)
  await expect
    .poll(() => boards.map(({ status }) => status.kind), { timeout: 15_000 })
    .toEqual(['live', 'live', 'live'])
  for (const match of MATCHES) await world.publish(match)

  const shown = () => boards.flatMap(({ matches }) => matches)
  await expect.poll(() => shown().filter(({ seq }) => seq === 2).length, { timeout: 15_000 }).toBe(460)
  expect(shown().map(({ match }) => match)).toEqual(MATCHES)
  for (const { match, state } of shown()) expect(state?.score, match).toEqual(world.truth(match).state().score)
  for (const [match, seqs] of updates) expect(seqs, match).toEqual(seqs.toSorted())
  expect([...updates.values()].filter((seqs) => seqs.at(-1) === 2).length).toBeGreaterThan(0)
})
