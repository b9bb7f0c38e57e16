import { afterEach, expect, it, vi } from 'vitest'
import type { Client } from '../../../src/client/client.ts'
import { readEarly } from '../../../src/client/element/early-state.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

const newClient = () => Promise.resolve({} as Client)

it('reads the first two matches of a client over HTTP, and leaves the others to its connection', async () => {
  const fetched = vi.fn(async (_address: string) => Response.json({ seq: 1 }))
  vi.stubGlobal('fetch', fetched)
  const [client, other] = [newClient(), newClient()]
  const read = (match: string, by: Promise<Client>) => readEarly(by, `https://scores.example/v1/matches/${match}`)
  expect(await Promise.all(['a', 'b', 'c'].map((match) => read(match, client)))).toEqual([
    { seq: 1 },
    { seq: 1 },
    undefined,
  ])
  expect(await read('c', other)).toEqual({ seq: 1 })
  expect(fetched.mock.calls.map(([address]) => address.slice(-12))).toEqual(
    ['a', 'b', 'c'].map((match) => `${match}?view=score`),
  )
})

it('leaves to the connection what is not answered, or not with success', async () => {
  const answers = [async () => new Response(null, { status: 404 }), () => Promise.reject(new TypeError('no network'))]
  vi.stubGlobal('fetch', () => answers.shift()?.())
  const client = newClient()
  expect([await readEarly(client, '/a'), await readEarly(client, '/b')]).toEqual([undefined, undefined])
})
