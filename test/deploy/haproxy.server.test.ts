import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { promisify } from 'node:util'
import { vi } from 'vitest'
import { WebSocket } from 'ws'
import { describe, expect, it, onTestFinished } from '../support/concurrent.ts'
import { CONFIGURATION, haproxyProgram, startHaproxy } from '../support/servers/proxies/haproxy.ts'
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
