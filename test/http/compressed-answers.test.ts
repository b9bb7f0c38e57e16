import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import Fastify from 'fastify'
import { describe, expect, it, onTestFinished } from 'vitest'
import { compressAnswers, preferredEncoding } from '../../src/http/compressed-answers.ts'

const LONG = JSON.stringify({ text: 'goal '.repeat(400) })

describe('preferredEncoding', () => {
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['identity', undefined],
    ['deflate', undefined],
    ['gzip', 'gzip'],
    ['GZip, deflate, br', 'br'],
    ['gzip;q=1, br;q=0', 'gzip'],
    ['br;q=0, *', 'gzip'],
    ['*;q=0', undefined],
    ['*', 'br'],
    ['gzip; q=0.001', 'gzip'],
    ['br;q=nonsense', undefined],
  ])('of %s is %s', (accepted, encoding) => {
    expect(preferredEncoding(accepted)).toBe(encoding)
  })
})

describe('[H11] an answer to a read', () => {
  it('is compressed as the client takes it, and says so', async () => {
    const app = setUp()
    const br = await app.inject({ url: '/text', headers: { 'accept-encoding': 'gzip, br' } })
    const gzip = await app.inject({ url: '/text', headers: { 'accept-encoding': 'gzip' } })
    const plain = await app.inject('/text')

    expect(br.headers).toMatchObject({ 'content-encoding': 'br', vary: 'origin, accept-encoding', etag: 'W/"e.1"' })
    expect(brotliDecompressSync(br.rawPayload).toString()).toBe(LONG)
    expect(gzip.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(gzip.rawPayload).toString()).toBe(LONG)
    expect(plain.headers).toMatchObject({ vary: 'origin, accept-encoding', etag: '"e.1"' })
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(plain.body).toBe(LONG)
    expect(br.headers['content-length']).toBe(String(br.rawPayload.length))
  })

  it.each([
    ['W/"e.1"', 'W/"e.1"'],
    ['"e.1"', '"e.1"'],
    ['*', '"e.1"'],
  ])('that has not changed is named as the client holds it: %s', async (held, etag) => {
    const { headers, statusCode } = await setUp().inject({ url: '/same', headers: { 'if-none-match': held } })

    expect(statusCode).toBe(304)
    expect(headers).toMatchObject({ vary: 'origin, accept-encoding', etag })
  })

  it.each([['/short'], ['/image']])('is left as it is where nothing is gained: %s', async (url) => {
    const { headers } = await setUp().inject({ url, headers: { 'accept-encoding': 'br' } })

    expect(headers['content-encoding']).toBeUndefined()
    expect(headers['vary']).toBe('origin')
  })

  it('answers HEAD and writes as before', async () => {
    const app = setUp()
    const headers = { 'accept-encoding': 'br' }

    expect((await app.inject({ method: 'HEAD', url: '/text', headers })).headers['content-encoding']).toBeUndefined()
    expect((await app.inject({ method: 'POST', url: '/text', headers })).body).toBe(LONG)
  })

  it('that is the same for everybody is compressed once', async () => {
    const app = setUp()
    const answers = await Promise.all(
      [1, 2, 3].map(() => app.inject({ url: '/script', headers: { 'accept-encoding': 'br' } })),
    )

    for (const answer of answers) expect(brotliDecompressSync(answer.rawPayload).toString()).toBe(LONG)
    expect(sent.size).toBe(1)
  })
})

const sent = new Set<unknown>()

function setUp() {
  const app = Fastify()
  onTestFinished(() => app.close())
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('vary', 'origin')
  })
  compressAnswers(app)
  sent.clear()
  app.addHook('onSend', async (_request, _reply, body) => {
    sent.add(body)
    return body
  })
  const script = Buffer.from(LONG)
  app.get('/text', async (_request, reply) => reply.type('application/json').header('etag', '"e.1"').send(LONG))
  app.get('/same', async (_request, reply) => reply.header('etag', '"e.1"').code(304).send())
  app.post('/text', async (_request, reply) => reply.type('application/json').send(LONG))
  app.get('/short', async (_request, reply) => reply.type('text/html').send('x'.repeat(1_023)))
  app.get('/image', async (_request, reply) => reply.type('image/png').send(script))
  app.get('/script', async (_request, reply) => reply.type('text/javascript').send(script))
  return app
}
