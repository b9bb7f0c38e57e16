import { totalmem } from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { LOOP_PRECISION_MS } from '../../http/metrics/metrics.ts'
import type { Load } from './admission.ts'

/** Measures this process. @returns what it was since the last call; `close` ends it */
export function createLoadMeter(): { read(): Load; close(): void } {
  const delay = monitorEventLoopDelay({ resolution: LOOP_PRECISION_MS })
  delay.enable()
  let rssBytes = process.memoryUsage.rss()
  return {
    read() {
      // What is measured is the time between two ticks of the resolution.
      const loopDelayMs = Math.max(0, delay.percentile(99) / 1e6 - LOOP_PRECISION_MS)
      delay.reset()
      rssBytes = readRss() ?? rssBytes
      return { rssBytes, loopDelayMs }
    },
    close() {
      delay.disable()
    },
  }
}

/** Node opens a file for it, which fails when the process may open no more. */
function readRss(): number | undefined {
  try {
    return process.memoryUsage.rss()
  } catch {
    return undefined
  }
}

/** Leaves memory for the peaks of a garbage collection, and for the kernel's buffers, which count to the same limit. */
const SHARE_OF_MEMORY = 0.8

/** How much this process may take of the memory of its container, or else of the machine. */
export function defaultMaxRssBytes(): number {
  return SHARE_OF_MEMORY * Math.min(process.constrainedMemory() || Number.POSITIVE_INFINITY, totalmem())
}
