import type pg from 'pg'

/** A session that holds what others may wait for. */
export interface Holder {
  readonly pid: number
  readonly name: string | null
  readonly address: string | null
  readonly state: string | null
  readonly seconds: number | null
}

/** Who holds an advisory lock of one number, which has its halves in two columns. */
export const LOCK_HOLDER = `
  select lock.pid, session.application_name as name, host(session.client_addr) as address, session.state,
    extract(epoch from clock_timestamp() - session.state_change)::int as seconds
  from pg_locks lock left join pg_stat_activity session on session.pid = lock.pid
  where lock.locktype = 'advisory' and lock.granted and lock.objsubid = 1
    and lock.database = (select oid from pg_database where datname = current_database())
    and lock.classid = ($1::bigint >> 32)::oid and lock.objid = ($1::bigint & 4294967295)::oid
  limit 1`

/** @returns who holds the lock of migrations, in a sentence that also says what to do */
export async function readLockHolder(client: pg.Client, lock: number): Promise<string> {
  const { rows } = await client.query<Holder>(LOCK_HOLDER, [lock])
  const [holder] = rows
  if (holder === undefined) return 'another process has held the lock of migrations'
  return `the lock of migrations has been held by ${nameOf(holder)}; ${howToEnd(holder)}`
}

/** Sessions of others that hold tables of ours, or rows that one of this user's sessions has waited for; a moment is nothing unusual. */
export const HOLDERS = `
  select holder.pid, holder.application_name as name, host(holder.client_addr) as address, holder.state,
    extract(epoch from clock_timestamp() - holder.state_change)::int as seconds
  from pg_stat_activity holder
  where holder.pid <> pg_backend_pid() and cardinality(pg_blocking_pids(holder.pid)) = 0
    and coalesce(clock_timestamp() - holder.state_change > interval '1 s', true)
    and holder.pid in (
      select unnest(pg_blocking_pids(pid)) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and clock_timestamp() - query_start > interval '1 s'
      union all
      select pid from pg_locks
      where granted and mode = 'AccessExclusiveLock' and database = (select oid from pg_database where datname = current_database())
        and relation in (select oid from pg_class where relnamespace = current_schema()::regnamespace
          and relname in (select json_array_elements_text($1::json)))
    )
  order by holder.pid`

export function nameOf({ pid, name, address, state, seconds }: Holder): string {
  // Of a session of another role only superusers, and who may read all statistics, are told more.
  const where = state === null ? [] : [address ?? 'a socket of the server', `${state} for ${seconds ?? '?'} s`]
  const who = [name || 'no name', ...where].join(', ')
  return `pid ${pid} (${who})`
}

export function howToEnd({ pid }: Holder): string {
  return `if that is none of yours at work, select pg_terminate_backend(${pid})`
}
