import { request } from 'node:http'
import { expect, it } from 'vitest'
import { connectClient, connectRefused } from '../support/socket-client.ts'
import { startGateway } from './start-gateway.ts'

it('admits only pages of the allowed origins, and programs that have none', async () => {
  const { liveUrl } = await startGateway({ allowedOrigins: new Set(['https://scores.example']) })

  const refused = await connectRefused(liveUrl, { origin: 'https://evil.example' })
  expect(refused.status).toBe(403)
  expect(refused.headers['content-type']).toContain('application/problem+json')
  expect(JSON.parse(refused.body)).toMatchObject({ code: 'origin-not-allowed', status: 403 })
  for (const origin of [
    'null',
    'https://scores.example.evil.example',
    'http://scores.example',
    'https://scores.example:8443',
  ]) {
    expect((await connectRefused(liveUrl, { origin })).status).toBe(403)
  }
  await connectClient(liveUrl, { origin: 'https://scores.example' })
  await connectClient(liveUrl)
})

it('accepts its subprotocol among others, and none, but not only others', async () => {
  const { liveUrl } = await startGateway()

  expect((await connectClient(liveUrl, { protocols: ['touchline.v1'] })).socket.protocol).toBe('touchline.v1')
  expect((await connectClient(liveUrl, { protocols: ['touchline.v9', 'touchline.v1'] })).socket.protocol).toBe(
    'touchline.v1',
  )
  expect((await connectClient(liveUrl)).socket.protocol).toBe('')
  const refused = await connectRefused(liveUrl, { protocols: ['touchline.v9'] })
  expect(refused.status).toBe(400)
  expect(JSON.parse(refused.body).code).toBe('subprotocol-unknown')
})

it('sends away whom it has no place for, and takes the next when one has left', async () => {
  const { liveUrl, gateway } = await startGateway({ maxConnections: 2 })
  const first = await connectClient(liveUrl)
  await connectClient(liveUrl)

  const refused = await connectRefused(liveUrl)
  expect(refused.status).toBe(503)
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  expect(JSON.parse(refused.body).code).toBe('gateway-full')

  first.socket.close()
  await first.closed
  await expect.poll(() => gateway.viewers.size).toBe(1)
  await connectClient(liveUrl)
})

it('tells who does not ask for an upgrade how to', async () => {
  const { url } = await startGateway()
  const { status, headers } = await new Promise<{ status?: number | undefined; headers: NodeJS.Dict<unknown> }>(
    (resolve, reject) => {
      request(`${url}/v1/live`, (response) => {
        response.resume()
        resolve({ status: response.statusCode, headers: response.headers })
      })
        .on('error', reject)
        .end()
    },
  )

  expect(status).toBe(426)
  expect(headers['upgrade']).toBe('websocket')
  expect(String(headers['connection']).toLowerCase()).toContain('upgrade')
})

it('has no other place for an upgrade', async () => {
  const { liveUrl, gateway } = await startGateway()
  expect((await connectRefused(liveUrl.replace('/v1/live', '/v1/other'))).status).toBe(404)
  expect(gateway.viewers.size).toBe(0)
})

it('keeps nothing of viewers who are gone', async () => {
  const { liveUrl, gateway } = await startGateway()
  const handles = () => process.getActiveResourcesInfo().filter((name) => name.startsWith('TCP')).length
  const before = handles()
  for (let wave = 0; wave < 5; wave += 1) {
    const viewers = await Promise.all(Array.from({ length: 100 }, () => connectClient(liveUrl)))
    await Promise.all(viewers.map((viewer) => viewer.subscribe('m1', 'm2', 'unknown')))
    expect(gateway.viewers.size).toBe(100)
    expect(gateway.rooms.size).toBe(2)
    for (const [index, viewer] of viewers.entries()) {
      if (index % 2 === 0) viewer.socket.terminate()
      else viewer.socket.close()
    }
    await Promise.all(viewers.map(({ closed }) => closed))
    await expect.poll(() => gateway.viewers.size).toBe(0)
  }

  await expect.poll(handles).toBeLessThanOrEqual(before)
})

it.each([1000, 1001, 1002, 1003, 1007, 1009, 3000, 4500])(
  "[W11] answers a viewer's close frame with the viewer's own code: %i",
  async (code) => {
    const { liveUrl } = await startGateway()
    const viewer = await connectClient(liveUrl)
    await viewer.nextOf('hello')
    viewer.socket.close(code, 'bye')
    expect(await viewer.closed).toEqual({ code, reason: 'bye' })
  },
)
