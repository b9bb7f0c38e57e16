import { resolve } from 'node:path'
import { PG_MIGRATE_LOCK_ID } from 'node-pg-migrate'
import type { Config } from '../config.ts'
import { DatabaseUnavailable } from '../errors.ts'
import { isLoopback } from '../settings/loopback.ts'
import { TABLE_NAMES } from '../store/archive/match-archive.ts'
import { createFeedKeys } from '../store/feed-keys/feed-keys.ts'
import { connectPostgres } from '../store/postgres/connection/connection.ts'
import { createPostgresFeedKeyStore } from '../store/postgres/feed-key-store.ts'
import { HOLDERS, type Holder, howToEnd, LOCK_HOLDER, nameOf } from '../store/postgres/lock-holder.ts'
import { isMigrated } from '../store/postgres/migrate.ts'
import type { Finding } from './finding.ts'
import { judgeStepBack, type ReadClock, readClock } from './judge-clocks.ts'
import {
  type Facts,
  failed,
  judgeCreation,
  judgeDatabase,
  judgeHolders,
  judgeKeys,
  judgePool,
  judgeRights,
  ok,
  type TableRights,
  warning,
} from './judge-database.ts'
import { lookAtRoute } from './look-at-route.ts'
import { unwritableFolder } from './writable-folder.ts'

const TABLES = [
  ...TABLE_NAMES,
  ...['match_word', 'match_board', 'deleted_match', 'source_life', 'ingest_presence', 'feed_key', 'installation'],
]

/** Tables that this user may not both read and write. */
const READ_RIGHTS = `select current_schema() as schema, relname as name, current_user as user from pg_class
  where relnamespace = current_schema()::regnamespace and relkind = 'r'
    and relname in (select json_array_elements_text($1::json))
    and not (has_table_privilege(oid, 'select') and has_table_privilege(oid, 'insert')
      and has_table_privilege(oid, 'update') and has_table_privilege(oid, 'delete'))
  order by relname`

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
  const findings: Finding[] = []
  try {
    const before = Date.now()
    // In a transaction, which not every pooler allows.
    const [facts] = await connection.transact((query) =>
      query<Facts>(
        `select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
         current_database() as name, current_user as user, current_setting('max_connections')::int as most,
         current_schema() as schema, has_schema_privilege(current_schema(), 'create') as "mayCreate", pg_is_in_recovery() as "isReplica",
         current_setting('default_transaction_read_only')::boolean as "isReadOnly",
         current_setting('server_encoding') as encoding, current_setting('default_transaction_isolation') as isolation,
         current_setting('synchronous_commit') as durable,
         (select least(nullif(rolconnlimit, -1), nullif(datconnlimit, -1)) from pg_roles, pg_database
           where rolname = current_user and not rolsuper and datname = current_database()) as limit,
         (extract(epoch from clock_timestamp()) * 1000)::bigint as at`,
      ),
    )
    if (facts === undefined) throw new Error('the database answered nothing')
    const clock = readClock('the database', facts.at, before, Date.now())
    findings.push(...judgeDatabase(facts, role === 'gateway'))
    const route = await lookAtRoute(url)
    findings.push(...route.findings, judgePool(databasePool, workers, route.isPooler ? undefined : facts))
    findings.push(...judgeHolders(await connection.query<Holder>(HOLDERS, [JSON.stringify(TABLES)])))
    const isReady = await isMigrated((sql) => connection.query(sql))
    findings.push(...judgeCreation(facts, isReady))
    if (!isReady) {
      const change = 'the first ingest or `touchline migrate` does it'
      findings.push(warning('it is not migrated to this version', change))
      const [holder] = await connection.query<Holder>(LOCK_HOLDER, [PG_MIGRATE_LOCK_ID])
      if (holder !== undefined) {
        findings.push(failed(`migrations wait for their lock, which ${nameOf(holder)} holds`, howToEnd(holder)))
      }
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
    const change =
      findings.length > 0
        ? 'end what it waits for, or give its user what it lacks (docs/operations.md, Postgres)'
        : adviseConnection(reason)
    return { findings: [...findings, failed(`cannot be used: ${reason}`, change)] }
  } finally {
    await connection.close()
  }
}

function adviseConnection(reason: string): string {
  if (/certificate is not accepted/.test(reason))
    return 'name a file with the authority that signed it: sslrootcert=FILE in DATABASE_URL'
  if (/not answered in time/.test(reason)) return 'find out what it waits for: free sessions of a pooler, or the server'
  return 'correct DATABASE_URL, or start the database'
}

/** @param isOpen without a key, as far as we know */
function judgeOpen(
  { role, host }: Pick<Config, 'role' | 'host'>,
  isOpen: boolean,
  kind: 'failed' | 'warning',
): Finding[] {
  if (role === 'gateway' || !isOpen || isLoopback(host)) return []
  const what = `a server that listens at ${host} does not start without a feed key`
  return [{ kind, subject: 'door', what, change: '`touchline feeds create NAME` makes one' }]
}

/** The folder of the embedded database, or where it will be made. */
function checkFolder(directory: string): Finding {
  const folder = unwritableFolder(directory)
  if (folder === undefined) return ok(`embedded, in ${resolve(directory)}`)
  return failed(`${folder} cannot be written to`, 'set DATA_DIR to a folder of this user')
}
