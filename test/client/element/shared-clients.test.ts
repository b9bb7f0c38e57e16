import { expect, it } from 'vitest'
import { SharedClients } from '../../../src/client/element/shared-clients.ts'
import { createClient } from '../../../src/client/index.ts'
import { createFakeNetwork } from '../fake-network.ts'

function start() {
  const network = createFakeNetwork()
  return new SharedClients((url) => createClient({ url, WebSocket: network.WebSocket }))
}

it('gives one client to all elements of one server and delay', () => {
  const shared = start()
  const { client } = shared.acquire('https://a.example', 0)
  expect(shared.acquire('https://a.example', 0).client).toBe(client)
  expect(shared.acquire('https://a.example', 30_000).client).not.toBe(client)
  expect(shared.acquire('https://b.example', 0).client).not.toBe(client)
})

it('closes a client with its last element, and makes a new one for the next', () => {
  const shared = start()
  const [first, second] = [shared.acquire('https://a.example', 0), shared.acquire('https://a.example', 0)]
  first.client.connect()
  first.release()
  expect(first.client.status.kind).toBe('connecting')
  second.release()
  expect(first.client.status.kind).toBe('closed')
  const next = shared.acquire('https://a.example', 0)
  expect(next.client).not.toBe(first.client)
  expect(next.client.status.kind).toBe('connecting')
})
