import { expect, it } from 'vitest'
import { createMemoryBus } from '../../../src/bus/memory/memory-bus.ts'
import type { BoardMessage, SubscribedMessage } from '../../../src/protocol/messages.ts'
import { openServices } from '../open-services.ts'
import { storeOf, Truth } from '../truth.ts'
import { FakeViewer } from '../viewer/fake-viewer.ts'

const MATCHES = Array.from({ length: 100 }, (_, index) => `m${index}`)
const BOARD = 'competition:cup'

it('[W18] a board comes in portions, the next when the one before has arrived: the list at once, then rows', async () => {
  const { viewer } = setUp()
  await viewer.asks({ op: 'subscribe', id: 1, boards: [BOARD] })
  const [first] = portionsOf(viewer)

  expect(first).toMatchObject({ id: 1, more: true, boards: [{ board: BOARD, matches: MATCHES }] })
  expect(JSON.stringify(first?.matches).length).toBeLessThan(4_096 + 1_000)
  expect(portionsOf(viewer).length).toBeLessThan(4)

  for (let turn = 0; turn < 20; turn += 1) viewer.pongs()
  const portions = portionsOf(viewer)
  expect(portions.flatMap(({ matches }) => matches.map(({ match }) => match))).toEqual(MATCHES)
  expect(portions.map(({ more }) => more)).toEqual([...portions.slice(1).map(() => true), undefined])
  expect(new Set(portions.map(({ id }) => id))).toEqual(new Set([1]))
})

it('[W2] [W18] loses no update of a row, whether it was told before or after', async () => {
  const { viewer, publish, truths } = setUp()
  await viewer.asks({ op: 'subscribe', id: 1, boards: [BOARD] })
  for (const match of MATCHES) await publish(match)
  for (let turn = 0; turn < 20; turn += 1) viewer.pongs()
  for (const match of MATCHES) await publish(match)
  for (let turn = 0; turn < 20; turn += 1) viewer.pongs()
  await new Promise((resolve) => setImmediate(resolve))
  viewer.pongs()

  for (const match of MATCHES) expect(viewer.scoreboard.get(match)?.state).toEqual(truths.get(match)?.state())
  expect(viewer.scoreboard.violations).toEqual([])
})

it('[W18] ends the answer also when the viewer has let go of the board', async () => {
  const { viewer } = setUp()
  await viewer.asks({ op: 'subscribe', id: 1, boards: [BOARD] })
  viewer.says({ op: 'unsubscribe', id: 2, boards: [BOARD] })
  for (let turn = 0; turn < 20; turn += 1) viewer.pongs()

  const portions = portionsOf(viewer)
  expect(portions.at(-1)).toMatchObject({ id: 1 })
  expect(portions.at(-1)).not.toHaveProperty('more')
  expect(portions.flatMap(({ matches }) => matches).length).toBeLessThan(MATCHES.length)
})

it('[W18] tells no row of a match that the viewer has left before its portion, until the board is asked for again', async () => {
  const { viewer, publish, relist } = setUp()
  const rowsOf = (match: string) =>
    portionsOf(viewer).filter(({ matches }) => matches.some((row) => row.match === match))
  await viewer.asks({ op: 'subscribe', id: 1, boards: [BOARD] })
  viewer.says({ op: 'unsubscribe', id: 2, matches: ['m98', 'm99'] })
  for (let turn = 0; turn < 20; turn += 1) viewer.pongs()
  await publish('m99')
  expect(rowsOf('m97')).toHaveLength(1)
  expect(rowsOf('m99')).toEqual([])
  expect(viewer.scoreboard.violations).toEqual([])

  // One that leaves the board and comes again is as new as any other.
  await relist(MATCHES.slice(0, 98))
  await relist(MATCHES.slice(0, 99))
  await new Promise((resolve) => setImmediate(resolve))
  viewer.read()
  expect(changesOf(viewer).flatMap(({ joined }) => joined.map(({ match }) => match))).toEqual(['m98'])
  await relist(MATCHES)
  await viewer.asks({ op: 'subscribe', id: 3, boards: [BOARD] })
  for (let turn = 0; turn < 20; turn += 1) viewer.pongs()
  expect(viewer.scoreboard.get('m99')).toBeDefined()
})

