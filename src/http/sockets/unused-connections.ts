import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { eachServer } from '../each-server.ts'

/** Node tells of each request that begins. */
const REQUEST_START = 'http.server.request.start'

/**
 * Ends, when the server closes, the connections on which nothing was asked yet. Browsers open such ahead of need, and Node does
 * not count them as idle: closing would wait for the time that it gives a request's headers. Call it before the server listens.
 */
export function closeUnusedConnections(app: FastifyInstance): void {
  const unused = new Set<Socket>()
  eachServer(app, (server) => {
    server.on('connection', (socket: Socket) => {
      unused.add(socket)
      socket.once('close', () => unused.delete(socket))
    })
    // Node tells of no request where it is an upgrade: those connections say goodbye by themselves.
    server.prependListener('upgrade', ({ socket }: IncomingMessage) => unused.delete(socket))
  })
  const used = (message: unknown) => {
    unused.delete((message as { readonly socket: Socket }).socket)
  }
  subscribe(REQUEST_START, used)
  app.addHook('preClose', async () => {
    for (const socket of unused) socket.destroy()
  })
  app.addHook('onClose', async () => {
    unsubscribe(REQUEST_START, used)
  })
}
