import type { SubscribeBoard, SubscribeMatch } from '../../../protocol/client-messages.ts'
import type { RejectedMatch, SubscribedBoard } from '../../../protocol/messages.ts'
import type { Board, BoardMember } from '../../boards/board.ts'
import type { BoardRejection, Boards } from '../../boards/boards.ts'
import type { Acquired } from '../../rooms/channel.ts'
import type { Rooms } from '../../rooms/rooms.ts'
import type { Admitted } from './admit-request.ts'

type AcquiredBoard = Board | BoardRejection

/** A request, and everything that was opened for it. */
export interface Opened {
  readonly matches: readonly { readonly wanted: SubscribeMatch; readonly channel: Acquired }[]
  readonly boards: readonly { readonly wanted: SubscribeBoard; readonly board: AcquiredBoard }[]
  readonly rejected: RejectedMatch[]
  readonly refusedBoards: readonly SubscribedBoard[]
  /** Boards, and delays of matches, that were not open before. */
  readonly lookups: number
}

/** Where rooms and boards are opened. */
export interface Openers {
  readonly rooms: Pick<Rooms, 'acquire'>
  readonly boards: Pick<Boards, 'acquire'>
}

/** Opens what a request needs; at once if all of it is open already. Never rejects. */
export function openRequest(admitted: Admitted, openers: Openers, viewer: BoardMember): Opened | Promise<Opened> {
  const { wanted, wantedBoards, rejected, refusedBoards } = admitted
  const channels = wanted.map(({ match, delayMs }) => openers.rooms.acquire(match, delayMs))
  const boards = wantedBoards.map(({ board, delayMs }) => openers.boards.acquire(board, delayMs, viewer))
  const delays = channels.filter((channel, index) => channel instanceof Promise && (wanted[index]?.delayMs ?? 0) > 0)
  const lookups = delays.length + boards.filter((board) => board instanceof Promise).length
  const assemble = (channelsNow: readonly Acquired[], boardsNow: readonly AcquiredBoard[]): Opened => ({
    matches: wanted.map((item, index) => ({ wanted: item, channel: channelsNow[index] as Acquired })),
    boards: wantedBoards.map((item, index) => ({ wanted: item, board: boardsNow[index] as AcquiredBoard })),
    rejected,
    refusedBoards,
    lookups,
  })
  if (areOpen(channels) && areOpen(boards)) return assemble(channels, boards)
  // A board that nobody watches is closed: one that is open stays so until the last of the others is.
  const watch: BoardMember = { boardChanged() {} }
  const kept = boards.map(async (opening) => {
    const board = await opening
    if (typeof board !== 'string') board.join(watch)
    return board
  })
  return Promise.all([Promise.all(channels), Promise.all(kept)]).then(async ([c, b]) => {
    const lists = b.filter((board) => typeof board !== 'string')
    // A list may be newer than what is remembered of a match that was not there.
    const found = c.map((channel, index) => {
      const { match, delayMs } = wanted[index] as SubscribeMatch
      const isListed = channel === 'match-not-found' && lists.some((board) => board.has(match))
      return isListed ? openers.rooms.acquire(match, delayMs) : channel
    })
    const channelsNow = areOpen(found) ? found : await Promise.all(found)
    for (const board of lists) board.leave(watch)
    return assemble(channelsNow, b)
  })
}

function areOpen<T>(items: readonly (T | Promise<T>)[]): items is readonly T[] {
  return items.every((item) => !(item instanceof Promise))
}