it('tells a match once that a request asks for by itself and by a board, as the wider of them', async () => {
  const { viewer, truths } = setUp(MATCHES.slice(0, 3))
  const position = { epoch: 'e1', seq: 1 }
  const matches = [{ match: 'm1', view: 'score', ...position }]
  await viewer.asks({ op: 'subscribe', id: 1, matches, boards: [{ board: BOARD, positions: [] }] })
  for (let turn = 0; turn < 3; turn += 1) viewer.pongs()
  const rows = portionsOf(viewer).flatMap((portion) => portion.matches)
  expect(rows.map(({ match }) => match)).toEqual(['m1', 'm0', 'm2'])
  expect(rows[0]).toMatchObject({ state: truths.get('m1')?.state() })
})

it('tells a match of two boards once in their answer, also when the faster one is left before the row of the other', async () => {
  const { viewer } = setUp()
  const boards = [{ board: BOARD }, { board: `${BOARD};page:1`, everyMs: 2_000 }]
  await viewer.asks({ op: 'subscribe', id: 1, boards })
  const rows = () => portionsOf(viewer).flatMap(({ matches }) => matches.map(({ match }) => match))
  expect(rows().length).toBeLessThan(MATCHES.length)
  viewer.says({ op: 'unsubscribe', id: 2, boards: [BOARD] })
  for (let turn = 0; turn < 20; turn += 1) viewer.pongs()
  expect(rows()).toEqual(MATCHES)
})

it('shows a match of two boards with the delay of the one that brought it first, and tells it once', async () => {
  const { viewer, publish } = setUp(MATCHES.slice(0, 2))
  await viewer.asks({ op: 'subscribe', id: 1, boards: [{ board: BOARD, delayMs: 60_000 }] })
  await viewer.asks({ op: 'subscribe', id: 2, boards: [`${BOARD};page:1`] })
  expect(portionsOf(viewer).map(({ matches }) => matches.length)).toEqual([2, 0])
  viewer.messages.length = 0
  await publish('m0', { at: Date.now() })
  await new Promise((resolve) => setImmediate(resolve))
  viewer.read()
  expect(viewer.messages).toEqual([])
  // Who asks for the first one anew gets what that asks for.
  await viewer.asks({ op: 'subscribe', id: 3, boards: [BOARD] })
  await publish('m0')
  await new Promise((resolve) => setImmediate(resolve))
  viewer.read()
  expect(viewer.messages.map(({ op }) => op)).toContain('update')
})

it.each([
  ['with a delay', { delayMs: 60_000 }],
  ['in a wider view, without the positions that it gave for the narrower one', { view: 'full' }],
])('[W9] [W18] tells no row more of an answer whose board the viewer has asked for again %s', async (_, again) => {
  const { viewer, publish, truths } = setUp()
  const positions = MATCHES.map((match) => ({ match, epoch: 'e1', seq: 1 }))
  // The room must have seen an update to answer positions before it.
  await viewer.asks({ op: 'subscribe', id: 1, boards: [BOARD] })
  for (let turn = 0; turn < 20; turn += 1) viewer.pongs()
  viewer.says({ op: 'unsubscribe', id: 2, boards: [BOARD] })
  for (const match of MATCHES) await publish(match)

  viewer.messages.length = 0
  await viewer.asks({ op: 'subscribe', id: 3, boards: [{ board: BOARD, view: 'score', positions }] })
  await viewer.asks({ op: 'subscribe', id: 4, boards: [{ board: BOARD, ...again }] })
  const { length } = portionsOf(viewer)
  for (let turn = 0; turn < 20; turn += 1) viewer.pongs()

  expect(portionsOf(viewer)[0]).toMatchObject({ id: 3, more: true })
  const later = portionsOf(viewer).slice(length)
  expect(later.find(({ id }) => id === 3)).toEqual({ op: 'subscribed', id: 3, matches: [], rejected: [] })
  const rows = portionsOf(viewer).flatMap(({ id, matches }) => (id === 4 ? matches : []))
  expect(rows).toEqual(MATCHES.map((match) => expect.objectContaining({ match, state: truths.get(match)?.state() })))
})

