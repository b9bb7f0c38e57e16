import { describe, expect, it, vi } from 'vitest'
import { type BoardSubscription, createClient } from '../../src/client/index.ts'
import { fakeTimePerTest } from '../support/fake-time.ts'
import { createFakeNetwork, type FakeSocket, pause, settle } from './fake-network.ts'
import { goal, stateOf } from './state-builder.ts'

fakeTimePerTest({ now: 1_000_000 })

const CUP = 'competition:cup'
const at = (match: string, seq: number) => ({ match, epoch: 'e', seq, state: stateOf(match, { home: seq, away: 0 }) })
const ids = (board: BoardSubscription) => board.matches.map(({ match }) => match)
const taken = (socket: FakeSocket) => socket.sent.splice(0)

/** A client with an open connection that has asked for what it was told to follow. */
async function start<T>(follow: (client: ReturnType<typeof createClient>) => T) {
  const network = createFakeNetwork()
  const client = createClient({ url: 'https://scores.example/', WebSocket: network.WebSocket, random: () => 0 })
  const followed = follow(client)
  network.latest().hello()
  await settle()
  return { network, client, followed, socket: network.latest() }
}

/** A client whose board shows m1 and m2, both at seq 3. */
async function startWithBoard() {
  const { followed: board, ...started } = await start((client) => client.board(CUP))
  const log: string[] = []
  board.on('joined', ({ match, seq }) => log.push(`+${match} ${seq}`))
  board.on('left', ({ match }) => log.push(`-${match}`))
  board.on('change', () => log.push(ids(board).join(' ')))
  const [{ id } = {}] = taken(started.socket)
  started.socket.says({
    op: 'subscribed',
    id,
    matches: [at('m1', 3), at('m2', 3)],
    rejected: [],
    boards: [{ board: CUP, matches: ['m2', 'm1'] }],
  })
  return { ...started, board, log }
}

async function reconnect({ network }: Pick<Awaited<ReturnType<typeof start>>, 'network'>): Promise<FakeSocket> {
  network.latest().drops()
  await vi.advanceTimersByTimeAsync(0)
  network.latest().hello()
  await settle()
  return network.latest()
}

