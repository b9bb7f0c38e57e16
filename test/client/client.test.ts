import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { type ClientStatus, createClient, type MatchSubscription } from '../../src/client/index.ts'
import { fakeTimePerTest } from '../support/fake-time.ts'
import { createFakeNetwork, pause, settle } from './fake-network.ts'
import { goal, stateOf } from './state-builder.ts'

fakeTimePerTest({ now: 1_000_000 })

function start({ random = () => 0.5 }: { random?: () => number } = {}) {
  const network = createFakeNetwork()
  const client = createClient({ url: 'https://scores.example/', WebSocket: network.WebSocket, random })
  const statuses: ClientStatus[] = []
  client.on('status', (status) => statuses.push(status))
  return { network, client, statuses }
}

/** A client that follows m1, which stands at seq 3 with 1–0. */
async function startLive() {
  const started = start()
  const match = started.client.subscribe('m1')
  const socket = started.network.latest()
  socket.hello()
  await settle()
  const id = socket.sent.splice(0)[0]?.['id']
  const state = stateOf('m1', { home: 1, away: 0 })
  socket.says({ op: 'subscribed', id, matches: [{ match: 'm1', epoch: 'e', seq: 3, state }], rejected: [] })
  return { ...started, match, socket }
}

const score = (match: MatchSubscription) => match.state?.score

it.each<[object, string]>([
  [{ token: 'eyJ…' }, 'token must be a function, not eyJ…'],
  [{ transports: [] }, 'transports must be some of websocket, sse, polling, not '],
  [{ transports: ['sse', 'pigeon'] }, 'transports must be some of websocket, sse, polling, not sse,pigeon'],
])('refuses %j at once, instead of never connecting', (options, message) => {
  expect(() => createClient({ url: 'https://scores.example', ...options })).toThrow(new RangeError(message))
})

