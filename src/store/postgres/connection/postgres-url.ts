/** How a connection is protected, as libpq has it: https://www.postgresql.org/docs/current/libpq-ssl.html */
const SSL_MODES = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const

export type SslMode = (typeof SSL_MODES)[number]

export interface PostgresHost {
  /** A name, an address, or the folder of a socket. */
  readonly host: string
  readonly port: number
}

/** An address of Postgres, taken apart. What is absent comes from `PGUSER`, `PGPASSWORD` and `PGDATABASE`, if anywhere. */
export interface PostgresUrl {
  readonly hosts: readonly PostgresHost[]
  readonly user?: string
  readonly password?: string
  readonly database?: string
  readonly sslMode: SslMode
  /** Files in PEM: who signs the server's certificate, and the client's own certificate and key. */
  readonly sslRootCert?: string
  readonly sslCert?: string
  readonly sslKey?: string
  /** A host that takes no writes is passed over. */
  readonly wantsPrimary: boolean
  readonly hasChannelBinding: boolean
  readonly applicationName?: string
  readonly options?: string
}

const DEFAULT_PORT = 5_432
const SHAPE = 'postgres://user:password@host:port,host:port/database?sslmode=verify-full'
const URL_PARTS = /^postgres(?:ql)?:\/\/(?:([^/?]*)@)?([^/?]*)(?:\/([^?]*))?(?:\?(.*))?$/s
const HOST_PARTS = /^(\[[^\]]+\]|[^:]*)(?::(\d+))?$/

/** Hosted databases hand out addresses that have these. They change nothing here, or are set by us. */
const IGNORED = new Set([
  ...['connect_timeout', 'client_encoding', 'keepalives', 'keepalives_idle', 'keepalives_interval', 'keepalives_count'],
  ...[
    'tcp_user_timeout',
    'gssencmode',
    'krbsrvname',
    'load_balance_hosts',
    'sslsni',
    'sslcompression',
    'sslnegotiation',
  ],
  ...['uselibpqcompat', 'pgbouncer', 'connection_limit', 'pool_timeout', 'fallback_application_name'],
])

/** @throws with what is wrong with it, without its password */
export function parsePostgresUrl(url: string): PostgresUrl {
  const parts = URL_PARTS.exec(url)
  if (parts === null) throw new Error(`must look like ${SHAPE}`)
  const [, credentials = '', authority = '', path = '', search = ''] = parts
  // A + is a + here, as in libpq: passwords have some.
  const given = new Map(new URLSearchParams(search.replaceAll('+', '%2B')))
  const take = (name: string) => {
    const value = given.get(name)
    given.delete(name)
    return value || undefined
  }
  const [, user, password] = /^([^:]*):?(.*)$/s.exec(credentials) ?? []
  const target = take('target_session_attrs')
  const hosts = readHosts(take('host') ?? authority, take('port'))
  const sslRootCert = take('sslrootcert')
  const parsed = {
    hosts,
    ...present('user', take('user') ?? decode(user)),
    ...present('password', take('password') ?? decode(password)),
    ...present('database', take('dbname') ?? decode(path)),
    sslMode: readSslMode(take('sslmode'), take('ssl'), sslRootCert === 'system'),
    ...present('sslRootCert', sslRootCert),
    ...present('sslCert', take('sslcert')),
    ...present('sslKey', take('sslkey')),
    wantsPrimary: readWantsPrimary(target) ?? hosts.length > 1,
    hasChannelBinding: (take('channel_binding') ?? 'disable') !== 'disable',
    ...present('applicationName', take('application_name')),
    ...present('options', take('options')),
  }
  // A typing error in `sslmode` would leave the connection open to everyone between.
  const unknown = [...given.keys()].find((name) => !IGNORED.has(name))
  if (unknown !== undefined) throw new Error(`has an unknown parameter, ${unknown}`)
  return parsed
}

function readHosts(list: string, ports: string | undefined): PostgresHost[] {
  const wanted = ports?.split(',')
  return list.split(',').map((item, index) => {
    const port = wanted?.[wanted.length === 1 ? 0 : index]
    if (item.startsWith('/')) return { host: item, port: readPort(port) }
    const [, text, own] = HOST_PARTS.exec(item) ?? []
    if (text === undefined) throw new Error(`names a host that cannot be read; it must look like ${SHAPE}`)
    // After its port was taken off: the folder of a socket may have a colon, and has slashes.
    const host = decode(text)?.replace(/^\[(.*)\]$/, '$1')
    return { host: host || 'localhost', port: readPort(own ?? port) }
  })
}

function readPort(text: string | undefined): number {
  const port = Number(text ?? DEFAULT_PORT)
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error(`has a port that is not between 1 and 65535, ${text}`)
  return port
}

/** @param isPublic whether any public authority counts: anybody has a certificate of one, so its name has to be right */
function readSslMode(mode: string | undefined, ssl: string | undefined, isPublic: boolean): SslMode {
  const known = SSL_MODES.find((each) => each === mode)
  if (mode !== undefined && known === undefined)
    throw new Error(`has an sslmode that is none of ${SSL_MODES.join(', ')}`)
  if (isPublic && (known ?? 'verify-full') !== 'verify-full')
    throw new Error('has sslrootcert=system, which needs sslmode=verify-full')
  if (ssl !== undefined && !['true', '1', 'false', '0'].includes(ssl))
    throw new Error('has an ssl that is neither true nor false; sslmode says more')
  // Some drivers and hosts write ssl=true.
  return known ?? (isPublic || ssl === 'true' || ssl === '1' ? 'verify-full' : 'prefer')
}

function readWantsPrimary(target: string | undefined): boolean | undefined {
  if (target === undefined) return undefined
  if (target === 'any') return false
  if (target === 'read-write' || target === 'primary') return true
  throw new Error('has a target_session_attrs that is none of any, read-write, primary: the server must take writes')
}

function decode(text: string | undefined): string | undefined {
  try {
    return text && decodeURIComponent(text)
  } catch {
    throw new Error(`has a % that is no escape; it must look like ${SHAPE}`)
  }
}

function present<Name extends string>(name: Name, value: string | undefined): { [key in Name]?: string } {
  return (value ? { [name]: value } : {}) as { [key in Name]?: string }
}
