import { Cluster, type ClusterOptions, Redis, type RedisOptions } from 'ioredis'
import { parseRedisUrl, type RedisHost, type RedisUrl } from './redis-url.ts'

const CONNECT_TIMEOUT_MS = 3_000
const MAX_RETRY_DELAY_MS = 1_000
/** A connection that owes an answer for longer leads nowhere: its host vanished, or a firewall forgot it. */
const SILENCE_MS = 3_000
/** A command that takes longer has met a paused or drowning server. */
const COMMAND_TIMEOUT_MS = 2_000

const COMMON = {
  // With the newer protocol ioredis begins with HELLO, and takes a server that is in protected mode for one that wants no password.
  protocol: 2 as const,
  // Redis 7.0 does not know `CLIENT SETINFO`, so no rule of an ACL can allow it there.
  disableClientInfo: true,
  connectTimeout: CONNECT_TIMEOUT_MS,
  socketTimeout: SILENCE_MS,
  commandTimeout: COMMAND_TIMEOUT_MS,
  // `RedisLine` subscribes again itself, and rooms look at what was missed.
  autoResubscribe: false,
  maxRetriesPerRequest: 0,
}

const reconnecting = {
  retryStrategy: (attempt: number) => Math.min(100 * attempt, MAX_RETRY_DELAY_MS),
  // A primary that became a replica keeps its connections where a name, not a sentinel, leads to the new one.
  reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
  enableOfflineQueue: false,
}

/**
 * A client for one server, or for the one that sentinels name. Connects by itself and again after every loss; commands given
 * while it is away fail at once unless `options` say otherwise.
 */
export function connectRedis(url: string, options: Omit<RedisOptions, 'replyMapping'> = {}): Redis {
  const parsed = parseRedisUrl(url)
  const whole = { ...COMMON, ...reconnecting, ...options, ...(parsed.tls && { tls: parsed.tls }) }
  if (parsed.kind === 'cluster') throw new Error('the address of a cluster is no server')
  if (parsed.kind === 'server') return new Redis(parsed.url, whole)
  const { sentinels, name, db, credentials, sentinelCredentials, tls } = parsed
  return new Redis({
    ...whole,
    ...credentials,
    sentinels: [...sentinels],
    name,
    ...(db !== undefined && { db }),
    ...(sentinelCredentials.username && { sentinelUsername: sentinelCredentials.username }),
    ...(sentinelCredentials.password && { sentinelPassword: sentinelCredentials.password }),
    ...(tls && { enableTLSForSentinelMode: true, sentinelTLS: tls }),
  })
}

/**
 * A client for the commands of a cluster. Finds the other nodes by itself. A command whose node is lost is tried again for about two
 * seconds, long enough for a redirection; other than that it fails at once.
 */
export function connectCluster(url: string, options: Pick<ClusterOptions, 'scripts'>): Cluster {
  const { hosts, credentials, tls } = parseClusterUrl(url)
  return new Cluster([...hosts], {
    ...options,
    redisOptions: { ...COMMON, ...credentials, ...(tls && { tls }) },
    // A certificate is for a name, so nobody replaces the name by its address.
    ...(tls && { dnsLookup: (address, found) => found(null, address) }),
    clusterRetryStrategy: reconnecting.retryStrategy,
    enableOfflineQueue: false,
  })
}

/** A client for one node of a cluster. @param address `host:port`, as the cluster calls it */
export function connectClusterNode(url: string, address: string): Redis {
  const { credentials, tls } = parseClusterUrl(url)
  const colon = address.lastIndexOf(':')
  const place = { host: address.slice(0, colon), port: Number(address.slice(colon + 1)) }
  return new Redis({ ...COMMON, ...reconnecting, ...credentials, ...(tls && { tls }), ...place })
}

/** A client for one sentinel, which may answer little but where the server is. */
export function connectSentinel(url: string, { host, port }: RedisHost): Redis {
  const parsed = parseRedisUrl(url)
  if (parsed.kind !== 'sentinel') throw new Error('the address is not that of sentinels')
  const { sentinelCredentials, tls } = parsed
  return new Redis({ ...COMMON, ...sentinelCredentials, ...(tls && { tls }), host, port, enableReadyCheck: false })
}

function parseClusterUrl(url: string): RedisUrl & { kind: 'cluster' } {
  const parsed = parseRedisUrl(url)
  if (parsed.kind !== 'cluster') throw new Error('the address is not that of a cluster')
  return parsed
}
