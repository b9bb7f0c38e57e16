import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:http2'
import { request } from 'node:https'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { freePort } from '../support/free-port.ts'
import type { LocalServer } from '../support/local-server.ts'
import { AUTHORITY, certificateFiles } from '../support/servers/certificates.ts'
import { runNginx } from '../support/servers/proxies/nginx.ts'
import { type Replica, startReplica } from './stand-in.ts'

const CONFIGURATION = join(import.meta.dirname, '../../deploy/nginx.conf')

/** Our configuration in a server of its own, with these replicas, on a free port. @param path what all is below */
async function startNginx(ingest: readonly Replica[], gateways: readonly Replica[], path = '/'): Promise<LocalServer> {
  const port = await freePort()
  const { cert, key } = await certificateFiles('server')
  const servers = (replicas: readonly Replica[]) => replicas.map((each) => `server 127.0.0.1:${each.port};`).join(' ')
  const ours = (await readFile(CONFIGURATION, 'utf8'))
    .replace('listen 443 ssl', `listen 127.0.0.1:${port} ssl`)
    .replace('/etc/nginx/touchline.pem', cert)
    .replace('/etc/nginx/touchline.key', key)
    .replace(/server 127\.0\.0\.1:8081[^;]*;\s*server 127\.0\.0\.1:8082[^;]*;/, servers(ingest))
    .replace(/server 127\.0\.0\.1:8091[^;]*;\s*server 127\.0\.0\.1:8092[^;]*;/, servers(gateways))
    .replaceAll(/location (= )?\//g, (_, exactly: string = '') => `location ${exactly}${path}`)
  return runNginx(`https://127.0.0.1:${port}`, ours)
}

let authority: Buffer
const ca = async () => (authority ??= await readFile(AUTHORITY))

async function answer(url: string, method = 'GET', headers: Record<string, string> = {}): Promise<string> {
  const sent = request(url, { method, headers, ca: await ca() })
  sent.end()
  const [response] = await once(sent, 'response')
  let body = ''
  for await (const chunk of response) body += chunk
  return response.statusCode === 200 ? body : String(response.statusCode)
}

async function nameBySocket(url: string): Promise<string> {
  const socket = new WebSocket(url.replace('https', 'wss'), { ca: await ca() })
  onTestFinished(() => socket.terminate())
  const [name] = await once(socket, 'message')
  socket.send('are you there?')
  const [echo] = await once(socket, 'message')
  expect(String(echo)).toBe('are you there?')
  return String(name)
}

describe('deploy/nginx.conf', () => {
  it('sends what feeds write to ingest and everything else to the gateways, over TLS', async () => {
    const [ingest, gateway] = [await startReplica('ingest'), await startReplica('gateway')]
    const { url } = await startNginx([ingest], [gateway])

    expect(await answer(`${url}/v1/matches/m1/events`, 'POST')).toBe('ingest')
    expect(await answer(`${url}/v1/matches/m1`, 'PUT')).toBe('ingest')
    expect(await answer(`${url}/v1/matches/m1/events/e1`, 'DELETE')).toBe('ingest')
    expect(await nameBySocket(`${url}/v1/feed`)).toBe('ingest')
    expect(await answer(`${url}/v1/matches/m1`)).toBe('gateway')
    expect(await answer(`${url}/v1/sse`, 'POST')).toBe('gateway')
    expect(await nameBySocket(`${url}/v1/live`)).toBe('gateway')
    for (const path of ['/metrics', '/%6detrics', '/scores/metrics', '/%6fps', '/metrics/', '/metrics?x=1']) {
      expect([path, await answer(`${url}${path}`)]).toEqual([path, '404'])
    }
    expect(await answer(`${url}/metrics-of-ours`)).toBe('gateway')
    await answer(`${url}/v1/matches`, 'GET', { 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'http' })
    expect(gateway.headers).toMatchObject({ 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'https' })
  })

  it('speaks HTTP/2 to viewers', async () => {
    const { url } = await startNginx([await startReplica('ingest')], [await startReplica('gateway')])
    const session = connect(url, { ca: await ca() })
    onTestFinished(() => session.close())

    const stream = session.request({ ':path': '/v1/matches' })
    let body = ''
    for await (const chunk of stream) body += chunk

    expect(session.alpnProtocol).toBe('h2')
    expect(body).toBe('gateway')
  })

  it('serves all below a path', async () => {
    const { url } = await startNginx([await startReplica('ingest')], [await startReplica('gateway')], '/scores/')

    expect(await answer(`${url}/scores/v1/matches/m1`, 'PUT')).toBe('ingest')
    expect(await nameBySocket(`${url}/scores/v1/feed`)).toBe('ingest')
    expect(await answer(`${url}/scores/v1/sse`, 'POST')).toBe('gateway')
    expect(await nameBySocket(`${url}/scores/v1/live`)).toBe('gateway')
    expect(await answer(`${url}/scores/metrics`)).toBe('404')
  })

  it('asks another gateway where one is away or says that it is not ready', async () => {
    const [away, gateway] = [await startReplica('away'), await startReplica('gateway')]
    away.isReady = false
    const { url } = await startNginx([await startReplica('ingest')], [away, gateway])

    const names = [await answer(`${url}/readyz`), await answer(`${url}/readyz`), await answer(`${url}/readyz`)]

    expect(names).toEqual(['gateway', 'gateway', 'gateway'])
  })
})
