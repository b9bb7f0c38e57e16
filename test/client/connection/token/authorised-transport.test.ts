import { expect, it, vi } from 'vitest'
import { authorisedTransport } from '../../../../src/client/connection/token/authorised-transport.ts'
import type { GetToken } from '../../../../src/client/connection/token/get-token.ts'
import { KeptToken } from '../../../../src/client/connection/token/kept-token.ts'
import { renewAfterMs } from '../../../../src/client/connection/token/renewal.ts'
import type { TransportListener } from '../../../../src/client/connection/transport.ts'
import type { ServerMessage } from '../../../../src/protocol/messages.ts'
import { fakeTimePerTest } from '../../../support/fake-time.ts'

const HELLO: ServerMessage = {
  op: 'hello',
  connection: '',
  at: 0,
  heartbeatMs: 1,
  limits: { subscriptions: 1, messageBytes: 1 },
}

fakeTimePerTest()

/** Connections over a fake transport, one after another. */
function openWorld(getToken: GetToken) {
  const sent: object[] = []
  const heard: ServerMessage[] = []
  const closes: [number, string][] = []
  const close = vi.fn()
  let server: TransportListener
  const open = authorisedTransport((listener) => {
    server = listener
    return { send: (request) => sent.push(request), close }
  }, new KeptToken(getToken))
  const connect = () =>
    open({ message: (message) => heard.push(message), closed: (code, reason) => closes.push([code, reason]) })
  const says = async (message: ServerMessage) => {
    server.message(message)
    await vi.advanceTimersByTimeAsync(0)
  }
  return { sent, heard, closes, close, connect, says, serverCloses: (code: number) => server.closed(code, 'why') }
}

it('[W21] sends a token before anybody hears of the connection', async () => {
  const { sent, heard, connect, says } = openWorld(async () => 'a.b.c')
  connect()
  expect(sent).toEqual([])
  await says(HELLO)
  expect(sent).toEqual([{ op: 'auth', token: 'a.b.c' }])
  expect(heard).toEqual([HELLO])
})

it('[W21] keeps what comes while the token is fetched, in order', async () => {
  let give: (token: string) => void = () => {}
  const { heard, connect, says } = openWorld(() => new Promise((resolve) => (give = resolve)))
  connect()
  await says(HELLO)
  await says({ op: 'heartbeat', at: 1 })
  expect(heard).toEqual([])
  give('t')
  await vi.advanceTimersByTimeAsync(0)
  expect(heard.map(({ op }) => op)).toEqual(['hello', 'heartbeat'])
  await says({ op: 'pong', at: 2 })
  expect(heard.map(({ op }) => op)).toEqual(['hello', 'heartbeat', 'pong'])
})

it('[W21] renews the token before it expires, each time', async () => {
  let count = 0
  const { sent, connect, says } = openWorld(() => `t${++count}`)
  connect()
  await says(HELLO)
  for (const expected of ['t2', 't3']) {
    await says({ op: 'authorised', expiresInMs: 60_000 })
    await vi.advanceTimersByTimeAsync(renewAfterMs(60_000) - 1)
    expect(sent).toHaveLength(Number(expected[1]) - 1)
    await vi.advanceTimersByTimeAsync(1)
    expect(sent.at(-1)).toEqual({ op: 'auth', token: expected })
  }
})

it('[W21] renews the token in time though the clock of the device was set back meanwhile', async () => {
  let count = 0
  const { sent, connect, says } = openWorld(() => `t${++count}`)
  connect()
  await says(HELLO)
  await says({ op: 'authorised', expiresInMs: 60_000 })
  vi.setSystemTime(Date.now() - 3_600_000)
  await vi.advanceTimersByTimeAsync(renewAfterMs(60_000))
  expect(sent.at(-1)).toEqual({ op: 'auth', token: 't2' })
})

it('[W21] asks again soon while no new token can be had, and loses nothing meanwhile', async () => {
  const getToken = vi
    .fn<() => Promise<string>>()
    .mockResolvedValueOnce('t1')
    .mockRejectedValueOnce(new Error('away'))
    .mockResolvedValue('t2')
  const { sent, closes, connect, says } = openWorld(getToken)
  connect()
  await says(HELLO)
  await says({ op: 'authorised', expiresInMs: 60_000 })
  await vi.advanceTimersByTimeAsync(59_000)
  expect(sent).toEqual([
    { op: 'auth', token: 't1' },
    { op: 'auth', token: 't2' },
  ])
  expect(closes).toEqual([])
})