describe('subscribing', () => {
  it('connects to /v1/live with the subprotocol, once, when something is to be followed', () => {
    const { network, client } = start()
    expect(network.sockets).toHaveLength(0)
    client.subscribe('m1')
    client.subscribe('m2')
    expect(network.sockets).toHaveLength(1)
    expect(network.latest()).toMatchObject({ url: 'wss://scores.example/v1/live', protocol: 'touchline.v1' })
  })

  it('asks for all matches in one frame after the hello', async () => {
    const { network, client } = start()
    client.subscribe('m1')
    client.subscribe('m2')
    client.subscribe('m1')
    await pause()
    expect(network.latest().sent).toEqual([])
    network.latest().hello()
    await pause()
    expect(network.latest().sent).toEqual([{ op: 'subscribe', id: 1, matches: [{ match: 'm1' }, { match: 'm2' }] }])
  })

  it('looks through what is followed once for all that a page asks for or lets go of in one turn', async () => {
    const { client } = start()
    const compared = vi.spyOn(JSON, 'stringify')
    onTestFinished(() => compared.mockRestore())
    const matches = Array.from({ length: 500 }, (_, n) => client.subscribe(`m${n}`))
    await settle()
    for (const match of matches) match.close()
    await settle()
    // Each status is compared a few times; with one look at all of them for each it were half a million.
    expect(compared.mock.calls.length).toBeLessThan(500 * 20)
  })

  it("splits the frame where the server's limit demands it", async () => {
    const { network, client } = start()
    for (let n = 0; n < 20; n++) client.subscribe(`a-match-with-a-long-name-${n}`)
    network.latest().hello({ limits: { subscriptions: 64, messageBytes: 512 } })
    await pause()
    const { sent } = network.latest()
    expect(sent.length).toBeGreaterThan(1)
    expect(sent.flatMap((frame) => frame['matches'])).toHaveLength(20)
    for (const frame of sent) expect(JSON.stringify(frame).length).toBeLessThanOrEqual(512)
  })

  it('[H7] tells since when the feed is silent, and that it is heard again', async () => {
    const { match, socket, client } = await startLive()
    const change = vi.fn()
    match.on('change', change)
    expect(match.feedSilentSince).toBeUndefined()
    socket.says({ op: 'feed', match: 'm1', health: 'stale', at: 900_000 })
    socket.says({ op: 'feed', match: 'm1', health: 'stale', at: 900_000 })
    socket.says({ op: 'feed', match: 'other', health: 'stale', at: 900_000 })
    expect([match.feedSilentSince, match.status, change.mock.calls.length]).toEqual([900_000, { kind: 'live' }, 1])
    expect(client.subscribe('m1').feedSilentSince).toBe(900_000)
    socket.says({ op: 'feed', match: 'm1', health: 'live', at: 950_000 })
    expect([match.feedSilentSince, change.mock.calls.length]).toEqual([undefined, 2])
  })

  it('[H7] learns of a silent feed with the answer, and that it is heard with the answer of another connection', async () => {
    const { network, client } = start()
    const match = client.subscribe('m1')
    const state = stateOf('m1', { home: 1, away: 0 })
    const answer = async (fields: object) => {
      const socket = network.latest()
      socket.hello()
      await settle()
      const id = socket.sent.splice(0)[0]?.['id']
      socket.says({ op: 'subscribed', id, matches: [{ match: 'm1', epoch: 'e', seq: 3, ...fields }], rejected: [] })
      return socket
    }
    const socket = await answer({ state, feed: { health: 'stale', at: 900_000 } })
    expect(match.feedSilentSince).toBe(900_000)
    socket.drops()
    await vi.advanceTimersByTimeAsync(3_000)
    expect(network.sockets).toHaveLength(2)
    await answer({ updates: [] })
    expect([match.seq, match.feedSilentSince]).toEqual([3, undefined])
  })

  it.each(['source', 'fixture'])('[H7] says after an update of kind %s that other events stand', async (kind) => {
    const { match, socket } = await startLive()
    const told: string[] = []
    for (const name of ['update', 'snapshot', 'relist'] as const) match.on(name, () => told.push(name))
    socket.says({ op: 'update', match: 'm1', seq: 4, at: 1, kind, patch: { score: { home: 2 } } })
    expect(told).toEqual(['update', 'relist'])
    socket.says({ op: 'update', match: 'm1', seq: 5, at: 1, kind: 'add', event: { id: 'g', type: 'goal' }, patch: {} })
    expect(told).toEqual(['update', 'relist', 'update'])
    const state = stateOf('m1', { home: 5, away: 0 })
    socket.says({ op: 'snapshot', match: 'm1', epoch: 'e', seq: 9, state, reason: 'conflated' })
    expect(told).toEqual(['update', 'relist', 'update', 'snapshot', 'relist'])
  })

  it('gives the state that came, and tells a later subscriber at once', async () => {
    const { client, match } = await startLive()
    expect(match).toMatchObject({ epoch: 'e', seq: 3, status: { kind: 'live' } })
    const late = client.subscribe('m1')
    const change = vi.fn()
    late.on('change', change)
    await pause()
    expect(change).toHaveBeenCalledExactlyOnceWith(late)
    expect(score(late)).toEqual({ home: 1, away: 0 })
  })

  it('resumes from a state that the page has already', async () => {
    const { network, client } = start()
    const match = client.subscribe('m1', { from: { epoch: 'e', seq: 3, state: stateOf('m1') } })
    expect(match).toMatchObject({ seq: 3, status: { kind: 'stale' } })
    network.latest().hello()
    await pause()
    expect(network.latest().sent[0]).toMatchObject({ matches: [{ match: 'm1', epoch: 'e', seq: 3 }] })
  })

  it('gives such a state to those who were waiting for one, too', () => {
    const { client } = start()
    const waiting = client.subscribe('m1')
    const snapshot = vi.fn()
    waiting.on('snapshot', snapshot)
    client.subscribe('m1', { from: { epoch: 'e', seq: 3, state: stateOf('m1') } })
    expect(waiting.seq).toBe(3)
    expect(snapshot).toHaveBeenCalledOnce()
  })

  it('leaves a match when its last subscription closes', async () => {
    const { client, match, socket } = await startLive()
    const second = client.subscribe('m1')
    match.close()
    await pause()
    expect(socket.sent).toEqual([])
    second.close()
    second.close()
    await pause()
    expect(socket.sent).toEqual([{ op: 'unsubscribe', id: 2, matches: ['m1'] }])
    const change = vi.fn()
    second.on('change', change)
    socket.says(goal('m1', 4, { home: 2, away: 0 }))
    expect(change).not.toHaveBeenCalled()
  })

  it('asks for a match without the delay that those wanted who have left it', async () => {
    const { client, match, socket } = await startLive()
    const late = client.subscribe('m1', { delayMs: 30_000 })
    await pause()
    expect(socket.sent.splice(0)).toMatchObject([{ op: 'subscribe', matches: [{ match: 'm1', delayMs: 30_000 }] }])
    for (const left of [match, late]) left.close()
    client.subscribe('m1')
    await pause()
    const [{ matches: [asked] = [] } = {}] = socket.sent as { matches?: object[] }[]
    expect(asked).toMatchObject({ match: 'm1' })
    expect(asked).not.toHaveProperty('delayMs')
  })

  it('counts a subscription that is closed twice once, and tells it nothing more', async () => {
    const { client, match, socket } = await startLive()
    const change = vi.fn()
    for (let n = 0; n < 2; n++) {
      const closed = client.subscribe('m1')
      closed.on('change', change)
      closed.close()
      closed.close()
    }
    await pause()
    expect(change).not.toHaveBeenCalled()
    expect(socket.sent).toEqual([])
    socket.says(goal('m1', 4, { home: 2, away: 0 }))
    expect(match.seq).toBe(4)
  })

  it('says what the server refuses', async () => {
    const { client, socket } = await startLive()
    const refused = client.subscribe('m2')
    await pause()
    const rejected = [{ match: 'm2', code: 'forbidden' }]
    socket.says({ op: 'subscribed', id: socket.sent.splice(0)[0]?.['id'], matches: [], rejected })
    expect(refused.status).toEqual({ kind: 'refused', code: 'forbidden' })
  })

  it('asks again after a while for a match that was unavailable, or whose request failed', async () => {
    const { client, socket } = await startLive()
    client.subscribe('m2')
    await pause()
    const rejected = [{ match: 'm2', code: 'unavailable' }]
    socket.says({ op: 'subscribed', id: socket.sent.splice(0)[0]?.['id'], matches: [], rejected })
    await vi.advanceTimersByTimeAsync(3_900)
    expect(socket.sent).toEqual([])
    await vi.advanceTimersByTimeAsync(100)
    const [again] = socket.sent.splice(0)
    expect(again).toMatchObject({ op: 'subscribe', matches: [{ match: 'm2' }] })
    socket.says({ op: 'error', id: again?.['id'], code: 'internal', detail: '' })
    await vi.advanceTimersByTimeAsync(4_000)
    expect(socket.sent).toMatchObject([{ op: 'subscribe', matches: [{ match: 'm2' }] }])
  })
})

