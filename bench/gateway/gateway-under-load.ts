import type { Bus } from '../../src/bus/bus.ts'
import { createMemoryBus } from '../../src/bus/memory/memory-bus.ts'
import { createRedisBus } from '../../src/bus/redis/redis-bus.ts'
import { Gateway, type GatewayOptions } from '../../src/gateway/gateway.ts'
import type { MatchStore, Snapshot } from '../../src/store/match-store.ts'
import { exampleState } from '../common/example-update.ts'
import { openBenchGateway } from './bench-gateway.ts'
import type { FanOut } from './fan-out-kind.ts'

export const EPOCH = 'bench'

/** How often the rooms have asked the bus so far. */
export interface BusCalls {
  reads: number
  subscribes: number
}

export interface GatewayUnderLoad extends FanOut {
  readonly busCalls: Readonly<BusCalls>
  /** The most bytes that this process holds for any one viewer now: owed in this turn, or not taken by the kernel yet. */
  readonly maxUnsentBytes?: () => number
  /** How many viewers get no updates now because they have not read what they were sent. */
  viewersBehind(): number
}

/** Where updates come from. */
export interface UpdateSource {
  /** A real Redis, to which another process publishes. Without it, the bus within this process. */
  readonly redisUrl?: string
  readonly prefix?: string
}

export interface GatewayLoadOptions extends UpdateSource {
  /** Watches what is held for viewers. That costs CPU, so other scenarios leave it off. */
  readonly isWatched?: boolean
}

/** The real gateway at its real address. Its store knows every match, at seq 0. */
export async function openGatewayUnderLoad(options: GatewayLoadOptions): Promise<GatewayUnderLoad> {
  const { redisUrl, prefix, isWatched = false } = options
  const bus = redisUrl === undefined ? createMemoryBus() : await openRedisBus(redisUrl, prefix)
  const busCalls = countCalls(bus)
  const readSnapshot = async (match: string): Promise<Snapshot> => ({
    match,
    epoch: EPOCH,
    seq: 0,
    state: exampleState(match),
  })
  // The bench measures the way from the bus to the sockets. A warm room does not ask the store.
  const store: Partial<MatchStore> = {
    readSnapshot,
    readHeads: async (matches) => matches.map(() => ({ epoch: EPOCH, seq: 0 })),
    // For delayed viewers, who join before the first update.
    readSeqAt: async () => 0,
    readPast: readSnapshot,
    readUpdates: async () => [],
  }
  const { gateway, port } = await openBenchGateway({ bus, store }, Gateway)
  return {
    port,
    busCalls,
    ...(isWatched && { maxUnsentBytes: () => gateway.viewers.maxUnsentBytes() }),
    viewersBehind: () => gateway.viewersBehind,
    send(match, seq, wire) {
      void bus.publish({ match, epoch: EPOCH, updates: [{ seq, wire }], state: '{}' })
    },
  }
}

async function openRedisBus(url: string, prefix = 'bench:'): Promise<GatewayOptions['bus']> {
  const bus = createRedisBus({ url, prefix, onError() {} })
  // Rooms that open before the bus is connected would be read again later, in the middle of the measurement.
  await new Promise<void>((resolve) => bus.watchHealth((health) => health === 'up' && resolve()))
  return bus
}

function countCalls(bus: Bus): BusCalls {
  const calls = { reads: 0, subscribes: 0 }
  const { read, subscribe } = bus
  bus.read = (match) => {
    calls.reads += 1
    return read(match)
  }
  bus.subscribe = (match, listener) => {
    calls.subscribes += 1
    return subscribe(match, listener)
  }
  return calls
}
