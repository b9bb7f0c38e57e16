import { PG_MIGRATE_LOCK_ID } from 'node-pg-migrate'
import pg from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { readLockHolder } from '../../../src/store/postgres/lock-holder.ts'
import { startPostgres } from '../../support/servers/postgres.ts'

const HIGH = Math.floor(PG_MIGRATE_LOCK_ID / 2 ** 32)
/** As a signed number, which a lock of two numbers takes. */
const LOW = (PG_MIGRATE_LOCK_ID % 2 ** 32) | 0

async function connect(config: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client(config)
  await client.connect()
  onTestFinished(() => client.end())
  return client
}

it('names who holds the lock of migrations of this database, and nobody who holds another', async () => {
  const { url, port, data } = await startPostgres()
  const asking = await connect({ connectionString: url })
  const other = await connect({ connectionString: url, application_name: 'holds others' })
  await other.query('select pg_advisory_lock($1::int, $2::int)', [HIGH, LOW])
  await other.query('select pg_advisory_lock($1::bigint)', [PG_MIGRATE_LOCK_ID + 2 ** 32])
  const elsewhere = await connect({ connectionString: url.replace(/postgres$/, 'template1') })
  await elsewhere.query('select pg_advisory_lock($1)', [PG_MIGRATE_LOCK_ID])
  expect(await readLockHolder(asking, PG_MIGRATE_LOCK_ID)).toBe('another process has held the lock of migrations')

  const holder = await connect({ host: data.replace(/\/data$/, ''), port, user: 'postgres', database: 'postgres' })
  const { rows } = await holder.query<{ pid: number }>('select pg_backend_pid() as pid')
  await holder.query('select pg_advisory_lock($1)', [PG_MIGRATE_LOCK_ID])
  expect(await readLockHolder(asking, PG_MIGRATE_LOCK_ID)).toMatch(
    new RegExp(`held by pid ${rows[0]?.pid} \\(no name, this machine, idle for \\d+ s\\)`),
  )
})
