import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { pause, settle } from '../fake-network.ts'
import { goal, stateOf } from '../state-builder.ts'
import { startBrowser } from './browser.ts'

const page = new EventTarget()

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  vi.stubGlobal('window', page)
  vi.stubGlobal('document', new EventTarget())
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const BOARD = 'sport:football'
const happens = async (name: 'pagehide' | 'pageshow') => {
  page.dispatchEvent(new Event(name))
  await settle()
}

/** A tab that is live and follows a board with m1 and m2. */
async function startTab() {
  const browser = startBrowser()
  const { client } = browser.openTab()
  const board = client.board(BOARD)
  await settle()
  const socket = browser.network.latest()
  socket.hello({ heartbeatMs: 300_000 })
  await pause()
  const id = socket.sent[0]?.['id']
  const matches = ['m1', 'm2'].map((match) => ({ match, epoch: 'e', seq: 3, state: stateOf(match) }))
  socket.says({ op: 'subscribed', id, matches, rejected: [], boards: [{ board: BOARD, matches: ['m1', 'm2'] }] })
  await settle()
  return { browser, client, board, socket }
}

it('a page that is left is no longer followed for, and joins again when it is come back to', async () => {
  const { browser, client, board } = await startTab()
  await happens('pagehide')
  expect([browser.host.tabCount, client.status.kind, board.status.kind]).toEqual([0, 'stale', 'stale'])
  await happens('pageshow')
  expect(browser.host.tabCount).toBe(1)
  client.close()
})

it('a client that was closed stays closed, whether its page is left or come back to', async () => {
  const { browser, client } = await startTab()
  await happens('pagehide')
  client.close()
  await happens('pageshow')
  expect([browser.host.tabCount, client.status.kind]).toEqual([0, 'closed'])
  await happens('pagehide')
  expect(client.status.kind).toBe('closed')
})

it('a page that is left before it followed anything does not begin to when it is come back to', async () => {
  const browser = startBrowser()
  browser.openTab()
  await happens('pagehide')
  await happens('pageshow')
  expect(browser.host.tabCount).toBe(0)
})

it('tells nothing more, of any match or board, once a listener has closed the client', async () => {
  const { client, board, socket } = await startTab()
  const told: string[] = []
  board.on('change', () => told.push('board'))
  for (const match of board.matches) {
    match.on('update', () => {
      told.push(match.match)
      client.close()
      told.push('closed')
    })
  }
  socket.says(goal('m1', 4, { home: 1, away: 0 }))
  socket.says(goal('m2', 4, { home: 1, away: 0 }))
  socket.says({ op: 'board', board: BOARD, matches: ['m2', 'm1'], joined: [], left: [] })
  await settle()
  expect(told.at(-1)).toBe('closed')
  expect(told.filter((what) => what !== 'board' && what !== 'closed')).toHaveLength(1)
})
