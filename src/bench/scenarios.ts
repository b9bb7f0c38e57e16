import { compareFanOut, type FanOutResult, runFanOut } from './fan-out.ts'
import type { FanOutKind } from './fan-out-server.ts'
import { measureIngest } from './ingest.ts'
import { measureJoin } from './join.ts'
import { measureLatency } from './latency.ts'
import { measureAppend, measureRefold } from './reducer.ts'
import { measureRolling } from './rolling.ts'
import { measureRooms } from './rooms.ts'
import { measureScaling } from './scaling.ts'
import { measureSlow, SLOW_LOAD } from './slow.ts'
import { type Held, measureSoak } from './soak.ts'
import { median } from './statistics.ts'
import { atLeast, atMost, info, type Row } from './table.ts'

export type Progress = (text: string) => void

export interface Scenario {
  readonly name: string
  readonly title: string
  /** @param plotFolder where it may leave a plot */
  run(onProgress: Progress, plotFolder: string): Promise<Row[]>
}

const ROUNDS = 5

function ratio(results: Map<FanOutKind, FanOutResult>, to: FanOutKind): number {
  return (results.get('touchline')?.micros ?? Number.NaN) / (results.get(to)?.micros ?? Number.NaN)
}

async function fanOut(viewers: number, bursts: number, rounds: number, onProgress: Progress): Promise<Row[]> {
  const load = { viewers, matches: 1, bursts, pauseMs: Math.max(20, viewers / 20) }
  const results = await compareFanOut(['touchline', 'ws', 'socket.io'], load, rounds, onProgress)
  const name = `one match, ${viewers.toLocaleString('en')} viewers`
  return [
    ...[...results].map(([kind, { micros }]) => info(`${name}: CPU per delivery, ${kind}`, micros, 'µs')),
    atMost(`${name}: against a bare ws.send(buffer) loop`, ratio(results, 'ws'), 0.95, '×'),
    atMost(`${name}: against Socket.IO room emit`, ratio(results, 'socket.io'), 0.65, '×'),
  ]
}

