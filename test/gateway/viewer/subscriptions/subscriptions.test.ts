import { expect, it } from 'vitest'
import type { Board } from '../../../../src/gateway/boards/board.ts'
import type { Channel } from '../../../../src/gateway/rooms/channel.ts'
import { Subscriptions } from '../../../../src/gateway/viewer/subscriptions/subscriptions.ts'
import type { SubscribeRequest } from '../../../../src/protocol/client-messages.ts'
import { openViewerWorld } from '../viewer-world.ts'

const VIEWER = { deliver() {}, deliverTick() {}, replace() {}, gone() {}, boardChanged() {}, welcomed() {} }

it('[W21] nothing is watched any more once every match and board was let go of', async () => {
  const { services } = await openViewerWorld()
  const subscriptions = new Subscriptions(services, VIEWER)
  const request = { op: 'subscribe', matches: [{ match: 'm2' }], boards: [{ board: 'competition:cup' }] } as const
  subscriptions.join(request, await subscriptions.open(request))
  expect(subscriptions.isEmpty).toBe(false)
  subscriptions.unsubscribe({ op: 'unsubscribe', matches: ['m2'], boards: [] })
  expect(subscriptions.isEmpty).toBe(false)
  subscriptions.unsubscribe({ op: 'unsubscribe', matches: [], boards: ['competition:cup'] })
  expect(subscriptions.isEmpty).toBe(true)
})

it('a match that closes before its answer is watched no more, though it was before', async () => {
  const { services } = await openViewerWorld()
  const subscriptions = new Subscriptions(services, VIEWER)
  const request: SubscribeRequest = { op: 'subscribe', matches: [{ match: 'm2' }], boards: [] }
  subscriptions.join(request, await subscriptions.open(request))
  const again = await subscriptions.open(request)
  services.rooms.close()
  expect(subscriptions.join(request, again).parts.join('')).toContain('"code":"unavailable"')
  expect(subscriptions.isEmpty).toBe(true)
})

it('a match that was left, and asked for again, is brought by its board when it is made anew', async () => {
  const { services } = await openViewerWorld()
  const subscriptions = new Subscriptions(services, VIEWER)
  const joined = async (request: SubscribeRequest) => {
    const opened = await subscriptions.open(request)
    subscriptions.join(request, opened)
    return opened
  }
  const { boards } = await joined({ op: 'subscribe', matches: [], boards: [{ board: 'competition:cup' }] })
  const board = boards[0]?.board as Board
  // `told` is what the viewer knows to be on the board: nothing, once the match is gone.
  const remade = () => String(subscriptions.followBoard(subscriptions.changeOf(board, []))?.join(''))
  subscriptions.unsubscribe({ op: 'unsubscribe', matches: ['m1'], boards: [] })
  expect(remade()).toContain('"joined":[]')
  const { matches } = await joined({ op: 'subscribe', matches: [{ match: 'm1' }], boards: [] })
  subscriptions.forget(matches[0]?.channel as Channel)
  expect(remade()).toContain('"joined":[{"match":"m1"')
})
