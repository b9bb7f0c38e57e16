import { describe, expect, it, vi } from 'vitest'
import type { Client, MatchSubscription } from '../../../src/client/index.ts'
import { createClient } from '../../../src/client/shared/index.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'
import { createFakeNetwork, type FakeSocket, pause, settle } from '../fake-network.ts'
import { goal, stateOf } from '../state-builder.ts'
import { startBrowser } from './browser.ts'

const MAX_TABS = 200
const PING_MS = 10_000
const PATIENCE_MS = 10_000
const TICK_MS = 5_000
const MAX_UNANSWERED = 3
const MAX_CONNECTIONS = 16

fakeTimePerTest({ now: 1_000_000 })

/** Of the process, whatever the clock of the test says. */
const nextTurn = setImmediate

/** The host in the page is loaded when it is needed. */
async function connects({ sockets }: ReturnType<typeof createFakeNetwork>): Promise<void> {
  for (let turn = 0; turn < 100_000 && sockets.length === 0; turn++) await new Promise(nextTurn)
}

const score = (match: MatchSubscription) => match.state && [match.state.score.home, match.state.score.away]

/** Answers what was asked of the matches: they stand at seq 3 with 1–0. */
function answer(socket: FakeSocket): void {
  for (const { op, id, matches } of socket.sent.splice(0)) {
    if (op !== 'subscribe' || !Array.isArray(matches)) continue
    const states = matches.map(({ match }) => ({
      match,
      epoch: 'e',
      seq: 3,
      state: stateOf(match, { home: 1, away: 0 }),
    }))
    socket.says({ op: 'subscribed', id, matches: states, rejected: [] })
  }
}

/** Two tabs that follow m1. */
async function startTwo() {
  const browser = startBrowser()
  const tabs = [browser.openTab(), browser.openTab()] as const
  const [first, second] = [tabs[0].client.subscribe('m1'), tabs[1].client.subscribe('m1')]
  await settle()
  const socket = browser.network.latest()
  // It says nothing for as long as a test lets pass.
  socket.hello({ heartbeatMs: 300_000 })
  await pause()
  answer(socket)
  await settle()
  return { browser, tabs, first, second, socket }
}

