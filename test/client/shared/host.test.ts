import { expect, it, vi } from 'vitest'
import { type ClientOptions, createClient } from '../../../src/client/client.ts'
import { Host } from '../../../src/client/shared/host.ts'
import type { HostMessage, TabMessage } from '../../../src/client/shared/messages.ts'
import type { Port } from '../../../src/client/shared/port.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'
import { createFakeNetwork, type FakeSocket, pause } from '../fake-network.ts'

fakeTimePerTest({ now: 1_000_000 })

const SERVER = { url: 'wss://scores.example/v1/live' }

/** A host of which the test is each tab and the server. */
function start() {
  const network = createFakeNetwork()
  let statusListeners = 0
  const open = (options: ClientOptions) => {
    const client = createClient({ ...options, WebSocket: network.WebSocket, random: () => 0.5 })
    const on = client.on.bind(client)
    client.on = (name, listener) => {
      const stop = on(name, listener)
      statusListeners += 1
      return () => {
        statusListeners -= 1
        stop()
      }
    }
    return client
  }
  const host = new Host({ open })
  const openTab = (server: Extract<TabMessage, { op: 'join' }>['server'] = SERVER) => {
    const told: HostMessage[] = []
    const port: Port<HostMessage, TabMessage> = {
      onmessage: null,
      postMessage: (message) => told.push(message),
      close() {},
    }
    host.admit(port)
    const says = (data: TabMessage) => port.onmessage?.({ data })
    says({ op: 'join', server })
    return { told, says, hears: (op: string) => told.splice(0).filter((message) => message.op === op) }
  }
  return { network, host, openTab, statusListeners: () => statusListeners }
}

const follow = (id: number, match: string, delayMs?: number): TabMessage => ({
  op: 'match',
  id,
  match,
  options: delayMs === undefined ? {} : { delayMs },
})
/** What the host asked the server to leave. */
const left = ({ sent }: FakeSocket) =>
  sent.filter(({ op }) => op === 'unsubscribe').flatMap(({ matches }) => matches as string[])

it('pings tabs while there are any, and waits for nothing afterwards', () => {
  const { host, openTab } = start()
  for (const round of [1, 2]) {
    const tab = openTab()
    vi.advanceTimersByTime(10_000)
    expect(tab.hears('ping'), `round ${round}`).toHaveLength(1)
    tab.says({ op: 'leave' })
    expect([host.tabCount, vi.getTimerCount()]).toEqual([0, 0])
  }
})

it('asks the server to leave what no tab follows any more: unfollowed, or with a tab that leaves', async () => {
  const { network, openTab, statusListeners } = start()
  const [first, second] = [openTab(), openTab()]
  first.says(follow(1, 'm1'))
  first.says(follow(2, 'm2'))
  second.says(follow(1, 'm3'))
  const socket = network.latest()
  socket.hello({ heartbeatMs: 300_000 })
  await pause()
  first.says({ op: 'unfollow', id: 1 })
  await pause()
  expect(left(socket)).toEqual(['m1'])
  expect(statusListeners()).toBe(2)
  second.says({ op: 'leave' })
  await pause()
  expect(left(socket)).toEqual(['m1', 'm3'])
  expect(statusListeners()).toBe(1)
  expect(socket.isClosedByClient).toBe(false)
})

it('follows nothing for a tab that answers no ping, and does not listen to it any more', async () => {
  const { network, host, openTab, statusListeners } = start()
  const [quiet, other] = [openTab(), openTab()]
  quiet.says(follow(1, 'm1'))
  other.says(follow(1, 'm2'))
  for (let round = 0; round < 4; round += 1) {
    vi.advanceTimersByTime(10_000)
    other.says({ op: 'pong' })
  }
  expect(quiet.hears('forgotten')).toHaveLength(1)
  expect([host.tabCount, statusListeners()]).toEqual([1, 1])
  quiet.says(follow(2, 'm3'))
  network.latest().hello()
  await pause()
  const asked = network.latest().sent.flatMap(({ matches }) => matches as { match: string }[])
  expect(asked.map(({ match }) => match)).toEqual(['m2'])
})

it('keeps the last connection of a tab that follows nothing for a moment, and gives up any other', async () => {
  const { network, openTab } = start()
  const tab = openTab()
  tab.says(follow(1, 'm1'))
  tab.says(follow(2, 'm1', 30_000))
  const [live, late] = network.sockets
  tab.says({ op: 'unfollow', id: 2 })
  tab.says({ op: 'unfollow', id: 1 })
  expect([live?.isClosedByClient, late?.isClosedByClient]).toEqual([false, true])
  tab.says(follow(3, 'm1', 30_000))
  expect(network.sockets).toHaveLength(3)
  tab.says({ op: 'leave' })
  expect(network.sockets.map(({ isClosedByClient }) => isClosedByClient)).toEqual([true, true, true])
})

it('opens another connection for whoever comes after one was closed for good', () => {
  const { network, openTab } = start()
  const [first, second] = [openTab(), openTab()]
  first.says({ op: 'connect' })
  network.latest().drops(4500)
  second.says({ op: 'connect' })
  expect(network.sockets).toHaveLength(2)
  first.says({ op: 'leave' })
  expect(network.latest().isClosedByClient).toBe(false)
})

it('waits for a token no longer once the tab has answered, or left', async () => {
  const { network, openTab } = start()
  for (const answer of [{ op: 'token', id: 1, token: 't' }, { op: 'leave' }] as const) {
    const tab = openTab({ ...SERVER, token: {} })
    tab.says({ op: 'connect' })
    await vi.dynamicImportSettled()
    await pause()
    network.latest().hello({ heartbeatMs: 300_000 })
    await pause()
    expect(tab.hears('token')).toHaveLength(1)
    const waiting = vi.getTimerCount()
    tab.says(answer)
    await pause()
    expect(vi.getTimerCount()).toBeLessThan(waiting)
    tab.says({ op: 'leave' })
    expect(vi.getTimerCount()).toBe(0)
  }
})
