import { expect, it, vi } from 'vitest'
import { BoardSubscription } from '../../src/client/board-subscription.ts'
import { FollowedBoard } from '../../src/client/following/followed-board.ts'
import { settle } from './fake-network.ts'
import { followedAlone } from './state-builder.ts'

function start() {
  const board = new FollowedBoard('competition:cup', ({ status }) => status)
  board.take([followedAlone('m1')])
  const release = vi.fn()
  const told: string[] = []
  const subscription = new BoardSubscription(board, 'full', release)
  subscription.on('joined', ({ match }) => told.push(match))
  return { board, subscription, release, told }
}

it('is told what is on the board already, once its listeners are there', async () => {
  const { told } = start()
  expect(told).toEqual([])
  await settle()
  expect(told).toEqual(['m1'])
})

it('is told nothing when it was closed in the same turn', async () => {
  const { subscription, told } = start()
  subscription.close()
  await settle()
  expect(told).toEqual([])
  expect(subscription.matches).toEqual([])
})

it('gives the board back once, however often it is closed', () => {
  const { board, subscription, release } = start()
  subscription.close()
  subscription.close()
  expect(release).toHaveBeenCalledOnce()
  expect(board.isNeeded).toBe(false)
})
