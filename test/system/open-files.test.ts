import { Agent, get } from 'node:http'
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, it, onTestFinished } from 'vitest'
import { connectClient } from '../support/socket-client.ts'
import { spawnServer } from '../support/start-server.ts'

const OPEN_FILES = 1_024
/** More than fit: some of the files are for the database and the like. */
const IDLERS = 1_100

it('a server whose sockets are all taken by idlers keeps those it has, counts whom it refuses, and lets others in later', async () => {
  const server = await spawnServer({ MAX_CONNECTIONS: '500' }, `ulimit -n ${OPEN_FILES} && exec`)
  const viewer = await connectClient(server.liveUrl)
  const kept = keepConnection(server.url)
  expect(await kept.read('/readyz')).toMatchObject({ status: 200 })

  const idlers = Array.from({ length: IDLERS }, () => openIdler(server.url))
  await expect
    .poll(async () => refusedSockets((await kept.read('/metrics')).body), { timeout: 30_000 })
    .toBeGreaterThan(100)

  await viewer.allAnswered()
  expect(await kept.read('/readyz')).toMatchObject({ status: 200 })
  await expect.poll(() => server.process.output()).toMatch(/"refused":\d+,"maxSockets":896,.*"connections refused"/)
  // By then the load of the process has been measured a dozen times, for which Node opens a file.
  await Promise.all(idlers.map(({ closed }) => closed))
  await (await connectClient(server.liveUrl)).allAnswered()
  await viewer.allAnswered()
})

it('a server that may open few files lets no more viewers in than leave a socket for health checks', async () => {
  const server = await spawnServer({}, 'ulimit -n 400 && exec')
  expect(server.process.output()).toMatch(/"maxConnections":15000,"maxViewers":244,.*MAX_CONNECTIONS/)
  const viewers = await Promise.all(Array.from({ length: 244 }, () => connectClient(server.liveUrl)))
  await expect(connectClient(server.liveUrl)).rejects.toThrow('503')
  expect((await server.call('GET', '/readyz')).status).toBe(200)
  await Promise.all(viewers.map((viewer) => viewer.allAnswered()))
})

function refusedSockets(metrics: string): number {
  return Number(/^touchline_sockets_refused_total (\d+)$/m.exec(metrics)?.[1])
}

interface Idler {
  readonly isOpen: () => boolean
  readonly closed: Promise<void>
}

/** Connects and says nothing. */
function openIdler(url: string): Idler {
  const { hostname, port } = new URL(url)
  const socket: Socket = connect(Number(port), hostname.replace(/[[\]]/g, ''))
  let isOpen = true
  socket.on('error', () => {}) // 'close' follows
  socket.resume()
  onTestFinished(() => void socket.destroy())
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => {
      isOpen = false
      resolve()
    })
  })
  return { isOpen: () => isOpen, closed }
}

/** HTTP over one connection, which is kept open in between. */
function keepConnection(url: string): { read(path: string): Promise<{ status: number | undefined; body: string }> } {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  onTestFinished(() => agent.destroy())
  return {
    read: (path) =>
      new Promise((resolve, reject) => {
        get(`${url}${path}`, { agent }, (response) => {
          text(response).then((body) => resolve({ status: response.statusCode, body }), reject)
        }).on('error', reject)
      }),
  }
}
