import { expect, it, vi } from 'vitest'
import { createClient } from '../../../src/client/client.ts'
import { followBoard, followMatch } from '../../../src/client/shared/follow-for-tab.ts'
import type { News } from '../../../src/client/shared/messages.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'
import { createFakeNetwork, pause, settle } from '../fake-network.ts'
import { goal, stateOf } from '../state-builder.ts'

fakeTimePerTest({ now: 1_000_000 })

const BOARD = 'sport:football'

/** A worker's client whose connection has answered that m1 and m2 are on the board. */
async function start() {
  const network = createFakeNetwork()
  const client = createClient({ url: 'https://scores.example', WebSocket: network.WebSocket, random: () => 0 })
  const told: Pick<News, 'matches' | 'board'>[] = []
  const followed = followBoard(client, BOARD, {}, (news) => told.push(news))
  const socket = network.latest()
  socket.hello()
  await settle()
  const matches = ['m1', 'm2'].map((match) => ({ match, epoch: 'e', seq: 3, state: stateOf(match) }))
  const boards = [{ board: BOARD, matches: ['m1', 'm2'] }]
  socket.says({ op: 'subscribed', id: socket.sent[0]?.['id'], matches, rejected: [], boards })
  await settle()
  const takeTold = () => told.splice(0).flatMap(({ matches }) => matches.map(({ match }) => match))
  return { client, socket, followed, told, takeTold }
}

it('a tab is told nothing more of a match that has left the board, whatever it changed before or asks for again', async () => {
  const { socket, followed, takeTold } = await start()
  takeTold()
  socket.says(goal('m2', 4, { home: 1, away: 0 }))
  socket.says({ op: 'board', board: BOARD, matches: ['m1'], joined: [], left: ['m2'] })
  await settle()
  followed.restart('m2')
  await settle()
  expect(takeTold()).toEqual([])
})

it('a board that a tab closes is left, and the tab is told nothing of what changed in that turn', async () => {
  const { socket, followed, takeTold } = await start()
  takeTold()
  socket.says(goal('m2', 4, { home: 1, away: 0 }))
  followed.close()
  await pause()
  expect(takeTold()).toEqual([])
  expect(socket.sent.at(-1)).toMatchObject({ op: 'unsubscribe', boards: [BOARD] })
})

it('a tab is told nothing of a match that it closes in the turn in which it changed', async () => {
  const { client, socket } = await start()
  const tell = vi.fn()
  const followed = followMatch(client, 'm1', {}, tell)
  await settle()
  tell.mockClear()
  socket.says(goal('m1', 4, { home: 1, away: 0 }))
  followed.close()
  await settle()
  expect(tell).not.toHaveBeenCalled()
})

it('a tab that cannot continue from what it has is told the whole state again', async () => {
  const { client, followed, told } = await start()
  told.length = 0
  followed.restart('m1')
  await settle()
  expect(told).toMatchObject([{ matches: [{ match: 'm1', changes: [{ kind: 'state', held: { seq: 3 } }] }] }])
  client.close()
})
