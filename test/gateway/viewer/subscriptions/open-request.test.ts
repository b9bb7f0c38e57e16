import { expect, it } from 'vitest'
import { Board } from '../../../../src/gateway/boards/board.ts'
import { openRequest } from '../../../../src/gateway/viewer/subscriptions/open-request.ts'
import { channelOf } from '../../boards/channel-of.ts'

const ASKED = ['competition:cup', 'competition:league'].map((board) => ({ board }))

it('a board that is open stays so while another of the request is opened, though nobody watches it yet', async () => {
  const board = new Board({ name: 'competition:cup', acquire: async (match) => channelOf(match) })
  const { promise: late, resolve } = Promise.withResolvers<Board>()
  const openers = {
    rooms: { acquire: () => 'match-not-found' as const },
    boards: { acquire: (name: string) => (name === board.name ? board : late) },
  }
  const viewer = { boardChanged() {} }
  const opening = openRequest({ wanted: [], wantedBoards: ASKED, rejected: [], refusedBoards: [] }, openers, viewer)
  // A board without members is closed with the next reading of the lists.
  await Promise.resolve()
  expect(board.size).toBe(1)
  resolve(new Board({ name: 'competition:league', acquire: async (match) => channelOf(match) }))
  const opened = await opening
  expect(opened.boards.map(({ board: each }) => each instanceof Board && each.size)).toEqual([0, 0])
  expect(opened.lookups).toBe(1)
})

it('[W12] a match that is remembered as unknown is asked for again once a board of the request lists it', async () => {
  const made = channelOf('made-again')
  let isListed = false
  const openers = {
    rooms: { acquire: (match: string) => (match === made.match && isListed ? made : ('match-not-found' as const)) },
    boards: {
      async acquire(name: string) {
        const board = new Board({ name, acquire: async () => made })
        await board.open([made.match])
        isListed = true
        return board
      },
    },
  }
  const wanted = [{ match: made.match }, { match: 'nothing' }]
  const admitted = { wanted, wantedBoards: ASKED.slice(0, 1), rejected: [], refusedBoards: [] }
  const { matches, boards } = await openRequest(admitted, openers, { boardChanged() {} })
  expect(matches.map(({ channel }) => channel)).toEqual([made, 'match-not-found'])
  expect(boards.map(({ board }) => board instanceof Board && board.size)).toEqual([0])
})
