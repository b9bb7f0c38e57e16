import { openRedis } from '../common/backends.ts'
import { exampleWire } from '../common/example-update.ts'
import { median } from '../common/statistics.ts'
import { LOAD_CORE, SERVER_CORE, startWorker, type Worker } from '../common/worker.ts'
import { allArrived } from '../fan-out/fan-out.ts'
import type { FanOutKind } from '../gateway/fan-out-kind.ts'
import type { RotateQuestion } from '../gateway/fan-out-server.ts'
import type { UpdateSource } from '../gateway/gateway-under-load.ts'

export interface RoomsLoad {
  readonly rooms: number
  readonly viewersPerRoom: number
  readonly perSecond: number
}

/** CPU of the server process per update, minus that of the bare loop for the same deliveries. */
export interface RoomsResult {
  /** With updates from Redis. Includes subscribing, parsing and routing, and the upkeep of the rooms meanwhile. */
  readonly redisMicros: number
  /** With the bus of a single process. */
  readonly memoryMicros: number
}

const BURSTS_PER_SECOND = 20
const SECONDS = 5
const ROUNDS = 3
const SLACK = 1.5

/**
 * Measures what an update costs besides its deliveries: the cost in many small rooms, minus that of a bare `ws.send(buffer)` loop
 * over the viewers of the same matches at the same pace. A publisher beside the viewers sends the updates through a real Redis.
 */
export async function measureRooms(load: RoomsLoad, onProgress: (text: string) => void): Promise<RoomsResult> {
  const redis = await openRedis()
  const overRedis: number[] = []
  const inMemory: number[] = []
  try {
    for (let round = 1; round <= ROUNDS; round += 1) {
      const run = (name: string, source: Source) => {
        onProgress(`${name}, round ${round} of ${ROUNDS}`)
        return cpuPerUpdate(source, load)
      }
      const from = (name: string) => ({ redisUrl: redis.url, prefix: `bench-${process.pid}-${name}-${round}:` })
      const loop = await run('ws', { kind: 'ws', unheard: from('unheard') })
      overRedis.push((await run('touchline over Redis', { kind: 'touchline', heard: from('heard') })) - loop)
      inMemory.push((await run('touchline, one process', { kind: 'touchline', unheard: from('alone') })) - loop)
    }
  } finally {
    await redis.close()
  }
  return { redisMicros: median(overRedis), memoryMicros: median(inMemory) }
}

const WAYS = {
  touchline: { path: '/v1/live', greeting: '{"op":"subscribe","matches":["bench-{n}"]}', welcome: '"op":"subscribed"' },
  ws: { path: '/bench-{n}', welcome: 'welcome' },
} as const

/** The publisher runs beside the viewers in every case, to keep their core equally busy: sending to a reader that is awake costs less. */
interface Source {
  readonly kind: Exclude<FanOutKind, 'socket.io'>
  /** The Redis that the updates come from; absent if the server makes them itself. */
  readonly heard?: Required<UpdateSource>
  /** The Redis where the publisher publishes updates that nobody receives. */
  readonly unheard?: Required<UpdateSource>
}

async function cpuPerUpdate({ kind, heard, unheard }: Source, load: RoomsLoad): Promise<number> {
  const { rooms, viewersPerRoom, perSecond } = load
  const server = await startWorker(new URL('../gateway/fan-out-server.ts', import.meta.url), {
    core: SERVER_CORE,
    settings: { kind, ...heard },
  })
  const port = await server.ask<number>({ op: 'port' })
  const way = { port, spread: rooms, ...WAYS[kind] }
  const crowd = await startWorker(new URL('../gateway/crowd.ts', import.meta.url), { core: LOAD_CORE, settings: way })
  const publisher = await startWorker(new URL('./rooms-publisher.ts', import.meta.url), {
    core: LOAD_CORE,
    settings: { ...unheard, ...heard },
  })
  try {
    await crowd.ask({ op: 'join', viewers: rooms * viewersPerRoom })
    const rotation = { rooms, matchesPerBurst: perSecond / BURSTS_PER_SECOND, pauseMs: 1_000 / BURSTS_PER_SECOND }
    const rotate = (bursts: number) =>
      rotateOnce({ server, crowd, publisher, isHeard: heard !== undefined }, { ...rotation, bursts })
    await rotate(BURSTS_PER_SECOND) // warm-up
    await crowd.ask({ op: 'reset' })
    const { micros, bytes } = await rotate(BURSTS_PER_SECOND * SECONDS)
    const updates = perSecond * SECONDS
    const least = updates * viewersPerRoom * Buffer.byteLength(exampleWire('bench-1', 1))
    if (bytes < least) throw new Error(`${kind}: ${bytes} bytes arrived, ${least} at least were sent`)
    return micros / updates
  } finally {
    await publisher.stop()
    await crowd.stop()
    await server.stop()
  }
}

interface Workers {
  readonly server: Worker
  readonly crowd: Worker
  readonly publisher: Worker
  /** The server gets its updates from the publisher. */
  readonly isHeard: boolean
}

/**
 * @returns CPU of the server in µs, and what the crowd has received since its reset, when everything has arrived
 * @throws if the publisher could not keep the pace, because late updates come together and are joined into fewer writes
 */
async function rotateOnce(
  { server, crowd, publisher, isHeard }: Workers,
  rotation: RotateQuestion,
): Promise<{ micros: number; bytes: number }> {
  const question = { op: 'rotate', ...rotation }
  const before = await server.ask<number>({ op: 'cpu' })
  const publishing = publisher.ask<number>(question)
  const own = isHeard ? undefined : await server.ask<{ cpuMicros: number }>(question)
  const tookMs = await publishing
  // When the last updates are published, they have reached Redis only.
  const { bytes } = await allArrived(crowd)
  const micros = own?.cpuMicros ?? (await server.ask<number>({ op: 'cpu' })) - before
  const paceMs = rotation.bursts * rotation.pauseMs
  if (tookMs > SLACK * paceMs) throw new Error(`published in ${Math.round(tookMs)} ms what should take ${paceMs} ms`)
  return { micros, bytes }
}
