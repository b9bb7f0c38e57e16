import type { BusEntry } from '../bus.ts'
import type { Canary } from './redis-line.ts'
import type { Topology } from './redis-topology.ts'

const KEPT_MS = 10_000
/** A node with a single slot needs some 16,000 on average; one without slots has no name at all. */
const MAX_NAMES = 200_000

export interface CanariesOptions {
  /** No other process has it. */
  readonly owner: string
  readonly topology: Pick<Topology, 'nodeOf'>
  channelOf(match: string): string
  publish(entry: BusEntry, keptMs: number): Promise<unknown>
}

/** @returns what makes a canary for a node: an update of a match that only this process knows, and that lives on that node */
export function createCanaries({ owner, topology, channelOf, publish }: CanariesOptions): (node: string) => Canary {
  let sent = 0
  const nameOf = (n: number) => {
    const match = `canary:${owner}:${n}`
    return { match, channel: channelOf(match) }
  }
  return (node) => {
    let name = nameOf(0)
    for (let n = 1; topology.nodeOf(name.channel) !== node && n < MAX_NAMES; n += 1) name = nameOf(n)
    const { match, channel } = name
    return {
      channel,
      send() {
        // Each canary differs: the bus would not send again what it has already.
        sent += 1
        return publish({ match, epoch: '', updates: [{ seq: sent, wire: String(sent) }], state: '' }, KEPT_MS)
      },
    }
  }
}