it('[W18] [W2] a board that grows by many is told in portions, and no update of a row is lost', async () => {
  const { viewer, publish, truths, relist } = setUp(MATCHES.slice(0, 3))
  await viewer.asks({ op: 'subscribe', id: 1, boards: [BOARD] })
  await relist(MATCHES.slice(1))
  const [first] = changesOf(viewer)

  expect(first).toMatchObject({ left: ['m0'] })
  expect(JSON.stringify(first?.joined).length).toBeLessThan(4_096 + 1_000)
  expect(changesOf(viewer).length).toBeLessThan(4)
  for (const match of MATCHES) await publish(match)
  // While it is told, the list changes once more.
  await relist(MATCHES.slice(2, -1))
  for (let turn = 0; turn < 20; turn += 1) viewer.pongs()
  for (const match of MATCHES) await publish(match)
  await new Promise((resolve) => setImmediate(resolve))
  for (let turn = 0; turn < 20; turn += 1) viewer.pongs()

  const changes = changesOf(viewer)
  expect(changes.length).toBeGreaterThan(3)
  expect(changes.at(-1)?.matches).toEqual(MATCHES.slice(2, -1))
  // Each list has what the viewer was told of, and nothing else.
  const told = new Set(MATCHES.slice(0, 3))
  for (const { matches, joined, left } of changes) {
    for (const { match } of joined) told.add(match)
    for (const match of left) told.delete(match)
    expect(matches).toEqual(MATCHES.filter((match) => told.has(match)))
  }
  for (const match of MATCHES.slice(2, -1)) {
    expect(viewer.scoreboard.get(match)?.state).toEqual(truths.get(match)?.state())
  }
  expect(viewer.scoreboard.violations).toEqual([])
})

it('tells a new order of a board also a viewer that is behind, and no row again', async () => {
  const { viewer, relist } = setUp()
  await viewer.asks({ op: 'subscribe', id: 1, boards: [BOARD] })
  const reordered = [...MATCHES.slice(1), 'm0']
  await relist(reordered)
  expect(changesOf(viewer)).toEqual([])
  for (let turn = 0; turn < 20; turn += 1) viewer.pongs()
  expect(changesOf(viewer)).toEqual([{ op: 'board', board: BOARD, matches: reordered, joined: [], left: [] }])
})

it('[W18] tells nothing more of a change when the viewer has let go of the board', async () => {
  const { viewer, relist } = setUp(MATCHES.slice(0, 3))
  await viewer.asks({ op: 'subscribe', id: 1, boards: [BOARD] })
  await relist(MATCHES)
  viewer.says({ op: 'unsubscribe', id: 2, boards: [BOARD] })
  const { length } = changesOf(viewer)
  for (let turn = 0; turn < 20; turn += 1) viewer.pongs()

  expect(changesOf(viewer)).toHaveLength(length)
})

function changesOf({ messages }: FakeViewer): BoardMessage[] {
  return messages.filter((message) => message.op === 'board')
}

function portionsOf({ messages }: FakeViewer): SubscribedMessage[] {
  return messages.filter((message) => message.op === 'subscribed')
}

/** @param listed what is on the board at first */
function setUp(listed: readonly string[] = MATCHES) {
  let present = listed
  const truths = new Map(MATCHES.map((match) => [match, new Truth(match)]))
  for (const truth of truths.values()) truth.change({ patch: { detail: { padding: 'x'.repeat(300) } } })
  const bus = createMemoryBus()
  const services = openServices({ bus, store: { ...storeOf(truths), listPresent: async () => [...present] } })
  const viewer = new FakeViewer(services)
  const publish = (match: string, fields = {}) => bus.publish((truths.get(match) as Truth).change(fields))
  const relist = async (matches: readonly string[]) => {
    present = matches
    await services.boards.refresh()
    viewer.read()
  }
  return { viewer, publish, truths, relist }
}
