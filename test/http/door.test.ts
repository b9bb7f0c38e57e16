import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import Fastify from 'fastify'
import { expect, it, onTestFinished } from 'vitest'
import { ConfigError, readConfig } from '../../src/config.ts'
import { clientOf, within } from '../../src/http/requests/client-address.ts'
import { givenIdOf } from '../../src/http/requests/request-ids.ts'
import { auditRecorder } from '../../src/ingest/audit.ts'
import type { Recorder } from '../../src/ingest/record-event.ts'
import { type Server, startServer } from '../../src/server/server.ts'
import { startTestServer, testConfig } from '../support/start-server.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

async function startWithInternalPort(): Promise<Server> {
  const server = await startServer(testConfig({ INTERNAL_PORT: '0', DATA_DIR: await temporaryDirectory() }))
  onTestFinished(() => server.close())
  return server
}

/** Sends a path as it is: `fetch` would tidy it up. */
function statusOf(url: string, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const socket = connect(Number(port), hostname, () => {
      socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`)
    })
    let text = ''
    socket.on('data', (data) => (text += String(data)))
    socket.on('end', () => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1])))
    socket.on('error', reject)
  })
}

const SPELLINGS = [
  '/metrics',
  '/%6detrics',
  '/metric%73',
  '/metrics/',
  '//metrics',
  '/./metrics',
  '/x/../metrics',
  '/metrics?x',
  '/METRICS',
  '/ops',
]

it('with an internal port metrics are there alone, however they are asked for', async () => {
  const server = await startWithInternalPort()
  for (const path of SPELLINGS) expect([path, await statusOf(server.url, path)]).toEqual([path, 404])
  const internal = server.internalUrl as string
  expect(await statusOf(internal, '/metrics')).toBe(200)
  expect(await (await fetch(`${internal}/readyz`)).json()).toMatchObject({ status: 'ready', components: { bus: 'ok' } })
  // What is wrong is nobody's business outside; whether to send viewers is the load balancer's.
  expect(await (await fetch(`${server.url}/readyz`)).json()).toEqual({ status: 'ready' })
})

it('without one, metrics have one spelling', async () => {
  const { url } = await startTestServer()
  expect(await statusOf(url, '/metrics')).toBe(200)
  for (const path of ['/%6detrics', '/metric%73']) expect([path, await statusOf(url, path)]).toEqual([path, 404])
})

it('without one, what is wrong is told on this machine alone, and not to whom a proxy beside us lets in', async () => {
  const { url } = await startTestServer()
  const ready = async (headers: Record<string, string>) => (await fetch(`${url}/readyz`, { headers })).json()
  expect(await ready({})).toMatchObject({ status: 'ready', components: { database: 'ok' } })
  expect(await ready({ 'x-forwarded-for': '203.0.113.7' })).toEqual({ status: 'ready' })
})

it('[H5] without a feed key, events are taken by a name of this machine, and by no public one', async () => {
  const { url } = await startTestServer()
  const putAs = async (host: string, passedOn = {}) => {
    const headers = { host, 'content-type': 'application/json', ...passedOn }
    const sent = request(`${url}/v1/matches/m1`, { method: 'PUT', headers })
    sent.end(JSON.stringify({ sport: 'football', home: { name: 'A' }, away: { name: 'B' } }))
    const [answer] = await once(sent, 'response')
    answer.resume()
    return answer.statusCode
  }
  // A proxy that lets the internet in, and a page of that name which has led it here, look the same.
  expect([await putAs('scores.example'), await putAs('localhost:8080')]).toEqual([401, 201])
  // Development servers pass on what a page of this machine sends.
  expect(await putAs('localhost:8080', { 'x-forwarded-for': '127.0.0.1' })).toBe(200)
})

it('the id that comes with a request is its id, if it is short and plain', async () => {
  const { url } = await startTestServer()
  const ask = async (id: string) => {
    const answer = await fetch(`${url}/nothing`, { headers: { 'x-request-id': id } })
    return { header: answer.headers.get('x-request-id'), body: (await answer.json()) as { requestId: string } }
  }
  const given = await ask('lb-7/3f:a=1')
  expect(given).toMatchObject({ header: 'lb-7/3f:a=1', body: { requestId: 'lb-7/3f:a=1' } })
  const refused = await ask('a b')
  expect(refused.body.requestId).not.toBe('a b')
  expect(refused.header).toBe(refused.body.requestId)
  for (const bad of ['x'.repeat(129), 'a"b', '', 'a\nb'])
    expect(givenIdOf({ headers: { 'x-request-id': bad } })).toBeUndefined()
  expect(givenIdOf({ headers: { 'x-request-id': 'x'.repeat(128) } })).toBe('x'.repeat(128))
})

it('one key for two feeds is refused at the start, and so is a proxy that is none', () => {
  expect(() => readConfig({ FEED_KEYS: 'a:same-key-1,b:same-key-1' })).toThrow(ConfigError)
  expect(() => readConfig({ FEED_KEYS: 'a:same-key-1,b:same-key-1' })).toThrow('a and b have the same key')
  expect(() => readConfig({ FEED_KEYS: 'a:same-key-1,a@x:same-key-1' })).toThrow('a has the same key twice')
  expect(readConfig({ FEED_KEYS: 'a:first-key-1,b:other-key-2' }).feedKeys).toHaveLength(2)
  for (const bad of [
    '10.0.0.0/33',
    'everybody',
    '10.0.0.0/8/8',
    '::/129',
    '::/0',
    '::ffff:0.0.0.0/96',
    '::ffff:0:0/80',
  ]) {
    expect(() => readConfig({ TRUST_PROXY: bad })).toThrow('TRUST_PROXY')
  }
  expect(readConfig({ TRUST_PROXY: '10.0.0.0/8, ::1' }).trustedProxies).toEqual(['10.0.0.0/8', '::1'])
})

it('an address of IPv6 stands for its network, a local one for nobody', () => {
  expect(clientOf('203.0.113.7')).toBe('203.0.113.7')
  expect(clientOf('::ffff:203.0.113.7')).toBe('203.0.113.7')
  // However it is written, and whatever port a proxy puts behind it.
  for (const same of [
    '::ffff:cb00:7107',
    '0:0:0:0:0:FFFF:203.0.113.7',
    '203.0.113.7:5678',
    '[::ffff:203.0.113.7]:5678',
  ]) {
    expect([same, clientOf(same)]).toEqual([same, '203.0.113.7'])
  }
  expect(clientOf('[2001:db8:1:2::1]:443')).toBe('2001:db8:1:2::/64')
  expect(clientOf('[2001:db8:1:2::1]')).toBe('2001:db8:1:2::/64')
  expect(clientOf('unknown')).toBe('unknown')
  expect(clientOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64')
  expect(clientOf('2001:db8:1:2::1')).toBe('2001:db8:1:2::/64')
  expect(clientOf('2001:0DB8:0001:0002:ffff::')).toBe('2001:db8:1:2::/64')
  expect(clientOf('2001:db8::1')).toBe('2001:db8:0:0::/64')
  for (const local of [
    '127.0.0.1',
    '127.0.0.1:80',
    '::ffff:a00:1',
    '10.1.2.3',
    '192.168.1.1',
    '::1',
    'fd00::1',
    '::ffff:10.0.0.1',
    'fe80::1',
  ]) {
    expect([local, clientOf(local)]).toEqual([local, undefined])
  }
})

it.each([
  ['one proxy', '10.0.0.0/8', '10.1.1.1', '203.0.113.7', '203.0.113.7'],
  ['several', '10.0.0.0/8,fd00::/8', '10.1.1.1', '203.0.113.7, fd00::2, 10.2.2.2', '203.0.113.7'],
  ['what a viewer claims', '10.0.0.0/8', '10.1.1.1', '192.0.2.1, 203.0.113.7', '203.0.113.7'],
  ['a proxy that is not named', '10.0.0.0/8', '192.0.2.9', '203.0.113.7', '192.0.2.9'],
  ['IPv4 within IPv6', '10.0.0.0/8', '::ffff:10.1.1.1', '203.0.113.7', '203.0.113.7'],
  ['a network of IPv4 within IPv6', '::ffff:10.0.0.0/104', '10.1.1.1', '203.0.113.7', '203.0.113.7'],
  ['an address of IPv4 within IPv6', '::ffff:10.1.1.1', '10.1.1.1', '203.0.113.7', '203.0.113.7'],
  ['a link', 'fe80::1', 'fe80::1%eth0', '203.0.113.7', '203.0.113.7'],
  ['ports', '10.0.0.0/8,fd00::/8', '10.1.1.1', '203.0.113.7:1, [fd00::2]:2, 10.2.2.2:3', '203.0.113.7:1'],
  ['no address', '10.0.0.0/8', '10.1.1.1', '203.0.113.7, unknown', 'unknown'],
  ['nothing', '10.0.0.0/8', '10.1.1.1', '', '10.1.1.1'],
])('TRUST_PROXY finds who asks behind it: %s', async (_, trusted, remoteAddress, forwarded, ip) => {
  const app = Fastify({ trustProxy: within(readConfig({ TRUST_PROXY: trusted }).trustedProxies) })
  app.get('/', async (request) => request.ip)
  const headers = { 'x-forwarded-for': forwarded, forwarded: 'for=192.0.2.66' }
  expect((await app.inject({ url: '/', remoteAddress, headers })).body).toBe(ip)
  await app.close()
})

it('every accepted change has one line: who, what, and by which request', async () => {
  const lines: unknown[] = []
  const recorder = {
    record: async (_match, _sender, reads) => {
      for (const read of reads) read(undefined as never)
      const results = [
        { id: 'g1', status: 'applied' },
        { id: 'g2', status: 'duplicate' },
        { id: 'g3', status: 'applied' },
      ]
      return { results, seq: 7 } as never
    },
    deleteMatch: async () => {
      throw new Error('refused')
    },
  } as Partial<Recorder> as Recorder
  const audited = auditRecorder(recorder, (line) => lines.push(line))
  const sender = { feed: 'desk', source: 'opta', requestId: 'r9' }
  await audited.record('m1', sender, [() => ({ op: 'delete', id: 'g1' }), () => ({ op: 'restore', id: 'g3' })])
  await expect(audited.deleteMatch('m1', { sender, isOperator: false })).rejects.toThrow('refused')
  expect(lines).toEqual([
    {
      feed: 'desk',
      source: 'opta',
      requestId: 'r9',
      matchId: 'm1',
      did: 'events',
      seq: 7,
      events: ['delete g1', 'restore g3'],
      count: 2,
    },
  ])
})
