import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { LOAD_CORE, SERVER_CORE, startWorker } from './worker.ts'

export interface SlowResult {
  /** Latency of the fast viewers without and with slow ones beside them, p99 in ms. */
  readonly p99Alone: number
  readonly p99Beside: number
  readonly missedByFast: number
  /** From the last update until every slow viewer knows it. */
  readonly convergedMs: number
  readonly slowConnected: number
  /** The most that the server held for any viewer at any time. */
  readonly maxUnsentBytes: number
}

const FAST = 500
export const SLOW = 50
const PER_SECOND = 200
const ALONE_S = 5
const BESIDE_S = 40
const PATIENCE_MS = 60_000

/** 50 viewers that read 1 KB/s beside 500 fast ones, at 200 updates a second of one match. */
export async function measureSlow(onProgress: (text: string) => void): Promise<SlowResult> {
  const server = await startWorker('fan-out-server.ts', { core: SERVER_CORE, settings: { kind: 'touchline' } })
  const port = await server.ask<number>({ op: 'port' })
  const load = { port, fast: FAST, slow: SLOW, bytesPerSecond: 1_024 }
  const viewers = await startWorker('slow-load.ts', { core: LOAD_CORE, settings: load })
  const play = async (seconds: number) => {
    await viewers.ask({ op: 'reset' })
    const sent = await server.ask<{ seq: number; maxUnsentBytes: number }>({
      op: 'pace',
      perSecond: PER_SECOND,
      seconds,
    })
    const endedAt = performance.now()
    return { ...sent, endedAt }
  }
  try {
    onProgress('warming up')
    await play(2)
    onProgress(`${FAST} fast viewers alone, ${ALONE_S} s`)
    await play(ALONE_S)
    await pause(200)
    const alone = await viewers.ask<{ p99: number }>({ op: 'fast' })
    onProgress(`and ${SLOW} slow ones beside them, ${BESIDE_S} s`)
    await viewers.ask({ op: 'joinSlow' })
    const { seq, maxUnsentBytes, endedAt } = await play(BESIDE_S)
    let slow = await viewers.ask<{ seqs: number[]; connected: number }>({ op: 'slow' })
    while (slow.seqs.some((at) => at < seq) && performance.now() - endedAt < PATIENCE_MS) {
      await pause(20)
      slow = await viewers.ask({ op: 'slow' })
    }
    const convergedMs = performance.now() - endedAt
    const fast = await viewers.ask<{ p99: number; received: number }>({ op: 'fast' })
    return {
      p99Alone: alone.p99,
      p99Beside: fast.p99,
      missedByFast: FAST * PER_SECOND * BESIDE_S - fast.received,
      convergedMs,
      slowConnected: slow.connected,
      maxUnsentBytes,
    }
  } finally {
    await viewers.stop()
    await server.stop()
  }
}
