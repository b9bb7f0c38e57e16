import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { useServer } from '../use-server.ts'

const server = useServer()

it('[H5] a compressed body is 415, and the answer says to send it as it is', async () => {
  const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
  const body = new Uint8Array(gzipSync('{"sport":"football"}'))
  const response = await fetch(`${server.url}/v1/matches/m1`, { method: 'PUT', headers, body })
  expect(response.status).toBe(415)
  expect(await response.json()).toMatchObject({
    code: 'unsupported-media-type',
    detail: expect.stringContaining('without Content-Encoding: gzip'),
  })
})

it('[H5] a fault in a list names its place as all faults do', async () => {
  const body = { matches: ['m1', 'no match'] }
  const { body: answer } = await server.api.send('POST', '/v1/heartbeat', { body, isUndescribed: true })
  expect(answer.errors).toMatchObject([{ path: 'matches[1]' }])
})
