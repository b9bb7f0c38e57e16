import type { Cluster, Redis } from 'ioredis'
import { explainConnectionFailure } from '../../connection-failure.ts'
import type { Published } from '../bus.ts'
import { connectCluster, connectRedis } from './connect-redis.ts'
import {
  CANARY_SCRIPT,
  NOTE_SCRIPT,
  PUBLISH_SCRIPT,
  READ_SCRIPT,
  READ_VIEWERS_SCRIPT,
  REPLACE_SCRIPT,
  REPORT_SUSPECTS_SCRIPT,
  REPORT_VIEWERS_SCRIPT,
  TAKE_SUSPECTS_SCRIPT,
  TAKE_TOKENS_SCRIPT,
} from './redis-scripts.ts'
import { clusterMasters, oneServer, type Topology } from './redis-topology.ts'
import { parseRedisUrl } from './redis-url.ts'

/**
 * Matches that one round of commands is about; more would hold up the event loop, and of some 60,000 arguments ioredis throws an error that
 * ends the process.
 */
const MATCHES_AT_ONCE = 200

/** What the parts of the Redis bus ask of their server or cluster. */
export interface RedisCommands
  extends Pick<Redis | Cluster, 'hmget' | 'exists' | 'zrangebyscore' | 'publish' | 'spublish' | 'disconnect'> {
  touchlinePublish(head: string, log: string, ...args: (string | number)[]): Promise<Published>
  touchlineReplace(head: string, log: string, ...args: (string | number)[]): Promise<number>
  touchlineRead(head: string, log: string): Promise<string[]>
  touchlineCanary(
    key: string,
    channel: string,
    publish: string,
    ttlMs: number,
    needed: number,
    ...commands: (string | number)[]
  ): Promise<string[]>
  touchlineNote(changes: string, keptMs: number, ttlMs: number, ...entries: string[]): Promise<number>
  touchlineReportViewers(
    reporters: string,
    own: string,
    ttlMs: number,
    gateway: string,
    isWhole: number,
    ...counts: (string | number)[]
  ): Promise<number>
  touchlineReadViewers(reporters: string, base: string, ttlMs: number, ...matches: string[]): Promise<number[]>
  touchlineReportSuspects(suspects: string, ttlMs: number, ...fields: string[]): Promise<number>
  touchlineTakeSuspects(suspects: string): Promise<string[]>
  touchlineTakeTokens(bucket: string, perSecond: number, burst: number, wanted: number): Promise<number>
}

export interface RedisClient {
  readonly commands: RedisCommands
  readonly topology: Topology
}

const scripts = {
  touchlinePublish: { lua: PUBLISH_SCRIPT, numberOfKeys: 2 },
  touchlineReplace: { lua: REPLACE_SCRIPT, numberOfKeys: 2 },
  touchlineRead: { lua: READ_SCRIPT, numberOfKeys: 2 },
  touchlineCanary: { lua: CANARY_SCRIPT, numberOfKeys: 1 },
  touchlineNote: { lua: NOTE_SCRIPT, numberOfKeys: 1 },
  touchlineReportViewers: { lua: REPORT_VIEWERS_SCRIPT, numberOfKeys: 2 },
  touchlineReadViewers: { lua: READ_VIEWERS_SCRIPT, numberOfKeys: 1 },
  touchlineReportSuspects: { lua: REPORT_SUSPECTS_SCRIPT, numberOfKeys: 1 },
  touchlineTakeSuspects: { lua: TAKE_SUSPECTS_SCRIPT, numberOfKeys: 1 },
  touchlineTakeTokens: { lua: TAKE_TOKENS_SCRIPT, numberOfKeys: 1 },
}

/** Connects in the background, to one server or to a cluster. */
export function createRedisClient(url: string, onError: (error: Error) => void): RedisClient {
  if (parseRedisUrl(url).kind === 'cluster') {
    const cluster = connectCluster(url, { scripts })
    cluster.on('error', onError)
    // Of a node that it cannot reach the client tells that the connection is closed, neither whose nor why.
    cluster.on('node error', (cause: Error, node: string) =>
      onError(new Error(`node ${node} does not answer: ${explainConnectionFailure(cause)}`, { cause })),
    )
    return { commands: cluster as Cluster & RedisCommands, topology: clusterMasters(url, cluster) }
  }
  const redis = connectRedis(url, { enableAutoPipelining: true, scripts })
  redis.on('error', onError)
  return { commands: redis as Redis & RedisCommands, topology: oneServer(url) }
}

export function* inPortions<T>(items: readonly T[]): Iterable<readonly T[]> {
  for (let from = 0; from < items.length; from += MATCHES_AT_ONCE) yield items.slice(from, from + MATCHES_AT_ONCE)
}