describe('what the server cannot read', () => {
  const REFUSAL = { op: 'error', code: 'invalid-message', detail: 'each of "matches" must be a match id' }

  it.each([Number.NaN, -1, 1.5, 120_001, Number.POSITIVE_INFINITY])('is not sent: a delay of %s ms', (delayMs) => {
    const { client, network } = start()
    const message = `delayMs must be a whole number from 0 to 120000, not ${delayMs}`
    expect(() => client.subscribe('m1', { delayMs })).toThrow(new RangeError(message))
    expect(() => client.board('sport:football', { delayMs })).toThrow(new RangeError(message))
    expect(network.sockets).toEqual([])
  })

  it.each([Number.NaN, -1, 1.5, 10_001])('is not sent: an update every %s ms at most', (everyMs) => {
    const { client, network } = start()
    const message = `everyMs must be a whole number from 0 to 10000, not ${everyMs}`
    expect(() => client.subscribe('m1', { everyMs })).toThrow(new RangeError(message))
    expect(() => client.board('sport:football', { everyMs })).toThrow(new RangeError(message))
    expect(network.sockets).toEqual([])
  })

  it('says what is no name and no view, instead of a request that the server refuses whole', () => {
    const { client } = start()
    for (const name of [undefined, null, 5]) {
      expect(() => client.subscribe(name as never)).toThrow(`a name must be text, not ${name}`)
      expect(() => client.board(name as never)).toThrow(`a name must be text, not ${name}`)
    }
    expect(() => client.subscribe('m1', { view: 'wide' as never })).toThrow('view must be full or score, not wide')
  })

  it('is refused at once and costs no other match anything, where it is longer than a name and no answer could name it', async () => {
    const { client, network } = start()
    const [good, bad] = [client.subscribe('m1'), client.subscribe('x'.repeat(65))]
    const [longest, board] = [client.board(`sport:${'x'.repeat(214)}`), client.board('x'.repeat(70_000))]
    for (const _ of ['at first', 'again']) {
      const socket = network.latest()
      socket.hello()
      await pause()
      expect(socket.sent).toMatchObject([{ matches: [{ match: 'm1' }], boards: [{ board: longest.name }] }])
      expect(bad.status).toEqual({ kind: 'refused', code: 'invalid-match-id' })
      expect(board.status).toEqual({ kind: 'refused', code: 'invalid-board' })
      expect([good.status.kind, longest.status.kind]).toEqual(['loading', 'loading'])
      socket.drops()
      await pause()
    }
  })

  it('costs no other match more than a while: each is asked for by itself, and one alone is refused', async () => {
    const { client, network } = start({ random: () => 0 })
    const [good, bad] = [client.subscribe('m1'), client.subscribe('no id')]
    const board = client.board('sport:football')
    const socket = network.latest()
    socket.hello()
    const [together] = socket.sent.splice(0)
    socket.says({ ...REFUSAL, id: together?.['id'] })
    await pause()
    const alone = socket.sent.splice(0)
    const boards = [{ board: 'sport:football' }]
    expect(alone).toMatchObject([
      { matches: [{ match: 'm1' }] },
      { matches: [{ match: 'no id' }] },
      { matches: [], boards },
    ])
    const [first, second, third] = alone.map(({ id }) => id)
    const joined = { match: 'm1', epoch: 'e', seq: 3, state: stateOf('m1') }
    socket.says({ op: 'subscribed', id: first, matches: [joined], rejected: [] })
    socket.says({ ...REFUSAL, id: second })
    socket.says({ ...REFUSAL, id: third })
    expect(good.status).toEqual({ kind: 'live' })
    expect(bad.status).toEqual({ kind: 'refused', code: 'invalid-match-id' })
    expect(board.status).toEqual({ kind: 'refused', code: 'invalid-board' })

    await vi.advanceTimersByTimeAsync(10_000)
    expect(socket.sent).toEqual([])
    socket.drops()
    await pause()
    network.latest().hello()
    expect(network.latest().sent).toMatchObject([
      { matches: [{ match: 'm1', seq: 3 }] },
      { matches: [{ match: 'no id' }] },
      { matches: [], boards },
    ])
  })
})

