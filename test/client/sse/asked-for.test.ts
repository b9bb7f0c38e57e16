import { expect, it } from 'vitest'
import { AskedFor } from '../../../src/client/sse/asked-for.ts'
import { stateOf } from '../state-builder.ts'

const BOARD = 'sport:football'
const joined = (match: string, seq = 3) => ({ match, epoch: 'e', seq, state: stateOf(match) })
const at = (match: string, seq = 3) => ({ match, epoch: 'e', seq })

/** Follows m1, and a board with m2; the client has been told of both. */
function start() {
  const asked = new AskedFor()
  asked.add({ op: 'subscribe', matches: [{ match: 'm1' }], boards: [{ board: BOARD }] })
  const boards = [{ board: BOARD, matches: ['m2'] }]
  asked.take({ op: 'subscribed', id: 1, matches: [joined('m1'), joined('m2')], rejected: [], boards })
  return asked
}

it('[W19] asks for everything from where the client is', () => {
  const asked = start()
  asked.take({ op: 'update', match: 'm1', seq: 4, at: 1, patch: {}, kind: 'add', event: {} as never })
  expect(asked.request(7)).toEqual({
    op: 'subscribe',
    id: 7,
    matches: [at('m1', 4)],
    boards: [{ board: BOARD, positions: [at('m2')] }],
  })
})

it('[W19] asks for what was left no longer, and for the whole state of what is followed again', () => {
  const asked = start()
  asked.remove({ op: 'unsubscribe', matches: ['m1'], boards: [BOARD] })
  expect([asked.isEmpty, asked.request(7)]).toEqual([true, { op: 'subscribe', id: 7, matches: [], boards: [] }])
  asked.add({ op: 'subscribe', matches: [{ match: 'm1' }], boards: [{ board: BOARD }] })
  expect(asked.request(8)).toMatchObject({ matches: [{ match: 'm1' }], boards: [{ board: BOARD }] })
  expect(JSON.stringify(asked.request(8))).not.toContain('epoch')
})

it('[W19] of a match that has left its board the client needs the whole state again', () => {
  const asked = start()
  asked.take({ op: 'board', board: BOARD, matches: [], joined: [], left: ['m2'] })
  asked.take({ op: 'board', board: BOARD, matches: ['m2'], joined: [], left: [] })
  expect(asked.request(7).boards).toEqual([{ board: BOARD, positions: [] }])
})

it('[W19] a match that is asked for without a position is wanted whole, though the client was told of it', () => {
  const asked = start()
  asked.add({ op: 'subscribe', matches: [{ match: 'm1' }] })
  expect(asked.request(7).matches).toEqual([{ match: 'm1' }])
})

it('[W19] asks no more for a match that is gone', () => {
  const asked = start()
  asked.take({ op: 'gone', match: 'm1' })
  asked.take({ op: 'gone', match: 'm2' })
  expect(asked.request(7)).toMatchObject({ matches: [], boards: [{ board: BOARD, positions: [] }] })
})
