import { expect, it } from 'vitest'
import type { MatchState } from '../../../../src/match/state.ts'
import type { ServerMessage } from '../../../../src/protocol/messages.ts'
import { connectClient, type SocketClient } from '../../../support/socket-client.ts'
import { type GatewayWorld, startGateway } from '../../start-gateway.ts'

const DELAY_MS = 1_000
const padding = 'x'.repeat(4_000)

/** An event says when it was accepted, so that it tells in `missed` too. */
async function publish(world: GatewayWorld, type: string): Promise<void> {
  const at = Date.now()
  const seq = world.truth('m1').position.seq + 1
  await world.publish('m1', {
    at,
    event: { id: `${type}-${seq}`, type, at },
    patch: { score: { home: seq }, detail: { padding: `${seq} ${padding}` }, updatedAt: at },
  })
}

async function flood(world: GatewayWorld, goals: number): Promise<void> {
  for (let count = 0; count < 60; count += 1) await publish(world, count < goals ? 'goal' : 'corner')
}

/** When what a message tells was true: the newest of it. */
function toldAt(message: ServerMessage): number[] {
  const ofState = (state: MatchState) => state.updatedAt ?? 0
  switch (message.op) {
    case 'update':
      return [message.at]
    case 'snapshot':
      return [ofState(message.state), ...(message.missed ?? []).map((event) => event['at'] as number)]
    case 'subscribed':
      return message.matches.map((entry) => ('state' in entry ? ofState(entry.state) : 0))
    default:
      return []
  }
}

/** Notes by how much messages came before their time. */
function watchTime({ socket }: SocketClient): number[] {
  const early: number[] = []
  socket.on('message', (data) => {
    const earlyMs = Math.max(0, ...toldAt(JSON.parse(data.toString()))) + DELAY_MS - Date.now()
    if (earlyMs > 0) early.push(earlyMs)
  })
  return early
}

it('[W4] conflates a slow viewer with a delay to what was true that long ago, key events too', async () => {
  const world = await startGateway()
  const slow = await connectClient(world.liveUrl)
  const quick = await connectClient(world.liveUrl)
  const early = [watchTime(slow), watchTime(quick)]
  for (const viewer of [slow, quick]) await viewer.subscribe({ match: 'm1', delayMs: DELAY_MS })
  slow.socket.pause()
  await flood(world, 0)
  await expect.poll(() => world.gateway.viewersBehind, { interval: 5, timeout: 15_000 }).toBe(1)
  await flood(world, 3)
  const { seq } = world.truth('m1').position
  await quick.reaches('m1', seq)
  await publish(world, 'goal')

  slow.socket.resume()
  await slow.reaches('m1', seq + 1)
  await quick.reaches('m1', seq + 1)

  expect(early).toEqual([[], []])
  expect(slow.scoreboard.get('m1')?.state).toEqual(world.truth('m1').state())
  const snapshots = slow.history.flatMap((message) => (message.op === 'snapshot' ? message : []))
  expect(snapshots[0]?.reason).toBe('conflated')
  const updates = slow.history.flatMap((message) =>
    message.op === 'update' && 'event' in message ? (message.event ?? []) : [],
  )
  const goals = [...updates, ...snapshots.flatMap(({ missed = [] }) => missed)].filter(({ type }) => type === 'goal')
  expect(goals.map(({ id }) => id).sort()).toEqual([61, 62, 63, 121].map((each) => `goal-${each}`).sort())
})
