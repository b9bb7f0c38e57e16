import type { Worker } from 'node:worker_threads'
import Fastify from 'fastify'
import { expect, it, onTestFinished } from 'vitest'
import { documents } from '../../src/documents/documents.ts'

it('are made in one thread, however many ask; after one that failed or ended, the next who asks begins another', async () => {
  const app = Fastify()
  onTestFinished(() => app.close())
  await app.register(documents, { hasFeeds: false, hasViewers: false, base: '', site: 'Touchline' })
  const threads: Worker[] = []
  const onThread = (thread: Worker) => {
    threads.push(thread)
    if (threads.length === 1) thread.emit('error', new Error('no memory for it'))
    if (threads.length <= 2) void thread.terminate()
  }
  process.on('worker', onThread)
  onTestFinished(() => void process.off('worker', onThread))
  const ask = async (path: string) => (await app.inject(path)).statusCode

  expect([await ask('/openapi.json'), await ask('/docs')]).toEqual([500, 500])
  expect(threads).toHaveLength(2)
  const paths = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? '/docs' : '/openapi.json'))
  expect(new Set(await Promise.all(paths.map(ask)))).toEqual(new Set([200]))
  expect(threads).toHaveLength(3)
  // It was asked without viewers.
  expect((await app.inject('/openapi.json')).json().paths).not.toHaveProperty('/v1/sse')
})
