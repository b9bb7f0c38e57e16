import { median } from '../common/statistics.ts'
import { LOAD_CORE, SERVER_CORE, startWorker, type Worker } from '../common/worker.ts'
import type { Memory } from '../gateway/fan-out-server.ts'
import type { BusCalls } from '../gateway/gateway-under-load.ts'

export interface JoinResult {
  readonly microsPerJoin: number
  readonly bytesPerViewer: number
  /** How often all of them together asked the bus; the most of any round. */
  readonly busReads: number
  readonly busSubscribes: number
}

/** Viewers of another match, who come first so that the code is compiled. */
const WARM_UP = 500

export interface JoinRatio {
  /** Memory of a viewer that negotiated compression and sent a compressed frame, against that of one who did neither. */
  readonly deflatedMemory: number
}

/** The two kinds of viewers take turns, each with fresh servers. */
export async function compareMemory(
  viewers: number,
  rounds: number,
  onProgress: (text: string) => void,
): Promise<JoinRatio> {
  const ratios: number[] = []
  for (let round = 1; round <= rounds; round += 1) {
    onProgress(`plain and compressed, round ${round} of ${rounds}`)
    const plain = await joinOnce(viewers)
    const deflated = await joinOnce(viewers, true)
    ratios.push(deflated.bytesPerViewer / plain.bytesPerViewer)
  }
  return { deflatedMemory: median(ratios) }
}

/** Connects a crowd to one match that nobody watched before, all at kick-off; medians over several fresh servers. */
export async function measureJoin(
  viewers: number,
  rounds: number,
  onProgress: (text: string) => void,
): Promise<JoinResult> {
  const results: JoinResult[] = []
  for (let round = 1; round <= rounds; round += 1) {
    onProgress(`round ${round} of ${rounds}`)
    results.push(await joinOnce(viewers))
  }
  return {
    microsPerJoin: median(results.map(({ microsPerJoin }) => microsPerJoin)),
    bytesPerViewer: median(results.map(({ bytesPerViewer }) => bytesPerViewer)),
    busReads: Math.max(...results.map(({ busReads }) => busReads)),
    busSubscribes: Math.max(...results.map(({ busSubscribes }) => busSubscribes)),
  }
}

async function joinOnce(viewers: number, isDeflated = false): Promise<JoinResult> {
  const server = await startWorker(new URL('../gateway/fan-out-server.ts', import.meta.url), {
    core: SERVER_CORE,
    settings: { kind: 'touchline' },
    flags: ['--expose-gc'],
  })
  const port = await server.ask<number>({ op: 'port' })
  const warmUp = await startCrowd(port, 'bench-2', isDeflated)
  const crowd = await startCrowd(port, 'bench-1', isDeflated)
  const askCpu = () => server.ask<number>({ op: 'cpu' })
  const askMemory = () => server.ask<Memory>({ op: 'memory' })
  const askCalls = () => server.ask<BusCalls>({ op: 'busCalls' })
  try {
    await warmUp.ask({ op: 'join', viewers: WARM_UP })
    const callsBefore = await askCalls()
    const memoryBefore = await askMemory()
    const cpuBefore = await askCpu()
    await crowd.ask({ op: 'join', viewers })
    const cpuAfter = await askCpu()
    const memoryAfter = await askMemory()
    const callsAfter = await askCalls()
    return {
      microsPerJoin: (cpuAfter - cpuBefore) / viewers,
      bytesPerViewer: (memoryAfter.rssBytes - memoryBefore.rssBytes) / viewers,
      busReads: callsAfter.reads - callsBefore.reads,
      busSubscribes: callsAfter.subscribes - callsBefore.subscribes,
    }
  } finally {
    await crowd.stop()
    await warmUp.stop()
    await server.stop()
  }
}

function startCrowd(port: number, match: string, isDeflated: boolean): Promise<Worker> {
  const way = {
    isDeflated,
    path: '/v1/live',
    greeting: JSON.stringify({ op: 'subscribe', id: 1, matches: [match] }),
    welcome: '"op":"subscribed"',
  }
  return startWorker(new URL('../gateway/crowd.ts', import.meta.url), { core: LOAD_CORE, settings: { port, ...way } })
}
