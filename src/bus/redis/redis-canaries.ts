import type { Canary } from './redis-line.ts'
import { keysOf } from './redis-scripts.ts'
import type { Topology } from './redis-topology.ts'

/** A node with a single slot needs some 16,000 on average; one without slots has no name at all. */
const MAX_NAMES = 200_000

export interface CanariesOptions {
  readonly prefix: string
  readonly topology: Pick<Topology, 'nodeOf'>
  /** Writes the key and says something on the channel, in one step as an update does. */
  send(key: string, channel: string): Promise<unknown>
}

/** @returns what makes a canary for a node: a match that nobody plays, and that lives on that node. All processes find the same one. */
export function createCanaries({ prefix, topology, send }: CanariesOptions): (node: string) => Canary {
  const keysOfName = (n: number) => keysOf(prefix, `canary:${n}`)
  return (node) => {
    let keys = keysOfName(0)
    for (let n = 1; topology.nodeOf(keys.channel) !== node && n < MAX_NAMES; n += 1) keys = keysOfName(n)
    const { head, channel } = keys
    return { channel, send: () => send(head, channel) }
  }
}
