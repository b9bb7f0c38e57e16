import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { expectStatus, openFeed, type RawFeed } from '../../../../bench/common/clients/raw-feed.ts'

/** A server that answers when the test says so, in the pieces that the test says. */
async function openPair(): Promise<{ feed: RawFeed; server: Socket }> {
  const listener = createServer().listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const arrived = once(listener, 'connection') as Promise<[Socket]>
  const feed = await openFeed((listener.address() as { port: number }).port)
  const [server] = await arrived
  server.setNoDelay(true)
  onTestFinished(() => {
    feed.close()
    listener.close()
  })
  return { feed, server }
}

const ANSWER = 'HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n"Müller"'

it('puts an answer together that comes byte by byte', async () => {
  const { feed, server } = await openPair()
  const answered = feed.send('POST', '/v1/events', 'x')
  for (const byte of Buffer.from(ANSWER)) {
    await new Promise((resolve) => server.write(Buffer.from([byte]), resolve))
  }
  expect(await answered).toEqual({ status: 201, body: '"Müller"' })
})

it('says the length of the body in bytes, and keeps the connection for the next request', async () => {
  const { feed, server } = await openPair()
  for (const body of ['"Müller"', '{}']) {
    const received = once(server, 'data') as Promise<[Buffer]>
    const answered = feed.send('PUT', '/v1/matches/m', body)
    const [request] = await received
    expect(request.toString()).toMatch(/^PUT \/v1\/matches\/m HTTP\/1\.1\r\n/)
    expect(request.toString()).toContain(`\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`)
    expect(request.toString()).toMatch(new RegExp(`\r\n\r\n${body}$`))
    server.write(ANSWER)
    expect(await answered).toMatchObject({ status: 201 })
  }
})

it('fails the request when the server hangs up', async () => {
  const { feed, server } = await openPair()
  const answered = feed.send('GET', '/', '')
  server.destroy()
  await expect(answered).rejects.toThrow(/closed|ECONNRESET/)
})

it('says what was answered instead of the expected status', async () => {
  const answering = Promise.resolve({ status: 503, body: 'database-unavailable' })
  await expect(expectStatus(answering, 201)).rejects.toThrow('answered 503 instead of 201: database-unavailable')
})
