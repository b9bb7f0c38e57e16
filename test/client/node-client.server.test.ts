import { expect, inject, it, onTestFinished, vi } from 'vitest'
import { WebSocket } from 'ws'
import { createClient, type SocketClass } from '../../src/client/index.ts'
import { createWorld } from '../browser/world/world.ts'

it.each<[string, SocketClass | undefined]>([
  ["Node's own WebSocket", undefined],
  ['that of ws', WebSocket],
])('follows a match outside of a browser, with %s', async (_, socketClass) => {
  const world = await createWorld(inject('databaseUrl'))
  onTestFinished(() => world.remove())
  await world.kickOff('m1')
  const client = createClient({ url: world.url, ...(socketClass && { WebSocket: socketClass }) })
  onTestFinished(() => client.close())
  const match = client.subscribe('m1')
  await vi.waitFor(() => expect(match.status).toEqual({ kind: 'live' }))
  await world.send('POST', 'm1/events', { id: 'g', type: 'goal', team: 'home' })
  await vi.waitFor(() => expect(match.state?.score).toEqual({ home: 1, away: 0 }))
  const answer = await fetch(`${world.url}/v1/matches/m1`)
  const { epoch, seq, state } = (await answer.json()) as object & { epoch: string; seq: number; state: object }
  expect({ epoch: match.epoch, seq: match.seq, state: match.state }).toEqual({ epoch, seq, state })
})