it('[W21] without a token is not connected, and may come back', async () => {
  const { heard, closes, close, connect, says } = openWorld(() => Promise.reject(new Error('logged out')))
  connect()
  await says(HELLO)
  expect(heard).toEqual([])
  expect(close).toHaveBeenCalledOnce()
  expect(closes).toEqual([[4004, 'no token: logged out']])
})

it('[W21] asks once more when a token is refused, and then it is over', async () => {
  const { closes, connect, says, serverCloses } = openWorld(() => 't')
  for (const expected of [4004, 4501]) {
    connect()
    await says(HELLO)
    serverCloses(4501)
    expect(closes.at(-1)).toEqual([expected, 'why'])
  }
})

it('[W21] asks once more each time that one was good in between', async () => {
  const { closes, connect, says, serverCloses } = openWorld(() => 't')
  for (let n = 0; n < 3; n++) {
    connect()
    await says(HELLO)
    await says({ op: 'authorised' })
    serverCloses(4501)
  }
  expect(closes.map(([code]) => code)).toEqual([4004, 4004, 4004])
})

it('[W21] asks nobody for a token once it is closed', async () => {
  const getToken = vi.fn(() => 't')
  const { close, connect, says } = openWorld(getToken)
  const transport = connect()
  await says(HELLO)
  await says({ op: 'authorised', expiresInMs: 1_000 })
  transport.close()
  expect(close).toHaveBeenCalledOnce()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(getToken).toHaveBeenCalledOnce()
})

it('[W21] does not ask at once, and again and again, for a token that ends later than a timer can wait', async () => {
  const getToken = vi.fn(() => 't')
  const { connect, says } = openWorld(getToken)
  connect()
  await says(HELLO)
  await says({ op: 'authorised', expiresInMs: 365 * 86_400_000 })
  await vi.advanceTimersByTimeAsync(2 ** 31 - 2)
  expect(getToken).toHaveBeenCalledOnce()
})

it('[W22] passes on when to come back, though no hello came', async () => {
  const { heard, connect, says } = openWorld(() => 't')
  connect()
  await says({ op: 'reconnect', afterMs: 5, reason: 'busy' })
  expect(heard.map(({ op }) => op)).toEqual(['reconnect'])
})

it('[W21] keeps a token over reconnects until it ends, and says it on every connection', async () => {
  let count = 0
  const { sent, connect, says, serverCloses } = openWorld(() => `t${++count}`)
  const again = async (code: number) => {
    serverCloses(code)
    connect()
    await says(HELLO)
    return sent.at(-1)
  }
  connect()
  await says(HELLO)
  await says({ op: 'authorised', expiresInMs: 60_000 })
  expect(await again(1006)).toEqual({ op: 'auth', token: 't1' })
  expect(await again(4004)).toEqual({ op: 'auth', token: 't2' })
  await says({ op: 'authorised', expiresInMs: 60_000 })
  // The device slept, and no timer ran.
  vi.setSystemTime(Date.now() + 60_000)
  expect(await again(1006)).toEqual({ op: 'auth', token: 't3' })
})

it('[W21] is asked once for all connections, also when they renew it', async () => {
  const getToken = vi.fn(() => `t${getToken.mock.calls.length}`)
  const token = new KeptToken(getToken)
  const open = () => {
    let server: TransportListener | undefined
    const sent: object[] = []
    authorisedTransport((listener) => {
      server = listener
      return { send: (request) => sent.push(request), close() {} }
    }, token)({ message() {}, closed() {} })
    server?.message(HELLO)
    return { sent, says: (message: ServerMessage) => server?.message(message) }
  }
  const both = [open(), open()]
  await vi.advanceTimersByTimeAsync(0)
  for (const { says } of both) says({ op: 'authorised', expiresInMs: 60_000 })
  await vi.advanceTimersByTimeAsync(renewAfterMs(60_000))
  for (const { sent } of both)
    expect(sent).toEqual([
      { op: 'auth', token: 't1' },
      { op: 'auth', token: 't2' },
    ])
  expect(getToken).toHaveBeenCalledTimes(2)
})
