import { resolve } from 'node:path'
import type { Config } from '../config.ts'
import { DatabaseUnavailable } from '../errors.ts'
import { isLoopback } from '../settings/loopback.ts'
import { TABLE_NAMES } from '../store/archive/match-archive.ts'
import { createFeedKeys } from '../store/feed-keys/feed-keys.ts'
import { connectPostgres } from '../store/postgres/connection/connection.ts'
import { createPostgresFeedKeyStore } from '../store/postgres/feed-key-store.ts'
import { isMigrated } from '../store/postgres/migrate.ts'
import type { Finding } from './finding.ts'
import { judgeStepBack, type ReadClock, readClock } from './judge-clocks.ts'
import { leadsToPooler } from './leads-to-pooler.ts'
import { unwritableFolder } from './writable-folder.ts'

const OLDEST_POSTGRES = 14
/** Postgres keeps three connections for its superusers. */
const RESERVED = 3

const ok = (what: string): Finding => ({ kind: 'ok', subject: 'database', what })
const warning = (what: string, change: string): Finding => ({ kind: 'warning', subject: 'database', what, change })
const failed = (what: string, change: string): Finding => ({ kind: 'failed', subject: 'database', what, change })

interface Facts {
  readonly version: string
  readonly number: number
  readonly name: string
  readonly user: string
  readonly most: number
  readonly schema: string | null
  readonly mayCreate: boolean | null
  readonly isReplica: boolean
  readonly isReadOnly: boolean
  readonly encoding: string
  readonly durable: string
  readonly at: number
}

const TABLES = [
  ...TABLE_NAMES,
  ...['match_word', 'match_board', 'deleted_match', 'source_life', 'ingest_presence', 'feed_key', 'installation'],
]

interface TableRights {
  readonly schema: string
  readonly name: string
  readonly user: string
}

/** Tables that this user may not both read and write. */
const READ_RIGHTS = `select current_schema() as schema, relname as name, current_user as user from pg_class
  where relnamespace = current_schema()::regnamespace and relkind = 'r'
    and relname in (select json_array_elements_text($1::json))
    and not (has_table_privilege(oid, 'select') and has_table_privilege(oid, 'insert')
      and has_table_privilege(oid, 'update') and has_table_privilege(oid, 'delete'))
  order by relname`

function judgeRights(lacking: readonly TableRights[]): Finding[] {
  const [first] = lacking
  if (first === undefined) return []
  const names = lacking.map(({ name }) => name).join(', ')
  const change = `grant select, insert, update, delete on all tables in schema "${first.schema}" to "${first.user}"`
  return [failed(`"${first.user}" may not read and write ${names}`, change)]
}

interface DatabaseCheck {
  readonly findings: readonly Finding[]
  /** Absent unless the database has been migrated. */
  readonly installation?: string
  /** Absent if it was not reached, or is within this process. */
  readonly clock?: ReadClock
}

/** Only reads. */
export async function checkDatabase(
  config: Pick<Config, 'role' | 'host' | 'databaseUrl' | 'databasePool' | 'workers' | 'dataDirectory' | 'feedKeys'>,
): Promise<DatabaseCheck> {
  const { role, databaseUrl: url, databasePool, workers, feedKeys } = config
  if (url === undefined) {
    // What is in it is not looked at: that would make it.
    return { findings: [checkFolder(config.dataDirectory), ...judgeOpen(config, feedKeys.length === 0, 'warning')] }
  }
  const connection = connectPostgres({ url, pool: 2, onConnectionError() {} })
  try {
    const before = Date.now()
    const [facts] = await connection.query<Facts>(
      `select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
         current_database() as name, current_user as user, current_setting('max_connections')::int as most,
         current_schema() as schema, has_schema_privilege(current_schema(), 'create') as "mayCreate", pg_is_in_recovery() as "isReplica",
         current_setting('default_transaction_read_only')::boolean as "isReadOnly",
         current_setting('server_encoding') as encoding,
         current_setting('synchronous_commit') as durable,
         (extract(epoch from clock_timestamp()) * 1000)::bigint as at`,
    )
    if (facts === undefined) throw new Error('the database answered nothing')
    const clock = readClock('the database', facts.at, before, Date.now())
    const findings = [
      ...judge(facts),
      judgePool(databasePool, workers, (await leadsToPooler(url)) ? undefined : facts.most),
    ]
    if (!(await isMigrated((sql) => connection.query(sql)))) {
      const change = 'the first ingest or `npm run migrate` does it'
      findings.push(warning('it is not migrated to this version', change))
      return { findings: [...findings, ...judgeOpen(config, feedKeys.length === 0, 'failed')], clock }
    }
    const [last] = await connection.query<{ at: number | null }>('select max(changed_at) as at from match')
    findings.push(...judgeStepBack(facts.at, last?.at ?? undefined))
    if (role !== 'gateway') {
      findings.push(...judgeRights(await connection.query<TableRights>(READ_RIGHTS, [JSON.stringify(TABLES)])))
    }
    const keys = createFeedKeys({ store: createPostgresFeedKeyStore(connection), fromEnvironment: feedKeys })
    findings.push(...judgeOpen(config, await keys.isEmpty(), 'failed'), ...judgeKeys(await keys.lastEnds(), facts.at))
    const [row] = await connection.query<{ id: string }>('select id from installation')
    return { findings, clock, ...(row && { installation: row.id }) }
  } catch (error) {
    const reason = error instanceof DatabaseUnavailable ? error.reason : (error as Error).message
    return { findings: [failed(`cannot be used: ${reason}`, 'correct DATABASE_URL, or start the database')] }
  } finally {
    await connection.close()
  }
}

