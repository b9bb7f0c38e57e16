import Fastify from 'fastify'
import { expect, it, onTestFinished, vi } from 'vitest'
import { type Check, healthRoutes } from '../../src/http/health.ts'
import { useServer } from './use-server.ts'

const server = useServer()

it('/livez and /readyz say that all is well, by component', async () => {
  expect(await server.api.get('/livez')).toMatchObject({
    status: 200,
    body: { status: 'ok', version: expect.stringMatching(/^\d+\.\d+\.\d+/) },
  })
  const { status, body, headers } = await server.api.get('/readyz')
  expect(status).toBe(200)
  expect(body).toEqual({ status: 'ready', components: { process: 'ok', database: 'ok', bus: 'ok' }, clockSkewMs: 0 })
  expect(headers.get('cache-control')).toBe('no-store')
})

it('/readyz says what is wrong, and of a component that does not answer that it took two seconds', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const app = Fastify()
  onTestFinished(() => app.close())
  const asked = Promise.withResolvers<void>()
  const silent: Check = () => {
    asked.resolve()
    return new Promise(() => {})
  }
  const checks = { well: () => undefined, broken: () => Promise.reject(new Error('no route')), silent }
  await app.register(healthRoutes, { version: '1.2.3', checks })

  const answer = app.inject('/readyz').then((response) => response)
  await asked.promise
  vi.advanceTimersByTime(1_999)
  const early = await Promise.race([answer, new Promise((turn) => setImmediate(turn, 'none yet'))])
  expect(early).toBe('none yet')
  vi.advanceTimersByTime(1)

  expect((await answer).statusCode).toBe(503)
  expect((await answer).json().components).toEqual({
    well: 'ok',
    broken: 'no route',
    silent: 'no answer in 2000 ms',
  })
})

it('/metrics counts the updates, in the text format of Prometheus', async () => {
  const read = async () => {
    const { status, headers, text } = await server.api.get('/metrics')
    expect(status).toBe(200)
    expect(headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
    return Number(/^touchline_updates_recorded_total (\d+)$/m.exec(text)?.[1])
  }
  const before = await read()
  const match = await server.api.createMatch()
  await server.api.post(`/v1/matches/${match}/events`, [
    { id: 'a', type: 'corner' },
    { id: 'b', type: 'corner' },
    { id: 'b', type: 'corner' },
  ])
  expect(await read()).toBe(before + 2)
})

it('an address that is not there is 404, in the shape of every error', async () => {
  for (const path of ['/nothing', '/v1/nothing', '/v1/matches/a/b/c', '//', '/v2/matches']) {
    const { status, body } = await server.api.get(path)
    expect({ path, status, code: body?.code }).toEqual({ path, status: 404, code: 'not-found' })
  }
})