it('asks together again for what turned out to be well, after a request that the server could not read', async () => {
  const { client, network } = start({ random: () => 0 })
  client.subscribe('m1')
  client.board('sport:football')
  const socket = network.latest()
  socket.hello()
  socket.says({ op: 'error', code: 'invalid-message', detail: '', id: socket.sent.splice(0)[0]?.['id'] })
  await pause()
  const [first, second] = socket.sent.splice(0)
  const joined = { match: 'm1', epoch: 'e', seq: 3, state: stateOf('m1') }
  socket.says({ op: 'subscribed', id: first?.['id'], matches: [joined], rejected: [] })
  const boards = [{ board: 'sport:football', matches: [] }]
  socket.says({ op: 'subscribed', id: second?.['id'], matches: [], rejected: [], boards })
  socket.drops()
  await pause()
  network.latest().hello()
  expect(network.latest().sent).toMatchObject([{ matches: [{ match: 'm1' }], boards: [{ board: 'sport:football' }] }])
})

describe('folding', () => {
  it('[W1] applies each update once and in order, and reports what it did', async () => {
    const { match, socket } = await startLive()
    const updates = vi.fn()
    const change = vi.fn()
    match.on('update', updates)
    match.on('change', change)
    socket.says(goal('m1', 4, { home: 2, away: 0 }))
    socket.says(goal('m1', 4, { home: 2, away: 0 }))
    socket.says(goal('m1', 2, { home: 0, away: 0 }))
    expect(score(match)).toEqual({ home: 2, away: 0 })
    expect(change).toHaveBeenCalledTimes(1)
    expect(updates).toHaveBeenCalledTimes(1)
    expect(updates.mock.calls[0]?.[0]).toMatchObject({
      message: { seq: 4 },
      before: { score: { home: 1 } },
      after: { score: { home: 2 } },
      isCatchUp: false,
    })
  })

  it('shows a correction with the score before and after', async () => {
    const { match, socket } = await startLive()
    const updates = vi.fn()
    match.on('update', updates)
    const correction = {
      kind: 'goal_disallowed',
      eventId: 'e3',
      reason: 'offside',
      before: { score: { home: 1, away: 0 } },
      after: { score: { home: 0, away: 0 } },
    }
    socket.says({ op: 'update', match: 'm1', seq: 4, at: 0, kind: 'delete', patch: { score: { home: 0 } }, correction })
    expect(updates.mock.calls[0]?.[0].message.correction).toEqual(correction)
    expect(score(match)).toEqual({ home: 0, away: 0 })
  })

  it('[W3] asks for what is missing when an update was lost, and goes on from there', async () => {
    const { match, socket } = await startLive()
    socket.says(goal('m1', 5, { home: 3, away: 0 }))
    expect(match).toMatchObject({ seq: 3, status: { kind: 'stale', reason: 'catching-up' } })
    await pause()
    expect(socket.sent).toMatchObject([{ op: 'subscribe', matches: [{ match: 'm1', epoch: 'e', seq: 3 }] }])
    const updates = [4, 5].map((seq) => goal('m1', seq, { home: seq - 2, away: 0 }))
    const id = socket.sent[0]?.['id']
    socket.says({ op: 'subscribed', id, matches: [{ match: 'm1', epoch: 'e', seq: 5, updates }], rejected: [] })
    expect(match).toMatchObject({ seq: 5, status: { kind: 'live' } })
    expect(score(match)).toEqual({ home: 3, away: 0 })
  })

  it.each([
    { epoch: 'e', seq: 8 },
    { epoch: 'f', seq: 4 },
  ])('takes a snapshot when the updates of a resume do not connect: $epoch $seq', async ({ epoch, seq }) => {
    const { match, socket } = await startLive()
    socket.says(goal('m1', 9, { home: 9, away: 0 }))
    await pause()
    const updates = [goal('m1', seq, { home: 8, away: 0 })]
    const id = socket.sent.splice(0)[0]?.['id']
    socket.says({ op: 'subscribed', id, matches: [{ match: 'm1', epoch, seq, updates }], rejected: [] })
    await pause()
    expect(score(match)).toEqual({ home: 1, away: 0 })
    expect(socket.sent).toMatchObject([{ op: 'subscribe', matches: [{ match: 'm1' }] }])
    expect(socket.sent[0]).not.toHaveProperty('matches.0.seq')
  })

  it('[W4] takes a snapshot with what was missed, but never an older one', async () => {
    const { match, socket } = await startLive()
    const snapshots = vi.fn()
    match.on('snapshot', snapshots)
    const missed = [{ id: 'g', type: 'goal' }]
    const newer = { op: 'snapshot', match: 'm1', epoch: 'e', seq: 7, state: stateOf('m1', { home: 5, away: 0 }) }
    socket.says({ ...newer, reason: 'conflated', missed })
    socket.says({ ...newer, seq: 6, state: stateOf('m1', { home: 4, away: 0 }), reason: 'resync' })
    expect(match).toMatchObject({ seq: 7, state: { score: { home: 5 } } })
    expect(snapshots).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ reason: 'conflated', missed }))
  })

  it('follows a new epoch, whatever its seq', async () => {
    const { match, socket } = await startLive()
    socket.says({ op: 'snapshot', match: 'm1', epoch: 'f', seq: 1, state: stateOf('m1'), reason: 'epoch' })
    expect(match).toMatchObject({ epoch: 'f', seq: 1, state: { score: { home: 0 } } })
  })

  it('ignores what it does not know: an op of a newer server, words of a proxy', async () => {
    const { match, socket, client } = await startLive()
    socket.says({ op: 'celebrate', match: 'm1', seq: 99 })
    socket.says('<html>')
    socket.says('null')
    expect(match.seq).toBe(3)
    expect(client.status).toEqual({ kind: 'live' })
  })

  it('tells nothing more, of any match, once a listener has closed the client', async () => {
    const { client, match, socket } = await startLive()
    const other = client.subscribe('m2')
    await pause()
    const id = socket.sent.splice(0)[0]?.['id']
    const told: string[] = []
    for (const each of [match, other]) each.on('update', ({ message }) => told.push(`${each.match} ${message.seq}`))
    other.on('snapshot', () => told.push('state'))
    match.on('update', () => client.close())
    const state = stateOf('m2')
    socket.says({ op: 'subscribed', id, matches: [{ match: 'm2', epoch: 'e', seq: 3, state }], rejected: [] })
    const updates = ['m1', 'm2'].map((name) => ({ match: name, seq: 4, after: 3, patch: { score: { home: 2 } } }))
    socket.says({ op: 'updates', board: 'sport:football', at: Date.now(), updates })
    expect(told).toEqual(['state', 'm1 4'])
    expect([match.status.kind, other.status.kind, client.status.kind]).toEqual(['closed', 'closed', 'closed'])
  })

  it('follows a match anew within a listener of it, which is told once of each change', async () => {
    const { client, match, socket } = await startLive()
    let told = 0
    let current = match
    const follow = () =>
      current.on('update', () => {
        told += 1
        current.close()
        current = client.subscribe('m1')
        follow()
      })
    follow()
    for (const seq of [4, 5]) socket.says(goal('m1', seq, { home: seq - 2, away: 0 }))
    expect([told, score(current)]).toEqual([2, { home: 3, away: 0 }])
  })

  it('keeps folding when a listener throws', async () => {
    const { match, socket } = await startLive()
    const uncaught = vi.fn()
    vi.stubGlobal('queueMicrotask', (task: () => void) => {
      try {
        task()
      } catch (error) {
        uncaught(error)
      }
    })
    match.on('update', () => {
      throw new Error('page bug')
    })
    socket.says(goal('m1', 4, { home: 2, away: 0 }))
    expect(score(match)).toEqual({ home: 2, away: 0 })
    expect(uncaught).toHaveBeenCalledTimes(1)
  })
})

