import { settled } from './fan-out.ts'
import { median } from './statistics.ts'
import { LOAD_CORE, SERVER_CORE, startWorker } from './worker.ts'

export interface RoomsLoad {
  readonly rooms: number
  readonly viewersPerRoom: number
  readonly perSecond: number
}

const BURSTS_PER_SECOND = 20
const SECONDS = 5
const ROUNDS = 3

/**
 * What an update costs besides its deliveries: many small rooms, less a bare `ws.send(buffer)` loop over the viewers of the same
 * matches at the same pace.
 */
export async function measureRooms(
  load: RoomsLoad,
  onProgress: (text: string) => void,
): Promise<{ microsBeyond: number }> {
  const differences: number[] = []
  for (let round = 1; round <= ROUNDS; round += 1) {
    const micros = { touchline: 0, ws: 0 }
    for (const kind of ['touchline', 'ws'] as const) {
      onProgress(`${kind}, round ${round} of ${ROUNDS}`)
      micros[kind] = await cpuPerUpdate(kind, load)
    }
    differences.push(micros.touchline - micros.ws)
  }
  return { microsBeyond: median(differences) }
}

const WAYS = {
  touchline: { path: '/v1/live', greeting: '{"op":"subscribe","matches":["bench-{n}"]}', welcome: '"op":"subscribed"' },
  ws: { path: '/bench-{n}', welcome: 'welcome' },
} as const

async function cpuPerUpdate(kind: 'touchline' | 'ws', load: RoomsLoad): Promise<number> {
  const { rooms, viewersPerRoom, perSecond } = load
  const server = await startWorker('fan-out-server.ts', { core: SERVER_CORE, settings: { kind } })
  const port = await server.ask<number>({ op: 'port' })
  const crowd = await startWorker('crowd.ts', { core: LOAD_CORE, settings: { port, spread: rooms, ...WAYS[kind] } })
  try {
    await crowd.ask({ op: 'join', viewers: rooms * viewersPerRoom })
    const run = {
      op: 'rotate',
      rooms,
      matchesPerBurst: perSecond / BURSTS_PER_SECOND,
      pauseMs: 1_000 / BURSTS_PER_SECOND,
    }
    await server.ask({ ...run, bursts: BURSTS_PER_SECOND }) // warm-up
    await settled(crowd)
    const bursts = BURSTS_PER_SECOND * SECONDS
    const { cpuMicros } = await server.ask<{ cpuMicros: number }>({ ...run, bursts })
    await settled(crowd)
    return cpuMicros / (bursts * run.matchesPerBurst)
  } finally {
    await crowd.stop()
    await server.stop()
  }
}
