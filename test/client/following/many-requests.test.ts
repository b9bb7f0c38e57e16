import { describe, expect, it, onTestFinished, vi } from 'vitest'

import { createClient, type MatchSubscription } from '../../../src/client/index.ts'
import { MESSAGE_RATE } from '../../../src/gateway/viewer/connection.ts'
import { TokenBucket } from '../../../src/http/token-bucket.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'
import { createFakeNetwork, PAUSE_MS, pause, settle } from '../fake-network.ts'
import { goal, stateOf } from '../state-builder.ts'

fakeTimePerTest({ now: 1_000_000 })

/** Requests without an answer that the server bears. */
const MOST_WAITING = 32

interface Server {
  readonly messageBytes?: number
  /** Whether there are the matches that are asked for. */
  readonly exists?: boolean
}

type Request = { readonly id: number; readonly op: string; readonly matches: readonly (string | { match: string })[] }

/** A client with an open connection to a server that keeps books as a gateway does, and answers when it is told to. */
function start({ messageBytes = 4096, exists = true }: Server = {}) {
  const network = createFakeNetwork()
  const client = createClient({ url: 'ws://server', WebSocket: network.WebSocket, random: () => 0.5 })
  onTestFinished(() => client.close())
  client.connect()
  const socket = network.latest()
  const budget = new TokenBucket(MESSAGE_RATE)
  const watched = new Set<string>()
  const waiting: Request[] = []
  let requests = 0
  let isOverdrawn = false
  const charge = () => {
    if (!budget.take()) isOverdrawn = true
  }
  const answer = ({ id, op, matches }: Request) => {
    const names = matches.map((each) => (typeof each === 'string' ? each : each.match))
    if (op === 'unsubscribe') {
      for (const match of names) watched.delete(match)
      socket.says({ op: 'unsubscribed', id, matches: names })
    } else if (exists) {
      for (const match of names) watched.add(match)
      const joined = names.map((match) => ({ match, epoch: 'e', seq: 1, state: stateOf(match) }))
      socket.says({ op: 'subscribed', id, matches: joined, rejected: [] })
    } else {
      const rejected = names.map((match) => ({ match, code: 'match-not-found' }))
      socket.says({ op: 'subscribed', id, matches: [], rejected })
    }
  }
  socket.hello({ limits: { subscriptions: 64, messageBytes } })
  return {
    client,
    network,
    socket,
    watched,
    /** What the client has sent arrives; it is answered after so long. */
    receive(answerMs: number) {
      for (const frame of socket.sent.splice(0) as Request[]) {
        requests += 1
        charge()
        // It looks each of them up long before the client hears that there is none.
        if (!exists && frame.op === 'subscribe') for (const _ of frame.matches) budget.take()
        waiting.push(frame)
        setTimeout(() => answer(waiting.shift() as Request), answerMs)
      }
      return { requests, isOverdrawn, unanswered: waiting.length }
    },
  }
}

describe('a list whose rows come and go with each animation frame', () => {
  const FRAMES_A_SECOND = 60
  const ROWS = 20

  it.each<[string, Server & { readonly answerMs: number; readonly prefix?: string }]>([
    ['answered at once', { answerMs: 0 }],
    ['answered late', { answerMs: 3_000 }],
    [
      'of long names and short messages',
      { answerMs: 50, messageBytes: 512, prefix: 'a-match-with-a-name-as-long-as-can-be-or-nearly-' },
    ],
    ['of matches that do not exist', { answerMs: 50, exists: false }],
    ['of matches that do not exist, answered late', { answerMs: 500, exists: false }],
    ['of matches that do not exist, answered very late', { answerMs: 3000, exists: false }],
  ])(
    'stays within what the server allows, and ends with what is shown: %s',
    async (_name, { answerMs, prefix = 'm', ...server }) => {
      const { client, watched, receive } = start(server)
      const rows: MatchSubscription[] = []
      for (let row = 0; row < ROWS; row++) rows.push(client.subscribe(`${prefix}${row}`))
      for (let frame = 0; frame < 10 * FRAMES_A_SECOND; frame++) {
        rows.shift()?.close()
        rows.push(client.subscribe(`${prefix}${ROWS + frame}`))
        await vi.advanceTimersByTimeAsync(1_000 / FRAMES_A_SECOND)
        const { isOverdrawn, unanswered } = receive(answerMs)
        expect(isOverdrawn).toBe(false)
        expect(unanswered).toBeLessThanOrEqual(MOST_WAITING)
      }
      for (let turn = 0; turn < 100; turn++) {
        await pause()
        expect(receive(answerMs).isOverdrawn).toBe(false)
      }
      const shown = rows.map(({ match }) => match)
      expect([...watched].sort()).toEqual(server.exists === false ? [] : shown.sort())
      const status = server.exists === false ? { kind: 'waiting' } : { kind: 'live' }
      for (const row of rows) expect(row.status).toEqual(status)
    },
  )
})