/** Everything that is measured, in the order of the table. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'refold',
    title: 'a correction of the first event of a long match, and the state as it was at its end',
    run: measureRefold,
  },
  {
    name: 'append',
    title: 'one more event, reducer and patch, in matches of 50 to 1,000 events',
    run: measureAppend,
  },
  {
    name: 'fan-out',
    title: 'one match, 1,000 viewers: CPU per delivery against ws and Socket.IO',
    run: (onProgress) => fanOut(1_000, 100, ROUNDS, onProgress),
  },
  {
    name: 'crowd',
    title: 'one match, 8,000 viewers: CPU per delivery against ws and Socket.IO',
    run: (onProgress) => fanOut(8_000, 20, ROUNDS, onProgress),
  },
  {
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
  },
  {
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
  },
  {
    name: 'stall',
    title: 'the longest stall while single updates go to 8,000 viewers',
    async run(onProgress) {
      const load = { viewers: 8_000, matches: 1, bursts: 10, pauseMs: 1_000 }
      const results = await compareFanOut(['touchline'], load, 3, onProgress)
      const stallMs = results.get('touchline')?.stallMs ?? Number.NaN
      return [atMost('longest event-loop stall, one update to 8,000 viewers, 3 rounds', stallMs, 15, 'ms', 1)]
    },
  },
  {
    name: 'join',
    title: '8,000 viewers join one match: CPU and memory of each',
    async run(onProgress) {
      const { microsPerJoin, bytesPerViewer, busReads, busSubscribes } = await measureJoin(8_000, 3, onProgress)
      return [
        atMost('join (upgrade, subscribe, snapshot): CPU per viewer', microsPerJoin / 1_000, 0.4, 'ms'),
        atMost('RSS per idle subscribed viewer', bytesPerViewer / 1_024, 14, 'KB', 1),
        atMost('8,000 viewers join a cold match: reads of the bus', busReads, 1, 'reads', 0),
        atMost('8,000 viewers join a cold match: subscriptions of the bus', busSubscribes, 1, 'subscriptions', 0),
      ]
    },
  },
  {
    name: 'latency',
    title: 'POST to viewer, embedded, 200 viewers, 20 events/s',
    async run(onProgress) {
      const { p50, p99, max } = await measureLatency(
        { viewers: 200, matches: 1, perSecond: 20, seconds: 20 },
        onProgress,
      )
      return [
        atMost('POST → viewer, embedded, 200 viewers, 20/s: p50', p50, 8, 'ms', 1),
        atMost('POST → viewer, embedded, 200 viewers, 20/s: p99', p99, 40, 'ms', 1),
        info('POST → viewer, embedded, 200 viewers, 20/s: max', max, 'ms', 1),
      ]
    },
  },
  {
    name: 'latency-10',
    title: 'POST to viewer, Postgres and Redis, 1,000 viewers, 50 updates/s over 10 matches',
    async run(onProgress) {
      const load = { viewers: 1_000, matches: 10, perSecond: 50, seconds: 20, isDistributed: true }
      const { p50, p99, max } = await measureLatency(load, onProgress)
      return [
        atMost('POST → viewer, 1,000 viewers, 50/s over 10 matches: p50', p50, 5, 'ms', 1),
        atMost('POST → viewer, 1,000 viewers, 50/s over 10 matches: p99', p99, 30, 'ms', 1),
        info('POST → viewer, 1,000 viewers, 50/s over 10 matches: max', max, 'ms', 1),
      ]
    },
  },
  {
    name: 'ingest',
    title: 'durable single-event POSTs, Postgres with fsync and Redis, 32 connections to 32 matches',
    async run(onProgress) {
      const { perSecond, p50, p99 } = await measureIngest({ connections: 32, seconds: 15 }, onProgress)
      return [
        atLeast('durable ingest, 32 connections, 32 matches', perSecond, 500, 'POSTs/s'),
        info('durable ingest: p50', p50, 'ms', 1),
        info('durable ingest: p99', p99, 'ms', 1),
      ]
    },
  },
  {
    name: 'slow',
    title: '50 viewers that read 1 KB/s beside 500 fast ones, 200 updates/s',
    async run(onProgress) {
      const result = await measureSlow(onProgress)
      return [
        info('fast viewers alone: p99', result.p99Alone, 'ms', 1),
        atMost(
          'fast viewers beside slow ones: p99',
          result.p99Beside,
          Math.ceil(Math.max(20, 2 * result.p99Alone)),
          'ms',
          1,
        ),
        atMost('updates that fast viewers missed', result.missedByFast, 0, '', 0),
        atMost('slow viewers converge after the last update', result.convergedMs / 1_000, 2, 's'),
        atLeast('slow viewers still connected', result.slowConnected, SLOW_LOAD.slow, ''),
        atMost('held for one viewer at most', result.maxUnsentBytes / 1_024, 128, 'KB', 1),
        atMost('RSS per slow viewer that is behind', result.rssBytesPerSlow / 1_024, 128, 'KB', 1),
        atMost('heap and buffers per slow viewer that is behind', result.heapBytesPerSlow / 1_024, 128, 'KB', 1),
      ]
    },
  },
  {
    name: 'rooms',
    title: '1,000 rooms of 10 viewers, 2,000 updates/s over Redis: CPU per update beyond its deliveries',
    async run(onProgress) {
      const load = { rooms: 1_000, viewersPerRoom: 10, perSecond: 2_000 }
      const { redisMicros, memoryMicros } = await measureRooms(load, onProgress)
      return [
        atMost(
          '1,000 rooms, 2,000 updates/s over Redis: CPU per update beyond its deliveries',
          redisMicros,
          25,
          'µs',
          1,
        ),
        info('1,000 rooms, 2,000 updates/s, one process: CPU per update beyond its deliveries', memoryMicros, 'µs', 1),
      ]
    },
  },
  {
    name: 'scaling',
    title: 'how cost grows with viewers, matches and updates; three plots',
    run: (onProgress, plotFolder) => measureScaling(onProgress, plotFolder),
  },
  {
    name: 'soak',
    title:
      '200,000 viewers come and go, live, delayed and on boards, 1,000 matches open and close: what the server holds on to',
    async run(onProgress) {
      const load = { connects: 200_000, matches: 1_000, waves: 20 }
      const { before, after, connectsPerSecond } = await measureSoak(load, onProgress)
      const more = (name: keyof Held) => after[name] - before[name]
      return [
        info('soak: viewers that came and went', connectsPerSecond, 'a second', 0),
        atMost('soak: heap after it, beyond before', more('heapBytes') / 2 ** 20, 3, 'MB'),
        atMost('soak: handles beyond before', more('handles'), 5, 'handles', 0),
        atMost('soak: event emitters beyond before', more('emitters'), 20, 'objects', 0),
        atMost('soak: listeners of the process beyond before', more('processListeners'), 0, 'listeners', 0),
        atMost('soak: listeners of long-lived emitters beyond before', more('listeners'), 0, 'listeners', 0),
        atMost('soak: viewers still held', after.viewerSockets + after.connections, 0, 'objects', 0),
        atMost('soak: rooms still held', after.rooms, 0, 'objects', 0),
        atMost('soak: delayed rooms and boards still held', after.delayedRooms + after.boards, 0, 'objects', 0),
        atMost('soak: Redis channels beyond before', more('channels'), 0, 'channels', 0),
        atMost('soak: Redis connections beyond before', more('redisClients'), 0, 'connections', 0),
      ]
    },
  },
  {
    name: 'rolling',
    title: 'three gateways behind HAProxy restart one after the other, 1,000 viewers, 20 updates/s',
    async run(onProgress) {
      const load = { viewers: 1_000, matches: 5, matchesPerViewer: 1, perSecond: 20, drainMs: 10_000 }
      const { restarts, ...seen } = await measureRolling(load, onProgress)
      const rows = restarts.map(({ viewers, advised, most }, index) => {
        const what = `rolling restart, gateway ${index + 1}: ${viewers} viewers move, advised ${advised.toFixed(1)}/s; most in a second`
        return atMost(what, most / advised, 1.5, '× the advised', 2)
      })
      return [
        info('rolling restart: updates that 1,000 viewers received', seen.updates, 'updates', 0),
        atMost('rolling restart: missed', seen.missed, 0, 'updates', 0),
        atMost('rolling restart: received twice', seen.duplicated, 0, 'updates', 0),
        atMost('rolling restart: resumes that had to start over', seen.startedOver, 0, 'resumes', 0),
        atMost('rolling restart: viewers not at the end', seen.behind, 0, 'viewers', 0),
        atMost('rolling restart: too slow for updates, given the newest state', seen.conflated, 0, 'times', 0),
        info('rolling restart: POST accepted → last viewer, moves included, max', seen.longestDelayMs, 'ms', 0),
        ...rows,
      ]
    },
  },
]
