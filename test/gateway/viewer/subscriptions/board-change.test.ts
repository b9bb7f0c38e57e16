import { expect, it } from 'vitest'
import { Board } from '../../../../src/gateway/boards/board.ts'
import type { BaseChannel } from '../../../../src/gateway/rooms/channel.ts'
import { BoardChange } from '../../../../src/gateway/viewer/subscriptions/board-change.ts'
import { PortionSize } from '../../../../src/gateway/viewer/subscriptions/portion-size.ts'

it('[W18] portions begin with 4 KB, deflated with 16 KB, and double up to 64 KB', () => {
  const [plain, deflated] = [new PortionSize(false), new PortionSize(true)]
  expect(Array.from({ length: 6 }, () => plain.next())).toEqual([4_096, 8_192, 16_384, 32_768, 65_536, 65_536])
  expect(Array.from({ length: 4 }, () => deflated.next())).toEqual([16_384, 32_768, 65_536, 65_536])
})

it('[W18] a match whose channel was replaced while the change waited is told again', async () => {
  const opened: { match: string; isClosed: boolean; holders: Set<unknown> }[] = []
  const board = new Board({
    name: 'competition:cup',
    acquire: async (match) => {
      opened.push({ match, isClosed: false, holders: new Set() })
      return opened.at(-1) as unknown as BaseChannel
    },
  })
  await board.open(['m1', 'm2'])
  // The viewer is behind when m3 comes; before it is told, the room of m1 closes and is opened anew.
  await board.refresh(['m1', 'm2', 'm3'])
  const change = new BoardChange(board, ['m1', 'm2'], new PortionSize(false, 1))
  for (const channel of opened) if (channel.match === 'm1') channel.isClosed = true
  await board.refresh(['m1', 'm2', 'm3'])
  change.add(board.channels.filter(({ match }) => match === 'm1'))

  const told: string[] = []
  const tell = ({ match }: BaseChannel) => told.push(match)
  expect(change.tellSome(tell)).toEqual({ matches: ['m1', 'm2'], left: [] })
  expect(change.isOver).toBe(false)
  expect(change.tellSome(tell)).toEqual({ matches: ['m1', 'm2', 'm3'], left: [] })
  expect(told).toEqual(['m1', 'm3'])
  expect(change.isOver).toBe(true)

  await board.refresh(['m1', 'm2'])
  expect(change.isOver).toBe(false)
  expect(change.tellSome(tell)).toEqual({ matches: ['m1', 'm2'], left: ['m3'] })
  expect(change.isOver).toBe(true)
})
