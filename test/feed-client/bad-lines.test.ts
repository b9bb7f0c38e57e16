import { connect, createServer, type Socket } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { createFeedClient } from '../../src/feed-client/feed-client.ts'
import { useServer } from '../http/use-server.ts'

const server = useServer()
/** A clock that never says that the client has waited for too long. */
const NO_WAIT = { now: () => 0, pause: () => new Promise<void>((resolve) => setImmediate(resolve)) }

/** A way to the server whose first connections meet something else: `meet` has their number, and returns true if it took one. */
async function openWay(meet: (socket: Socket, number: number) => boolean): Promise<string> {
  const { port } = new URL(server.url)
  const sockets = new Set<Socket>()
  let number = 0
  const way = createServer((near) => {
    sockets.add(near)
    near.on('error', () => {})
    number += 1
    if (meet(near, number)) return
    const far = connect(Number(port), '127.0.0.1')
    sockets.add(far)
    far.on('error', () => near.destroy())
    near.pipe(far).pipe(near)
  })
  await new Promise<void>((resolve) => way.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    way.close()
  })
  return `http://127.0.0.1:${(way.address() as { port: number }).port}`
}

it.each(['http', 'socket'] as const)(
  'sends again over a new connection what a silent network has swallowed (%s)',
  async (via) => {
    const match = await server.api.createMatch()
    const url = await openWay((near, number) => number === 1 && near.resume() === near)
    const waits: string[] = []
    const onWaiting = (why: string) => void waits.push(why)
    const client = createFeedClient({ url, via, answerMs: 500, clock: NO_WAIT, onWaiting })
    onTestFinished(() => client.close())

    const sent = await client.add(match, { id: 'g1', type: 'goal', team: 'home' })

    expect(sent).toMatchObject({ id: 'g1', seq: 1 })
    expect(waits).toHaveLength(1)
  },
)

it('sends again what a line that was open has swallowed (socket)', async () => {
  const match = await server.api.createMatch()
  let isSilent = false
  const { port } = new URL(server.url)
  const url = await openWay((near, number) => {
    if (number > 1) return false
    const far = connect(Number(port), '127.0.0.1')
    onTestFinished(() => void far.destroy())
    near.on('data', (chunk) => isSilent || far.write(chunk))
    far.on('data', (chunk) => near.write(chunk))
    return true
  })
  const client = createFeedClient({ url, via: 'socket', answerMs: 500, clock: NO_WAIT })
  onTestFinished(() => client.close())
  await client.add(match, { id: 'g1', type: 'goal', team: 'home' })
  isSilent = true

  const sent = await Promise.all(['g2', 'g3'].map((id) => client.add(match, { id, type: 'goal', team: 'home' })))

  expect(sent).toMatchObject([
    { id: 'g2', seq: 2 },
    { id: 'g3', seq: 3 },
  ])
})

it('sends again what a proxy has answered with a page of its own', async () => {
  const match = await server.api.createMatch()
  const page = 'HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 4\r\nconnection: close\r\n\r\n<p/>'
  const url = await openWay((near, number) => {
    if (number === 1) near.once('data', () => near.end(page))
    return number === 1
  })
  const client = createFeedClient({ url, clock: NO_WAIT })
  onTestFinished(() => client.close())
  expect(await client.add(match, { id: 'g1', type: 'goal', team: 'home' })).toMatchObject({ id: 'g1', seq: 1 })
})

it('refuses an event for which the server would close the line, and sends those behind it (socket)', async () => {
  const match = await server.api.createMatch()
  const client = createFeedClient({ url: server.url, via: 'socket', clock: NO_WAIT })
  onTestFinished(() => client.close())
  const add = (id: string, text: string) => client.add(match, { id, type: 'note', text })
  const big = add('big', 'é'.repeat(33_000))
  const next = add('next', 'x')
  await expect(big).rejects.toMatchObject({ name: 'Refused', status: 413, code: 'message-too-big' })
  expect(await next).toMatchObject({ id: 'next', seq: 1 })
})
