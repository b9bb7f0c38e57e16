import { PG_MIGRATE_LOCK_ID } from 'node-pg-migrate'
import { expect, it } from 'vitest'
import { readLockHolder } from '../../../src/store/postgres/lock-holder.ts'
import { startPostgres } from '../../support/servers/postgres.ts'
import { openSession } from '../../support/servers/postgres-session.ts'

const HIGH = Math.floor(PG_MIGRATE_LOCK_ID / 2 ** 32)
/** As a signed number, which a lock of two numbers takes. */
const LOW = (PG_MIGRATE_LOCK_ID % 2 ** 32) | 0

it('names who holds the lock of migrations of this database, and nobody who holds another', async () => {
  const { url, port, data } = await startPostgres()
  const asking = await openSession({ connectionString: url })
  const other = await openSession({ connectionString: url, application_name: 'holds others' })
  await other.query('select pg_advisory_lock($1::int, $2::int)', [HIGH, LOW])
  await other.query('select pg_advisory_lock($1::bigint)', [PG_MIGRATE_LOCK_ID + 2 ** 32])
  const elsewhere = await openSession({ connectionString: url.replace(/postgres$/, 'template1') })
  await elsewhere.query('select pg_advisory_lock($1)', [PG_MIGRATE_LOCK_ID])
  expect(await readLockHolder(asking, PG_MIGRATE_LOCK_ID)).toBe('another process has held the lock of migrations')

  const holder = await openSession({ host: data.replace(/\/data$/, ''), port, user: 'postgres', database: 'postgres' })
  const { rows } = await holder.query<{ pid: number }>('select pg_backend_pid() as pid')
  await holder.query('select pg_advisory_lock($1)', [PG_MIGRATE_LOCK_ID])
  expect(await readLockHolder(asking, PG_MIGRATE_LOCK_ID)).toMatch(
    new RegExp(`held by pid ${rows[0]?.pid} \\(no name, a socket of the server, idle for \\d+ s\\)`),
  )
})
