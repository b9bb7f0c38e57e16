import { type Cluster, Command, type Redis } from 'ioredis'
import { connectClusterNode, connectRedis } from './connect-redis.ts'

/** Which channel is heard where: all on the one server, or each on the master of a cluster that owns its slot. */
export interface Topology {
  /** Channels belong to slots, as in a cluster, and know SPUBLISH and SSUBSCRIBE. */
  readonly isSharded: boolean
  /** Every node that has channels; none before a cluster was reached. */
  readonly nodes: ReadonlySet<string>
  readonly nodeOf: (channel: string) => string | undefined
  /** A new connection, for listening to this node. */
  connect(node: string): Redis
  /** Called when `nodes` or `nodeOf` have changed. */
  watch(listener: () => void): void
  /** Reads the topology now, because a channel was not where it should be. @returns when that is done, or has failed */
  refresh(): Promise<void>
}

/** One server, perhaps a different one after a failover. */
export function oneServer(url: string): Topology {
  return {
    isSharded: false,
    nodes: new Set(['server']),
    nodeOf: () => 'server',
    connect: () => connectRedis(url),
    watch() {},
    async refresh() {},
  }
}

/** The masters of a cluster. Its client learns of changes from redirections, from lost nodes, and by asking now and then. */
export function clusterMasters(url: string, cluster: Cluster): Topology {
  let masterOfSlot: readonly (string | undefined)[] = []
  let masters: ReadonlySet<string> = new Set()
  const listeners: (() => void)[] = []
  // A copy: between two refreshes a redirection of one slot overwrites the client's entries of its neighbours, too.
  cluster.on('refresh', () => {
    const found = Array.from(cluster.slots, (nodes) => nodes?.[0])
    if (found.length === masterOfSlot.length && found.every((master, slot) => master === masterOfSlot[slot])) return
    masterOfSlot = found
    masters = new Set(masterOfSlot.filter((master) => master !== undefined))
    for (const listener of listeners) listener()
  })
  return {
    isSharded: true,
    get nodes() {
      return masters
    },
    nodeOf: (channel) => masterOfSlot[new Command('ssubscribe', [channel]).getSlot() ?? 0],
    connect: (node) => connectClusterNode(url, node),
    watch: (listener) => listeners.push(listener),
    refresh: () => new Promise((resolve) => cluster.refreshSlotsCache(() => resolve())),
  }
}
