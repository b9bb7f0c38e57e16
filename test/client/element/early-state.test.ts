import { afterEach, expect, it, onTestFinished, vi } from 'vitest'
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
    { seq: 1, aheadMs: 0 },
    { seq: 1, aheadMs: 0 },
    undefined,
  ])
  expect(await read('c', other)).toEqual({ seq: 1, aheadMs: 0 })
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

it.each([
  ['seven hours behind', 7 * 3_600_000, 7 * 3_600_000],
  ['two hours ahead', -7_200_000, -7_200_000],
  ['right, while the answer lay in a cache for two seconds', -2_000, 0],
  ['half a minute behind, which a cache may be, too', 30_000, 0],
  ['a little more behind', 31_000, 31_000],
])('tells from the answer how late it is, for a device whose clock is %s', async (_, serverIsAheadMs, aheadMs) => {
  vi.useFakeTimers({ now: 1_800_000_000_000 })
  onTestFinished(() => void vi.useRealTimers())
  const date = new Date(Date.now() + serverIsAheadMs).toUTCString()
  vi.stubGlobal('fetch', async () => Response.json({ seq: 1 }, { headers: { date } }))
  expect(await readEarly(newClient(), '/m')).toEqual({ seq: 1, aheadMs })
})
