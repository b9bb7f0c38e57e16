import { setTimeout as pause } from 'node:timers/promises'
import { median } from '../common/statistics.ts'
import { LOAD_CORE, SERVER_CORE, startWorker } from '../common/worker.ts'
import type { CrowdSettings } from '../gateway/crowd.ts'
import type { FanOutKind } from '../gateway/fan-out-kind.ts'

export interface FanOutResult {
  /** CPU of the server process per delivery. */
  readonly micros: number
  /**
   * The longest time that something held up its event loop in any round: its own work, a garbage collection, or a system that gave
   * the core to another process. A timer of 1 ms measures it, and may itself be up to 1 ms late; that is in the figure.
   */
  readonly stallMs: number
}

export interface FanOutLoad {
  readonly viewers: number
  /** Each viewer watches all of them; each burst is one update of each. */
  readonly matches: number
  readonly bursts: number
  readonly pauseMs: number
  /** How many delays the viewers are spread over, 100 ms apart; 0 for none. */
  readonly delays?: number
  /** The kinds of viewers, each as many as the others; left out, they take everything, plain. Of Touchline alone. */
  readonly kinds?: readonly ViewerKind[]
  /** The viewers have Server-Sent Events. Of Touchline alone. */
  readonly areStreams?: boolean
}

/** How a viewer of the one match wants it. */
export interface ViewerKind {
  readonly view: 'full' | 'score'
  readonly isDeflated: boolean
}

type Way = Omit<CrowdSettings, 'port'>

const WAYS: Readonly<Record<FanOutKind, (matches: number) => Way>> = {
  touchline: (matches) => ({
    path: '/v1/live',
    greeting: JSON.stringify({ op: 'subscribe', matches: Array.from({ length: matches }, (_, i) => `bench-${i + 1}`) }),
    welcome: '"op":"subscribed"',
  }),
  ws: (matches) => ({
    path: `/${Array.from({ length: matches }, (_, i) => `bench-${i + 1}`).join(',')}`,
    welcome: 'welcome',
  }),
  'socket.io': () => ({ path: '/socket.io/?EIO=4&transport=websocket', greeting: '40', welcome: 'welcome' }),
}

function delayedWay(delays: number): Way {
  return {
    path: '/v1/live',
    greeting: '{"op":"subscribe","matches":[{"match":"bench-1","delayMs":{n}00}]}',
    welcome: '"op":"subscribed"',
    spread: delays,
  }
}

function wayOf({ view, isDeflated }: ViewerKind): Way {
  const greeting = JSON.stringify({ op: 'subscribe', matches: [{ match: 'bench-1', view }] })
  return { path: '/v1/live', greeting, welcome: '"op":"subscribed"', isDeflated }
}

const STREAM: Way = { path: '/v1/sse?match=bench-1', welcome: '"op":"subscribed"', isStream: true }

function waysOf(kind: FanOutKind, { matches, delays, kinds, areStreams }: FanOutLoad): Way[] {
  if (areStreams) return [STREAM]
  if (kinds !== undefined) return kinds.map(wayOf)
  return [delays ? delayedWay(delays) : WAYS[kind](matches)]
}

/** Measures one way of sending in fresh processes. The crowd counts deliveries; a lost one is an error, not a better figure. */
export async function runFanOut(kind: FanOutKind, load: FanOutLoad): Promise<FanOutResult> {
  const server = await startWorker(new URL('../gateway/fan-out-server.ts', import.meta.url), {
    core: SERVER_CORE,
    settings: { kind, isScored: load.kinds !== undefined },
  })
  const port = await server.ask<number>({ op: 'port' })
  const crowds = await Promise.all(
    waysOf(kind, load).map((way) =>
      startWorker(new URL('../gateway/crowd.ts', import.meta.url), { core: LOAD_CORE, settings: { port, ...way } }),
    ),
  )
  try {
    for (const crowd of crowds) await crowd.ask({ op: 'join', viewers: load.viewers / crowds.length })
    await server.ask({ op: 'run', matches: load.matches, bursts: 10, pauseMs: load.pauseMs }) // warm-up
    for (const crowd of crowds) await allArrived(crowd)
    for (const crowd of crowds) await crowd.ask({ op: 'reset' })
    const cpuBefore = await server.ask<number>({ op: 'cpu' })
    const { stallMs } = await server.ask<{ stallMs: number }>({ op: 'run', ...load })
    // Delayed viewers get updates until some time after the last was sent.
    let messages = 0
    for (const crowd of crowds) messages += (await allArrived(crowd)).messages
    const cpuMicros = (await server.ask<number>({ op: 'cpu' })) - cpuBefore
    const deliveries = load.viewers * load.matches * load.bursts
    if (messages < deliveries) throw new Error(`${kind}: ${messages} messages arrived, ${deliveries} were sent`)
    return { micros: cpuMicros / deliveries, stallMs }
  } finally {
    for (const crowd of crowds) await crowd.stop()
    await server.stop()
  }
}

/** Measures several rounds. The ways take turns in each, so that a busy moment of the machine hits all of them. */
export async function compareFanOut(
  kinds: readonly FanOutKind[],
  load: FanOutLoad,
  rounds: number,
  onProgress: (text: string) => void,
): Promise<Map<FanOutKind, FanOutResult>> {
  const results = new Map<FanOutKind, FanOutResult[]>(kinds.map((kind) => [kind, []]))
  for (let round = 1; round <= rounds; round += 1) {
    for (const kind of kinds) {
      onProgress(`${load.viewers} viewers, ${load.matches} matches: ${kind}, round ${round} of ${rounds}`)
      results.get(kind)?.push(await runFanOut(kind, load))
    }
  }
  return new Map(
    [...results].map(([kind, all]) => [
      kind,
      { micros: median(all.map(({ micros }) => micros)), stallMs: Math.max(...all.map(({ stallMs }) => stallMs)) },
    ]),
  )
}

interface Counted {
  readonly bytes: number
  readonly messages: number
}

/** Waits until nothing arrives any more. */
export async function allArrived(crowd: { ask<T>(question: object): Promise<T> }): Promise<Counted> {
  for (let before = -1; ; ) {
    const counted = await crowd.ask<Counted>({ op: 'count' })
    if (counted.bytes === before) return counted
    before = counted.bytes
    await pause(150)
  }
}
