import { expect, it, vi } from 'vitest'
import { SharedClients } from '../../../src/client/element/shared-clients.ts'
import { createClient } from '../../../src/client/index.ts'
import { createFakeNetwork } from '../fake-network.ts'

function start() {
  const network = createFakeNetwork()
  return new SharedClients(async ({ url }) => createClient({ url, WebSocket: network.WebSocket }))
}

it('gives one client to all elements of one server and delay', () => {
  const shared = start()
  const { client } = shared.acquire({ url: 'https://a.example', delayMs: 0 })
  expect(shared.acquire({ url: 'https://a.example', delayMs: 0 }).client).toBe(client)
  expect(shared.acquire({ url: 'https://a.example', delayMs: 30_000 }).client).not.toBe(client)
  expect(shared.acquire({ url: 'https://b.example', delayMs: 0 }).client).not.toBe(client)
})

it('[W21] gives a client of its own to elements with another token, for they may see something else', () => {
  const shared = start()
  const [mine, yours] = [() => 'mine', () => 'yours']
  const key = { url: 'https://a.example', delayMs: 0 }
  const { client } = shared.acquire({ ...key, token: mine })
  expect(shared.acquire({ ...key, token: mine }).client).toBe(client)
  expect(shared.acquire({ ...key, token: yours }).client).not.toBe(client)
  expect(shared.acquire(key).client).not.toBe(client)
})

it('makes clients as the page says, and others for elements that were told otherwise', async () => {
  const client = createClient({ url: 'https://a.example', WebSocket: createFakeNetwork().WebSocket })
  const make = vi.fn(() => client)
  const shared = new SharedClients()
  const key = { url: 'https://a.example', delayMs: 0, createClient: make }
  const token = () => 'mine'
  expect(await shared.acquire(key).client).toBe(client)
  expect(shared.acquire(key).client).not.toBe(shared.acquire({ ...key, token }).client)
  expect(shared.acquire(key).client).not.toBe(shared.acquire({ ...key, createClient: () => client }).client)
  expect(make.mock.calls).toEqual([[{ url: 'https://a.example' }], [{ url: 'https://a.example', token }]])
})

it('closes a client with its last element, and makes a new one for the next', async () => {
  const shared = start()
  const [first, second] = [
    shared.acquire({ url: 'https://a.example', delayMs: 0 }),
    shared.acquire({ url: 'https://a.example', delayMs: 0 }),
  ]
  const client = await first.client
  client.connect()
  first.release()
  await first.client
  expect(client.status.kind).toBe('connecting')
  second.release()
  const next = shared.acquire({ url: 'https://a.example', delayMs: 0 })
  expect(next.client).not.toBe(first.client)
  expect((await next.client).status.kind).toBe('connecting')
  expect(client.status.kind).toBe('closed')
})

it('closes a client that was given back before it was there', async () => {
  const shared = start()
  const { client, release } = shared.acquire({ url: 'https://a.example', delayMs: 0 })
  release()
  expect((await client).status.kind).toBe('closed')
})

it('asks again for a client that could not be loaded, once for all elements', async () => {
  let asked = 0
  const shared = new SharedClients(() => {
    asked += 1
    return Promise.reject(new Error('not there'))
  })
  const both = () => [
    shared.acquire({ url: 'https://a.example', delayMs: 0 }),
    shared.acquire({ url: 'https://a.example', delayMs: 0 }),
  ]
  for (const times of [1, 2]) {
    for (const { client, release } of both()) {
      await expect(client).rejects.toThrow('not there')
      release()
    }
    expect(asked).toBe(times)
  }
})