describe('freshness', () => {
  it('[W6] is stale while the gateway is cut off, since the moment it was', async () => {
    const { client, match, socket } = await startLive()
    socket.says({ op: 'gateway', broker: 'down', at: Date.now() })
    vi.setSystemTime(1_005_000)
    socket.says({ op: 'heartbeat', at: Date.now() })
    const stale = { kind: 'stale', asOf: 1_000_000, reason: 'broker' }
    expect(client.status).toEqual(stale)
    expect(match.status).toEqual(stale)
    socket.says({ op: 'gateway', broker: 'up', at: Date.now() })
    expect(match.status).toEqual({ kind: 'live' })
  })

  it('[W10] is stale since the same moment, by a clock that was set back meanwhile', async () => {
    const { client, match, socket } = await startLive()
    socket.says({ op: 'gateway', broker: 'down', at: Date.now() })
    await vi.advanceTimersByTimeAsync(5_000)
    vi.setSystemTime(Date.now() - 60_000)
    await vi.advanceTimersByTimeAsync(1_000)
    const stale = { kind: 'stale', asOf: 940_000, reason: 'broker' }
    expect(client.status).toEqual(stale)
    expect(match.status).toEqual(stale)
  })

  it.each([-3_600_000, 3_600_000])(
    "[W10] knows the server's time a second after its own clock was set by %i ms",
    async (stepMs) => {
      const { client, socket } = await startLive()
      vi.setSystemTime(Date.now() + stepMs)
      const serverIsAhead = -stepMs
      await vi.advanceTimersByTimeAsync(1_000)
      const ping = socket.sent.find(({ op }) => op === 'ping')
      socket.says({ op: 'pong', id: ping?.['id'], at: Date.now() + serverIsAhead })
      expect(client.now()).toBe(Date.now() + serverIsAhead)
      expect(client.status).toEqual({ kind: 'live' })
    },
  )

  it('is stale from the drop of the connection until the missed updates are in', async () => {
    const { client, match, network, socket, statuses } = await startLive()
    socket.drops()
    expect(match.status).toEqual({ kind: 'stale', asOf: 1_000_000, reason: 'connection' })
    await vi.advanceTimersByTimeAsync(1_000)
    network.latest().hello()
    expect(client.status).toMatchObject({ kind: 'stale', reason: 'catching-up' })
    const [asked] = network.latest().sent
    expect(asked).toMatchObject({ op: 'subscribe', matches: [{ match: 'm1', epoch: 'e', seq: 3 }] })
    const updates = [goal('m1', 4, { home: 2, away: 0 })]
    const isCatchUp = vi.fn()
    match.on('update', (update) => isCatchUp(update.isCatchUp))
    const matches = [{ match: 'm1', epoch: 'e', seq: 4, updates }]
    network.latest().says({ op: 'subscribed', id: asked?.['id'], matches, rejected: [] })
    expect(isCatchUp).toHaveBeenCalledExactlyOnceWith(true)
    expect(match.status).toEqual({ kind: 'live' })
    expect(statuses.map(({ kind }) => kind)).toEqual(['live', 'stale', 'stale', 'live'])
  })

  it('says of a state that the page had kept when that was the newest, though the client was live since, until the server tells', async () => {
    const { client, network, socket } = await startLive()
    const kept = { epoch: 'e', seq: 3, state: stateOf('m2'), asOf: 400_000 }
    const match = client.subscribe('m2', { from: kept })
    expect(match.status).toEqual({ kind: 'stale', asOf: 400_000, reason: 'catching-up' })
    socket.drops()
    expect(client.status).toMatchObject({ kind: 'stale', asOf: 1_000_000 })
    expect(match.status).toEqual({ kind: 'stale', asOf: 400_000, reason: 'connection' })
    await vi.advanceTimersByTimeAsync(1_000)
    network.latest().hello()
    await pause()
    for (const { op, id, matches } of network.latest().sent.splice(0)) {
      if (op !== 'subscribe') continue
      const told = (matches as { match: string }[]).map((asked) => ({
        match: asked.match,
        epoch: 'e',
        seq: 3,
        updates: [],
      }))
      network.latest().says({ op: 'subscribed', id, matches: told, rejected: [] })
    }
    expect(match.status).toEqual({ kind: 'live' })
    const liveAt = Date.now()
    network.latest().drops()
    expect(match.status).toEqual({ kind: 'stale', asOf: liveAt, reason: 'connection' })
  })

  it("keeps a newer score when the next gateway lags behind the last one's", async () => {
    const { match, network, socket } = await startLive()
    socket.drops()
    await vi.advanceTimersByTimeAsync(1_000)
    network.latest().hello()
    const id = network.latest().sent[0]?.['id']
    const behind = { match: 'm1', epoch: 'e', seq: 2, state: stateOf('m1') }
    network.latest().says({ op: 'subscribed', id, matches: [behind], rejected: [] })
    network.latest().says(goal('m1', 3, { home: 1, away: 0 }))
    expect(match).toMatchObject({ seq: 3, state: { score: { home: 1 } } })
    network.latest().says(goal('m1', 4, { home: 2, away: 0 }))
    expect(match).toMatchObject({ seq: 4, state: { score: { home: 2 } } })
  })

  it('knows nothing of the next gateway from the last one: neither that it is cut off, nor its time', async () => {
    const { client, network, socket } = await startLive()
    socket.says({ op: 'heartbeat', at: Date.now() + 60_000 })
    socket.says({ op: 'gateway', broker: 'down', at: Date.now() })
    socket.drops()
    await vi.advanceTimersByTimeAsync(1_000)
    network.latest().hello()
    expect(client.now()).toBe(Date.now())
    expect(client.status).toMatchObject({ reason: 'catching-up' })
  })

  it('says offline when the browser has no network', async () => {
    const { client, socket } = await startLive()
    vi.stubGlobal('navigator', { onLine: false })
    socket.drops()
    expect(client.status).toEqual({ kind: 'offline', asOf: 1_000_000 })
  })

  it("corrects this device's clock by the server's", async () => {
    const { client, socket } = await startLive()
    socket.says({ op: 'heartbeat', at: Date.now() + 60_000 })
    expect(client.now()).toBe(Date.now() + 60_000)
    // A late message is no evidence of an earlier time.
    socket.says({ op: 'heartbeat', at: Date.now() + 30_000 })
    expect(client.now()).toBe(Date.now() + 60_000)
  })
})

