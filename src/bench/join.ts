import { median } from './statistics.ts'
import { LOAD_CORE, SERVER_CORE, startWorker } from './worker.ts'

export interface JoinResult {
  readonly microsPerJoin: number
  readonly bytesPerViewer: number
}

/** Connects a crowd to one match, all at kick-off; medians over several fresh servers. */
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
  }
}

async function joinOnce(viewers: number): Promise<JoinResult> {
  const server = await startWorker('fan-out-server.ts', {
    core: SERVER_CORE,
    settings: { kind: 'touchline' },
    flags: ['--expose-gc'],
  })
  const port = await server.ask<number>({ op: 'port' })
  const way = {
    path: '/v1/live',
    greeting: '{"op":"subscribe","id":1,"matches":["bench-1"]}',
    welcome: '"op":"subscribed"',
  }
  const crowd = await startWorker('crowd.ts', { core: LOAD_CORE, settings: { port, ...way } })
  try {
    // The first viewers compile the code.
    await crowd.ask({ op: 'join', viewers: 500 })
    const rssBefore = await server.ask<number>({ op: 'rss' })
    const cpuBefore = await server.ask<number>({ op: 'cpu' })
    await crowd.ask({ op: 'join', viewers: viewers - 500 })
    const cpuAfter = await server.ask<number>({ op: 'cpu' })
    const rssAfter = await server.ask<number>({ op: 'rss' })
    const joined = viewers - 500
    return { microsPerJoin: (cpuAfter - cpuBefore) / joined, bytesPerViewer: (rssAfter - rssBefore) / joined }
  } finally {
    await crowd.stop()
    await server.stop()
  }
}
