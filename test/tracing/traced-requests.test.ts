import { get } from 'node:http'
import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import { expect, it, onTestFinished } from 'vitest'
import { TracedRequests } from '../../src/tracing/traced-requests.ts'
import type { Span } from '../../src/tracing/tracing.ts'
import { noteSpans } from './note-spans.ts'

const statusOf = (end: Parameters<Span['end']>[0]) => end?.attributes?.['http.response.status_code']

/** Requests of one id: each waits until the test lets it go. */
async function openApp() {
  const { tracing, ended } = noteSpans()
  const requests = new TracedRequests(tracing)
  const app = Fastify({ genReqId: () => 'same' })
  onTestFinished(() => app.close())
  const waiting: (() => void)[] = []
  await app.register(async (scope) => {
    requests.watch(scope)
    scope.get('/wait/:status', async (request, reply) => {
      await new Promise<void>((resolve) => waiting.push(resolve))
      return reply.code(Number((request.params as { status: string }).status)).send(requests.parentOf('same'))
    })
  })
  const areWaiting = (count: number) => expect.poll(() => waiting.length).toBe(count)
  const haveEnded = () => ended.map(([name, end]) => [name, statusOf(end), end?.failure])
  return { app, requests, waiting, areWaiting, haveEnded }
}

it.each([
  ['last', [1, 0]],
  ['first', [0, 1]],
])('two requests that came with one id have a span each, though the first ends %s', async (_, order) => {
  const { app, requests, waiting, areWaiting, haveEnded } = await openApp()
  const [first, second] = [app.inject('/wait/201'), app.inject('/wait/500')]
  await areWaiting(2)
  for (const [nth, index] of order.entries()) {
    // What the second brings is in its trace, for as long as it lasts.
    if (order[0] === 0) expect(requests.parentOf('same')).toBe('span 2')
    waiting[index]?.()
    await expect.poll(() => haveEnded().length).toBe(nth + 1)
  }
  await Promise.all([first, second])
  expect(haveEnded().sort()).toEqual([
    ['span 1', 201, undefined],
    ['span 2', 500, 'answered 500'],
  ])
  expect(requests.parentOf('same')).toBeUndefined()
})

it('a stranger has no span, whatever the trace that he names', async () => {
  const { tracing, ended } = noteSpans()
  const app = Fastify()
  onTestFinished(() => app.close())
  await app.register(async (scope) => {
    new TracedRequests(tracing).watch(scope)
    await scope.register(async (routes) => {
      routes.addHook('onRequest', async ({ headers }, reply) => {
        if (headers.authorization === undefined) await reply.code(401).send()
      })
      routes.post('/events', async () => 'taken')
    })
  })
  const post = (headers: Record<string, string>) => app.inject({ method: 'POST', url: '/events', headers })
  const traceparent = `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01`
  expect((await post({ traceparent })).statusCode).toBe(401)
  expect((await post({ traceparent, authorization: 'Bearer key' })).statusCode).toBe(200)
  expect(ended.map(([name, end]) => [name, statusOf(end)])).toEqual([['span 1', 200]])
})

it('a request whose client went away has an end, and is forgotten', async () => {
  const { app, requests, areWaiting, haveEnded, waiting } = await openApp()
  await app.listen({ port: 0, host: '127.0.0.1' })
  const asking = get({ port: (app.server.address() as AddressInfo).port, path: '/wait/200' })
  asking.on('error', () => {})
  await areWaiting(1)
  asking.destroy()
  await expect.poll(haveEnded).toEqual([['span 1', 499, undefined]])
  expect(requests.parentOf('same')).toBeUndefined()
  // What it would have been answered is no second end.
  waiting[0]?.()
  await app.close()
  expect(haveEnded()).toHaveLength(1)
})
