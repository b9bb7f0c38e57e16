import { describe, expect, it } from 'vitest'
import { fakeTimePerTest } from '../../support/fake-time.ts'
import { open, ROUND_MS, START, seqs } from './polled-server.ts'

fakeTimePerTest({ now: START })

describe('[W20] who polls', () => {
  it('gets every update of pages that end early, though nothing more happens', async () => {
    const { server, connection, happen, pass, told } = open()
    server.pageSize = 2
    connection.send({ op: 'subscribe', id: 1, matches: [{ match: 'm1' }] })
    await pass(100)
    happen(7)
    await pass(ROUND_MS)
    expect(seqs(told('update'))).toEqual([1, 2, 3, 4, 5, 6, 7])
    connection.close()
  })

  it.each([
    ['of a match', { matches: [{ match: 'm1' }] }],
    ['of a board', { matches: [], boards: [{ board: 'date:2026-11-29' }] }],
  ])('gets what a replica that lagged did not have yet, though nothing more happens: %s', async (_what, asked) => {
    const { server, connection, happen, pass, told } = open()
    connection.send({ op: 'subscribe', id: 1, ...asked })
    await pass(100)
    happen(3)
    server.lag = 2
    await pass(ROUND_MS)
    expect(seqs(told('update'))).toEqual([1])
    server.lag = 0
    await pass(ROUND_MS)
    expect(seqs(told('update'))).toEqual([1, 2, 3])
    connection.close()
  })

  it('is answered when it leaves, and is given all matches of a board that it comes back to', async () => {
    const { connection, pass, told } = open()
    const board = 'date:2026-11-29'
    for (const id of [1, 3]) {
      connection.send({ op: 'subscribe', id, matches: [], boards: [{ board }] })
      await pass(100)
      expect(told('subscribed').at(-1)).toMatchObject({ id, matches: [{ match: 'm1' }] })
      connection.send({ op: 'unsubscribe', id: id + 1, matches: [], boards: [board] })
      await pass(100)
      expect(told('unsubscribed').at(-1)).toEqual({ op: 'unsubscribed', id: id + 1, matches: [], boards: [board] })
    }
    connection.close()
  })

  it('is told which matches are not there, beside those that are', async () => {
    const { connection, pass, told } = open()
    connection.send({ op: 'subscribe', id: 1, matches: [{ match: 'nobody' }, { match: 'm1' }] })
    await pass(100)
    expect(told('subscribed')).toMatchObject([
      { id: 1, matches: [{ match: 'm1' }], rejected: [{ match: 'nobody', code: 'match-not-found' }] },
    ])
    connection.close()
  })

  it('is answered a ping once the server was reached, with the time there, to a second', async () => {
    const { server, connection, pass, told, reads } = open()
    await pass(100)
    expect(told('hello')).toMatchObject([{ at: START }])
    reads.length = 0
    server.aheadMs = 3_600_000
    connection.send({ op: 'ping', id: 5 })
    await pass(900)
    expect([told('pong'), reads]).toMatchObject([[{ id: 5, at: START + 3_600_000 }], ['/v1/matches']])
    connection.close()
  })

  it.each([
    ['a board', { matches: [], boards: [{ board: 'date:2026-11-29', everyMs: 10_000 }] }],
    ['a match', { matches: [{ match: 'm1', everyMs: 10_000 }] }],
  ])(
    'is told later what came too soon for how often it wants %s, though nothing more happens',
    async (_what, asked) => {
      const { connection, happen, pass, told } = open()
      connection.send({ op: 'subscribe', id: 1, ...asked })
      await pass(100)
      for (const _ of ['first', 'second']) {
        happen(1)
        await pass(ROUND_MS)
      }
      expect(seqs(told('update'))).toEqual([1])
      await pass(10_000)
      expect(seqs(told('update'))).toEqual([1, 2])
      connection.close()
    },
  )

  it('is told that a match of a board was deleted, and then that it has left', async () => {
    const { server, connection, pass, all } = open()
    connection.send({ op: 'subscribe', id: 1, matches: [], boards: [{ board: 'date:2026-11-29' }] })
    await pass(100)
    server.matches.clear()
    await pass(ROUND_MS)
    const changes = all.filter(({ op }) => op === 'gone' || op === 'board')
    expect(changes).toMatchObject([
      { op: 'gone', match: 'm1' },
      { op: 'board', left: ['m1'] },
    ])
    connection.close()
  })

  it('sees a match that was made again no earlier than its delay allows', async () => {
    const { server, connection, happen, pass, told } = open()
    connection.send({ op: 'subscribe', id: 1, matches: [{ match: 'm1', delayMs: 30_000 }] })
    await pass(100)
    happen(3)
    await pass(ROUND_MS)
    server.matches.set('m1', { epoch: 'e2', ats: [] })
    happen(2)
    await pass(ROUND_MS)
    expect(told('snapshot')).toMatchObject([{ epoch: 'e2', seq: 0, state: { shows: 0 }, reason: 'epoch' }])
    await pass(30_000)
    expect(seqs(told('update'))).toEqual([1, 2])
    connection.close()
  })

  it('is told what its delay holds back when that is over, to a tenth of a second', async () => {
    const { connection, happen, pass, told } = open()
    connection.send({ op: 'subscribe', id: 1, matches: [{ match: 'm1', delayMs: 30_000 }] })
    await pass(100)
    for (let nth = 1; nth <= 9; nth += 1) {
      happen(1)
      await pass(370)
    }
    await pass(30_100 - 9 * 370)
    for (let nth = 1; nth <= 9; nth += 1) {
      expect(seqs(told('update'))).toHaveLength(nth)
      await pass(370)
    }
    connection.close()
  })
})
