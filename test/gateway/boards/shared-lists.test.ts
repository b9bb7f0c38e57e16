import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { FleetChannel } from '../../../src/bus/fleet-channel.ts'
import { createMemoryBus } from '../../../src/bus/memory/memory-bus.ts'
import type { Board } from '../../../src/gateway/boards/board.ts'
import { Boards } from '../../../src/gateway/boards/boards.ts'
import { SharedLists } from '../../../src/gateway/boards/shared-lists.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'

fakeTimePerTest({ toFake: ['Date', 'setInterval', 'clearInterval', 'setTimeout', 'clearTimeout', 'performance'] })

const ROUND_MS = 2_000
const FRESH_MS = 2_500
/** Ids of gateways: each gateway's own has digits and the letters a to f. */
const LOWEST = '!'
const HIGHEST = '~'
const NAME = 'sport:football'

type ToldList = { name: string; hash: string; matches?: readonly string[] }

describe('[W25] the list of a board', () => {
  /** Gateways that watch one board, whose rounds begin at different times. */
  async function openFleet(gateways: number, fleet: FleetChannel = createMemoryBus()) {
    const listed = ['m1']
    const reads: number[] = []
    const opened: { boards: Boards; board: Board; shown: () => readonly string[] }[] = []
    for (let gateway = 0; gateway < gateways; gateway += 1) {
      const boards = new Boards({
        now: Date.now,
        store: {
          async listPresent() {
            reads.push(gateway)
            return [...listed]
          },
        },
        fleet,
        rooms: {
          acquire: (match) => ({ match, isClosed: false, holders: new Set() }) as never,
          confirm() {},
          async endDeleted() {},
        },
        onRefreshFailed(error) {
          throw error
        },
      })
      onTestFinished(() => boards.close())
      const board = (await boards.acquire(NAME)) as Board
      board.join({ boardChanged() {} })
      opened.push({ boards, board, shown: () => board.channels.map(({ match }) => match) })
      await vi.advanceTimersByTimeAsync(100)
    }
    await vi.advanceTimersByTimeAsync(3 * ROUND_MS)
    reads.length = 0
    return { listed, reads, opened }
  }

  it('is read by one gateway for all, once a round', async () => {
    const { reads } = await openFleet(5)
    await vi.advanceTimersByTimeAsync(10 * ROUND_MS)
    expect(reads).toHaveLength(10)
    expect(new Set(reads).size).toBe(1)
  })

  it('is told to the others as soon as it has changed', async () => {
    const { listed, opened } = await openFleet(5)
    listed.push('m2')
    await vi.advanceTimersByTimeAsync(ROUND_MS)
    for (const { shown } of opened) expect(shown()).toEqual(['m1', 'm2'])
  })

  it('is read by another gateway when the one that read it is gone', async () => {
    const { listed, reads, opened } = await openFleet(3)
    await vi.advanceTimersByTimeAsync(ROUND_MS)
    const gone = reads[0] as number
    opened[gone]?.boards.close()
    reads.length = 0
    listed.push('m2')
    await vi.advanceTimersByTimeAsync(3 * ROUND_MS)

    expect(reads).not.toContain(gone)
    expect(reads.length).toBeGreaterThan(0)
    for (const [index, { shown }] of opened.entries()) if (index !== gone) expect(shown()).toEqual(['m1', 'm2'])
    reads.length = 0
    await vi.advanceTimersByTimeAsync(10 * ROUND_MS)
    expect(new Set(reads).size).toBe(1)
  })

  it('is read by each gateway while they do not hear each other', async () => {
    const { reads } = await openFleet(3, { tellFleet: () => Promise.reject(new Error('away')), hearFleet() {} })
    await vi.advanceTimersByTimeAsync(ROUND_MS)
    expect(reads.toSorted()).toEqual([0, 1, 2])
  })
})