describe('a board', () => {
  it('is asked for beside matches, in one frame', async () => {
    const { socket } = await start((client) => [client.board(CUP), client.subscribe('m9'), client.board(CUP)])
    expect(socket.sent).toEqual([{ op: 'subscribe', id: 1, matches: [{ match: 'm9' }], boards: [{ board: CUP }] }])
  })

  it('[W18] shows the rows of each portion as it comes, and asks for none of them by itself', async () => {
    const { followed: board, socket } = await start((client) => client.board(CUP))
    const [{ id } = {}] = taken(socket)
    const boards = [{ board: CUP, matches: ['m1', 'm2'] }]
    socket.says({ op: 'subscribed', id, matches: [at('m1', 3)], rejected: [], boards, more: true })
    expect(board.matches.map(({ seq }) => seq)).toEqual([3, undefined])
    socket.says({ op: 'subscribed', id, matches: [at('m2', 5)], rejected: [] })
    expect(board.matches.map(({ seq }) => seq)).toEqual([3, 5])
    await pause()
    expect(taken(socket)).toEqual([])
  })

  it('gives the matches in its order, each with its state, and keeps them current', async () => {
    const { board, socket, log } = await startWithBoard()
    expect(log).toEqual(['+m2 3', '+m1 3', 'm2 m1'])
    expect(board.status).toEqual({ kind: 'live' })

    const [, m1] = board.matches
    const update = vi.fn()
    m1?.on('update', update)
    socket.says(goal('m1', 4, { home: 4, away: 0 }))
    expect(update).toHaveBeenCalledOnce()
    expect(m1).toMatchObject({ seq: 4, status: { kind: 'live' }, state: { score: { home: 4, away: 0 } } })
  })

  it('tells a later subscriber what is on it already', async () => {
    const { client } = await startWithBoard()
    const late = client.board(CUP)
    const joined: string[] = []
    late.on('joined', ({ match, seq }) => joined.push(`${match} ${seq}`))
    await pause()
    expect(joined).toEqual(['m2 3', 'm1 3'])
  })

  it('tells what came, what left, and the order', async () => {
    const { board, socket, log } = await startWithBoard()
    const [m2] = board.matches
    log.length = 0
    socket.says({ op: 'board', board: CUP, matches: ['m3', 'm1'], joined: [at('m3', 1)], left: ['m2'] })
    expect(log).toEqual(['+m3 1', '-m2', 'm3 m1'])
    const change = vi.fn()
    m2?.on('change', change)
    socket.says(goal('m2', 4, { home: 4, away: 0 }))
    expect(change).not.toHaveBeenCalled()
    expect(m2?.seq).toBe(3)
    await pause()
    expect(taken(socket)).toEqual([])
  })

  it('leaves a match to a page that goes on following it', async () => {
    const { client, board, socket } = await startWithBoard()
    board.on('left', ({ match }) => client.subscribe(match))
    socket.says({ op: 'board', board: CUP, matches: ['m1'], joined: [], left: ['m2'] })
    await pause()
    expect(taken(socket)).toEqual([{ op: 'subscribe', id: 2, matches: [{ match: 'm2', epoch: 'e', seq: 3 }] }])
  })

  it('gives its matches away when it closes, but not those that are followed by themselves', async () => {
    const { client, board, socket } = await startWithBoard()
    const m1 = client.subscribe('m1')
    await pause()
    // The board brings it already.
    expect(taken(socket)).toEqual([])
    expect(m1.seq).toBe(3)

    board.close()
    board.close()
    await pause()
    expect(taken(socket)).toEqual([
      { op: 'unsubscribe', id: 2, matches: [], boards: [CUP] },
      { op: 'subscribe', id: 3, matches: [{ match: 'm1', epoch: 'e', seq: 3 }] },
    ])
    socket.says({ op: 'subscribed', id: 3, matches: [{ match: 'm1', epoch: 'e', seq: 3, updates: [] }], rejected: [] })
    socket.says(goal('m1', 4, { home: 4, away: 0 }))
    expect(m1).toMatchObject({ seq: 4, status: { kind: 'live' } })
  })

  it('tells nothing more of a match that left it, or after it was closed, though others follow the match', async () => {
    const { client, board, socket } = await startWithBoard()
    client.subscribe('m1')
    client.subscribe('m2')
    const change = vi.fn()
    const [m2, m1] = board.matches
    m1?.on('change', change)
    m2?.on('change', change)
    socket.says({ op: 'board', board: CUP, matches: ['m1'], joined: [], left: ['m2'] })
    await pause()
    const [{ id } = {}] = taken(socket)
    board.close()
    change.mockClear()
    socket.says({ op: 'subscribed', id, matches: [at('m2', 4)], rejected: [] })
    socket.says(goal('m1', 4, { home: 4, away: 0 }))
    expect(change).not.toHaveBeenCalled()
  })

  it('keeps a match that two boards have for as long as one of them has it', async () => {
    const { client, board, socket } = await startWithBoard()
    const other = client.board('sport:football')
    await pause()
    const [{ id } = {}] = taken(socket)
    const boards = [{ board: 'sport:football', matches: ['m1'] }]
    socket.says({ op: 'subscribed', id, matches: [], rejected: [], boards })
    expect(other.matches[0]).toMatchObject({ match: 'm1', seq: 3, status: { kind: 'live' } })

    board.close()
    socket.says(goal('m1', 4, { home: 4, away: 0 }))
    await pause()
    expect(other.matches[0]).toMatchObject({ match: 'm1', seq: 4 })
    expect(taken(socket)).toEqual([{ op: 'unsubscribe', id: 3, matches: [], boards: [CUP] }])
  })

  it('[W3] comes back after a reconnect with what it has, and is stale until the answer', async () => {
    const started = await startWithBoard()
    const { board, log } = started
    log.length = 0
    const socket = await reconnect(started)
    const positions = ['m2', 'm1'].map((match) => ({ match, epoch: 'e', seq: 3 }))
    const [{ id, ...request } = {}] = taken(socket)
    expect(request).toEqual({ op: 'subscribe', matches: [], boards: [{ board: CUP, positions }] })
    const stale = { kind: 'stale', asOf: 1_000_000, reason: 'catching-up' }
    expect([started.client.status, board.status, board.matches[0]?.status]).toEqual([stale, stale, stale])

    const missed = { match: 'm1', epoch: 'e', seq: 4, updates: [goal('m1', 4, { home: 4, away: 0 })] }
    const boards = [{ board: CUP, matches: ['m1', 'm4'] }]
    socket.says({ op: 'subscribed', id, matches: [missed, at('m4', 1)], rejected: [], boards })
    expect(log).toEqual(['+m4 1', '-m2', 'm1 m4'])
    expect(board.matches.map(({ seq, status }) => ({ seq, ...status }))).toEqual([
      { seq: 4, kind: 'live' },
      { seq: 1, kind: 'live' },
    ])
    expect([started.client.status, board.status]).toEqual([{ kind: 'live' }, { kind: 'live' }])
  })

  it('brings back after a reconnect what is also followed by itself, and leaves a place for others', async () => {
    const started = await startWithBoard()
    const own = started.client.subscribe('m1')
    const socket = await reconnect(started)
    const [{ id, matches } = {}] = taken(socket)
    expect(matches).toEqual([])
    const boards = [{ board: CUP, code: 'unavailable' }]
    // A board that cannot be had now does not hold up a match that somebody asked for.
    socket.says({ op: 'subscribed', id, matches: [], rejected: [], boards })
    await pause()
    expect(taken(socket)[0]?.['matches']).toEqual([{ match: 'm1', epoch: 'e', seq: 3 }])
    expect(own.status.kind).toBe('stale')
  })

  it('sends as many positions as fit into a message', async () => {
    const started = await start((client) => client.board(CUP))
    const matches = Array.from({ length: 50 }, (_, n) => `a-match-with-a-long-name-${n}`)
    const [{ id } = {}] = taken(started.socket)
    const states = matches.map((match) => at(match, 3))
    started.socket.says({ op: 'subscribed', id, matches: states, rejected: [], boards: [{ board: CUP, matches }] })
    started.network.latest().drops()
    await vi.advanceTimersByTimeAsync(0)
    const socket = started.network.latest()
    socket.hello({ limits: { subscriptions: 64, messageBytes: 1_024 } })
    await pause()
    const [frame = {}, ...others] = taken(socket)
    expect(others).toEqual([])
    expect(JSON.stringify(frame).length).toBeLessThanOrEqual(1_024)
    const [{ positions = [] } = {}] = frame['boards'] as { positions?: { match: string }[] }[]
    expect(positions.map(({ match }) => match)).toEqual(matches.slice(0, positions.length))
    expect(positions.length).toBeGreaterThan(10)
  })

  it('asks again for a board that was refused, once it was left', async () => {
    const { client, followed: board, socket } = await start((fresh) => fresh.board(CUP))
    const [{ id } = {}] = taken(socket)
    socket.says({ op: 'subscribed', id, matches: [], rejected: [], boards: [{ board: CUP, code: 'forbidden' }] })
    expect(board.status).toEqual({ kind: 'refused', code: 'forbidden' })
    board.close()
    client.board(CUP)
    await pause()
    expect(taken(socket)).toMatchObject([{ op: 'subscribe', boards: [{ board: CUP }] }])
  })

  it('says what the server refuses, and asks again later for what was not there just now', async () => {
    const { client, followed, socket } = await start((fresh) => [fresh.board('nonsense'), fresh.board(CUP)] as const)
    const [nonsense, cup] = followed
    const [{ id } = {}] = taken(socket)
    const boards = [
      { board: 'nonsense', code: 'invalid-board' },
      { board: CUP, code: 'unavailable' },
    ]
    socket.says({ op: 'subscribed', id, matches: [], rejected: [], boards })
    expect(nonsense.status).toEqual({ kind: 'refused', code: 'invalid-board' })
    expect(cup.status).toEqual({ kind: 'loading' })
    await pause()
    expect(taken(socket)).toEqual([{ op: 'subscribe', id: 2, matches: [], boards: [{ board: CUP }] }])
    client.close()
    expect(cup.status).toMatchObject({ kind: 'closed' })
  })

  it('asks for a match again that was brought while it was being left', async () => {
    const { client, followed: board, socket } = await start((fresh) => fresh.board(CUP))
    const own = client.subscribe('m1')
    await pause()
    own.close()
    await pause()
    const [ofBoard, ofMatch, left] = taken(socket)
    expect(left).toMatchObject({ op: 'unsubscribe', matches: ['m1'] })

    // The server answers in order: when it comes to the third, the board has brought the match.
    const boards = [{ board: CUP, matches: ['m1'] }]
    socket.says({ op: 'subscribed', id: ofBoard?.['id'], matches: [at('m1', 3)], rejected: [], boards })
    socket.says({ op: 'subscribed', id: ofMatch?.['id'], matches: [at('m1', 3)], rejected: [] })
    socket.says({ op: 'unsubscribed', id: left?.['id'], matches: ['m1'] })
    await pause()
    expect(taken(socket)).toEqual([{ op: 'subscribe', id: 4, matches: [{ match: 'm1', epoch: 'e', seq: 3 }] }])
    expect(board.matches[0]?.status).toMatchObject({ kind: 'stale', reason: 'catching-up' })
  })

  it('leaves a match to the page that has asked for it, though it comes to the board before the answer', async () => {
    const { client, board, socket } = await startWithBoard()
    const own = client.subscribe('m3')
    await pause()
    const [{ id } = {}] = taken(socket)
    socket.says({ op: 'board', board: CUP, matches: ['m2', 'm1', 'm3'], joined: [at('m3', 1)], left: [] })
    socket.says({ op: 'subscribed', id, matches: [at('m3', 2)], rejected: [] })
    board.close()
    await pause()
    expect(taken(socket)).toMatchObject([{ op: 'unsubscribe', boards: [CUP] }])
    expect(own).toMatchObject({ seq: 2, status: { kind: 'live' } })
  })

  it('asks for a match by itself when an update of it was lost', async () => {
    const { socket, board } = await startWithBoard()
    socket.says(goal('m1', 5, { home: 5, away: 0 }))
    await pause()
    expect(taken(socket)).toEqual([{ op: 'subscribe', id: 2, matches: [{ match: 'm1', epoch: 'e', seq: 3 }] }])
    // It is no longer the board's, so it has to be left when the board closes.
    socket.says({ op: 'subscribed', id: 2, matches: [at('m1', 5)], rejected: [] })
    board.close()
    await pause()
    expect(taken(socket)).toEqual([{ op: 'unsubscribe', id: 3, matches: ['m1'], boards: [CUP] }])
  })
})

