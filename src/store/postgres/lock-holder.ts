import type pg from 'pg'

interface Holder {
  readonly pid: number
  readonly name: string | null
  readonly address: string | null
  readonly state: string | null
  readonly seconds: number | null
}

/** An advisory lock of one number has its halves in two columns. */
const HOLDER = `
  select lock.pid, session.application_name as name, host(session.client_addr) as address, session.state,
    extract(epoch from clock_timestamp() - session.state_change)::int as seconds
  from pg_locks lock left join pg_stat_activity session on session.pid = lock.pid
  where lock.locktype = 'advisory' and lock.granted and lock.objsubid = 1
    and lock.database = (select oid from pg_database where datname = current_database())
    and lock.classid = ($1::bigint >> 32)::oid and lock.objid = ($1::bigint & 4294967295)::oid
  limit 1`

/** @returns who holds the lock of migrations, in a sentence that also says what to do */
export async function readLockHolder(client: pg.Client, lock: number): Promise<string> {
  const { rows } = await client.query<Holder>(HOLDER, [lock])
  const [holder] = rows
  if (holder === undefined) return 'another process has held the lock of migrations'
  const { pid, name, address, state, seconds } = holder
  const who = [name || 'no name', address ?? 'this machine', `${state ?? 'unknown'} for ${seconds ?? '?'} s`].join(', ')
  return `the lock of migrations has been held by pid ${pid} (${who}); if that is none of yours at work, select pg_terminate_backend(${pid})`
}
