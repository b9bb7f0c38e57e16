import { on, once } from 'node:events'
import type { Socket } from 'node:net'
import { WebSocket } from 'ws'
import { createMemoryBus } from '../../src/bus/memory/memory-bus.ts'
import { Gateway } from '../../src/gateway/gateway.ts'
import type { MatchState } from '../../src/match/state.ts'
import type { SubscribedMessage } from '../../src/protocol/messages.ts'
import type { MatchStore } from '../../src/store/match-store.ts'
import { openBenchGateway } from '../gateway/bench-gateway.ts'
import type { PlayedMatch } from './played-match.ts'

const MATCHES = 200
const POSITION = { epoch: '0mk2x0f1aab12', seq: 26 }
/** Names as leagues have them: two of these words make a club. */
const PLACES = [
  'Aber',
  'Brook',
  'Carl',
  'Dun',
  'East',
  'Fal',
  'Glas',
  'Hart',
  'Inver',
  'Kings',
  'Ling',
  'Mill',
  'Nor',
  'Old',
]
const ENDS = [
  'ton United',
  'field Town',
  'bury',
  ' City',
  'mouth Athletic',
  'ford Rovers',
  'hampton',
  ' Wanderers',
  'wick County',
]

export interface BoardBytes {
  /** Until the first rows, and until all. */
  readonly first: number
  readonly all: number
}

/** Football matches half-way, each at another minute, as a real gateway sends them to a viewer of a board in view `score`. */
export async function boardBytes({ updates }: PlayedMatch, isDeflated: boolean): Promise<BoardBytes> {
  const states = new Map(Array.from({ length: MATCHES }, (_, index) => [idOf(index), stateOf(updates, index)]))
  const store: Partial<MatchStore> = {
    listPresent: async () => [...states.keys()],
    readSnapshot: async (match) => ({ match, ...POSITION, state: JSON.stringify(states.get(match)) }),
    readHeads: async (ids) => ids.map(() => POSITION),
    readUpdates: async () => [],
  }
  const server = await openBenchGateway({ bus: createMemoryBus(), store }, Gateway)
  const viewer = new WebSocket(`ws://127.0.0.1:${server.port}/v1/live`, { perMessageDeflate: isDeflated })
  await once(viewer, 'message') // hello
  const messages = on(viewer, 'message')
  const { _socket: tcp } = viewer as unknown as { _socket: Socket }
  const before = tcp.bytesRead
  viewer.send(JSON.stringify({ op: 'subscribe', boards: [{ board: 'competition:bench', view: 'score' }] }))
  let first = 0
  let rows = 0
  for await (const [data] of messages) {
    const { matches, more } = JSON.parse(String(data)) as SubscribedMessage
    rows += matches.length
    if (first === 0) first = tcp.bytesRead - before
    if (!more) break
  }
  if (rows < MATCHES) throw new Error(`the board has ${rows} of ${MATCHES} matches`)
  const all = tcp.bytesRead - before
  viewer.terminate()
  await server.close()
  return { first, all }
}

export function idOf(index: number): string {
  return `m${String(1_000_003 * (index + 1)).slice(-7)}`
}

function stateOf(updates: PlayedMatch['updates'], index: number): MatchState {
  const { after } = updates[Math.floor(updates.length / 4) + (index % Math.floor(updates.length / 2))] as {
    after: MatchState
  }
  const name = (n: number) => `${PLACES[n % PLACES.length]}${ENDS[(n * 7) % ENDS.length]}`
  const startsAt = (after.startsAt ?? 0) + (index % 12) * 900_000
  return { ...after, match: idOf(index), startsAt, home: { name: name(index) }, away: { name: name(index * 3 + 5) } }
}
