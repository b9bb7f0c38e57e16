import { expect, it } from 'vitest'
import { fakeTimePerTest } from '../../support/fake-time.ts'
import { open, ROUND_MS, START, seqs } from './polled-server.ts'

fakeTimePerTest({ now: START })

const BOARD = 'date:2026-11-29'

it.each([
  [0, [undefined]],
  [4, [true, undefined]],
  [5, [true, true, undefined]],
])(
  '[W20] of a board with %i matches each answer says whether more follow, the last that none do',
  async (count, more) => {
    const { server, connection, pass, told } = open()
    server.matches.clear()
    for (let n = 0; n < count; n += 1) server.matches.set(`m${n}`, { epoch: 'e1', ats: [] })
    connection.send({ op: 'subscribe', id: 1, matches: [], boards: [{ board: BOARD }] })
    await pass(100)
    expect(told('subscribed').map((message) => 'more' in message && message.more)).toEqual(
      more.map((has) => has ?? false),
    )
    connection.close()
  },
)

it('[W20] a match of a board goes on from where the client has it', async () => {
  const { connection, happen, pass, told } = open()
  happen(2, 'm1')
  const positions = [
    { match: 'other', epoch: 'e1', seq: 0 },
    { match: 'm1', epoch: 'e1', seq: 1 },
  ]
  connection.send({ op: 'subscribe', id: 1, matches: [], boards: [{ board: BOARD, positions }] })
  await pass(100)
  expect(told('subscribed').at(-1)).toMatchObject({ matches: [{ match: 'm1', updates: [{ seq: 2 }] }] })
  connection.close()
})

it('[W20] what is no match and what is no board is refused, each with its own reason, and nothing else suffers', async () => {
  const { server, connection, pass, told, closes } = open()
  server.refused.set('no match', 400).set('no board', 400)
  connection.send({ op: 'subscribe', id: 1, matches: [{ match: 'no match' }], boards: [{ board: 'no board' }] })
  connection.send({ op: 'subscribe', id: 2, matches: [{ match: 'm1' }] })
  await pass(100)
  expect(told('subscribed')).toMatchObject([
    {
      rejected: [{ match: 'no match', code: 'invalid-match-id' }],
      boards: [{ board: 'no board', code: 'invalid-board' }],
    },
    { matches: [{ match: 'm1' }] },
  ])
  expect(closes).toEqual([])
  connection.close()
})

it.each([
  ['a match', { matches: [{ match: 'm1' }] }, 'm1'],
  ['a board', { matches: [], boards: [{ board: BOARD }] }, BOARD],
])('[W20] ends while the server has no time for %s, asked for now or read again', async (_what, asked, name) => {
  for (const isJoined of [false, true]) {
    const { server, connection, pass, told, closes } = open()
    if (!isJoined) server.refused.set(name, 503)
    connection.send({ op: 'subscribe', id: 1, ...asked })
    await pass(100)
    server.refused.set(name, 503)
    await pass(ROUND_MS)
    expect([closes, told('gone')]).toEqual([[[1013, 'busy']], []])
  }
})

it('[W20] a match that is delayed is shown as it was so long ago, and goes on from there', async () => {
  const { connection, happen, pass, told } = open()
  happen(2)
  await pass(20_000)
  happen(2)
  connection.send({ op: 'subscribe', id: 1, matches: [{ match: 'm1', delayMs: 10_000, view: 'score' }] })
  await pass(100)
  expect(told('subscribed')).toMatchObject([{ matches: [{ seq: 2, state: { shows: 2, view: 'score' } }] }])
  await pass(9_800)
  expect(told('update')).toEqual([])
  await pass(200)
  expect(told('update')).toMatchObject([{ seq: 3 }, { seq: 4 }])
  connection.close()
})

it.each([
  ['before', 1, [{ seq: 2 }], [3, 4]],
  ['after', 3, [], [4]],
])('[W20] a match that is delayed resumes from a place %s where it is', async (_where, seq, updates, later) => {
  const { connection, happen, pass, told } = open()
  happen(2)
  await pass(20_000)
  happen(2)
  connection.send({ op: 'subscribe', id: 1, matches: [{ match: 'm1', delayMs: 10_000, epoch: 'e1', seq }] })
  await pass(100)
  expect(told('subscribed')).toMatchObject([{ matches: [{ updates }] }])
  await pass(10_000)
  expect(seqs(told('update'))).toEqual(later)
  connection.close()
})

it('[W20] says with the match that its feed is silent, and once that it is not any more', async () => {
  const { server, connection, happen, pass, told } = open()
  server.feed = { health: 'stale', at: START - 90_000 }
  connection.send({ op: 'subscribe', id: 1, matches: [{ match: 'm1' }] })
  await pass(100 + ROUND_MS)
  expect(told('subscribed')).toMatchObject([{ matches: [{ feed: { health: 'stale', at: START - 90_000 } }] }])
  happen(1)
  await pass(ROUND_MS)
  expect(told('feed')).toEqual([])
  server.feed = undefined
  await pass(ROUND_MS)
  happen(1)
  await pass(ROUND_MS)
  expect(told('feed')).toMatchObject([{ match: 'm1', health: 'live' }])
  connection.close()
})

it('[W20] a match that was asked for by itself goes on when the board is left that had it, too', async () => {
  const { connection, happen, pass, told } = open()
  connection.send({ op: 'subscribe', id: 1, matches: [{ match: 'm1' }], boards: [{ board: BOARD }] })
  connection.send({ op: 'unsubscribe', id: 2, matches: [], boards: [BOARD] })
  await pass(100)
  happen(1)
  await pass(ROUND_MS)
  expect(seqs(told('update'))).toEqual([1])
  connection.close()
})
