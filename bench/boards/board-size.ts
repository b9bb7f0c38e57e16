import { on, once } from 'node:events'
import { WebSocket } from 'ws'
import { createMemoryBus } from '../../src/bus/memory/memory-bus.ts'
import { Gateway } from '../../src/gateway/gateway.ts'
import { foldOne } from '../../src/match/fold.ts'
import type { MatchState } from '../../src/match/state.ts'
import type { SubscribedMessage } from '../../src/protocol/messages.ts'
import type { MatchStore } from '../../src/store/match-store.ts'
import { type LongMatch, longCricket, recordedMatch } from '../common/long-matches.ts'
import { openBenchGateway } from '../gateway/bench-gateway.ts'

const USAGE = `Prints how big the answer to a subscribe is for a full board: 200 matches that stand where a recorded one stood.

  node bench/board-size.ts [FILE...]

Every kind of file that \`npm run replay\` plays. Without any: a World Cup final, and one-day cricket of 100 overs.
`

/** The most matches that a board has. */
const MATCHES = 200
/** As long as those that the server makes. */
const EPOCH = '0mk2x0f1aab12'
const FINAL = 'fixtures/world-cup-final-2022.ndjson'

async function main(args: readonly string[]): Promise<void> {
  if (args.includes('--help')) {
    process.stdout.write(USAGE)
    return
  }
  const played = await Promise.all((args.length > 0 ? args : [FINAL]).map(recordedMatch))
  const rows = [['match', 'events', 'before', 'half-way', 'at the end'], Array<string>(5).fill('---')]
  for (const match of args.length > 0 ? played : [...played, longCricket()]) {
    const total = match.events.length
    const sizes: string[] = []
    for (const count of [0, Math.floor(total / 2), total]) {
      const bytes = await measure(stateAfter(match, count), count)
      sizes.push(`${(bytes / 1_024).toFixed(0)} KB (${Math.round(bytes / MATCHES)} B a match)`)
    }
    rows.push([`${match.name}: ${match.fixture.home.name} – ${match.fixture.away.name}`, String(total), ...sizes])
  }
  for (const row of rows) process.stdout.write(`| ${row.join(' | ')} |\n`)
}

function stateAfter({ sport, fixture, events }: LongMatch, count: number): MatchState {
  let board = sport.start(fixture)
  for (const event of events.slice(0, count)) board = foldOne(sport, board, event)
  return { ...board.state, updatedAt: events[count - 1]?.at ?? 0 }
}

/** @returns the bytes of all portions of the `subscribed` message, plain, as a real gateway sends it to a viewer who has nothing yet */
async function measure(state: MatchState, seq: number): Promise<number> {
  const ids = Array.from({ length: MATCHES }, (_, index) => `match-${String(index + 1).padStart(8, '0')}`)
  const store: Partial<MatchStore> = {
    listPresent: async () => ids,
    readSnapshot: async (match) => ({ match, epoch: EPOCH, seq, state: JSON.stringify({ ...state, match }) }),
    readHeads: async (asked) => asked.map(() => ({ epoch: EPOCH, seq })),
    readUpdates: async () => [],
  }
  const server = await openBenchGateway({ bus: createMemoryBus(), store }, Gateway)
  const viewer = new WebSocket(`ws://127.0.0.1:${server.port}/v1/live`)
  await once(viewer, 'message') // hello
  const messages = on(viewer, 'message')
  viewer.send(JSON.stringify({ op: 'subscribe', boards: ['competition:bench'] }))
  let bytes = 0
  let answered = 0
  for await (const [data] of messages) {
    const { matches, more } = JSON.parse(String(data)) as SubscribedMessage
    bytes += (data as Buffer).byteLength
    answered += matches.length
    if (!more) break
  }
  viewer.terminate()
  await server.close()
  if (answered !== MATCHES) throw new Error(`only ${answered} matches were answered`)
  return bytes
}

await main(process.argv.slice(2))
