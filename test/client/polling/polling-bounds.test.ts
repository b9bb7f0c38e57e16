import { describe, expect, it, vi } from 'vitest'
import { fakeTimePerTest } from '../../support/fake-time.ts'
import { open, ROUND_MS, START, seqs } from './polled-server.ts'

fakeTimePerTest({ now: START })

const BOARD = 'date:2026-11-29'
const M1 = '/v1/matches/m1'

describe('[W20] a connection of reads', () => {
  it('reads once in two seconds, and four at once at most', async () => {
    const { server, connection, pass, reads, underWay } = open()
    const names = Array.from({ length: 20 }, (_, n) => `m${n}`)
    for (const name of names) server.matches.set(name, { epoch: 'e1', ats: [] })
    server.latencyMs = 10
    connection.send({ op: 'subscribe', id: 1, matches: names.map((match) => ({ match })) })
    await pass(100)
    expect(underWay.most).toBe(4)
    reads.length = 0
    await pass(5 * ROUND_MS)
    expect(reads.filter((path) => path === M1).length).toBeGreaterThanOrEqual(4)
    expect(reads.filter((path) => path === M1).length).toBeLessThanOrEqual(5)
    connection.close()
  })

  it('reads what has not changed by its tag, and a match once that a board has too', async () => {
    const { server, connection, happen, pass, reads } = open()
    connection.send({ op: 'subscribe', id: 1, matches: [{ match: 'm1' }], boards: [{ board: BOARD }] })
    await pass(100)
    happen(1)
    await pass(ROUND_MS)
    server.unchanged = 0
    reads.length = 0
    await pass(3 * ROUND_MS)
    expect(server.unchanged).toBe(reads.length)
    const board = `/v1/boards/${encodeURIComponent(BOARD)}`
    expect(reads).toEqual([board, M1, board, M1, board, M1])
    connection.close()
  })

  it('says that it is heard at least every ten seconds, and is', async () => {
    const { connection, pass, told } = open()
    await pass(5 * ROUND_MS)
    const limits = { subscriptions: 256, messageBytes: 16_384 }
    expect(told('hello')).toMatchObject([{ heartbeatMs: 10_000, limits }])
    expect(told('heartbeat').length).toBeGreaterThanOrEqual(4)
    connection.close()
  })

  it.each([
    ['a match', { matches: [{ match: 'm1' }] }],
    ['a match of a board', { matches: [], boards: [{ board: BOARD }] }],
  ])('tells 200 updates of %s that were missed one by one, and of more the state', async (_what, asked) => {
    const { connection, happen, pass, told } = open()
    connection.send({ op: 'subscribe', id: 1, ...asked })
    await pass(100)
    happen(200)
    await pass(ROUND_MS)
    expect([told('update').length, told('snapshot').length]).toEqual([200, 0])
    happen(201)
    await pass(ROUND_MS)
    await pass(2 * ROUND_MS)
    expect([told('update').length, seqs(told('snapshot'))]).toEqual([200, [401]])
    connection.close()
  })

  it.each([
    ['nothing', 0, { updates: [] }],
    ['updates', 200, { updates: { length: 200 } }],
    ['the state', 201, { state: { shows: 206 } }],
  ])('resumes from where the client is with %s when it missed %i', async (_what, missed, answer) => {
    const { connection, happen, pass, told } = open()
    happen(missed + 5)
    connection.send({ op: 'subscribe', id: 1, matches: [{ match: 'm1', epoch: 'e1', seq: 5 }] })
    await pass(100)
    expect(told('subscribed')).toMatchObject([{ matches: [answer] }])
    connection.close()
  })

  it.each([
    ['a match', { matches: [{ match: 'm1' }] }, { matches: ['m1'] }, M1],
    [
      'a board',
      { matches: [], boards: [{ board: BOARD }] },
      { matches: [], boards: [BOARD] },
      `/v1/boards/${encodeURIComponent(BOARD)}`,
    ],
  ])('reads %s no longer that was left', async (_what, asked, left, path) => {
    const { connection, pass, reads } = open()
    connection.send({ op: 'subscribe', id: 1, ...asked })
    await pass(ROUND_MS + 100)
    expect(reads).toContain(path)
    connection.send({ op: 'unsubscribe', id: 2, ...left })
    await pass(100)
    reads.length = 0
    await pass(3 * ROUND_MS)
    expect(new Set(reads)).toEqual(new Set(['/v1/matches']))
    connection.close()
  })

  it('says once that a match is gone, and reads it no longer', async () => {
    const { server, connection, pass, told, reads } = open()
    connection.send({ op: 'subscribe', id: 1, matches: [{ match: 'm1' }] })
    await pass(100)
    server.matches.clear()
    await pass(ROUND_MS)
    expect(told('gone')).toHaveLength(1)
    reads.length = 0
    await pass(3 * ROUND_MS)
    expect(reads).not.toContain(M1)
    expect(told('gone')).toHaveLength(1)
    connection.close()
  })

  it.each([
    ['only boards have', []],
    ['was asked for by itself, too', [{ match: 'm1' }]],
  ])('says once that a match of two boards is gone, which %s', async (_who, matches) => {
    const { server, connection, pass, told } = open()
    const boards = [{ board: BOARD }, { board: 'sport:football' }]
    connection.send({ op: 'subscribe', id: 1, matches, boards })
    await pass(100)
    server.matches.clear()
    await pass(ROUND_MS)
    expect([told('gone').length, told('board').length]).toEqual([1, 2])
    connection.close()
  })

  it.each([
    ['left it', 'e1', (server: ReturnType<typeof open>['server']) => void server.offBoard.add('m1')],
    ['was deleted', 'e2', (server: ReturnType<typeof open>['server']) => void server.matches.delete('m1')],
  ])('tells a match of a board anew that %s and comes back', async (_why, epoch, leave) => {
    const { server, connection, pass, told } = open()
    connection.send({ op: 'subscribe', id: 1, matches: [], boards: [{ board: BOARD }] })
    await pass(100)
    leave(server)
    await pass(ROUND_MS)
    server.offBoard.clear()
    server.matches.set('m1', { epoch, ats: [] })
    await pass(ROUND_MS)
    expect(told('board')).toMatchObject([
      { left: ['m1'], joined: [] },
      { left: [], joined: [{ match: 'm1', epoch }] },
    ])
    connection.close()
  })

  it('gives up its reads and leaves no timer behind when it is closed', async () => {
    const { server, connection, pass, all, reads, underWay, closes } = open()
    connection.send({ op: 'subscribe', id: 1, matches: [{ match: 'm1' }] })
    await pass(100)
    server.latencyMs = 60_000
    await pass(ROUND_MS)
    const [told, asked] = [all.length, reads.length]
    expect(underWay.now).toBe(1)
    connection.send({ op: 'ping', id: 2 })
    connection.close()
    await pass(10 * ROUND_MS)
    expect(underWay.aborted).toBe(1)
    expect([all.length, reads.length, closes, vi.getTimerCount()]).toEqual([told, asked, [], 0])
  })

  it('leaves no timer behind when it is closed between two rounds', async () => {
    const { connection, pass } = open()
    await pass(100)
    connection.close()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('ends, and reads no more, when the server is not reached', async () => {
    const { server, pass, reads, closes } = open()
    await pass(100)
    server.isAway = true
    await pass(ROUND_MS)
    const asked = reads.length
    await pass(5 * ROUND_MS)
    expect([closes, reads.length, vi.getTimerCount()]).toEqual([[[1006, 'no-answer']], asked, 0])
  })
})
