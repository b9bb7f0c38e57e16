import { PG_MIGRATE_LOCK_ID } from 'node-pg-migrate'
import type { Client } from 'pg'
import { inject } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { checkDatabase } from '../../src/doctor/check-database.ts'
import { createFeedKey } from '../../src/store/feed-keys/feed-key-admin.ts'
import { connectPostgres } from '../../src/store/postgres/connection/connection.ts'
import { createPostgresFeedKeyStore } from '../../src/store/postgres/feed-key-store.ts'
import { migratePostgres } from '../../src/store/postgres/migrate.ts'
import { expect, it, onTestFinished } from '../support/concurrent.ts'
import { freshDatabase } from '../support/servers/fresh-database.ts'
import { openSession } from '../support/servers/postgres-session.ts'

async function openWorld() {
  const { url } = await freshDatabase(inject('databaseUrl'))
  await migratePostgres(url)
  const admin = await openSession(url)
  const look = async (address = url, role = 'ingest', host = '127.0.0.1') => {
    const config = readConfig({ DATABASE_URL: address, REDIS_URL: 'redis://nowhere', ROLE: role, HOST: host })
    const { findings } = await checkDatabase(config)
    return findings.flatMap(({ kind, what, change }) => (kind === 'ok' ? [] : [`${kind} ${what} → ${change}`]))
  }
  return { url, admin, look, name: new URL(url).pathname.slice(1) }
}

async function makeUser(admin: Client, user: string): Promise<void> {
  await admin.query(`create role "${user}" login password 'secret'`)
  onTestFinished(async () => {
    await admin.query(`drop owned by "${user}"`)
    await admin.query(`drop role "${user}"`)
  })
}

it('has no complaint of a database that is as it should be', async () => {
  const { look } = await openWorld()
  expect(await look()).toEqual([])
})

it('finds a database that takes no writes by its settings', async () => {
  const { admin, look, name } = await openWorld()
  await admin.query(`alter database "${name}" set default_transaction_read_only = on`)
  expect(await look()).toEqual([expect.stringMatching(/^failed .*takes no writes.* → alter database .* reset/)])
})

it('finds the tables that an ingest may not write, which a gateway need not', async () => {
  const { url, admin, look, name } = await openWorld()
  const user = `${name}_user`
  await makeUser(admin, user)
  await admin.query(`grant create on schema public to "${user}"`)
  await admin.query(`grant select, insert, update, delete on all tables in schema public to "${user}"`)
  const own = new URL(url)
  own.username = user
  own.password = 'secret'
  expect(await look(own.href)).toEqual([])
  await admin.query(`alter role "${user}" connection limit 16`)
  expect(await look(own.href)).toEqual([
    expect.stringMatching(/^failed DATABASE_POOL is 16, .* may have 16 connections/),
  ])
  await admin.query(`alter role "${user}" connection limit 17`)
  await admin.query(`revoke delete on match_update, match_event from "${user}"`)
  expect(await look(own.href)).toEqual([
    expect.stringMatching(/^failed .*may not read and write match_event, match_update → grant/),
  ])
  expect(await look(own.href, 'gateway')).toEqual([])
})

it('finds that no feed has a key where others reach an ingest, which would not start', async () => {
  const { url, look } = await openWorld()
  const missing = [
    expect.stringMatching(/^failed a server that listens at 0\.0\.0\.0 does not start without .* → .*feeds create/),
  ]
  expect(await look(url, 'ingest', '0.0.0.0')).toEqual(missing)
  expect(await look(url, 'gateway', '0.0.0.0')).toEqual([])
  const connection = connectPostgres({ url, pool: 1, onConnectionError() {} })
  onTestFinished(() => connection.close())
  await createFeedKey(createPostgresFeedKeyStore(connection), { feed: 'desk', scopes: ['*'] })
  expect(await look(url, 'ingest', '0.0.0.0')).toEqual([])
  const { url: empty } = await freshDatabase(inject('databaseUrl'))
  expect(await look(empty, 'ingest', '0.0.0.0')).toEqual([expect.stringContaining('not migrated'), ...missing])
})

it('finds a user who may make no tables, and in which schema', async () => {
  const { url, admin, look } = await openWorld()
  await admin.query('revoke create on schema public from public; alter schema public rename to other')
  expect(await look(url)).toContainEqual(expect.stringMatching(/may not create tables → create a schema/))
})

it('names the session that holds a table, and what it found before it had to wait for it', async () => {
  const { url, admin, look } = await openWorld()
  const holder = await openSession({ connectionString: url, application_name: 'somebody' })
  await holder.query('begin; lock table match in access exclusive mode')
  const { rows } = await holder.query<{ pid: number }>('select pg_backend_pid() as pid')
  const pid = rows[0]?.pid
  const named = new RegExp(`^failed pid ${pid} \\(somebody, .*idle in transaction.* → .*pg_terminate_backend`)
  // A lock of a moment is not told.
  const isHeld = `select clock_timestamp() - state_change > interval '1 s' as "isHeld" from pg_stat_activity where pid = $1`
  await expect
    .poll(async () => (await admin.query(isHeld, [pid])).rows, { timeout: 60_000 })
    .toEqual([{ isHeld: true }])
  // Both by one look, as each waits for the table until its statement is given up.
  expect(await look()).toEqual([
    expect.stringMatching(named),
    expect.stringMatching(/^failed cannot be used: .*another session.* → end what/),
  ])
  await holder.query('rollback')
  expect(await look()).toEqual([])
})

it('names the session that holds the lock of migrations, while there is something to migrate', async () => {
  const { url, admin, look } = await openWorld()
  const holder = await openSession({ connectionString: url, application_name: 'somebody' })
  await holder.query('select pg_advisory_lock($1)', [PG_MIGRATE_LOCK_ID])
  expect(await look()).toEqual([])
  await admin.query('delete from schema_migration')
  expect(await look()).toEqual([
    expect.stringMatching(/^warning it is not migrated/),
    expect.stringMatching(/^failed migrations wait for their lock, which pid \d+ \(somebody, .*pg_terminate_backend/),
  ])
})

it('finds transactions that refuse one of two writers', async () => {
  const { admin, look, name } = await openWorld()
  await admin.query(`alter database "${name}" set default_transaction_isolation = serializable`)
  expect(await look()).toEqual([
    expect.stringMatching(/^warning its transactions are serializable.* → .*read committed/),
  ])
})

it('does not complain of a user who may make no tables once another one has made them', async () => {
  const { url, admin, look, name } = await openWorld()
  const user = `${name}_plain`
  await makeUser(admin, user)
  await admin.query(`grant select, insert, update, delete on all tables in schema public to "${user}"`)
  const own = Object.assign(new URL(url), { username: user, password: 'secret' })
  expect(await look(own.href)).toEqual([])
  await admin.query('revoke usage on schema public from public')
  const told = await look(own.href)
  expect(told).toEqual([
    expect.stringMatching(/^failed cannot be used: permission denied for schema public .*→ .*give its user/),
  ])
})

it('finds an encoding that lacks letters', async () => {
  const { admin, url, look, name } = await openWorld()
  const latin = new URL(url)
  latin.pathname = `/${name}_latin`
  await admin.query(`create database "${name}_latin" encoding 'LATIN1' template template0 lc_collate 'C' lc_ctype 'C'`)
  onTestFinished(async () => void (await admin.query(`drop database "${name}_latin" with (force)`)))
  expect(await look(latin.href)).toContainEqual(expect.stringMatching(/^failed its encoding is LATIN1/))
})
