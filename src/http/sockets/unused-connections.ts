import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { eachServer } from '../each-server.ts'

/** Node tells of each request that begins. */
const REQUEST_START = 'http.server.request.start'

export interface ConnectionEnds {
  /** How long the rest of a request may take after its answer, which its sender may be reading meanwhile. */
  readonly restMs?: number
  /** How long a request may take to arrive after the server begins to close. */
  readonly closingMs?: number
}

/**
 * Ends the connections that would keep a server from closing, or hold a socket for nothing:
 *
 * - when the server closes, those on which nothing was asked yet. Browsers open such ahead of need, and Node does not count them as idle.
 * - a little later those whose request has not come whole. Node looks for such by a timer, which it stops when it begins to close.
 * - at any time those whose request was answered, such as with 401, and whose body does not come.
 *
 * Call it before the server listens.
 */
export function closeUnusedConnections(
  app: FastifyInstance,
  { restMs = 5_000, closingMs = 2_000 }: ConnectionEnds = {},
): void {
  const unused = new Set<Socket>()
  const open = new Set<Socket>()
  const answering = new Map<Socket, IncomingMessage>()
  let closing: NodeJS.Timeout | undefined

  eachServer(app, (server) => {
    server.on('connection', (socket: Socket) => {
      unused.add(socket)
      open.add(socket)
      socket.once('close', () => {
        unused.delete(socket)
        open.delete(socket)
        answering.delete(socket)
      })
    })
    // Node tells of no request where it is an upgrade: those connections say goodbye by themselves.
    server.prependListener('upgrade', ({ socket }: IncomingMessage) => {
      unused.delete(socket)
      open.delete(socket)
    })
  })
  const used = (message: unknown) => {
    unused.delete((message as { readonly socket: Socket }).socket)
  }
  subscribe(REQUEST_START, used)

  app.addHook('onRequest', (request, _reply, done) => {
    if (open.has(request.raw.socket)) answering.set(request.raw.socket, request.raw)
    done()
  })
  app.addHook('onResponse', ({ raw }, _reply, done) => {
    const { socket } = raw
    if (answering.get(socket) === raw) answering.delete(socket)
    if (!raw.complete) setTimeout(() => raw.complete || socket.destroy(), restMs).unref()
    done()
  })
  app.addHook('preClose', async () => {
    for (const socket of unused) socket.destroy()
    closing = setTimeout(() => {
      for (const socket of open) if (answering.get(socket)?.complete !== true) socket.destroy()
    }, closingMs).unref()
  })
  app.addHook('onClose', async () => {
    clearTimeout(closing)
    unsubscribe(REQUEST_START, used)
  })
}
