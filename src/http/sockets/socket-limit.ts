import type { Server } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { eachServer } from '../each-server.ts'
import { readOpenFileLimit } from './open-files.ts'

/** Descriptors kept for what is not a connection of a client: Node's own, the database, Redis, files. */
const RESERVED = 128
/** Health checks, scrapes and feeds find a socket even when viewers have taken all of theirs. */
const SHARE_OF_VIEWERS = 0.9
/** The log tells of refused connections this often, with how many there were. */
const TELL_EVERY_MS = 10_000

/** How many clients may be connected by TCP to this process. */
export function maxSocketsHere(): number {
  return socketsWithin(readOpenFileLimit() ?? Number.POSITIVE_INFINITY)
}

/** How many clients may be connected to a process, given how many files it may open. */
export function socketsWithin(openFiles: number): number {
  return Math.max(openFiles - RESERVED, Math.floor(openFiles / 2))
}

/** How many of the sockets viewers may take. */
export function viewersWithin(sockets: number): number {
  return Math.floor(sockets * SHARE_OF_VIEWERS)
}

export interface SocketLimitOptions {
  /** TCP connections at once. */
  readonly maxSockets: number
  onRefused(): void
}

/**
 * Caps the TCP connections of a server, whether they speak HTTP or not, so that descriptors are left for everything else. Whoever is
 * connected stays; one that comes on top is disconnected at once. Call it before the server listens.
 */
export function limitSockets(app: FastifyInstance, { maxSockets, onRefused }: SocketLimitOptions): void {
  const servers: Server[] = []
  let untold = 0
  let toldAt = Number.NEGATIVE_INFINITY
  const refuse = (err?: Error) => {
    onRefused()
    untold += 1
    const now = performance.now()
    if (now - toldAt < TELL_EVERY_MS) return
    app.log.warn({ refused: untold, maxSockets, ...(err && { err }) }, 'connections refused')
    toldAt = now
    untold = 0
  }
  eachServer(app, (server) => {
    servers.push(server)
    server.on('drop', () => refuse())
    // One that cannot be accepted; without a listener it would end the process. Before it listens, whoever starts it listens.
    server.on('error', (err) => server.listening && refuse(err))
    for (const each of servers) each.maxConnections = Math.floor(maxSockets / servers.length)
  })
}
