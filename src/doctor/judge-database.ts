import { type Holder, howToEnd, nameOf } from '../store/postgres/lock-holder.ts'
import { lacksLetters, MAKE_IN_UTF8 } from '../store/postgres/migration-table.ts'
import type { Finding } from './finding.ts'

export const ok = (what: string): Finding => ({ kind: 'ok', subject: 'database', what })
export const warning = (what: string, change: string): Finding => ({
  kind: 'warning',
  subject: 'database',
  what,
  change,
})
export const failed = (what: string, change: string): Finding => ({ kind: 'failed', subject: 'database', what, change })

const OLDEST_POSTGRES = 14
/** Postgres keeps three connections for its superusers. */
const RESERVED = 3

/** What a database says of itself. */
export interface Facts {
  readonly version: string
  readonly number: number
  readonly name: string
  readonly user: string
  readonly most: number
  /** Connections that the user or the database may have; null without a bound of their own. */
  readonly limit: number | null
  readonly schema: string | null
  readonly mayCreate: boolean | null
  readonly isReplica: boolean
  readonly isReadOnly: boolean
  readonly encoding: string
  readonly isolation: string
  readonly durable: string
  readonly at: number
}

export interface TableRights {
  readonly schema: string
  readonly name: string
  readonly user: string
}

/** @param isRead only, by a gateway */
export function judgeDatabase(facts: Facts, isRead: boolean): Finding[] {
  const { version, number, name, user, isReplica, isReadOnly, encoding, isolation, durable } = facts
  const findings = [ok(`PostgreSQL ${version}, database "${name}", as "${user}"`)]
  if (Math.floor(number / 10_000) < OLDEST_POSTGRES) {
    findings.push(warning(`version ${version} is older than ${OLDEST_POSTGRES}`, 'upgrade Postgres'))
  }
  if (isRead && (isReplica || isReadOnly)) {
    findings.push(ok('this server takes no writes, which a gateway need not'))
  } else if (isReplica) {
    findings.push(failed('this server takes no writes', 'name the primary, or all hosts, in DATABASE_URL'))
  } else if (isReadOnly) {
    const change = `alter database "${name}" (or role "${user}") reset default_transaction_read_only`
    findings.push(failed('it takes no writes: default_transaction_read_only is on', change))
  }
  if (encoding !== 'UTF8') {
    findings.push(failed(lacksLetters(encoding), MAKE_IN_UTF8))
  }
  if (!isolation.startsWith('read ')) {
    const change = `alter role "${user}" (or database "${name}") set default_transaction_isolation = 'read committed'`
    findings.push(
      warning(`its transactions are ${isolation}: of two writers of one match one is refused with 503`, change),
    )
  }
  if (durable === 'off') {
    findings.push(warning('synchronous_commit is off', 'turn it on, or a crash loses what feeds were told is durable'))
  }
  return findings
}

/** Tables are made by whoever migrates, who may be another user than that of the servers. */
export function judgeCreation({ user, schema, mayCreate }: Facts, isMigrated: boolean): Finding[] {
  if (mayCreate) return []
  if (isMigrated)
    return [ok(`"${user}" may not create tables: before an upgrade another user runs \`touchline migrate\``)]
  const change =
    schema === null
      ? `create a schema, and put it into the search_path of "${user}"`
      : `migrations need it: grant create on schema "${schema}" to "${user}"`
  return [warning(`"${user}" may not create tables`, change)]
}

export function judgeHolders(holders: readonly Holder[]): Finding[] {
  return holders.map((holder) =>
    failed(`${nameOf(holder)} holds tables or rows that others wait for`, howToEnd(holder)),
  )
}

/** @param bounds absent behind a pooler, where they are for its connections, and not for those of our processes */
export function judgePool(pool: number, workers: number, bounds: Pick<Facts, 'most' | 'limit'> | undefined): Finding {
  // One more than its pool, while it starts.
  const each = pool + 1
  if (bounds === undefined) {
    const clients = each * workers
    return ok(
      `DATABASE_POOL ${pool}, of a pooler: leave room there for ${clients} clients of this process (max_client_conn)`,
    )
  }
  const { most, limit } = bounds
  const forEach = workers > 1 ? ` for each of ${workers} workers` : ''
  if (limit !== null && each * workers > limit) {
    return failed(
      `DATABASE_POOL is ${pool}${forEach}, and its user or database may have ${limit} connections`,
      'lower DATABASE_POOL, or raise that limit (alter role, alter database … connection limit)',
    )
  }
  const room = Math.min(most - RESERVED, limit ?? most)
  if (each * workers <= room) {
    return ok(
      `DATABASE_POOL ${pool} of ${Math.min(most, limit ?? most)} connections: room for ${Math.floor(room / each)} processes`,
    )
  }
  return failed(
    `DATABASE_POOL is ${pool}${forEach}, of max_connections ${most}`,
    'lower DATABASE_POOL, or raise max_connections',
  )
}

/** @param lacking tables that the user may not both read and write */
export function judgeRights(lacking: readonly TableRights[]): Finding[] {
  const [first] = lacking
  if (first === undefined) return []
  const names = lacking.map(({ name }) => name).join(', ')
  const change = `grant select, insert, update, delete on all tables in schema "${first.schema}" to "${first.user}"`
  return [failed(`"${first.user}" may not read and write ${names}`, change)]
}

/** The alarm `TouchlineFeedKeyEnds` speaks at the same time. */
const ENDS_SOON_MS = 7 * 86_400_000

/** @param lastEnds of feeds whose keys all end: when the last does; @param now both in ms since the epoch */
export function judgeKeys(lastEnds: ReadonlyMap<string, number>, now: number): Finding[] {
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
        change: `\`touchline feeds ${command} ${feed}\`, and give the feed the new key`,
      }
    })
}
