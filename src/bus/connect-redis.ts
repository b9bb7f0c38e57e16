import { Redis, type RedisOptions } from 'ioredis'

const CONNECT_TIMEOUT_MS = 3_000
const MAX_RETRY_DELAY_MS = 1_000
/** A connection that owes an answer for longer leads nowhere: its host vanished, or a firewall forgot it. */
const SILENCE_MS = 3_000

/**
 * A client for `redis://`, `rediss://` or `redis+sentinel://[user:password@]host:port,host:port/master-name[/db]`.
 * Connects by itself and again after every loss; commands given while it is away fail at once unless `options` say
 * otherwise.
 */
export function connectRedis(url: string, options: Omit<RedisOptions, 'replyMapping'>): Redis {
  const common = {
    // Replies in the shapes of RESP2, whichever protocol the server speaks.
    replyMapping: 'legacy' as const,
    connectTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SILENCE_MS,
    retryStrategy: (attempt: number) => Math.min(100 * attempt, MAX_RETRY_DELAY_MS),
    // A primary that became a replica keeps its connections where a name, not a sentinel, leads to the new one.
    reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    ...options,
  }
  if (url.startsWith('redis+sentinel://')) return new Redis({ ...common, ...parseSentinel(url) })
  return new Redis(url, common)
}

function parseSentinel(url: string): Pick<RedisOptions, 'sentinels' | 'name' | 'username' | 'password' | 'db'> {
  const [, credentials, hosts = '', name, db] =
    /^redis\+sentinel:\/\/(?:([^@]*)@)?([^/]+)\/([^/?]+)(?:\/(\d+))?/.exec(url) ?? []
  if (name === undefined) throw new Error('a sentinel url is redis+sentinel://host:port,host:port/master-name')
  const [, username, password] = (/^([^:]*):?(.*)$/.exec(credentials ?? '') ?? []).map(decodeURIComponent)
  return {
    sentinels: hosts.split(',').map((item) => {
      const [host = '', port] = item.split(':')
      return { host, port: Number(port ?? 26_379) }
    }),
    name,
    ...(username && { username }),
    ...(password && { password }),
    ...(db && { db: Number(db) }),
  }
}
