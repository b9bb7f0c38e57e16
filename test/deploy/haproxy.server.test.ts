import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { type ClientHttp2Session, connect } from 'node:http2'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { vi } from 'vitest'
import { WebSocket } from 'ws'
import { describe, expect, it, onTestFinished } from '../support/concurrent.ts'
import { AUTHORITY, certificateFiles } from '../support/servers/certificates.ts'
import { CONFIGURATION, haproxyProgram, startHaproxy } from '../support/servers/proxies/haproxy.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { type Replica, startReplica } from './stand-in.ts'

async function startLoadBalancer(ingest: Replica[], gateways: Replica[]): Promise<string> {
  const ports = (replicas: Replica[]) => replicas.map(({ port }) => port)
  const { url } = await startHaproxy({ ingest: ports(ingest), gateways: ports(gateways) })
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

/** A connection of HTTP/2, over TLS. */
async function openSession(replicas: { ingest: Replica; gateway: Replica }): Promise<ClientHttp2Session> {
  const { cert, key } = await certificateFiles('server')
  const both = join(await temporaryDirectory(), 'scores.pem')
  await writeFile(both, (await Promise.all([cert, key].map((file) => readFile(file)))).join(''))
  const { url } = await startHaproxy({ ingest: [replicas.ingest.port], gateways: [replicas.gateway.port] }, both)
  const session = connect(url, { ca: await readFile(AUTHORITY) })
  onTestFinished(() => session.destroy())
  await once(session, 'remoteSettings')
  await vi.waitFor(async () => expect(await ask(session, '/')).toBe('gateway'), { timeout: 10_000 })
  return session
}

async function ask(session: ClientHttp2Session, path: string, method = 'GET'): Promise<string> {
  const stream = session.request({ ':path': path, ':method': method })
  const [{ ':status': status }] = await once(stream, 'response')
  const body = await text(stream)
  return status === 200 ? body : String(status)
}

/** A WebSocket within the connection of HTTP/2, as browsers open it (RFC 8441). @returns the first frame that it is sent */
async function firstFrame(session: ClientHttp2Session, path: string): Promise<string> {
  const stream = session.request({
    ':method': 'CONNECT',
    ':protocol': 'websocket',
    ':path': path,
    ':scheme': 'https',
    ':authority': 'scores.example',
    'sec-websocket-version': '13',
  })
  onTestFinished(() => void stream.destroy())
  const [headers] = await once(stream, 'response')
  expect(headers[':status']).toBe(200)
  const [frame] = await once(stream, 'data')
  return frame.subarray(2).toString()
}

describe('deploy/haproxy.cfg', () => {
  it('is valid as it is', async () => {
    const { path, env } = await haproxyProgram()
    const check = promisify(execFile)(path, ['-c', '-f', CONFIGURATION], { env: { ...process.env, ...env } })
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
    expect(await answer(`${url}/v1/sse?match=m1`)).toBe('gateway')
    expect(await answer(`${url}/v1/sse`, 'POST')).toBe('gateway')
    expect((await openSocket(`${url}/v1/live`)).name).toBe('gateway')
    // Below a path it is the same.
    expect(await answer(`${url}/scores/v1/matches/m1`, 'PUT')).toBe('ingest')
    expect(await answer(`${url}/scores/v1/matches/m1`)).toBe('gateway')
    expect(await answer(`${url}/scores/v1/sse`, 'POST')).toBe('gateway')
    expect((await openSocket(`${url}/scores/v1/feed`)).name).toBe('ingest')
    for (const path of ['/metrics', '/%6detrics', '/metric%73/', '/scores/metrics', '/%6fps', '/metrics?x=1']) {
      expect([path, await answer(`${url}${path}`)]).toEqual([path, '404'])
    }
    expect(await answer(`${url}/metrics-of-ours`)).toBe('gateway')
    await fetch(`${url}/v1/matches`, { headers: { 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'https' } })
    expect(gateway.headers).toMatchObject({ 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'http' })
  })

  it('speaks HTTP/2 to feeds and viewers over TLS, WebSockets within it, too, and below a path', async () => {
    const replicas = { ingest: await startReplica('ingest'), gateway: await startReplica('gateway') }
    const session = await openSession(replicas)

    expect(session.alpnProtocol).toBe('h2')
    for (const base of ['', '/scores']) {
      expect(await ask(session, `${base}/v1/matches/m1/events`, 'POST')).toBe('ingest')
      expect(await ask(session, `${base}/v1/matches/m1`)).toBe('gateway')
      expect(await ask(session, `${base}/v1/sse`, 'POST')).toBe('gateway')
      expect(await ask(session, `${base}/metrics`)).toBe('404')
      expect(await firstFrame(session, `${base}/v1/live`)).toBe('gateway')
      expect(await firstFrame(session, `${base}/v1/feed`)).toBe('ingest')
    }
    expect(replicas.gateway.headers).toMatchObject({ 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'https' })
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

  it('asks an ingest that is alive when none is ready, so that a feed is told why', async () => {
    const ingest = await startReplica('ingest')
    const url = await startLoadBalancer([ingest], [await startReplica('gateway')])

    ingest.isReady = false
    await vi.waitFor(() => expect(ingest.refusedChecks).toBeGreaterThan(4), { timeout: 15_000 })

    expect(await answer(`${url}/v1/matches/m1/events`, 'POST')).toBe('ingest')
    expect((await openSocket(`${url}/v1/feed`)).name).toBe('ingest')
  })

  it('tells a feed when to come again while no ingest is there', async () => {
    const url = await startLoadBalancer([], [await startReplica('gateway')])

    const refusal = await fetch(`${url}/v1/matches/m1/events`, { method: 'POST' })

    expect([refusal.status, refusal.headers.get('retry-after')]).toEqual([503, '1'])
  })
})
