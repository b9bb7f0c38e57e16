import { describe, expect, it, vi } from 'vitest'
import { Board, type BoardMember } from '../../../src/gateway/boards/board.ts'
import type { BaseChannel } from '../../../src/gateway/rooms/channel.ts'
import { channelOf } from './channel-of.ts'

describe('a board', () => {
  it('holds the matches of its list, and lets go of those that leave it, and of all when nobody watches it any more', async () => {
    const channels = new Map(['m1', 'm2', 'm3'].map((match) => [match, channelOf(match)]))
    const board = new Board({
      name: 'sport:football',
      acquire: async (match) => channels.get(match) ?? 'match-not-found',
    })
    const held = () => [...channels.values()].filter(({ holders }) => holders.has(board)).map(({ match }) => match)
    await board.open(['m1', 'm2'])
    expect(held()).toEqual(['m1', 'm2'])
    await board.refresh(['m2', 'm3'])
    expect(held()).toEqual(['m2', 'm3'])
    board.close()
    expect(held()).toEqual([])
  })

  it('knows only those who watch it', async () => {
    const board = new Board({ name: 'sport:football', acquire: async (match) => channelOf(match) })
    const [one, two, three] = [{ boardChanged() {} }, { boardChanged() {} }, { boardChanged() {} }]
    for (const each of [one, two, three]) board.join(each)
    expect(board.members(2)).toEqual([one, two])
    board.leave(one)
    expect(board.members(16)).toEqual([two, three])
    expect(board.size).toBe(2)
  })

  it('opens 32 of its matches at once', async () => {
    let waiting: (() => void)[] = []
    const board = new Board({
      name: 'sport:football',
      acquire: (match) => new Promise((resolve) => waiting.push(() => resolve(channelOf(match)))),
    })
    const opened = board.open(Array.from({ length: 100 }, (_, index) => `m${index}`))
    const portions: number[] = []
    while (portions.reduce((sum, count) => sum + count, 0) < 100) {
      await vi.waitFor(() => expect(waiting.length).toBeGreaterThan(0))
      portions.push(waiting.length)
      for (const answer of waiting.splice(0)) answer()
    }
    waiting = []
    await opened

    expect(portions).toEqual([32, 32, 32, 4])
    expect(board.channels).toHaveLength(100)
  })

  it('tells its members what has come and what has left, and nothing when its list is the same', async () => {
    const { board, told } = await openBoard(['m1', 'm2'])
    await board.refresh(['m1', 'm2'])
    expect(told).toEqual([])
    await board.refresh(['m2'])
    await board.refresh(['m2', 'm3'])
    expect(told).toEqual(['+ -m1', '+m3 -'])
  })

  it('tells its members that the order has changed, though nothing has come or left', async () => {
    const { board, told } = await openBoard(['m1', 'm2', 'm3'])
    await board.refresh(['m1', 'm3', 'm2'])
    expect(board.channels.map(({ match }) => match)).toEqual(['m1', 'm3', 'm2'])
    await board.refresh(['m1', 'm3', 'm2'])
    expect(told).toEqual(['+ -'])
  })

  it('opens a match anew whose channel has closed, and tells it as one that has come', async () => {
    const { board, told, acquired } = await openBoard(['m1', 'm2'])
    const [first] = board.channels as ReturnType<typeof channelOf>[]
    if (first) first.isClosed = true
    await board.refresh(['m1', 'm2'])
    expect(acquired).toEqual(['m1', 'm2', 'm1'])
    expect(board.channels[0]).not.toBe(first)
    expect(told).toEqual(['+m1 -'])
  })

  it('asks what was deleted of those that leave it, if any do, and lets them go though it gets no answer', async () => {
    const asked: (readonly string[])[] = []
    const { board, told } = await openBoard(['m1', 'm2'], async (matches) => {
      asked.push(matches)
      throw new Error('away')
    })
    await board.refresh(['m1', 'm2'])
    expect(asked).toEqual([])
    await board.refresh(['m2'])
    expect(asked).toEqual([['m1']])
    expect(told).toEqual(['+ -m1'])
  })

  it('that closes while its list is read holds no matches afterwards', async () => {
    const { board, held } = await openBoard(['m1'])
    const refreshed = board.refresh(['m1', 'm2'])
    board.close()
    await refreshed
    expect(held()).toEqual([])
  })

  it('has one ticker for each view and each time, and none for each update', async () => {
    const { board } = await openBoard([])
    const kinds = (['full', 'score'] as const).flatMap((view) => [1_000, 5_000].map((everyMs) => ({ view, everyMs })))
    const tickers = kinds.map((kind) => board.ticker(kind))
    expect(new Set(tickers).size).toBe(4)
    for (const [index, kind] of kinds.entries()) expect(board.ticker(kind)).toBe(tickers[index])
    expect(board.ticker({ view: 'score', everyMs: 0 })).toBe(undefined)
  })
})

/** A board with one member. @param endDeleted told of those that have left the list */
async function openBoard(listed: readonly string[], endDeleted?: (matches: readonly string[]) => Promise<void>) {
  const acquired: string[] = []
  const channels: BaseChannel[] = []
  const told: string[] = []
  const board = new Board({
    name: 'sport:football',
    async acquire(match) {
      acquired.push(match)
      const channel = channelOf(match)
      channels.push(channel)
      return channel
    },
    ...(endDeleted && { endDeleted }),
  })
  await board.open(listed)
  const member: BoardMember = {
    boardChanged: (_board, joined, left) => void told.push(`+${joined.map(({ match }) => match)} -${left}`),
  }
  board.join(member)
  return {
    board,
    acquired,
    told,
    held: () => channels.filter(({ holders }) => holders.has(board)).map(({ match }) => match),
  }
}
