import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { getBuiltinModule } from 'node:process'
import type { Writable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { InvalidRequest } from '../../errors.ts'
import { eachServer } from '../each-server.ts'
import { type Explained, problemOf } from '../problem.ts'
import { STRICT } from '../strict-headers.ts'

/** Not imported: an import reads all that the module has, and one of these loads the client of HTTP, which a server does not need. */
const { STATUS_CODES } = getBuiltinModule('node:http')

/** What Node's HTTP parser refuses, by the code of its error. */
const PARSER_ERRORS: Readonly<Record<string, Explained>> = {
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, code: 'request-timeout', detail: 'the request did not arrive in time' },
  HPE_HEADER_OVERFLOW: {
    status: 431,
    code: 'headers-too-large',
    detail: 'address and headers may have 16 KiB at most',
  },
}

const NOT_HTTP: Explained = {
  status: 400,
  code: 'invalid-request',
  detail: 'this is not HTTP/1.1 as this server reads it',
}

const EXPECTATION: Explained = {
  status: 417,
  code: 'expectation-failed',
  detail: 'this server knows only Expect: 100-continue; leave the header out',
}

const NO_PROXY: Explained = {
  status: 400,
  code: 'invalid-request',
  detail: 'this server is no proxy: it takes no CONNECT',
}

const HOST = 'host'
/** A name or an address, with a port or without; empty where there is none (RFC 9112, 3.2). */
const HOST_SHAPE = /^(?:[\w.~-]*|\[[\da-f:.]+\])(?::\d{0,5})?$/i

/**
 * For `clientErrorHandler`: a request that cannot be parsed never reaches a route, and still gets an answer of the shape of all
 * errors. Nothing after it can be read, so the connection ends.
 */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket, requestId: string): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  if (socket.writable) writeLast(socket, PARSER_ERRORS[error.code ?? ''] ?? NOT_HTTP, requestId)
  socket.destroy(error)
}

/** An answer after which nothing more is read. */
function writeLast(socket: Writable, explained: Explained, requestId: string): void {
  const body = JSON.stringify(problemOf(explained, requestId))
  const head = [
    `HTTP/1.1 ${explained.status} ${STATUS_CODES[explained.status]}`,
    ...Object.entries(headersOf(body)).map(([name, value]) => `${name}: ${value}`),
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
}

function headersOf(body: string) {
  return {
    ...STRICT,
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  }
}

/**
 * Answers what Node would refuse with an empty answer, or none: a request that expects anything but `100-continue`, a `CONNECT`, and,
 * with `requireHostHeader: false`, one without a Host; and one with several, which Node would answer by the first, or with one that is no host: pages and their
 * cache would take it for an address; and one for `*`.
 */
export function answerUnusual(app: FastifyInstance, nextId: () => string): void {
  eachServer(app, (server) => {
    server.on('checkExpectation', (_request, response: ServerResponse) => {
      const body = JSON.stringify(problemOf(EXPECTATION, nextId()))
      response.writeHead(417, headersOf(body))
      response.end(body)
    })
    server.on('connect', (_request, socket) => {
      socket.on('error', () => {}) // the client went away
      writeLast(socket, NO_PROXY, nextId())
      socket.end()
    })
  })
  app.addHook('onRequest', (request, reply, done) => {
    const { method, url } = request.raw
    // The router would look for what stands behind the star, and find the page at `/`.
    if (url?.startsWith('*') && method !== 'OPTIONS') {
      reply.header('connection', 'close')
      return done(new InvalidRequest('the target * is for OPTIONS alone; an address begins with /'))
    }
    const fault = hostFault(request.raw)
    if (fault === undefined) return done()
    reply.header('connection', 'close')
    done(new InvalidRequest(fault))
  })
}

/** What is wrong with the Host header of a request, or with its absence. */
export function hostFault({ headers, httpVersion, rawHeaders }: IncomingMessage): string | undefined {
  const hosts = headers.host === undefined ? 0 : countHosts(rawHeaders)
  if (hosts === 1) return HOST_SHAPE.test(headers.host ?? '') ? undefined : 'the Host header is no host'
  const isOld = hosts === 0 && httpVersion !== '1.1'
  return isOld ? undefined : `a request of HTTP/1.1 has one Host header, not ${hosts}`
}

/** Node takes the first of several; a proxy before us may have taken another. @param raw names and values in turn */
function countHosts(raw: readonly string[]): number {
  let count = 0
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at] as string
    if (name.length === HOST.length && name.toLowerCase() === HOST) count += 1
  }
  return count
}
