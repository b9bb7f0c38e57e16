import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { expect, it, onTestFinished, vi } from 'vitest'
import { UrlSource, type UrlSourceOptions } from '../../../src/replay/follow/url-source.ts'

type Answer = (response: ServerResponse, headers: IncomingHttpHeaders) => void

/** A source on a server that answers with these, one after another. */
async function sourceOf(answers: readonly Answer[], options: UrlSourceOptions = {}, query = '') {
  const asked: IncomingHttpHeaders[] = []
  const server = createServer(({ headers }, response) => {
    asked.push(headers)
    answers[asked.length - 1]?.(response, headers)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/match.json`
  const source = new UrlSource(`${url}${query}`, options)
  return { url, asked, poll: () => source.poll(new AbortController().signal) }
}

const ok =
  (body: string | Buffer, headers: Record<string, string> = {}): Answer =>
  (response) =>
    void response.writeHead(200, headers).end(body)
const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    void response.writeHead(code, headers).end('no')

it('waits 30 s for an answer', async () => {
  const timeout = vi
    .spyOn(AbortSignal, 'timeout')
    .mockImplementation(() => AbortSignal.abort(new DOMException('late', 'TimeoutError')))
  onTestFinished(() => timeout.mockRestore())
  const { url, poll } = await sourceOf([])
  expect(await poll()).toEqual({ kind: 'failed', why: `no answer from ${url} within 30 s`, isHopeless: false })
  expect(timeout).toHaveBeenCalledExactlyOnceWith(30_000)
})

it('asks only for what is newer than what could be read', async () => {
  const etag = { etag: '"7"', 'last-modified': 'Sat, 28 Nov 2026 12:00:00 GMT' }
  const { poll, asked } = await sourceOf([ok('cut off', etag), ok('whole', etag), status(304)])
  const first = await poll()
  expect(first).toMatchObject({ kind: 'new', file: { text: 'cut off' } })
  const second = await poll()
  expect(asked[1]).not.toHaveProperty('if-none-match')
  if (second.kind === 'new') second.accept()
  expect(await poll()).toEqual({ kind: 'same' })
  expect(asked[2]).toMatchObject({ 'if-none-match': '"7"', 'if-modified-since': etag['last-modified'] })
})

it('reads what is compressed as a file, or on the way', async () => {
  const zipped = gzipSync('whole')
  const { poll } = await sourceOf([ok(zipped), ok(zipped, { 'content-encoding': 'gzip' })])
  expect(await poll()).toMatchObject({ kind: 'new', file: { text: 'whole' } })
  expect(await poll()).toMatchObject({ kind: 'new', file: { text: 'whole' } })
})

it('names a file without the query, in which a key may be', async () => {
  const { poll, url } = await sourceOf([ok('whole'), status(500)], {}, '?key=secret')
  expect(await poll()).toMatchObject({ file: { path: url } })
  expect(await poll()).toMatchObject({ kind: 'failed', why: `${url} answered 500` })
})

it.each([
  [404, true],
  [401, true],
  [429, false],
  [408, false],
  [500, false],
  [503, false],
])('after %i asking again is hopeless: %s', async (code, isHopeless) => {
  const { poll } = await sourceOf([status(code)])
  expect(await poll()).toMatchObject({ kind: 'failed', isHopeless })
})

it('says when to come back, if the source does, in seconds or by a date', async () => {
  const date = new Date(Date.now() + 90_000).toUTCString()
  const { poll } = await sourceOf([
    status(429, { 'retry-after': '7' }),
    status(503, { 'retry-after': date }),
    status(503, { 'retry-after': 'soon' }),
  ])
  expect(await poll()).toMatchObject({ retryAfterMs: 7_000 })
  const byDate = await poll()
  expect((byDate as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(60_000)
  expect(await poll()).not.toHaveProperty('retryAfterMs')
})

it('takes no more than a number of bytes, and waits for an answer only for so long', async () => {
  const limited = await sourceOf([ok('x'.repeat(1024 * 1024 + 1))], { maxBytes: 1024 * 1024 })
  expect(await limited.poll()).toMatchObject({ kind: 'failed', why: `${limited.url} is larger than 1 MB` })
  const silent = await sourceOf([() => {}], { timeoutMs: 20 })
  const why = `no answer from ${silent.url} within 0.02 s`
  expect(await silent.poll()).toMatchObject({ kind: 'failed', isHopeless: false, why })
})

it('fails, and no more, when nobody listens', async () => {
  const source = new UrlSource('http://127.0.0.1:9/match.json')
  const polled = await source.poll(new AbortController().signal)
  expect(polled).toMatchObject({
    kind: 'failed',
    why: expect.stringMatching(/^no answer from http:\/\/127\.0\.0\.1:9\//),
  })
})

it('says what the provider says beside a refusal, in a sentence', async () => {
  const no =
    (body: string): Answer =>
    (response) =>
      void response.writeHead(403).end(body)
  const { poll, url } = await sourceOf([
    no('{"message":"Your plan\\n is too small."}'),
    no('<html>'),
    no('x'.repeat(9_999)),
  ])
  expect(await poll()).toMatchObject({ why: `${url} answered 403: Your plan is too small.` })
  expect(await poll()).toMatchObject({ why: `${url} answered 403` })
  expect(await poll()).toMatchObject({ why: `${url} answered 403` })
})

it('is hopeless at first where there is nothing to read', async () => {
  const { poll, url } = await sourceOf([ok(''), ok(gzipSync('whole').subarray(0, 9))])
  expect(await poll()).toMatchObject({ kind: 'failed', isHopeless: true, why: `${url} is empty` })
  expect(await poll()).toMatchObject({ kind: 'failed', isHopeless: true, why: expect.stringContaining('cut off') })
})

it('sends its headers, and does not follow to another address with them', async () => {
  const elsewhere = { location: 'http://127.0.0.1:9/new?key=secret' }
  const { poll, asked } = await sourceOf([ok('whole'), status(302, elsewhere)], { headers: { 'X-Auth-Token': 'k' } })
  await poll()
  expect(asked[0]).toMatchObject({ 'x-auth-token': 'k' })
  expect(await poll()).toMatchObject({
    kind: 'failed',
    isHopeless: true,
    why: expect.stringMatching(/has moved to http:\/\/127\.0\.0\.1:9\/new; follow that address/),
  })
  const open = await sourceOf([status(307, { location: '?again' }), ok('whole')])
  expect(await open.poll()).toMatchObject({ kind: 'new', file: { text: 'whole' } })
})
