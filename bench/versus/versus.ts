import { setTimeout as pause } from 'node:timers/promises'
import { readCpuMicros, readKernelMicros, readMemory } from '../common/process-usage.ts'
import { median } from '../common/statistics.ts'
import { LOAD_CORE, startWorker, type Worker } from '../common/worker.ts'
import type { Contender } from './contender.ts'

export interface VersusLoad {
  readonly viewers: number
  readonly updates: number
  readonly pauseMs: number
}

/** What the process that has the viewers used. */
export interface VersusResult {
  /** CPU of a join, from a process that just started. */
  readonly joinMicros: number
  readonly viewerBytes: number
  /** CPU of a delivery, and its bytes on the wire. */
  readonly deliveryMicros: number
  /** The kernel's part of it: mostly `write`, which no server can leave out. */
  readonly deliveryKernelMicros: number
  readonly deliveryBytes: number
}

const WARM_UP = 10
/** So long nothing arrives before what has not is given up. */
const PATIENCE_MS = 5_000
const POLL_MS = 100

/** Measures the contenders in turn, each round with processes that just started; medians by name. */
export async function compareContenders(
  contenders: readonly Contender[],
  load: VersusLoad,
  rounds: number,
  onProgress: (text: string) => void,
): Promise<ReadonlyMap<string, VersusResult>> {
  const results = new Map<string, VersusResult[]>(contenders.map(({ name }) => [name, []]))
  for (let round = 1; round <= rounds; round += 1) {
    for (const contender of contenders) {
      onProgress(`${load.viewers} viewers: ${contender.name}, round ${round} of ${rounds}`)
      results.get(contender.name)?.push(await measure(contender, load))
    }
  }
  const middle = (all: readonly VersusResult[], name: keyof VersusResult) => median(all.map((each) => each[name]))
  return new Map(
    [...results].map(([name, all]) => [
      name,
      {
        joinMicros: middle(all, 'joinMicros'),
        viewerBytes: middle(all, 'viewerBytes'),
        deliveryMicros: middle(all, 'deliveryMicros'),
        deliveryKernelMicros: middle(all, 'deliveryKernelMicros'),
        deliveryBytes: middle(all, 'deliveryBytes'),
      },
    ]),
  )
}

/** @throws if an update did not reach every viewer */
async function measure(contender: Contender, { viewers, updates, pauseMs }: VersusLoad): Promise<VersusResult> {
  const { name, way, startGateway, publish } = contender
  const gateway = await startGateway()
  const settings = { port: gateway.port, ...way }
  const crowd = await startWorker(new URL('../gateway/crowd.ts', import.meta.url), { core: LOAD_CORE, settings })
  try {
    const emptyBytes = readMemory(gateway.pid).rssBytes
    const beforeJoins = readCpuMicros(gateway.pid)
    await crowd.ask({ op: 'join', viewers })
    const joinMicros = (readCpuMicros(gateway.pid) - beforeJoins) / viewers
    const viewerBytes = (readMemory(gateway.pid).rssBytes - emptyBytes) / viewers
    const tell = async (count: number) => {
      for (let n = 0; n < count; n += 1) {
        await publish()
        await pause(pauseMs)
      }
      return untilArrived(crowd, viewers * count)
    }
    await tell(WARM_UP)
    await crowd.ask({ op: 'reset' })
    const beforeUpdates = readCpuMicros(gateway.pid)
    const kernelBefore = readKernelMicros(gateway.pid)
    const { messages, bytes } = await tell(updates)
    const deliveryMicros = (readCpuMicros(gateway.pid) - beforeUpdates) / (viewers * updates)
    const deliveryKernelMicros = (readKernelMicros(gateway.pid) - kernelBefore) / (viewers * updates)
    if (messages < viewers * updates) throw new Error(`${name}: ${messages} of ${viewers * updates} messages arrived`)
    return { joinMicros, viewerBytes, deliveryMicros, deliveryKernelMicros, deliveryBytes: bytes / messages }
  } finally {
    await crowd.stop()
    await gateway.stop()
  }
}

interface Counted {
  readonly messages: number
  readonly bytes: number
}

/** Waits until so many messages have arrived. */
async function untilArrived(crowd: Worker, wanted: number): Promise<Counted> {
  let counted = await crowd.ask<Counted>({ op: 'count' })
  for (let since = performance.now(); counted.messages < wanted && performance.now() - since < PATIENCE_MS; ) {
    await pause(POLL_MS)
    const now = await crowd.ask<Counted>({ op: 'count' })
    if (now.messages > counted.messages) since = performance.now()
    counted = now
  }
  return counted
}
