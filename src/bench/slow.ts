import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import type { Memory, Paced } from './fan-out-server.ts'
import { LOAD_CORE, SERVER_CORE, startWorker } from './worker.ts'

export interface SlowResult {
  /** Latency of the fast viewers without and with slow ones beside them, p99 in ms. */
  readonly p99Alone: number
  readonly p99Beside: number
  readonly missedByFast: number
  /** From the last update until every slow viewer knows it. */
  readonly convergedMs: number
  readonly slowConnected: number
  /** The most that the server held for any viewer at any time. What the kernel has taken is not in it. */
  readonly maxUnsentBytes: number
  /** By how much the server grew from the time before they came to the time when they were behind, per slow viewer. */
  readonly rssBytesPerSlow: number
  readonly heapBytesPerSlow: number
}

const FAST = 500
export const SLOW = 50
const PER_SECOND = 200
const WARM_UP_S = 10
const ALONE_S = 5
const BESIDE_S = 40
const PATIENCE_MS = 60_000
/** The young generation at its full size from the start: it would grow at any time by more than all slow viewers need. */
const STEADY_MEMORY = ['--expose-gc', '--min-semi-space-size=16', '--max-semi-space-size=16']
/** Slow viewers take turns at catching up; at any time most of them are behind. */
const LEAST_BEHIND = SLOW / 2

/**
 * 50 viewers that read 1 KB/s beside 500 fast ones, at 200 updates a second of one match.
 *
 * @throws if the slow ones were not behind when memory was looked at, or nothing was ever held: then nothing was measured
 */
export async function measureSlow(onProgress: (text: string) => void): Promise<SlowResult> {
  const server = await startWorker('fan-out-server.ts', {
    core: SERVER_CORE,
    settings: { kind: 'touchline' },
    flags: STEADY_MEMORY,
  })
  const port = await server.ask<number>({ op: 'port' })
  const load = { port, fast: FAST, slow: SLOW, bytesPerSecond: 1_024 }
  const viewers = await startWorker('slow-load.ts', { core: LOAD_CORE, settings: load })
  const play = async (seconds: number) => {
    await viewers.ask({ op: 'reset' })
    const sent = await server.ask<Paced>({ op: 'pace', perSecond: PER_SECOND, seconds, isWatched: true })
    const endedAt = performance.now()
    return { ...sent, endedAt }
  }
  /** In the middle of the play, so that memory alone and beside are compared under the same load. */
  const lookAfter = async (seconds: number) => {
    await pause(seconds * 1_000)
    const behind = await server.ask<number>({ op: 'behind' })
    return { behind, ...(await server.ask<Memory>({ op: 'memory' })) }
  }
  try {
    onProgress('warming up')
    const [, memoryAlone] = await Promise.all([play(WARM_UP_S), lookAfter(0.9 * WARM_UP_S)])
    onProgress(`${FAST} fast viewers alone, ${ALONE_S} s`)
    await play(ALONE_S)
    await pause(200)
    const alone = await viewers.ask<{ p99: number }>({ op: 'fast' })
    onProgress(`and ${SLOW} slow ones beside them, ${BESIDE_S} s`)
    await viewers.ask({ op: 'joinSlow' })
    const [sent, memoryBeside] = await Promise.all([play(BESIDE_S), lookAfter(0.9 * BESIDE_S)])
    const { seq, maxUnsentBytes, endedAt } = sent
    const { behind } = memoryBeside
    if (behind < LEAST_BEHIND) throw new Error(`${behind} of ${SLOW} slow viewers were behind; memory was not measured`)
    if (maxUnsentBytes === 0) throw new Error('nothing was ever held for anybody; what is held was not measured')
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
      rssBytesPerSlow: (memoryBeside.rssBytes - memoryAlone.rssBytes) / SLOW,
      heapBytesPerSlow: (memoryBeside.heapBytes - memoryAlone.heapBytes) / SLOW,
    }
  } finally {
    await viewers.stop()
    await server.stop()
  }
}