function judge(facts: Facts): Finding[] {
  const { version, number, name, user, schema, mayCreate, isReplica, isReadOnly, encoding, durable } = facts
  const findings = [ok(`PostgreSQL ${version}, database "${name}", as "${user}"`)]
  if (Math.floor(number / 10_000) < OLDEST_POSTGRES) {
    findings.push(warning(`version ${version} is older than ${OLDEST_POSTGRES}`, 'upgrade Postgres'))
  }
  if (isReplica) findings.push(failed('this server takes no writes', 'name the primary, or all hosts, in DATABASE_URL'))
  if (isReadOnly) {
    const change = `alter database "${name}" (or role "${user}") reset default_transaction_read_only`
    findings.push(failed('it takes no writes: default_transaction_read_only is on', change))
  }
  if (encoding !== 'UTF8') {
    const change = "make the database anew with encoding 'UTF8'"
    findings.push(failed(`its encoding is ${encoding}, which lacks letters that names have`, change))
  }
  if (!mayCreate) {
    const change =
      schema === null
        ? `create a schema, and put it into the search_path of "${user}"`
        : `migrations need it: grant create on schema "${schema}" to "${user}"`
    findings.push(warning(`"${user}" may not create tables`, change))
  }
  if (durable === 'off') {
    findings.push(warning('synchronous_commit is off', 'turn it on, or a crash loses what feeds were told is durable'))
  }
  return findings
}

/** @param most connections of the server; absent behind a pooler, where it bounds the pooler's, and not those of our processes */
function judgePool(pool: number, workers: number, most: number | undefined): Finding {
  if (most === undefined) {
    const clients = (pool + 1) * workers
    return ok(
      `DATABASE_POOL ${pool}, of a pooler: leave room there for ${clients} clients of this process (max_client_conn)`,
    )
  }
  if (pool * workers <= most - RESERVED) {
    return ok(
      `DATABASE_POOL ${pool} of ${most} connections: room for ${Math.floor((most - RESERVED) / pool)} processes`,
    )
  }
  const each = workers > 1 ? ` for each of ${workers} workers` : ''
  return failed(
    `DATABASE_POOL is ${pool}${each}, of max_connections ${most}`,
    'lower DATABASE_POOL, or raise max_connections',
  )
}

/** @param isOpen without a key, as far as we know */
function judgeOpen(
  { role, host }: Pick<Config, 'role' | 'host'>,
  isOpen: boolean,
  kind: 'failed' | 'warning',
): Finding[] {
  if (role === 'gateway' || !isOpen || isLoopback(host)) return []
  const what = `a server that listens at ${host} does not start without a feed key`
  return [{ kind, subject: 'door', what, change: '`npm run feeds -- create NAME` makes one' }]
}

/** The alarm `TouchlineFeedKeyEnds` speaks at the same time. */
const ENDS_SOON_MS = 7 * 86_400_000

/** @param lastEnds of feeds whose keys all end: when the last does; @param now both in ms since the epoch */
function judgeKeys(lastEnds: ReadonlyMap<string, number>, now: number): Finding[] {
  return [...lastEnds]
    .filter(([, at]) => at < now + ENDS_SOON_MS)
    .map(([feed, at]) => {
      // A key that has ended cannot be rotated.
      const [verb, command] = at <= now ? ['ended', 'create'] : ['ends', 'rotate']
      const what = `the last key of feed "${feed}" ${verb} at ${new Date(at).toISOString().slice(0, 16)}Z`
      return {
        kind: 'warning',
        subject: 'door',
        what,
        change: `\`npm run feeds -- ${command} ${feed}\`, and give the feed the new key`,
      }
    })
}

/** The folder of the embedded database, or where it will be made. */
function checkFolder(directory: string): Finding {
  const folder = unwritableFolder(directory)
  if (folder === undefined) return ok(`embedded, in ${resolve(directory)}`)
  return failed(`${folder} cannot be written to`, 'set DATA_DIR to a folder of this user')
}
