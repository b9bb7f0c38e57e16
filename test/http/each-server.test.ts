import dns from 'node:dns'
import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import Fastify from 'fastify'
import { expect, it, onTestFinished, vi } from 'vitest'
import { answerUnusual } from '../../src/http/requests/unreadable-requests.ts'
import { closeUnusedConnections } from '../../src/http/sockets/unused-connections.ts'

/** An app that listens at both addresses of `localhost`, whatever this machine calls by that name. */
async function listenAtBoth() {
  const { lookup } = dns
  const both = [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ]
  const fake = (name: string, options: { all?: boolean }, done: (...found: unknown[]) => void) =>
    name === 'localhost' && options.all ? done(null, both) : lookup(name, options, done)
  vi.spyOn(dns, 'lookup').mockImplementation(fake as never)
  onTestFinished(() => void vi.restoreAllMocks())
  const app = Fastify({ forceCloseConnections: 'idle' })
  onTestFinished(() => app.close())
  answerUnusual(app, () => 'id')
  closeUnusedConnections(app)
  await app.listen({ host: 'localhost', port: 0 })
  return { app, port: (app.server.address() as { port: number }).port }
}

it.each(['127.0.0.1', '::1'])('answers an expectation at %s as at every address', async (host) => {
  const { port } = await listenAtBoth()
  const socket = connect(port, host)
  socket.write('GET / HTTP/1.1\r\nHost: x\r\nExpect: tea\r\n\r\n')
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 417 .*application\/problem\+json/s)
})

it.each(['127.0.0.1', '::1'])('ends an unused connection at %s when it closes', async (host) => {
  const { app, port } = await listenAtBoth()
  const socket = connect(port, host).on('error', () => {})
  await once(socket, 'connect')
  const ended = once(socket, 'close')
  await app.close()
  await ended
})