describe('what is asked for shortly after another request', () => {
  async function startFollowing() {
    const started = start()
    const m1 = started.client.subscribe('m1')
    await settle()
    started.receive(0)
    await settle()
    return { ...started, m1 }
  }

  it('goes at once after a pause, and else together', async () => {
    const { client, socket } = await startFollowing()
    client.subscribe('m2')
    await vi.advanceTimersByTimeAsync(PAUSE_MS / 2)
    client.subscribe('m3')
    expect(socket.sent).toEqual([])
    await vi.advanceTimersByTimeAsync(PAUSE_MS / 2)
    expect(socket.sent).toMatchObject([{ op: 'subscribe', matches: [{ match: 'm2' }, { match: 'm3' }] }])
    await pause()
    client.subscribe('m4')
    await settle()
    expect(socket.sent.at(-1)).toMatchObject({ op: 'subscribe', matches: [{ match: 'm4' }] })
  })

  it('is not told to the server when it was given up again', async () => {
    const { client, socket } = await startFollowing()
    client.subscribe('m2').close()
    client.board('sport:football').close()
    await pause()
    expect(socket.sent).toEqual([])
  })

  it('is the same subscription when the match was left in between, with all that it had', async () => {
    const { client, socket, m1 } = await startFollowing()
    m1.close()
    socket.says(goal('m1', 2, { home: 1, away: 0 }))
    const again = client.subscribe('m1')
    expect(again).toMatchObject({ seq: 2, status: { kind: 'live' } })
    await pause()
    expect(socket.sent).toEqual([])
    socket.says(goal('m1', 3, { home: 2, away: 0 }))
    expect(again.state?.score).toEqual({ home: 2, away: 0 })
  })

  it('is resumed from what the page has, if that is older than what came in between', async () => {
    const { client, socket, m1 } = await startFollowing()
    const { epoch = '', seq = 0, state = stateOf('m1') } = m1
    m1.close()
    socket.says(goal('m1', 2, { home: 1, away: 0 }))
    const again = client.subscribe('m1', { from: { epoch, seq, state } })
    const update = vi.fn()
    again.on('update', ({ message }) => update(message.seq))
    expect(again.seq).toBe(1)
    socket.says(goal('m1', 3, { home: 2, away: 0 }))
    await pause()
    const [request] = socket.sent.splice(0)
    expect(request).toMatchObject({ op: 'subscribe', matches: [{ match: 'm1', epoch: 'e', seq: 1 }] })
    const updates = [2, 3].map((next) => goal('m1', next, { home: next - 1, away: 0 }))
    socket.says({
      op: 'subscribed',
      id: request?.['id'],
      matches: [{ match: 'm1', epoch, seq: 3, updates }],
      rejected: [],
    })
    expect(update.mock.calls).toEqual([[2], [3]])
  })

  it('tells the server of a match that was left while it was about to be asked for again', async () => {
    const { socket, watched, receive, m1 } = await startFollowing()
    socket.says(goal('m1', 9, { home: 9, away: 0 }))
    m1.close()
    await pause()
    receive(0)
    await settle()
    expect([...watched]).toEqual([])
  })
})

it('waits for answers when many are missing, then asks for all the rest together', async () => {
  const { client, socket, watched, receive } = start()
  for (let n = 0; n < 40; n++) {
    client.subscribe(`m${n}`)
    await pause()
  }
  const { requests } = receive(1_000)
  expect(requests).toBeLessThan(MOST_WAITING)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(socket.sent).toHaveLength(1)
  receive(0)
  await settle()
  expect(watched.size).toBe(40)
})

it('asks for matches that may not exist no faster than the server bears, however many at once', async () => {
  const { client, receive } = start({ exists: false })
  const matches = Array.from({ length: 300 }, (_, n) => client.subscribe(`m${n}`))
  for (let turn = 0; turn < 400; turn++) {
    await pause()
    // The page goes on asking meanwhile.
    if (turn % 7 === 0) client.subscribe(`later-${turn}`)
    expect(receive(300).isOverdrawn).toBe(false)
  }
  for (const { status } of matches) expect(status).toEqual({ kind: 'waiting' })
})

it('asks for everything on a new connection, whatever the last one left unanswered', async () => {
  const { client, network, socket } = start({ exists: false })
  for (let n = 0; n < 70; n++) client.subscribe(`m${n}`)
  await pause()
  expect(socket.sent).not.toEqual([])
  socket.drops()
  await vi.advanceTimersByTimeAsync(1_000)
  network.latest().hello()
  const asked = network.latest().sent as unknown as Request[]
  expect(asked.flatMap(({ matches }) => matches)).toHaveLength(70)
})

it('tells of many matches that were left in messages that the server takes', async () => {
  const { client, socket, watched, receive } = start({ messageBytes: 512 })
  const matches = Array.from({ length: 60 }, (_, n) => client.subscribe(`a-match-with-a-long-name-${n}`))
  await pause()
  receive(0)
  await settle()
  expect(watched.size).toBe(60)
  for (const match of matches) match.close()
  await pause()
  expect(socket.sent.length).toBeGreaterThan(1)
  for (const frame of socket.sent) expect(JSON.stringify(frame).length).toBeLessThanOrEqual(512)
  receive(0)
  await settle()
  expect(watched.size).toBe(0)
})
