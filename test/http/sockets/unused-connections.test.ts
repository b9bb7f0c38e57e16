import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import Fastify, { type FastifyInstance } from 'fastify'
import { expect, it, onTestFinished, vi } from 'vitest'
import { type ConnectionEnds, closeUnusedConnections } from '../../../src/http/sockets/unused-connections.ts'
import { connectClient } from '../../support/socket-client.ts'
import { startTestServer } from '../../support/start-server.ts'

const HEAD = 'HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n'
const NEVER_WHOLE = `POST /refused ${HEAD}Content-Length: 1000\r\n\r\n{`

/** @param lingers what the server waits for after it has begun to close */
async function openWorld(ends: ConnectionEnds, lingers: () => unknown = () => undefined) {
  const app = Fastify({ forceCloseConnections: 'idle', requestTimeout: 600_000 })
  onTestFinished(() => app.close())
  closeUnusedConnections(app, ends)
  app.addHook('preClose', async () => void (await lingers()))
  app.post('/refused', { onRequest: (_request, reply) => void reply.code(401).send('') }, async () => '')
  app.post('/read', async () => 'read')
  await app.listen({ port: 0, host: '127.0.0.1' })
  return { app, send: (bytes: string) => sendTo(app, bytes) }
}

async function sendTo(app: FastifyInstance, bytes: string) {
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  let heard = ''
  socket.on('data', (data) => (heard += String(data)))
  socket.on('error', () => {}) // a reset is an end, too
  await once(socket, 'connect')
  socket.write(bytes)
  const ended = new Promise<string>((resolve) => socket.once('close', () => resolve(heard)))
  return { socket: socket as Socket, ended, heard: () => heard }
}

it('does not wait at its end for a connection on which nothing was asked, and still says goodbye to viewers', async () => {
  const server = await startTestServer()
  const viewer = await connectClient(server.liveUrl)
  const unused = connect(Number(new URL(server.url).port), '127.0.0.1')
  await once(unused, 'connect')
  const from = performance.now()
  await server.close()
  // Node gives the headers of a request a minute.
  expect(performance.now() - from).toBeLessThan(20_000)
  expect((await viewer.closed).code).toBe(4001)
})

it('forgets connections that have ended, asked on or not, such as of a load balancer that looks whether the port is open', async () => {
  let cutOff: Promise<string> | undefined
  const { app, send } = await openWorld({ closingMs: 1 }, () => cutOff)
  const accepted: Socket[] = []
  app.server.on('connection', (socket: Socket) => accepted.push(socket))
  const unasked = await send('')
  const asked = await send(`POST /read ${HEAD}Connection: close\r\nContent-Length: 2\r\n\r\n{}`)
  unasked.socket.end()
  expect([await unasked.ended, await asked.ended]).toEqual(['', expect.stringMatching(/read$/)])
  await expect.poll(() => accepted.map(({ closed }) => closed)).toEqual([true, true])
  const destroyed = accepted.map((socket) => vi.spyOn(socket, 'destroy'))

  const last = await send(`POST /read ${HEAD}Content-Length: 2\r\n\r\n{}POST /re`)
  await expect.poll(last.heard).toMatch(/read$/)
  cutOff = last.ended
  await app.close()

  for (const destroy of destroyed) expect(destroy).not.toHaveBeenCalled()
})

it('ends a connection whose request was answered, when the rest of its body does not come', async () => {
  const { send } = await openWorld({ restMs: 20 })
  const { ended } = await send(NEVER_WHOLE)
  expect(await ended).toMatch(/^HTTP\/1\.1 401/)
})

it('keeps a connection whose answered request came whole after all', async () => {
  const { send } = await openWorld({ restMs: 600_000 })
  const { socket, heard } = await send(NEVER_WHOLE)
  await expect.poll(heard).toMatch(/^HTTP\/1\.1 401/)
  socket.write(`${' '.repeat(998)}}POST /read ${HEAD}Content-Length: 2\r\n\r\n{}`)
  await expect.poll(heard).toMatch(/read$/)
})

it('waits at its end no longer than a moment for requests that do not come whole, answered or not, new or not', async () => {
  const { app, send } = await openWorld({ restMs: 600_000, closingMs: 20 })
  const answered = await send(NEVER_WHOLE)
  await expect.poll(answered.heard).toMatch(/^HTTP\/1\.1 401/)
  const unanswered = await send(`POST /read ${HEAD}Content-Length: 1000\r\n\r\n{`)
  const second = await send(`POST /read ${HEAD}Content-Length: 2\r\n\r\n{}POST /re`)
  await expect.poll(second.heard).toMatch(/read$/)

  await app.close()

  expect(await answered.ended).toMatch(/^HTTP\/1\.1 401/)
  expect(await second.ended).toMatch(/read$/)
  expect(await unanswered.ended).toBe('')
})

it('leaves a connection that was upgraded to whoever took it over', async () => {
  const { app, send } = await openWorld({ closingMs: 1 })
  const upgraded = once(app.server, 'upgrade') as Promise<[unknown, Socket]>
  await send(`GET /live ${HEAD}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n`)
  const [, socket] = await upgraded
  const other = await send(`POST /read ${HEAD}Content-Length: 2\r\n\r\n{}POST /re`)
  await expect.poll(other.heard).toMatch(/read$/)

  const closing = app.close()
  await other.ended

  expect(socket.destroyed).toBe(false)
  socket.destroy()
  await closing
})

it('lets an answer end that takes longer than that', async () => {
  const { app, send } = await openWorld({ closingMs: 1 })
  const release = Promise.withResolvers<string>()
  const asked = Promise.withResolvers<void>()
  const other = Fastify({ forceCloseConnections: 'idle' })
  onTestFinished(() => other.close())
  closeUnusedConnections(other, { closingMs: 1 })
  other.get('/slow', () => {
    asked.resolve()
    return release.promise
  })
  await other.listen({ port: 0, host: '127.0.0.1' })
  const { ended } = await sendTo(other, `GET /slow ${HEAD}Connection: close\r\n\r\n`)
  await asked.promise
  const closing = other.close()
  // This one began to close later, and has ended what it would have ended.
  const probe = await send(`POST /read ${HEAD}Content-Length: 1000\r\n\r\n{`)
  await app.close()
  await probe.ended

  release.resolve('late')
  await closing
  expect(await ended).toMatch(/late$/)
})