it('tells the matches of a list only when they have changed, and of 50 lists in one message', async () => {
  const told: { lists: ToldList[] }[] = []
  const lists = new SharedLists({
    fleet: {
      async tellFleet(_topic, text) {
        told.push(JSON.parse(text))
      },
      hearFleet() {},
    },
    read: async (name) => [`${name}-1`],
    onChange() {},
  })
  const names = Array.from({ length: 120 }, (_, n) => `competition:${n}`)
  for (const name of names) await lists.read(name)
  await lists.tell(names)
  expect(told.map(({ lists: some }) => some.length)).toEqual([50, 50, 20])
  expect(told[0]?.lists[0]?.matches).toEqual(['competition:0-1'])
  expect(new Set(told.flatMap(({ lists: some }) => some.map(({ hash }) => hash))).size).toBe(120)

  told.length = 0
  await lists.tell(names)
  expect(told.flatMap(({ lists: some }) => some.map(({ matches }) => matches))).toEqual(names.map(() => undefined))

  // A list that nobody watches here any more is forgotten, and told as new when somebody does again.
  told.length = 0
  lists.keep(new Set(names.slice(1)))
  await lists.tell(['competition:0', 'competition:1'])
  expect(told[0]?.lists.map(({ name }) => name)).toEqual(['competition:1'])
  await lists.read('competition:0')
  await lists.tell(['competition:0'])
  expect(told[1]?.lists[0]?.matches).toEqual(['competition:0-1'])
})

describe('what another gateway tells', () => {
  it('is good for two and a half seconds', async () => {
    const { lists, hear } = await openLists()
    hear(LOWEST, { name: NAME, hash: 'changed', matches: ['m1', 'm2'] })
    expect(lists.fresh(NAME)).toEqual(['m1', 'm2'])
    vi.advanceTimersByTime(FRESH_MS)
    expect(lists.fresh(NAME)).toEqual(['m1', 'm2'])
    vi.advanceTimersByTime(1)
    expect(lists.fresh(NAME)).toBe(undefined)
  })

  it('keeps this one from reading only if its id is lower, or this one has not read the list', async () => {
    const { lists, hear, own } = await openLists()
    const same = await own()
    hear(HIGHEST, same)
    expect(lists.fresh(NAME)).toBe(undefined)
    hear(LOWEST, same)
    expect(lists.fresh(NAME)).toEqual(['m1'])
    hear(HIGHEST, same)
    expect(lists.fresh(NAME)).toEqual(['m1'])
  })

  it('is a change only if it differs, and its matches are there', async () => {
    const { lists, hear, own, changed } = await openLists()
    hear(LOWEST, await own())
    hear(LOWEST, { name: 'sport:unknown', hash: 'changed', matches: ['m2'] })
    expect(changed).toEqual([])
    hear(LOWEST, { name: NAME, hash: 'changed' })
    expect(changed).toEqual([])
    expect(lists.fresh(NAME)).toEqual(['m1'])
    hear(LOWEST, { name: NAME, hash: 'changed', matches: ['m2'] })
    expect(changed).toEqual([NAME])
    expect(lists.fresh(NAME)).toEqual(['m2'])
  })

  it('is not told again with its matches by the next who reads it', async () => {
    const [ours, theirs] = [await openLists(['m1']), await openLists(['m2'])]
    ours.hear(LOWEST, await theirs.own())
    ours.listed.splice(0, 1, 'm2')
    expect(await ours.lists.read(NAME)).toEqual(['m2'])
    expect(await ours.own()).not.toHaveProperty('matches')
  })

  it('is forgotten with the list', async () => {
    const { lists, hear, own } = await openLists()
    hear(LOWEST, await own())
    lists.keep(new Set())
    await lists.read(NAME)
    expect(lists.fresh(NAME)).toBe(undefined)
  })

  /** The lists of a gateway that has read one. */
  async function openLists(listed = ['m1']) {
    let told: ToldList[] = []
    const changed: string[] = []
    let listener = (_text: string) => {}
    const lists = new SharedLists({
      fleet: {
        async tellFleet(_topic, text) {
          told = JSON.parse(text).lists
        },
        hearFleet: (_topic, heard) => {
          listener = heard
        },
      },
      read: async () => [...listed],
      onChange: (name) => changed.push(name),
    })
    await lists.read(NAME)
    return {
      lists,
      listed,
      changed,
      hear: (from: string, list: ToldList) => listener(JSON.stringify({ from, lists: [list] })),
      /** What this gateway tells of the list. */
      async own(): Promise<ToldList> {
        await lists.tell([NAME])
        return told[0] as ToldList
      },
    }
  }
})