describe('a delay', () => {
  it('is asked for with the match, and kept over reconnects', async () => {
    const started = await start((client) => client.subscribe('m1', { delayMs: 30_000 }))
    const { followed: match } = started
    const [{ id, matches } = {}] = taken(started.socket)
    expect(matches).toEqual([{ match: 'm1', delayMs: 30_000 }])
    expect(match.delayMs).toBe(30_000)
    started.socket.says({ op: 'subscribed', id, matches: [at('m1', 3)], rejected: [] })
    const socket = await reconnect(started)
    expect(taken(socket)[0]?.['matches']).toEqual([{ match: 'm1', epoch: 'e', seq: 3, delayMs: 30_000 }])
  })

  it('[W1] is changed by asking again, and what was shown already does not go back', async () => {
    const { client, followed: live, socket } = await start((fresh) => fresh.subscribe('m1'))
    const [{ id } = {}] = taken(socket)
    socket.says({ op: 'subscribed', id, matches: [at('m1', 3)], rejected: [] })
    const delayed = client.subscribe('m1', { delayMs: 15_000 })
    live.close()
    await pause()
    const again = { op: 'subscribe', id: 2, matches: [{ match: 'm1', epoch: 'e', seq: 3, delayMs: 15_000 }] }
    expect(taken(socket)).toEqual([again])
    // A gateway that does not know how far this viewer is.
    socket.says({ op: 'subscribed', id: 2, matches: [at('m1', 1)], rejected: [] })
    socket.says(goal('m1', 2, { home: 2, away: 0 }))
    expect(delayed).toMatchObject({ seq: 3, delayMs: 15_000 })
    socket.says(goal('m1', 3, { home: 3, away: 0 }))
    socket.says(goal('m1', 4, { home: 4, away: 0 }))
    expect(delayed.seq).toBe(4)
    await pause()
    expect(taken(socket)).toEqual([])
  })

  it('[W1] that is taken back before it was asked for loses nothing of what came meanwhile', async () => {
    const { client, followed: live, socket } = await start((fresh) => fresh.subscribe('m1'))
    const [{ id } = {}] = taken(socket)
    socket.says({ op: 'subscribed', id, matches: [at('m1', 3)], rejected: [] })
    await pause()
    const delayed = client.subscribe('m1', { delayMs: 15_000 })
    live.close()
    // It must not be shown yet.
    socket.says(goal('m1', 4, { home: 4, away: 0 }))
    expect(delayed.seq).toBe(3)
    const again = client.subscribe('m1', { delayMs: 0 })
    delayed.close()
    await pause()
    expect(taken(socket)).toEqual([{ op: 'subscribe', id: 2, matches: [{ match: 'm1', epoch: 'e', seq: 3 }] }])
    const { op: _, ...update } = goal('m1', 4, { home: 4, away: 0 })
    socket.says({
      op: 'subscribed',
      id: 2,
      matches: [{ match: 'm1', epoch: 'e', seq: 4, updates: [{ op: 'update', ...update }] }],
      rejected: [],
    })
    expect(again).toMatchObject({ seq: 4, status: { kind: 'live' } })
  })

  it('[W1] of a board that is taken back before it was asked for loses nothing either', async () => {
    const { client, board, socket } = await startWithBoard()
    const delayed = client.board(CUP, { delayMs: 60_000 })
    socket.says(goal('m1', 4, { home: 4, away: 0 }))
    client.board(CUP, { delayMs: 0 })
    delayed.close()
    await pause()
    expect(taken(socket)).toEqual([])
    expect(board.matches.find(({ match }) => match === 'm1')).toMatchObject({ seq: 4, status: { kind: 'live' } })
  })

  it('of a board is that of its matches', async () => {
    const { client, board, socket } = await startWithBoard()
    const delayed = client.board(CUP, { delayMs: 60_000 })
    board.close()
    await pause()
    const [{ id, ...request } = {}] = taken(socket)
    const positions = ['m2', 'm1'].map((match) => ({ match, epoch: 'e', seq: 3 }))
    expect(request).toEqual({ op: 'subscribe', matches: [], boards: [{ board: CUP, delayMs: 60_000, positions }] })
    const matches = positions.map((position) => ({ ...position, updates: [] }))
    socket.says({ op: 'subscribed', id, matches, rejected: [], boards: [{ board: CUP, matches: ['m2', 'm1'] }] })
    expect(delayed.matches.map(({ delayMs, status }) => ({ delayMs, ...status }))).toEqual([
      { delayMs: 60_000, kind: 'live' },
      { delayMs: 60_000, kind: 'live' },
    ])
    await pause()
    expect(taken(socket)).toEqual([])
  })

  it('asked for a match stands against that of a board, and falls back to it', async () => {
    const { client, socket } = await startWithBoard()
    const own = client.subscribe('m1', { delayMs: 5_000 })
    await pause()
    expect(taken(socket)[0]?.['matches']).toEqual([{ match: 'm1', epoch: 'e', seq: 3, delayMs: 5_000 }])
    socket.says({ op: 'subscribed', id: 2, matches: [{ match: 'm1', epoch: 'e', seq: 3, updates: [] }], rejected: [] })
    own.close()
    await pause()
    expect(taken(socket)[0]?.['matches']).toEqual([{ match: 'm1', epoch: 'e', seq: 3 }])
  })

  it('of a match is not given away by a board that has no delay', async () => {
    const { client, followed: own, socket } = await start((fresh) => fresh.subscribe('m1', { delayMs: 5_000 }))
    const [{ id } = {}] = taken(socket)
    socket.says({ op: 'subscribed', id, matches: [], rejected: [{ match: 'm1', code: 'forbidden' }] })
    client.board(CUP)
    await pause()
    const [{ id: second } = {}] = taken(socket)
    const boards = [{ board: CUP, matches: ['m1'] }]
    socket.says({ op: 'subscribed', id: second, matches: [at('m1', 9)], rejected: [], boards })
    expect(own.seq).toBeUndefined()
    await pause()
    expect(taken(socket)[0]?.['matches']).toEqual([{ match: 'm1', delayMs: 5_000 }])
  })

  it('of a match that was changed before the answer came is asked for again, though a board lists the match', async () => {
    const { client, socket } = await start((fresh) => [fresh.board(CUP), fresh.subscribe('m1', { delayMs: 5_000 })])
    const [{ id } = {}] = taken(socket)
    client.subscribe('m1', { delayMs: 0 })
    const boards = [{ board: CUP, matches: ['m1'] }]
    socket.says({ op: 'subscribed', id, matches: [at('m1', 3)], rejected: [], boards })
    await pause()
    expect(taken(socket)).toMatchObject([{ op: 'subscribe', matches: [{ match: 'm1' }] }])
  })

  it('of a board that was changed before the answer came is asked for again, and nothing is shown too early', async () => {
    const { client, followed: board, socket } = await start((fresh) => fresh.board(CUP))
    const [{ id } = {}] = taken(socket)
    client.board(CUP, { delayMs: 60_000 })
    const boards = [{ board: CUP, matches: ['m1'] }]
    socket.says({ op: 'subscribed', id, matches: [at('m1', 3)], rejected: [], boards })
    expect(board.matches).toEqual([])
    await pause()
    expect(taken(socket)).toMatchObject([{ matches: [], boards: [{ board: CUP, delayMs: 60_000 }] }])
  })

  it('of a board that was changed is that of what comes to the board meanwhile', async () => {
    const { client, board, socket } = await startWithBoard()
    client.board(CUP, { delayMs: 60_000 })
    socket.says({ op: 'board', board: CUP, matches: ['m3'], joined: [at('m3', 1)], left: ['m1', 'm2'] })
    expect(board.matches).toMatchObject([{ match: 'm3', seq: undefined }])
    await pause()
    expect(taken(socket)).toMatchObject([{ matches: [], boards: [{ board: CUP, delayMs: 60_000 }] }])
  })

  it('of a board is not kept for those who open it when everybody has closed it', async () => {
    const { client, board, socket } = await startWithBoard()
    const delayed = client.board(CUP, { delayMs: 60_000 })
    board.close()
    await pause()
    taken(socket)
    delayed.close()
    client.board(CUP)
    await pause()
    const [{ boards } = {}] = taken(socket)
    expect(boards).toMatchObject([{ board: CUP }])
    expect(boards).not.toHaveProperty('0.delayMs')
  })

  it('of a match is asked for again by itself after a reconnect, beside a board that has none', async () => {
    const started = await startWithBoard()
    started.client.subscribe('m1', { delayMs: 5_000 })
    await pause()
    const [frame] = taken(await reconnect(started))
    expect(frame).toMatchObject({ matches: [{ match: 'm1', delayMs: 5_000 }], boards: [{ board: CUP }] })
  })
})
