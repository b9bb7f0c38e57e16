import { getEventListeners } from 'node:events'
import { expect, it, vi } from 'vitest'
import { realClock } from '../../src/feed-client/clock.ts'
import { createFeedClient, type FeedClientOptions } from '../../src/feed-client/feed-client.ts'
import { GaveUp, QueueFull } from '../../src/feed-client/line.ts'
import { createFakeNetwork } from '../client/fake-network.ts'
import { fakeTimePerTest } from '../support/fake-time.ts'

fakeTimePerTest({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'Date'] })

type Serve = (path: string) => { readonly status?: number; readonly body?: object; readonly retryAfter?: string }

/** A client whose requests the test answers; without `serve` nobody does. Waits are noted, and are over at once. */
function start(serve?: Serve, more: Partial<FeedClientOptions> = {}) {
  const asked: string[] = []
  const waits: number[] = []
  let now = 0
  vi.stubGlobal('fetch', (url: string, { signal }: { signal: AbortSignal }) => {
    const path = url.replace('http://server', '')
    asked.push(path)
    return new Promise<Response>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason))
      if (serve === undefined) return
      const { status = 200, body = { seq: 1 }, retryAfter } = serve(path)
      const headers = { ...(retryAfter !== undefined && { 'retry-after': retryAfter }) }
      resolve(new Response(JSON.stringify(body), { status, headers }))
    })
  })
  const clock = {
    now: () => now,
    async pause(ms: number) {
      waits.push(ms)
      now += ms
    },
  }
  const client = createFeedClient({ url: 'http://server', clock, ...more })
  return { client, asked, waits }
}

const change = { op: 'delete', id: 'e1' } as const
const total = (waits: readonly number[]) => waits.reduce((sum, ms) => sum + ms, 0)

it('gives up on a server that has never answered within 10 s, after waits that double', async () => {
  const { client, waits } = start(() => {
    throw new TypeError('fetch failed')
  })
  await expect(client.send('m1', change)).rejects.toThrow(GaveUp)
  expect(waits).toEqual([200, 400, 800, 1_600, 3_200])
})

it('waits five minutes for a server that has answered before, and five seconds at a time', async () => {
  let isAway = false
  const { client, waits } = start(() => {
    if (isAway) throw new TypeError('fetch failed')
    return {}
  })
  await client.send('m1', change)
  isAway = true
  await expect(client.send('m1', change)).rejects.toThrow(GaveUp)
  expect(Math.max(...waits)).toBe(5_000)
  expect(total(waits)).toBeGreaterThan(295_000 - 1)
  expect(total(waits)).toBeLessThanOrEqual(300_000)
})

it('waits as long as it is told, and 100 ms at least', async () => {
  const answers = [{ status: 429, retryAfter: '7' }, { status: 503, retryAfter: '0' }, {}]
  const { client, waits } = start(() => answers.shift() ?? {})
  await client.send('m1', change)
  expect(waits).toEqual([7_000, 100])
})

it('has 1,000 changes at most under way or waiting, and sends to 64 matches at once', async () => {
  const { client, asked } = start()
  const sent = Array.from({ length: 1_000 }, (_, n) => client.send(`m${n}`, change))
  expect([client.queued, asked.length]).toEqual([1_000, 64])
  await expect(client.send('m1', change)).rejects.toThrow(QueueFull)
  client.close()
  expect((await Promise.allSettled(sent)).every(({ status }) => status === 'rejected')).toBe(true)
})

it('reads a log 1,000 updates at a time, and not once more when it has all of them', async () => {
  const { client, asked } = start((path) => {
    const after = Number(/after=(\d+)/.exec(path)?.[1])
    const updates = Array.from({ length: Math.min(1_000, 1_500 - after) }, (_, n) => ({ seq: after + n + 1 }))
    return { body: { updates, seq: 1_500 } }
  })
  expect(await client.readLog('m1')).toHaveLength(1_500)
  expect(asked).toEqual([0, 1_000].map((after) => `/v1/matches/m1/updates?after=${after}&limit=1000`))
})

it('sends again what was not answered within 30 s, and leaves no timer behind once it is', async () => {
  let isSilent = true
  const { client, asked } = start()
  const { fetch } = globalThis
  vi.stubGlobal('fetch', (...given: Parameters<typeof fetch>) => {
    const answer = fetch(...given)
    return isSilent ? answer : Promise.resolve(new Response('{"seq":1}'))
  })
  const sent = client.send('m1', change)
  await vi.advanceTimersByTimeAsync(29_999)
  expect(asked).toHaveLength(1)
  isSilent = false
  await vi.advanceTimersByTimeAsync(1)
  expect(await sent).toEqual({ seq: 1 })
  expect([asked.length, vi.getTimerCount()]).toEqual([2, 0])
})

it('ends requests, waits and what it follows when it is closed', async () => {
  const network = createFakeNetwork()
  const waiting = start(
    () => {
      throw new TypeError('fetch failed')
    },
    { clock: realClock, WebSocket: network.WebSocket as never },
  )
  waiting.client.follow('m1')
  const rejected = expect(waiting.client.send('m1', change)).rejects.toThrow()
  await vi.advanceTimersByTimeAsync(0)
  waiting.client.close()
  await rejected
  expect([network.latest().isClosedByClient, vi.getTimerCount()]).toEqual([true, 0])

  const asking = start()
  const given = expect(asking.client.send('m1', change)).rejects.toThrow()
  asking.client.close()
  await given
  expect(vi.getTimerCount()).toBe(0)
})

it('a pause leaves nothing at the signal that could end it', async () => {
  const { signal } = new AbortController()
  const paused = realClock.pause(1_000, signal)
  await vi.advanceTimersByTimeAsync(1_000)
  await paused
  expect(getEventListeners(signal, 'abort')).toEqual([])
})
