import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { eachServer } from '../each-server.ts'
import { clientOf } from '../requests/client-address.ts'

export interface AddressSocketsOptions {
  /** TCP connections of one address at once; 0 for any number. */
  readonly max: number
  /** Whether an address is a proxy of ours, which brings everybody. */
  isProxy(ip: string): boolean
  onRefused(): void
}

/**
 * `[H21]` Caps the TCP connections of each address, so that one script leaves sockets for everybody else, whether it asks for something or
 * not. One that comes on top is disconnected at once. Addresses of this machine and of private networks have no bound. Call it before the
 * server listens.
 */
export function limitAddressSockets(app: FastifyInstance, { max, isProxy, onRefused }: AddressSocketsOptions): void {
  if (max === 0) return
  const open = new Map<string, number>()
  eachServer(app, (server) => {
    server.on('connection', (socket: Socket) => {
      const { remoteAddress } = socket
      // It has none if it is gone already.
      if (remoteAddress === undefined || isProxy(remoteAddress)) return
      const name = clientOf(remoteAddress)
      if (name === undefined) return
      const count = (open.get(name) ?? 0) + 1
      if (count > max) {
        socket.destroy()
        onRefused()
        return
      }
      open.set(name, count)
      socket.once('close', () => {
        const left = (open.get(name) ?? 0) - 1
        if (left > 0) open.set(name, left)
        else open.delete(name)
      })
    })
  })
}
