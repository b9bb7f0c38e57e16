import { readFileSync } from 'node:fs'
import { Redis } from 'ioredis'
import { isInTest, onTestFinished } from '../concurrent.ts'
import { freePort } from '../free-port.ts'
import type { LocalServer } from '../local-server.ts'
import { until } from '../until.ts'
import { startRedis } from './redis.ts'
import { asArguments, type RedisTls } from './redis-tls.ts'

const SLOTS = 16_384
/** A silent node counts as failed after this long; its replica then takes over within about a second. */
const NODE_TIMEOUT_MS = 1_000

export interface ClusterNode extends LocalServer {
  /** Its name within the cluster. */
  readonly id: string
  /** Sends commands to this node alone. */
  readonly admin: Redis
}

export interface RedisCluster {
  /** All nodes, as `redis+cluster://…` */
  readonly url: string
  /** The masters, in the order of their slots. */
  readonly masters: readonly ClusterNode[]
  /** One replica for each master, if asked for. */
  readonly replicas: readonly ClusterNode[]
  /** Moves a slot with its keys from one master to another, as `redis-cli --cluster reshard` does. */
  moveSlot(slot: number, from: ClusterNode, to: ClusterNode): Promise<void>
  stop(): Promise<void>
}

/**
 * Starts a cluster of processes of this machine, which the calling test may kill and pause; about two seconds. One started inside a
 * test stops when that test finishes; a `beforeAll` must return its `stop`.
 *
 * @param options.announce the port of a proxy, under which everybody knows the node that listens on `port`. Nodes check each
 * other on another port, which stays open.
 */
export async function startRedisCluster({
  masters: masterCount = 3,
  hasReplicas = false,
  announce = async (port) => port,
  tls,
}: {
  masters?: number
  hasReplicas?: boolean
  announce?: (port: number) => Promise<number>
  tls?: RedisTls
} = {}): Promise<RedisCluster> {
  const count = masterCount * (hasReplicas ? 2 : 1)
  const nodes = await Promise.all(Array.from({ length: count }, () => startNode(announce, tls)))
  const masters = nodes.slice(0, masterCount)
  const replicas = nodes.slice(masterCount)
  const [first] = masters as [StartedNode]
  for (const [index, { admin }] of masters.entries()) {
    const [from, next] = [index, index + 1].map((n) => Math.floor((n * SLOTS) / masterCount)) as [number, number]
    await admin.call('CLUSTER', 'ADDSLOTSRANGE', from, next - 1)
    // Nodes that meet with the same epoch would first have to agree on new ones.
    await admin.call('CLUSTER', 'SET-CONFIG-EPOCH', index + 1)
  }
  for (const { admin } of nodes.slice(1))
    await admin.call('CLUSTER', 'MEET', '127.0.0.1', first.announced, first.busPort)
  await everyNode(nodes, async ({ admin }) => (await knownNodes(admin)) === nodes.length)
  await Promise.all(replicas.map(({ admin }, index) => admin.call('CLUSTER', 'REPLICATE', masters[index]?.id ?? '')))
  await everyNode(nodes, async ({ admin }) => (await admin.cluster('INFO')).includes('cluster_state:ok'))
  await everyNode(replicas, async ({ admin }) => (await admin.info('replication')).includes('master_link_status:up'))

  return {
    url: `${tls ? 'rediss' : 'redis'}+cluster://${nodes.map(({ announced }) => `127.0.0.1:${announced}`).join(',')}${tls ? `?${tls.search}` : ''}`,
    masters,
    replicas,
    async moveSlot(slot, from, to) {
      await to.admin.call('CLUSTER', 'SETSLOT', slot, 'IMPORTING', from.id)
      await from.admin.call('CLUSTER', 'SETSLOT', slot, 'MIGRATING', to.id)
      for (let keys = await keysIn(from, slot); keys.length > 0; keys = await keysIn(from, slot)) {
        await from.admin.call('MIGRATE', '127.0.0.1', to.port, '', 0, 5_000, 'KEYS', ...keys)
      }
      for (const { admin } of [to, from, ...masters]) await admin.call('CLUSTER', 'SETSLOT', slot, 'NODE', to.id)
    },
    async stop() {
      await Promise.all(nodes.map((node) => node.stop()))
    },
  }
}

interface StartedNode extends ClusterNode {
  readonly busPort: number
  readonly announced: number
}

async function startNode(announce: (port: number) => Promise<number>, tls?: RedisTls): Promise<StartedNode> {
  const [port, busPort] = await Promise.all([freePort(), freePort()])
  const announced = await announce(port)
  const announcedPort = tls ? '--cluster-announce-tls-port' : '--cluster-announce-port'
  const ports = ['--cluster-port', String(busPort), announcedPort, String(announced)]
  const settings = ['--cluster-enabled', 'yes', ...ports]
  const timing = ['--cluster-node-timeout', String(NODE_TIMEOUT_MS), '--repl-diskless-sync-delay', '0']
  const secured = tls ? [...asArguments(tls.settings(port)), '--tls-cluster', 'yes'] : []
  const server = await startRedis({ port, args: [...settings, ...timing, ...secured] })
  const admin = new Redis({ port, host: '127.0.0.1', ...(tls && { tls: { ca: readFileSync(tls.ca) } }) })
  admin.on('error', () => {}) // a test may end the server
  if (isInTest()) onTestFinished(() => admin.disconnect())
  const id = (await admin.cluster('MYID')) as string
  return {
    ...server,
    get pid() {
      return server.pid
    },
    id,
    admin,
    busPort,
    announced,
    async stop() {
      admin.disconnect()
      await server.stop()
    },
  }
}

async function knownNodes(admin: Redis): Promise<number> {
  const list = (await admin.cluster('NODES')) as string
  return list.split('\n').filter((line) => / connected/.test(line) && !line.includes('handshake')).length
}

async function keysIn({ admin }: ClusterNode, slot: number): Promise<string[]> {
  return (await admin.cluster('GETKEYSINSLOT', slot, 10)) as string[]
}

async function everyNode(nodes: readonly StartedNode[], isSo: (node: StartedNode) => Promise<boolean>): Promise<void> {
  const check = async () => {
    for (const node of nodes) if (!(await isSo(node))) throw new Error(`node ${node.port} of the cluster is not ready`)
  }
  await until(check)
}
