import { setTimeout as pause } from 'node:timers/promises'
import { createMatch, expectStatus, openFeed } from '../common/clients/raw-feed.ts'
import { type BackendKind, type CpuMicros, openSystem } from '../common/system-under-load.ts'
import { LOAD_CORE, startWorker } from '../common/worker.ts'
import { allArrived } from '../fan-out/fan-out.ts'

export interface NdjsonBurstsLoad {
  readonly viewers: number
  /** Each viewer watches all of them; a burst is one request with an event of each. */
  readonly matches: number
  readonly bursts: number
  readonly pauseMs: number
}

/** Every update has more bytes than this on the wire. */
const LEAST_BYTES = 150
const WARM_UP_BURSTS = 20

/** @returns CPU per delivery, of the server from the request to the sockets, and of its databases */
export async function measureNdjsonBursts(kind: BackendKind, load: NdjsonBurstsLoad): Promise<CpuMicros> {
  const { viewers, bursts, pauseMs } = load
  const run = Date.now().toString(36)
  const matches = Array.from({ length: load.matches }, (_, n) => `bursts-${run}-${n}`)
  const system = await openSystem(kind)
  try {
    const feed = await openFeed(system.port)
    for (const match of matches) await createMatch(feed, match)
    const way = {
      path: '/v1/live',
      greeting: JSON.stringify({ op: 'subscribe', matches }),
      welcome: '"op":"subscribed"',
    }
    const crowd = await startWorker(new URL('../gateway/crowd.ts', import.meta.url), {
      core: LOAD_CORE,
      settings: { port: system.port, ...way },
    })
    let sent = 0
    const sendBurst = async () => {
      sent += 1
      const lines = matches.map((match) =>
        JSON.stringify({ match, id: `e${sent}`, type: 'corner', team: 'home', period: 1 }),
      )
      await expectStatus(feed.send('POST', '/v1/events', lines.join('\n'), 'application/x-ndjson'), 200)
      await pause(pauseMs)
    }
    try {
      await crowd.ask({ op: 'join', viewers })
      for (let n = 0; n < WARM_UP_BURSTS; n += 1) await sendBurst()
      await allArrived(crowd)
      await crowd.ask({ op: 'reset' })
      const before = system.readCpu()
      for (let n = 0; n < bursts; n += 1) await sendBurst()
      const { bytes } = await allArrived(crowd)
      const cpu = system.readCpu(before)
      const deliveries = viewers * matches.length * bursts
      if (bytes < deliveries * LEAST_BYTES) throw new Error(`only ${bytes} bytes of ${deliveries} deliveries arrived`)
      return Object.fromEntries(Object.entries(cpu).map(([name, micros]) => [name, micros / deliveries]))
    } finally {
      await crowd.stop()
      feed.close()
    }
  } finally {
    await system.close()
  }
}
