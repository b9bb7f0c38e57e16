import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { unpackDebianPackage } from '../support/debian-package.ts'
import { findOnPath } from '../support/find-on-path.ts'
import { firstAvailable } from '../support/first-available.ts'
import { freePort } from '../support/free-port.ts'
import { spawnReady } from '../support/process.ts'

interface Haproxy {
  path: string
  env: Record<string, string>
}

interface Replica {
  readonly port: number
  readonly sockets: WebSocketServer
  isReady: boolean
  /** How many health checks heard that it is not ready. */
  refusedChecks: number
}

let haproxy: Haproxy

beforeAll(async () => {
  haproxy = await firstAvailable<Haproxy>('haproxy', 'Install haproxy.', [
    { name: 'PATH', get: async () => ({ path: findOnPath('haproxy'), env: {} }) },
    {
      name: 'Debian package',
      async get() {
        const { root, env } = await unpackDebianPackage('haproxy')
        return { path: join(root, 'usr/sbin/haproxy'), env }
      },
    },
  ])
})

/** Stands in for a server: answers with its name, and with an echo on WebSockets. */
async function startReplica(name: string): Promise<Replica> {
  const replica = { isReady: true, refusedChecks: 0, port: 0, sockets: new WebSocketServer({ noServer: true }) }
  const server: Server = createServer((request, response) => {
    const isRefused = request.url === '/readyz' && !replica.isReady
    if (isRefused) replica.refusedChecks++
    response.writeHead(isRefused ? 503 : 200).end(name)
  })
  server.on('upgrade', (request, socket, head) => {
    replica.sockets.handleUpgrade(request, socket, head, (client) => {
      client.send(name)
      client.on('message', (data) => client.send(String(data)))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const client of replica.sockets.clients) client.terminate()
    server.closeAllConnections()
    server.close()
  })
  replica.port = (server.address() as AddressInfo).port
  return replica
}

/** Our configuration with these servers in place of the names that Docker resolves. */
async function configure(port: number, ingest: Replica[], gateways: Replica[]): Promise<string> {
  const list = (replicas: Replica[]) => replicas.map((r, n) => `server s${n} 127.0.0.1:${r.port}`).join('\n    ')
  const original = await readFile(join(import.meta.dirname, '../../deploy/haproxy.cfg'), 'utf8')
  return original
    .replace('bind :8080', `bind 127.0.0.1:${port}`)
    .replaceAll(/server-template ingest .*/g, list(ingest))
    .replaceAll(/server-template gateway .*/g, list(gateways))
    .replaceAll(' resolvers docker init-addr none', '')
    .replaceAll(' slowstart 20s', '')
}

async function startLoadBalancer(ingest: Replica[], gateways: Replica[]): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'touchline-haproxy-'))
  onTestFinished(() => rm(directory, { recursive: true }))
  const port = await freePort()
  const file = join(directory, 'haproxy.cfg')
  await writeFile(file, await configure(port, ingest, gateways))
  const child = await spawnReady(haproxy.path, ['-W', '-db', '-f', file], {
    ready: /Loading success|forked/,
    env: haproxy.env,
    scratch: directory,
  })
  onTestFinished(() => child.stop())
  const url = `http://127.0.0.1:${port}`
  await vi.waitFor(async () => expect((await fetch(url)).status).toBe(200), { timeout: 10_000 })
  return url
}

async function answer(url: string, method = 'GET'): Promise<string> {
  const response = await fetch(url, { method })
  return response.ok ? response.text() : String(response.status)
}

async function openSocket(url: string): Promise<{ socket: WebSocket; name: string }> {
  const socket = new WebSocket(url.replace('http', 'ws'))
  onTestFinished(() => socket.terminate())
  const [name] = await once(socket, 'message')
  return { socket, name: String(name) }
}

describe('deploy/haproxy.cfg', () => {
  it('is valid as it is', async () => {
    const file = join(import.meta.dirname, '../../deploy/haproxy.cfg')
    const check = promisify(execFile)(haproxy.path, ['-c', '-f', file], { env: { ...process.env, ...haproxy.env } })
    await expect(check).resolves.toBeDefined()
  })

  it('sends what feeds write to ingest and everything else to the gateways', async () => {
    const [ingest, gateway] = [await startReplica('ingest'), await startReplica('gateway')]
    const url = await startLoadBalancer([ingest], [gateway])

    expect(await answer(`${url}/v1/matches/m1/events`, 'POST')).toBe('ingest')
    expect(await answer(`${url}/v1/matches/m1`, 'PUT')).toBe('ingest')
    expect(await answer(`${url}/v1/matches/m1/events/e1`, 'DELETE')).toBe('ingest')
    expect((await openSocket(`${url}/v1/feed`)).name).toBe('ingest')
    expect(await answer(`${url}/v1/matches/m1`)).toBe('gateway')
    expect(await answer(`${url}/openapi.json`)).toBe('gateway')
    expect(await answer(`${url}/`)).toBe('gateway')
    expect((await openSocket(`${url}/v1/live`)).name).toBe('gateway')
    expect(await answer(`${url}/metrics`)).toBe('404')
  })

  it('spreads viewers evenly by open connections', async () => {
    const gateways = [await startReplica('a'), await startReplica('b')]
    const url = await startLoadBalancer([await startReplica('ingest')], gateways)

    for (let n = 0; n < 10; n++) await openSocket(`${url}/v1/live`)

    expect(gateways.map((gateway) => gateway.sockets.clients.size)).toEqual([5, 5])
  })

  it('sends nobody new to a gateway that is not ready, and leaves it the viewers it has', async () => {
    const [a, b] = [await startReplica('a'), await startReplica('b')]
    const url = await startLoadBalancer([await startReplica('ingest')], [a, b])
    const [first, second] = [await openSocket(`${url}/v1/live`), await openSocket(`${url}/v1/live`)]
    const { socket } = first.name === 'a' ? first : second

    a.isReady = false
    await vi.waitFor(
      async () => expect(await Promise.all([answer(url), answer(url), answer(url)])).toEqual(['b', 'b', 'b']),
      { timeout: 10_000 },
    )

    socket.send('still here')
    const [echo] = await once(socket, 'message')
    expect(String(echo)).toBe('still here')
  })

  it('still lets viewers in when no gateway is ready', async () => {
    const gateway = await startReplica('gateway')
    const url = await startLoadBalancer([await startReplica('ingest')], [gateway])

    gateway.isReady = false
    await vi.waitFor(() => expect(gateway.refusedChecks).toBeGreaterThan(4), { timeout: 15_000 })

    expect(await answer(`${url}/v1/matches`)).toBe('gateway')
  })
})