describe('closing', () => {
  it('ends for good on a terminal close code', async () => {
    const { client, match, network, socket } = await startLive()
    socket.drops(4501, 'bad token')
    await vi.advanceTimersByTimeAsync(120_000)
    expect(network.sockets).toHaveLength(1)
    expect(client.status).toEqual({ kind: 'closed', code: 4501, reason: 'bad token', asOf: 1_000_000 })
    expect(match.status.kind).toBe('closed')
  })

  it('leaves no timer and no listener behind, whatever it waited for', async () => {
    const listening = new Set<string>()
    const target = {
      addEventListener(name: string, _: unknown, { signal }: { signal: AbortSignal }) {
        listening.add(name)
        signal.addEventListener('abort', () => listening.delete(name))
      },
    }
    vi.stubGlobal('window', target)
    vi.stubGlobal('document', target)
    const { client, match, socket } = await startLive()
    expect(listening.size).toBe(4)
    // Two requests whose matches cannot be had now, and one that waits for the pace.
    for (const name of ['m2', 'm3']) {
      client.subscribe(name)
      await pause()
      const rejected = [{ match: name, code: 'unavailable' }]
      socket.says({ op: 'subscribed', id: socket.sent.splice(0)[0]?.['id'], matches: [], rejected })
    }
    client.subscribe('m4')
    client.close()
    match.close()
    expect(vi.getTimerCount()).toBe(0)
    expect(listening.size).toBe(0)
  })

  it('ends for good when it is closed', async () => {
    const { client, network, socket } = await startLive()
    client.close()
    client.close()
    expect(socket.isClosedByClient).toBe(true)
    socket.drops(1000)
    await vi.advanceTimersByTimeAsync(120_000)
    expect(network.sockets).toHaveLength(1)
    expect(vi.getTimerCount()).toBe(0)
  })
})

it('says what to do where there is no WebSocket, to whoever subscribes', () => {
  vi.stubGlobal('WebSocket', undefined)
  const client = createClient({ url: 'http://127.0.0.1:1' })
  onTestFinished(() => client.close())
  expect(() => client.subscribe('m1')).toThrow(/no WebSocket.*npm install ws/)
})
