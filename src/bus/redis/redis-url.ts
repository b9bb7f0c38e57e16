import type { ConnectionOptions } from 'node:tls'
import { readCertificateFiles } from '../../certificate-files.ts'

export interface Credentials {
  readonly username?: string
  readonly password?: string
}

export interface RedisHost {
  readonly host: string
  readonly port: number
}

interface Common {
  /** Undefined: not encrypted. */
  readonly tls: ConnectionOptions | undefined
}

/** An address of Redis, taken apart. */
export type RedisUrl =
  | (Common & {
      readonly kind: 'server' /** As the client reads it, without what is read here. */
      readonly url: string
    })
  | (Common & {
      readonly kind: 'sentinel'
      readonly sentinels: readonly RedisHost[]
      /** The sentinels' own, which may differ from those of the servers. */
      readonly sentinelCredentials: Credentials
      readonly credentials: Credentials
      readonly name: string
      readonly db?: number
    })
  | (Common & { readonly kind: 'cluster'; readonly hosts: readonly RedisHost[]; readonly credentials: Credentials })

const SERVER_SHAPE = 'redis://user:password@host:port/0, or rediss:// for TLS'
const SENTINEL_SHAPE = 'redis+sentinel://user:password@host:port,host:port/master-name, or rediss+sentinel:// for TLS'
const CLUSTER_SHAPE = 'redis+cluster://user:password@host:port,host:port, or rediss+cluster:// for TLS'
const SHAPES = 'redis://, redis+sentinel:// or redis+cluster://, or the same with rediss for TLS'
/** Of IP, 4 or 6, where a name has addresses of both. */
const FAMILY = 'family'
const SENTINEL_PORT = 26_379
const PORT = 6_379

/**
 * Reads `redis(s)://`, `redis(s)+sentinel://` or `redis(s)+cluster://`, with `?cacert=FILE&cert=FILE&key=FILE` for TLS as redis-cli has
 * them, and `sentinel-username` and `sentinel-password`.
 *
 * @throws with the shape that the address should have, or the file that cannot be read
 */
export function parseRedisUrl(text: string): RedisUrl {
  if (!/^rediss?(\+sentinel|\+cluster)?:\/\/\S+$/.test(text)) throw new Error(`must be ${SHAPES}`)
  const [, base = '', search = ''] = /^([^?]*)\??(.*)$/.exec(text) ?? []
  // A + is a + here, as it is in front of the hosts: passwords have some.
  const given = new URLSearchParams(search.replaceAll('+', '%2B'))
  const take = (name: string) => {
    const value = given.get(name) ?? undefined
    given.delete(name)
    return value
  }
  const tls = readTls(base, { ca: take('cacert'), cert: take('cert'), key: take('key') })
  const isServer = !/^rediss?\+/.test(base)
  const isCluster = /^rediss?\+cluster:/.test(base)
  const sentinelCredentials =
    isServer || isCluster ? {} : credentialsOf(take('sentinel-username'), take('sentinel-password'))
  const unknown = [...given.keys()].find((name) => !(isServer && name === FAMILY))
  if (unknown !== undefined) throw new Error(`a redis url has no parameter ${unknown}`)
  if (isServer) {
    // The client would ask for a database that is no number, and end the process over the answer.
    if (!URL.canParse(base) || !/^\/?\d*$/.test(new URL(base).pathname))
      throw new Error(`must look like ${SERVER_SHAPE}`)
    decode(base)
    return { kind: 'server', url: given.size > 0 ? `${base}?${given}` : base, tls }
  }
  return isCluster ? { ...parseCluster(base), tls } : { ...parseSentinel(base), sentinelCredentials, tls }
}

function parseSentinel(base: string) {
  const parts = /^rediss?\+sentinel:\/\/(?:(.*)@)?([^/@]+)\/([^/]+)(?:\/(\d+))?$/.exec(base)
  if (parts === null) throw new Error(`a sentinel url is ${SENTINEL_SHAPE}`)
  const [, credentials, hosts = '', name = '', db] = parts
  const kind = 'sentinel' as const
  const sentinels = parseHosts(hosts, SENTINEL_PORT)
  return { kind, sentinels, name, credentials: parseCredentials(credentials), ...(db && { db: Number(db) }) }
}

function parseCluster(base: string) {
  const [, credentials, hosts] = /^rediss?\+cluster:\/\/(?:(.*)@)?([^/@]+)\/?$/.exec(base) ?? []
  if (hosts === undefined) throw new Error(`a cluster url is ${CLUSTER_SHAPE}`)
  return { kind: 'cluster' as const, hosts: parseHosts(hosts, PORT), credentials: parseCredentials(credentials) }
}

function readTls(base: string, files: Readonly<Record<'ca' | 'cert' | 'key', string | undefined>>) {
  if (!base.startsWith('rediss')) {
    if (Object.values(files).every((file) => file === undefined)) return undefined
    throw new Error('a redis url with certificates begins with rediss')
  }
  try {
    return readCertificateFiles(files) as ConnectionOptions
  } catch (error) {
    throw new Error(`a redis url ${(error as Error).message}`, { cause: error })
  }
}

function parseHosts(hosts: string, defaultPort: number): RedisHost[] {
  return hosts.split(',').map((item) => {
    const [, host = '', port = defaultPort] = /^(\[[^\]]+\]|[^:]+)(?::(\d+))?$/.exec(item) ?? []
    // Not which: it may be a part of a password with a slash or an @ that is no escape.
    if (host === '' || Number(port) > 65_535) throw new Error('a redis url names hosts as host:port,host:port')
    return { host: host.replace(/^\[(.*)\]$/, '$1'), port: Number(port) }
  })
}

function parseCredentials(text = ''): Credentials {
  const [, username, password] = (/^([^:]*):?(.*)$/.exec(text) ?? []).map(decode)
  return credentialsOf(username, password)
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new Error('a redis url has a % that is no escape')
  }
}

function credentialsOf(username: string | undefined, password: string | undefined): Credentials {
  return { ...(username && { username }), ...(password && { password }) }
}