describe('tabs of one site', () => {
  it('have one connection, and each is told every update once and in order', async () => {
    const { browser, tabs, first, second, socket } = await startTwo()
    const seqs: number[][] = [[], []]
    for (const [n, match] of [first, second].entries()) match.on('update', ({ message }) => seqs[n]?.push(message.seq))
    expect([score(first), score(second), first.status.kind, tabs[1].client.status.kind]).toEqual([
      [1, 0],
      [1, 0],
      'live',
      'live',
    ])
    socket.says(goal('m1', 4, { home: 2, away: 0 }))
    socket.says(goal('m1', 5, { home: 3, away: 0 }))
    await settle()
    expect(seqs).toEqual([
      [4, 5],
      [4, 5],
    ])
    expect([score(first), score(second)]).toEqual([
      [3, 0],
      [3, 0],
    ])
    expect(browser.network.sockets).toHaveLength(1)
  })

  it('come and go: one that comes later is told what there is, one that leaves is no longer asked for', async () => {
    const { browser, tabs, first, socket } = await startTwo()
    const third = browser.openTab().client.subscribe('m1')
    const change = vi.fn()
    third.on('change', change)
    await settle()
    expect([score(third), third.status.kind, change.mock.calls.length > 0]).toEqual([[1, 0], 'live', true])
    tabs[1].client.close()
    third.close()
    await pause()
    socket.says(goal('m1', 4, { home: 2, away: 0 }))
    await settle()
    expect([score(first), score(third)]).toEqual([
      [2, 0],
      [1, 0],
    ])
    expect(browser.host.tabCount).toBe(2)
  })

  it('end the connection with the last of them', async () => {
    const { browser, tabs, socket } = await startTwo()
    tabs[0].client.close()
    await settle()
    expect(socket.isClosedByClient).toBe(false)
    tabs[1].client.close()
    await settle()
    expect([socket.isClosedByClient, browser.host.tabCount]).toEqual([true, 0])
    expect(tabs[1].client.status).toMatchObject({ kind: 'closed', code: 1000 })
  })

  it('have each its own delay and view', async () => {
    const browser = startBrowser()
    const late = browser.openTab().client.subscribe('m1', { delayMs: 30_000 })
    const short = browser.openTab().client.subscribe('m1', { view: 'score' })
    const whole = browser.openTab().client.subscribe('m1')
    await settle()
    for (const socket of browser.network.sockets) socket.hello()
    await pause()
    const asked = browser.network.sockets.flatMap(({ sent }) => sent.flatMap(({ matches }) => matches))
    for (const socket of browser.network.sockets) answer(socket)
    await settle()
    expect(browser.network.sockets).toHaveLength(2)
    expect(asked).toEqual(expect.arrayContaining([{ match: 'm1' }, { match: 'm1', delayMs: 30_000 }]))
    expect(late.delayMs).toBe(30_000)
    expect([whole.delayMs, short.delayMs]).toEqual([0, 0])
    expect(whole.state).toHaveProperty('detail')
    expect(short.state).not.toHaveProperty('detail')
  })

  it('follow boards', async () => {
    const browser = startBrowser()
    const boards = [browser.openTab().client.board('sport:football'), browser.openTab().client.board('sport:football')]
    const joined: string[] = []
    boards[1]?.on('joined', ({ match, state }) => joined.push(`${match} ${state?.score.home}`))
    await settle()
    const socket = browser.network.latest()
    socket.hello()
    await pause()
    const id = socket.sent.splice(0)[0]?.['id']
    const matches = ['m1', 'm2'].map((match) => ({
      match,
      epoch: 'e',
      seq: 3,
      state: stateOf(match, { home: 1, away: 0 }),
    }))
    socket.says({
      op: 'subscribed',
      id,
      matches,
      rejected: [],
      boards: [{ board: 'sport:football', matches: ['m1', 'm2'] }],
    })
    await settle()
    expect(boards.map((board) => board.matches.map(({ match }) => match))).toEqual([
      ['m1', 'm2'],
      ['m1', 'm2'],
    ])
    expect(joined).toEqual(['m1 1', 'm2 1'])
    expect(boards[0]?.status.kind).toBe('live')
    socket.says(goal('m2', 4, { home: 2, away: 0 }))
    await settle()
    expect(boards.map((board) => board.matches.map(score))).toEqual([
      [
        [1, 0],
        [2, 0],
      ],
      [
        [1, 0],
        [2, 0],
      ],
    ])
    socket.says({ op: 'board', board: 'sport:football', matches: ['m2'], joined: [], left: ['m1'] })
    await settle()
    expect(boards[0]?.matches.map(({ match }) => match)).toEqual(['m2'])
  })
})

describe('a tab that sleeps or crashed', () => {
  it('is forgotten after some pings that it did not answer, and joins again once it is told so, where it was', async () => {
    const { browser, tabs, second, socket } = await startTwo()
    const statuses: string[] = []
    second.on('status', ({ kind }) => statuses.push(kind))
    tabs[1].losePongs()
    await vi.advanceTimersByTimeAsync(MAX_UNANSWERED * PING_MS)
    expect(statuses).toEqual([])
    await vi.advanceTimersByTimeAsync(PING_MS)
    expect([[...new Set(statuses)], browser.host.tabCount]).toEqual([['stale', 'live'], 2])
    socket.says(goal('m1', 4, { home: 2, away: 0 }))
    await settle()
    expect([score(second), browser.network.sockets.length]).toEqual([[2, 0], 1])
  })

  it('has the worker look whether its connection lives when a tab wakes up', async () => {
    const target = new EventTarget()
    vi.stubGlobal('window', target)
    vi.stubGlobal('document', new EventTarget())
    const onWake = vi.fn()
    startBrowser({ onWake }).openTab().client.connect()
    target.dispatchEvent(new Event('online'))
    await settle()
    expect(onWake).toHaveBeenCalledOnce()
  })
})

