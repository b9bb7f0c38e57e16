import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { LOAD_CORE, SERVER_CORE, startWorker } from '../common/worker.ts'
import type { Memory, Paced } from '../gateway/fan-out-server.ts'

export interface SlowResult {
  /** Latency of the fast viewers without and with slow ones beside them, p99 in ms. */
  readonly p99Alone: number
  readonly p99Beside: number
  readonly missedByFast: number
  /** From the last update until every slow viewer has received it. */
  readonly convergedMs: number
  readonly slowConnected: number
  /** The most bytes that the server held for any viewer at any time, without those that the kernel has taken. */
  readonly maxUnsentBytes: number
  /** How much the server grew per slow viewer, from before they came to when they were behind. */
  readonly rssBytesPerSlow: number
  readonly heapBytesPerSlow: number
}

export interface SlowLoad {
  readonly fast: number
  readonly slow: number
  /** Updates a second. */
  readonly perSecond: number
  readonly warmUpS: number
  readonly aloneS: number
  readonly besideS: number
}

export const SLOW_LOAD: SlowLoad = { fast: 500, slow: 50, perSecond: 200, warmUpS: 10, aloneS: 5, besideS: 40 }
const PATIENCE_MS = 60_000
/** Gives the young generation its full size from the start. Otherwise it would grow at some time, by more than all slow viewers need. */
const STEADY_MEMORY = ['--expose-gc', '--min-semi-space-size=16', '--max-semi-space-size=16']

/**
 * Measures viewers that read 1 KB/s beside fast ones, all of one match.
 *
 * @throws if nothing was measured: the slow viewers were not behind when their memory was read, or nothing was ever held for them
 */
export async function measureSlow(onProgress: (text: string) => void, sizes = SLOW_LOAD): Promise<SlowResult> {
  const { fast: fastCount, slow: slowCount, perSecond, warmUpS, aloneS, besideS } = sizes
  const server = await startWorker(new URL('../gateway/fan-out-server.ts', import.meta.url), {
    core: SERVER_CORE,
    settings: { kind: 'touchline', isWatched: true },
    flags: STEADY_MEMORY,
  })
  const port = await server.ask<number>({ op: 'port' })
  const load = { port, fast: fastCount, slow: slowCount, bytesPerSecond: 1_024 }
  const viewers = await startWorker(new URL('./slow-load.ts', import.meta.url), { core: LOAD_CORE, settings: load })
  const play = async (seconds: number) => {
    await viewers.ask({ op: 'reset' })
    const sent = await server.ask<Paced>({ op: 'pace', perSecond, seconds })
    const endedAt = performance.now()
    return { ...sent, endedAt }
  }
  /** Reads memory while updates are sent, so that it is compared under the same load with slow viewers and without. */
  const lookAfter = async (seconds: number) => {
    await pause(seconds * 1_000)
    const behind = await server.ask<number>({ op: 'behind' })
    return { behind, ...(await server.ask<Memory>({ op: 'memory' })) }
  }
  try {
    onProgress('warming up')
    const [, memoryAlone] = await Promise.all([play(warmUpS), lookAfter(0.9 * warmUpS)])
    onProgress(`${fastCount} fast viewers alone, ${aloneS} s`)
    await play(aloneS)
    await pause(200)
    const alone = await viewers.ask<{ p99: number }>({ op: 'fast' })
    onProgress(`and ${slowCount} slow ones beside them, ${besideS} s`)
    await viewers.ask({ op: 'joinSlow' })
    const [sent, memoryBeside] = await Promise.all([play(besideS), lookAfter(0.9 * besideS)])
    const { seq, maxUnsentBytes, endedAt } = sent
    const { behind } = memoryBeside
    // Slow viewers catch up in turns, so at any time most of them are behind.
    if (behind < slowCount / 2)
      throw new Error(`${behind} of ${slowCount} slow viewers were behind; nothing was measured`)
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
      missedByFast: fastCount * perSecond * besideS - fast.received,
      convergedMs,
      slowConnected: slow.connected,
      maxUnsentBytes,
      rssBytesPerSlow: (memoryBeside.rssBytes - memoryAlone.rssBytes) / slowCount,
      heapBytesPerSlow: (memoryBeside.heapBytes - memoryAlone.heapBytes) / slowCount,
    }
  } finally {
    await viewers.stop()
    await server.stop()
  }
}
