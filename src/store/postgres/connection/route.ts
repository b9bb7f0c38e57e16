import type { ConnectionOptions } from 'node:tls'
import pg from 'pg'
import { readCertificates } from './certificates.ts'
import { failedAt } from './explain-postgres.ts'
import { type PostgresHost, type PostgresUrl, parsePostgresUrl } from './postgres-url.ts'

const CONNECT_TIMEOUT_MS = 3_000
/** The same in every process: poolers set it anew for each client that has another one. */
const APPLICATION_NAME = 'touchline'
/** `pg_hba.conf` has no line for it. */
const REFUSED_BY_HBA = '28000'

/** Where to connect, and how. */
export type Way = Readonly<pg.ClientConfig>

/**
 * Finds a server among those that an address names. Most addresses name one, with one protection; then there is nothing to find, and no
 * connection is spent on it.
 */
export interface Route {
  /** @throws if no server lets us in: why, or of several hosts an error whose `errors` says why of each */
  find(): Promise<Way>
  /** What was found leads nowhere now. @returns true if there is another way to look for */
  forget(): boolean
  /** Tries all hosts. @returns why, of each that does not let us in or takes no writes */
  failures(): Promise<readonly unknown[]>
}

/** @throws if the address cannot be read, or a file that it names */
export function createRoute(text: string): Route {
  const url = parsePostgresUrl(text)
  const hosts = url.hosts.map((host) => protections(url, host).map((ssl) => wayTo(url, host, ssl)))
  const [only, ...others] = hosts.flat()
  const isFixed = others.length === 0 && !url.wantsPrimary
  let found: Promise<Way> | undefined
  return {
    find() {
      if (isFixed && only !== undefined) return Promise.resolve(only)
      const finding = found ?? firstThatWorks(hosts, url.wantsPrimary)
      found = finding
      finding.catch(() => {
        if (found === finding) found = undefined
      })
      return finding
    },
    forget() {
      found = undefined
      return !isFixed
    },
    async failures() {
      const tried = await Promise.allSettled(hosts.map((ways) => firstOfHost(ways, url.wantsPrimary)))
      return tried.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []))
    },
  }
}

type Protection = false | ConnectionOptions

/** In the order in which they are tried. */
function protections(url: PostgresUrl, { host }: PostgresHost): Protection[] {
  const { sslMode, sslRootCert } = url
  // Nobody stands between the two ends of a socket of this machine.
  if (host.startsWith('/') || sslMode === 'disable') return [false]
  const { ca, ...own } = readCertificates(url)
  const proven = { ...own, ...(ca !== undefined && { ca }) }
  const unproven = { ...own, rejectUnauthorized: false }
  switch (sslMode) {
    case 'allow':
      return [false, unproven]
    case 'prefer':
      return [unproven, false]
    case 'require':
      // As libpq has it: who names an authority wants it asked.
      return sslRootCert === undefined ? [unproven] : [{ ...proven, checkServerIdentity: () => undefined }]
    case 'verify-ca':
      return [{ ...proven, checkServerIdentity: () => undefined }]
    case 'verify-full':
      return [proven]
  }
}

function wayTo(url: PostgresUrl, { host, port }: PostgresHost, ssl: Protection): Way {
  const { user, password, database, options } = url
  return {
    host,
    port,
    ssl,
    ...(user !== undefined && { user }),
    ...(password !== undefined && { password }),
    ...(database !== undefined && { database }),
    ...(options !== undefined && { options }),
    ...(url.hasChannelBinding && { enableChannelBinding: true }),
    application_name: url.applicationName ?? APPLICATION_NAME,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
  }
}

async function firstThatWorks(hosts: readonly (readonly Way[])[], wantsPrimary: boolean): Promise<Way> {
  const failures: unknown[] = []
  for (const ways of hosts) {
    try {
      return await firstOfHost(ways, wantsPrimary)
    } catch (error) {
      failures.push(error)
    }
  }
  throw failures.length === 1 ? failures[0] : Object.assign(new Error('no host takes writes'), { errors: failures })
}

async function firstOfHost(ways: readonly Way[], wantsPrimary: boolean): Promise<Way> {
  let failure: unknown
  for (const way of ways) {
    try {
      await tryOut(way, wantsPrimary)
      return way
    } catch (error) {
      // That a server has no TLS explains nothing where it may do without.
      if (failure === undefined || isWithoutTls(failure)) failure = error
      if (!isAboutProtection(error)) break
    }
  }
  throw failure
}

function isWithoutTls(error: unknown): boolean {
  return (error as Error).message === 'The server does not support SSL connections'
}

/** True if the host may accept another protection: it has no TLS, or refuses clients with it or without it. */
function isAboutProtection(error: unknown): boolean {
  const { code = '' } = error as { code?: string }
  return isWithoutTls(error) || code === REFUSED_BY_HBA || /^(EPROTO|ERR_SSL_|ERR_TLS_)/.test(code)
}

async function tryOut(way: Way, wantsPrimary: boolean): Promise<void> {
  const client = new pg.Client(way)
  client.on('error', () => {}) // a lost connection fails what runs on it, too
  try {
    await client.connect()
    if (!wantsPrimary) return
    const { rows } = await client.query<{ transaction_read_only: string }>('show transaction_read_only')
    if (rows[0]?.transaction_read_only === 'on') throw new Error(`${way.host}:${way.port} takes no writes now`)
  } catch (error) {
    throw failedAt(error, way)
  } finally {
    await client.end().catch(() => {})
  }
}
