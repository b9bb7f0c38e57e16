import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { MissingMatches, missingWaitMs } from '../../../src/client/following/missing-matches.ts'
import { createClient } from '../../../src/client/index.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'
import { createFakeNetwork, pause, settle } from '../fake-network.ts'
import { stateOf } from '../state-builder.ts'

fakeTimePerTest({ now: 1_000_000 })

/** A client that follows a match which does not exist, and has been told so. */
async function start({ random = 0 } = {}) {
  const network = createFakeNetwork()
  const client = createClient({ url: 'ws://server', WebSocket: network.WebSocket, random: () => random })
  onTestFinished(() => client.close())
  const match = client.subscribe('m1')
  const statuses: string[] = []
  match.on('status', ({ kind }) => statuses.push(kind))
  const server = {
    get socket() {
      return network.latest()
    },
    /** Takes the one request that the client has sent. */
    asked() {
      const sent = network.latest().sent.splice(0)
      expect(sent).toMatchObject([{ op: 'subscribe', matches: [{ match: 'm1' }] }])
      return sent[0]?.['id']
    },
    hasNone() {
      const rejected = [{ match: 'm1', code: 'match-not-found' }]
      network.latest().says({ op: 'subscribed', id: server.asked(), matches: [], rejected })
    },
    hasIt() {
      const joined = { match: 'm1', epoch: 'e', seq: 3, state: stateOf('m1') }
      network.latest().says({ op: 'subscribed', id: server.asked(), matches: [joined], rejected: [] })
    },
  }
  server.socket.hello()
  await settle()
  server.hasNone()
  return { client, match, statuses, server, network }
}

describe('a match that does not exist yet', () => {
  it('is waited for, and comes alive when it is created', async () => {
    const { match, statuses, server } = await start()
    expect(match.status).toEqual({ kind: 'waiting' })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(match.status).toEqual({ kind: 'waiting' })
    server.hasIt()
    expect(match.status).toEqual({ kind: 'live' })
    expect(match.state?.match).toBe('m1')
    expect(statuses).toEqual(['waiting', 'live'])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(server.socket.sent.filter(({ op }) => op === 'subscribe')).toEqual([])
  })

  it('is asked for ever more seldom, never sooner than a second later, and every 15 s at least', async () => {
    const { server } = await start()
    for (const waitMs of [1_000, 2_000, 4_000, 7_500, 7_500]) {
      await vi.advanceTimersByTimeAsync(waitMs - 1)
      expect(server.socket.sent).toEqual([])
      await vi.advanceTimersByTimeAsync(1)
      server.hasNone()
    }
    expect(missingWaitMs(1, 0.999)).toBeLessThan(2_000)
    expect(missingWaitMs(1_000, 0.999)).toBeLessThan(15_000)
  })

  it('comes alive when a board brings it, and is not asked for again', async () => {
    const { client, match, server } = await start()
    client.board('competition:cup')
    await pause()
    const id = server.socket.sent.splice(0)[0]?.['id']
    server.socket.says({
      op: 'subscribed',
      id,
      matches: [],
      rejected: [],
      boards: [{ board: 'competition:cup', matches: [] }],
    })
    const joined = [{ match: 'm1', epoch: 'e', seq: 3, state: stateOf('m1') }]
    server.socket.says({ op: 'board', board: 'competition:cup', matches: ['m1'], joined, left: [] })
    expect(match.status).toEqual({ kind: 'live' })
    await vi.advanceTimersByTimeAsync(20_000)
    expect(server.socket.sent.filter(({ op }) => op === 'subscribe')).toEqual([])
  })

  it('is asked for at once on a new connection, and still waited for meanwhile', async () => {
    const { match, server, network } = await start()
    server.socket.drops()
    await vi.advanceTimersByTimeAsync(900)
    expect(network.sockets).toHaveLength(2)
    server.socket.hello()
    expect(match.status).toEqual({ kind: 'waiting' })
    server.hasIt()
    expect(match.status).toEqual({ kind: 'live' })
  })

  it('is not asked for when nobody follows it any more', async () => {
    const { match, server } = await start()
    match.close()
    await vi.advanceTimersByTimeAsync(20_000)
    expect(server.socket.sent.filter(({ op }) => op === 'subscribe')).toEqual([])
  })

  it('is forgotten when nobody follows it any more, and when the client is closed', async () => {
    const { client, match } = await start()
    match.close()
    await pause()
    expect(client.subscribe('m1').status.kind).toBe('loading')
    client.close()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('leaves no timer behind when the client is closed', async () => {
    const { client, match } = await start()
    client.close()
    expect(match.status.kind).toBe('closed')
    expect(vi.getTimerCount()).toBe(0)
  })
})

it('is asked for once after each time that the server did not have it, however soon it said so again', () => {
  const onDue = vi.fn()
  const missing = new MissingMatches({ random: () => 0, onDue })
  missing.add('m1')
  vi.advanceTimersByTime(500)
  missing.add('m1')
  vi.advanceTimersByTime(1_999)
  expect(onDue).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(onDue).toHaveBeenCalledOnce()
  missing.close()
})

it('[W16] waits for a match that is gone, and shows it when it is made again', async () => {
  const { match, server } = await start()
  await vi.advanceTimersByTimeAsync(1_000)
  server.hasIt()
  server.socket.says({ op: 'gone', match: 'm1' })
  expect(match.status).toEqual({ kind: 'waiting' })
  await vi.advanceTimersByTimeAsync(1_000)
  const joined = { match: 'm1', epoch: 'f', seq: 1, state: stateOf('m1') }
  server.socket.says({ op: 'subscribed', id: server.asked(), matches: [joined], rejected: [] })
  expect(match.status).toEqual({ kind: 'live' })
  expect(match.epoch).toBe('f')
})
