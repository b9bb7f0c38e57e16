import { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import Fastify from 'fastify'
import { expect, it, onTestFinished } from 'vitest'
import { within } from '../../../src/http/requests/client-address.ts'
import { limitAddressSockets } from '../../../src/http/sockets/address-sockets.ts'

const PROXY = '198.51.100.7'

/** A connection as the server hears of it: nothing here can connect from another address. */
class FakeSocket extends EventEmitter {
  isDestroyed = false
  readonly remoteAddress: string | undefined
  constructor(remoteAddress: string | undefined) {
    super()
    this.remoteAddress = remoteAddress
  }
  destroy(): void {
    this.isDestroyed = true
    this.emit('close')
  }
}

function serverFor(max: number) {
  const app = Fastify()
  onTestFinished(() => app.close())
  app.server.removeAllListeners('connection')
  let refused = 0
  limitAddressSockets(app, { max, isProxy: within([PROXY]), onRefused: () => (refused += 1) })
  return {
    connect(address: string | undefined): FakeSocket {
      const socket = new FakeSocket(address)
      app.server.emit('connection', socket as unknown as Socket)
      return socket
    },
    refused: () => refused,
  }
}

it('[H21] closes what one address has on top, and nobody else', () => {
  const server = serverFor(2)
  const sockets = ['203.0.113.1', '203.0.113.1', '::ffff:203.0.113.1', '203.0.113.2'].map(server.connect)

  expect(sockets.map(({ isDestroyed }) => isDestroyed)).toEqual([false, false, true, false])
  expect(server.refused()).toBe(1)
})

it('[H21] lets an address in again once one of its connections has ended, and only then', () => {
  const server = serverFor(1)
  const first = server.connect('203.0.113.1')
  for (let n = 0; n < 3; n += 1) expect(server.connect('203.0.113.1').isDestroyed).toBe(true)
  first.destroy()

  expect(server.connect('203.0.113.1').isDestroyed).toBe(false)
  expect(server.connect('203.0.113.1').isDestroyed).toBe(true)
})

it('[H21] counts a network of IPv6 as one address', () => {
  const server = serverFor(1)
  const sockets = ['2001:db8:1:2::1', '2001:db8:1:2::ff', '2001:db8:1:3::1'].map(server.connect)

  expect(sockets.map(({ isDestroyed }) => isDestroyed)).toEqual([false, true, false])
})

it.each(['127.0.0.1', '::1', '10.1.2.3', PROXY, `::ffff:${PROXY}`, undefined])(
  '[H21] has no bound for %s',
  (address) => {
    const server = serverFor(1)

    for (let n = 0; n < 5; n += 1) expect(server.connect(address).isDestroyed).toBe(false)
  },
)

it('[H21] has no bound where none is asked for', () => {
  const server = serverFor(0)

  for (let n = 0; n < 5; n += 1) expect(server.connect('203.0.113.1').isDestroyed).toBe(false)
})
