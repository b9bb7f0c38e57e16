import type { Progress, Scenario } from '../common/scenario.ts'
import { median } from '../common/statistics.ts'
import { atMost, info, type Row } from '../common/table.ts'
import type { FanOutKind } from '../gateway/fan-out-kind.ts'
import { compareMemory } from '../join/join.ts'
import { compareFanOut, type FanOutResult, runFanOut, type ViewerKind } from './fan-out.ts'

const ROUNDS = 5

function ratio(results: Map<FanOutKind, FanOutResult>, to: FanOutKind): number {
  return (results.get('touchline')?.micros ?? Number.NaN) / (results.get(to)?.micros ?? Number.NaN)
}

async function compareAll(viewers: number, bursts: number, rounds: number, onProgress: Progress): Promise<Row[]> {
  const load = { viewers, matches: 1, bursts, pauseMs: Math.max(20, viewers / 20) }
  const results = await compareFanOut(['touchline', 'ws', 'socket.io'], load, rounds, onProgress)
  const name = `one match, ${viewers.toLocaleString('en')} viewers`
  return [
    ...[...results].map(([kind, { micros }]) => info(`${name}: CPU per delivery, ${kind}`, micros, 'µs')),
    atMost(`${name}: against a bare ws.send(buffer) loop`, ratio(results, 'ws'), 0.95, '×'),
    atMost(`${name}: against Socket.IO room emit`, ratio(results, 'socket.io'), 0.65, '×'),
  ]
}

export const fanOut: Scenario = {
  name: 'fan-out',
  title: 'one match, 1,000 viewers: CPU per delivery against ws and Socket.IO',
  run: (onProgress) => compareAll(1_000, 100, ROUNDS, onProgress),
}

export const crowd: Scenario = {
  name: 'crowd',
  title: 'one match, 8,000 viewers: CPU per delivery against ws and Socket.IO',
  run: (onProgress) => compareAll(8_000, 20, ROUNDS, onProgress),
}

export const bursts: Scenario = {
  name: 'bursts',
  title: '20 matches per viewer in bursts: joined writes against one write each',
  async run(onProgress) {
    const load = { viewers: 500, matches: 20, bursts: 40, pauseMs: 50 }
    const results = await compareFanOut(['touchline', 'ws'], load, 3, onProgress)
    return [
      info('bursts of 20 matches: CPU per delivery', results.get('touchline')?.micros ?? Number.NaN, 'µs'),
      atMost('bursts of 20 matches: against one ws.send each', ratio(results, 'ws'), 0.15, '×'),
    ]
  },
}

export const delays: Scenario = {
  name: 'delays',
  title: 'one match, 1,000 viewers with 10 different delays, against none',
  async run(onProgress) {
    const load = { viewers: 1_000, matches: 1, bursts: 100, pauseMs: 20 }
    const ratios: number[] = []
    for (let round = 1; round <= ROUNDS; round += 1) {
      onProgress(`round ${round} of ${ROUNDS}`)
      const without = await runFanOut('touchline', load)
      const withDelays = await runFanOut('touchline', { ...load, delays: 10 })
      ratios.push(withDelays.micros / without.micros)
    }
    return [atMost('a room with 10 delays against one without, per delivery', median(ratios), 1.3, '×')]
  },
}

export const sse: Scenario = {
  name: 'sse',
  title: 'one match, 1,000 viewers of Server-Sent Events against as many over WebSocket',
  async run(onProgress) {
    const load = { viewers: 1_000, matches: 1, bursts: 100, pauseMs: 50 }
    const all: { socket: number; stream: number }[] = []
    for (let round = 1; round <= ROUNDS; round += 1) {
      onProgress(`round ${round} of ${ROUNDS}`)
      const socket = (await runFanOut('touchline', load)).micros
      all.push({ socket, stream: (await runFanOut('touchline', { ...load, areStreams: true })).micros })
    }
    const name = 'one match, 1,000 viewers: CPU per delivery'
    return [
      info(`${name}, WebSocket`, median(all.map(({ socket }) => socket)), 'µs'),
      info(`${name}, Server-Sent Events`, median(all.map(({ stream }) => stream)), 'µs'),
      atMost(
        `${name}, Server-Sent Events against WebSocket`,
        median(all.map(({ socket, stream }) => stream / socket)),
        1.3,
        '×',
      ),
    ]
  },
}

const PLAIN: ViewerKind = { view: 'full', isDeflated: false }
const DEFLATED: ViewerKind = { view: 'full', isDeflated: true }
const KINDS: readonly ViewerKind[] = [
  PLAIN,
  DEFLATED,
  { view: 'score', isDeflated: false },
  { view: 'score', isDeflated: true },
]

/** CPU per delivery to viewers of these kinds against that to plain viewers of everything; the two take turns. */
async function againstPlain(kinds: readonly ViewerKind[], name: string, onProgress: Progress): Promise<number> {
  const load = { viewers: 1_000, matches: 1, bursts: 100, pauseMs: 20 }
  const ratios: number[] = []
  for (let round = 1; round <= ROUNDS; round += 1) {
    onProgress(`${name}, round ${round} of ${ROUNDS}`)
    const plain = await runFanOut('touchline', { ...load, kinds: [PLAIN] })
    const other = await runFanOut('touchline', { ...load, kinds })
    ratios.push(other.micros / plain.micros)
  }
  return median(ratios)
}

export const kinds: Scenario = {
  name: 'kinds',
  title: 'one match, 1,000 viewers: compressed against plain, two views in two encodings against one',
  async run(onProgress) {
    const compressed = await againstPlain([DEFLATED], 'compressed', onProgress)
    const four = await againstPlain(KINDS, 'four kinds', onProgress)
    const { deflatedMemory } = await compareMemory(8_000, 3, onProgress)
    return [
      atMost('one match, 1,000 viewers: compressed against plain, CPU per delivery', compressed, 1.05, '×'),
      atMost('one match, 1,000 viewers: 2 views × 2 encodings against one kind, CPU per delivery', four, 1.15, '×'),
      atMost(
        '8,000 idle viewers: RSS of one who sent a compressed frame against a plain one',
        deflatedMemory,
        1.1,
        '×',
      ),
    ]
  },
}

export const stall: Scenario = {
  name: 'stall',
  title: 'the longest stall while single updates go to 8,000 viewers',
  async run(onProgress) {
    const load = { viewers: 8_000, matches: 1, bursts: 10, pauseMs: 1_000 }
    const results = await compareFanOut(['touchline'], load, 3, onProgress)
    const stallMs = results.get('touchline')?.stallMs ?? Number.NaN
    return [atMost('longest event-loop stall, one update to 8,000 viewers, 3 rounds', stallMs, 15, 'ms', 1)]
  },
}
