import Fastify from 'fastify'
import { expect, it, onTestFinished } from 'vitest'
import { TracedRequests } from '../../src/tracing/traced-requests.ts'
import type { Span, Tracing } from '../../src/tracing/tracing.ts'

type Outcome = Parameters<Span['end']>[0]

it('two requests that came with one id have a span each', async () => {
  const ended: [string, Outcome][] = []
  let started = 0
  const tracing: Tracing = {
    start() {
      started += 1
      const name = `span ${started}`
      return { traceparent: name, end: (end) => void ended.push([name, end]) }
    },
    async close() {},
  }
  const requests = new TracedRequests(tracing)
  const app = Fastify({ genReqId: () => 'same' })
  onTestFinished(() => app.close())
  const { promise: gate, resolve: open } = Promise.withResolvers<void>()
  const { promise: isIn, resolve: enter } = Promise.withResolvers<void>()
  await app.register(async (scope) => {
    requests.watch(scope)
    scope.get('/slow', async (_request, reply) => {
      enter()
      await gate
      return reply.code(201).send()
    })
    scope.get('/quick', async () => requests.parentOf('same'))
  })

  const slow = app.inject('/slow')
  await isIn
  expect((await app.inject('/quick')).body).toBe('span 2')
  await expect.poll(() => ended.length).toBe(1)
  open()
  await slow
  await expect.poll(() => ended.length).toBe(2)

  const statusOf = (end: Outcome) => end?.attributes?.['http.response.status_code']
  expect(ended.map(([name, end]) => [name, statusOf(end)])).toEqual([
    ['span 2', 200],
    ['span 1', 201],
  ])
  expect(requests.parentOf('same')).toBeUndefined()
})