describe('a worker that is gone', () => {
  it('is noticed by its silence: what it told is stale until another one is there', async () => {
    const { browser, tabs, second } = await startTwo()
    const statuses: string[] = []
    second.on('status', ({ kind }) => statuses.push(kind))
    tabs[1].freeze()
    browser.restartWorker()
    for (let tick = 0; tick < 5; tick++) await vi.advanceTimersByTimeAsync(TICK_MS)
    expect([second.status.kind, tabs[1].client.status.kind]).toEqual(['stale', 'stale'])
    tabs[1].wake()
    await settle()
    const socket = browser.network.latest()
    socket.hello()
    await pause()
    answer(socket)
    await settle()
    expect([score(second), [...new Set(statuses)], tabs[1].client.status.kind]).toEqual([
      [1, 0],
      ['stale', 'live'],
      'live',
    ])
  })

  it('or never comes leaves each tab a connection of its own', async () => {
    const network = createFakeNetwork()
    vi.stubGlobal('WebSocket', network.WebSocket)
    const deaf = { port: { postMessage() {}, close() {} }, addEventListener() {} } as unknown as SharedWorker
    const client = createClient({ url: 'https://scores.example', worker: () => deaf })
    const match = client.subscribe('m1')
    await vi.advanceTimersByTimeAsync(PATIENCE_MS - 1)
    expect(network.sockets).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(1)
    await connects(network)
    await follows(network, client, match)
  })
})

describe('without a worker', () => {
  it.each([
    ['there is none', undefined],
    [
      'a policy forbids it',
      () => {
        throw new DOMException('no', 'SecurityError')
      },
    ],
  ])('a tab has a connection of its own: %s', async (_, worker) => {
    const network = createFakeNetwork()
    vi.stubGlobal('WebSocket', network.WebSocket)
    const client = createClient({ url: 'https://scores.example', ...(worker && { worker }) })
    const match = client.subscribe('m1')
    await connects(network)
    await follows(network, client, match)
  })

  it('says at once what is wrong with a call', () => {
    expect(() => createClient({ url: 'http://' })).toThrow(TypeError)
    const client = createClient({ url: 'https://scores.example' })
    expect(() => client.subscribe('m1', { delayMs: -1 })).toThrow(RangeError)
    expect(() => client.board('sport:football', { everyMs: 0.5 })).toThrow(RangeError)
  })
})

async function follows(network: ReturnType<typeof createFakeNetwork>, client: Client, match: MatchSubscription) {
  await settle()
  network.latest().hello()
  await pause()
  answer(network.latest())
  await settle()
  expect([score(match), client.status.kind, network.sockets.length]).toEqual([[1, 0], 'live', 1])
  client.close()
  await settle()
  expect(network.latest().isClosedByClient).toBe(true)
}

describe('bounds', () => {
  it('more tabs than a worker takes connect by themselves', async () => {
    const browser = startBrowser()
    for (let n = 0; n < MAX_TABS; n++) browser.openTab().client.connect()
    await settle()
    const own = createFakeNetwork()
    vi.stubGlobal('WebSocket', own.WebSocket)
    browser.openTab().client.connect()
    await settle()
    await connects(own)
    await settle()
    expect([browser.host.tabCount, browser.network.sockets.length, own.sockets.length]).toEqual([MAX_TABS, 1, 1])
  })

  it('a tab that wants more connections than a worker has connects by itself', async () => {
    const browser = startBrowser()
    for (let n = 0; n < MAX_CONNECTIONS; n++) browser.openTab().client.subscribe('m1', { delayMs: n * 1_000 })
    await settle()
    expect(browser.network.sockets).toHaveLength(MAX_CONNECTIONS)
    const own = createFakeNetwork()
    vi.stubGlobal('WebSocket', own.WebSocket)
    browser.openTab().client.subscribe('m1', { delayMs: 60_000 })
    await settle()
    await connects(own)
    await settle()
    expect([browser.network.sockets.length, own.sockets.length]).toEqual([MAX_CONNECTIONS, 1])
  })

  it('a connection that no tab uses any more makes room', async () => {
    const browser = startBrowser()
    const { client } = browser.openTab()
    client.subscribe('m1')
    for (let n = 1; n < 2 * MAX_CONNECTIONS; n++) client.subscribe('m1', { delayMs: n * 1_000 }).close()
    await settle()
    expect(browser.network.sockets.filter(({ isClosedByClient }) => !isClosedByClient)).toHaveLength(1)
  })
})
