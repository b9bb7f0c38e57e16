import { once } from 'node:events'
import { createServer } from 'node:net'
import { beforeAll, expect, inject, it, onTestFinished, vi } from 'vitest'
import { type Database, DatabaseUnavailable } from '../../src/store/database.ts'
import { createPostgresDatabase } from '../../src/store/postgres-database.ts'
import { databaseContract } from '../contracts/database-contract.ts'
import { freshDatabase } from '../support/fresh-database.ts'
import { startPostgres } from '../support/postgres.ts'

function open(url: string, onConnectionError = (_: Error) => {}): Database {
  return createPostgresDatabase({ url, onConnectionError })
}

function openHere(url: string, onConnectionError?: (error: Error) => void): Database {
  const database = open(url, onConnectionError)
  onTestFinished(() => database.close())
  return database
}

let url: string
let database: Database
beforeAll(async () => {
  const fresh = await freshDatabase(inject('databaseUrl'))
  url = fresh.url
  database = open(url)
  return async () => {
    await database.close()
    await fresh.drop()
  }
})

databaseContract('Postgres', { kind: 'postgres', shared: () => database, open: async () => open(url) })

it('[H5] is not available while Postgres is gone, and works again by itself when it is back', async () => {
  const server = await startPostgres()
  const lost = vi.fn()
  const ours = openHere(server.url, lost)
  await ours.exec('create table score (home int)')
  await Promise.all(Array.from({ length: 5 }, () => ours.query('select pg_sleep(0.05)')))
  const running = ours.query('select pg_sleep(30)').catch((error: unknown) => error)
  await expect
    .poll(() => ours.query("select 1 from pg_stat_activity where query like 'select pg_sleep(30)%'"))
    .toHaveLength(1)

  await server.kill('SIGKILL')

  expect(await running).toBeInstanceOf(DatabaseUnavailable)
  const from = Date.now()
  await expect(ours.query('insert into score values (1)')).rejects.toBeInstanceOf(DatabaseUnavailable)
  await expect(ours.exec('select 1')).rejects.toBeInstanceOf(DatabaseUnavailable)
  expect(Date.now() - from).toBeLessThan(1_000)
  expect(lost).toHaveBeenCalled()

  await server.restart()
  await expect.poll(() => ours.query('select * from score').catch((error) => error), { timeout: 5_000 }).toEqual([])
})

it('is not available when a Postgres that goes ends the session in an orderly way', async () => {
  const ours = openHere(url)
  const running = ours.query('select pg_sleep(30)').catch((error: unknown) => error)
  const end = `select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query = 'select pg_sleep(30)'`
  await expect.poll(() => database.query(end)).toHaveLength(1)
  expect(await running).toBeInstanceOf(DatabaseUnavailable)
  expect(await ours.query('select 1 as one')).toEqual([{ one: 1 }])
})

it('is not available when nothing answers on the other end', async () => {
  const silent = createServer(() => {}).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  onTestFinished(() => void silent.close())
  const { port } = silent.address() as { port: number }
  const from = Date.now()
  await expect(openHere(`postgres://x@127.0.0.1:${port}/x`).query('select 1')).rejects.toBeInstanceOf(
    DatabaseUnavailable,
  )
  expect(Date.now() - from).toBeLessThan(5_000)
})

it('is not available on a server that became read-only, as a primary does after a failover', async () => {
  await database.exec('create table written (n int)')
  onTestFinished(() => database.exec('drop table written'))
  const readOnly = openHere(`${url}?options=${encodeURIComponent('-c default_transaction_read_only=on')}`)
  await expect(readOnly.query('insert into written values (1)')).rejects.toBeInstanceOf(DatabaseUnavailable)
})
