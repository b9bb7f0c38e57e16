import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { expect, inject, it } from 'vitest'
import { freshDatabase } from './fresh-database.ts'
import { startPostgres } from './postgres.ts'

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

it('shares one Postgres with the run', async () => {
  const rows = await query(inject('databaseUrl'), 'select version()')
  expect(rows).toEqual([{ version: expect.stringMatching(/^PostgreSQL 1[5-9]|^PostgreSQL [2-9]\d/) }])
})

it('lets the files of a run open many connections', async () => {
  const rows = await query(inject('databaseUrl'), 'show max_connections')
  expect(rows).toEqual([{ max_connections: expect.stringMatching(/^\d{3}$/) }])
})

it('gives each caller an empty database', async () => {
  const first = await freshDatabase(inject('databaseUrl'))
  await query(first.url, 'create table score (home int)')
  const second = await freshDatabase(inject('databaseUrl'))

  await query(second.url, 'create table score (home int)')

  expect(await query(second.url, 'select * from score')).toEqual([])
})

it('drops a database in use', async () => {
  const database = await freshDatabase(inject('databaseUrl'))
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  const ended = new Promise((resolve) => client.once('end', resolve))
  client.on('error', () => {}) // the server says goodbye, then the socket closes

  await database.drop()

  await ended
  await expect(query(database.url, 'select 1')).rejects.toMatchObject({ code: '3D000' })
})

it('keeps what it acknowledged over a crash and comes back on the same port', async () => {
  const server = await startPostgres()
  await query(server.url, 'create table score (home int); insert into score values (2)')
  // Nothing of it stays in /dev/shm.
  expect((await readdir(join(server.data, 'pg_dynshmem'))).length).toBeGreaterThan(0)

  await server.kill('SIGKILL')
  await expect(query(server.url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  await server.restart()

  expect(await query(server.url, 'select home from score')).toEqual([{ home: 2 }])
})

it('takes nothing from a connection that was at work in a crash, and can be started again at once', async () => {
  const server = await startPostgres()
  const client = new pg.Client({ connectionString: server.url })
  client.on('error', () => {})
  await client.connect()
  const work = client.query('select count(*) from generate_series(1, 6000000) as n where n % 7 = 3').catch(() => {})
  // It has begun.
  const isActive =
    "select from pg_stat_activity where state = 'active' and query like '%generate_series(1, 6%' and pid <> pg_backend_pid()"
  await expect.poll(() => query(server.url, isActive)).toHaveLength(1)

  await server.kill('SIGKILL')

  const killedAt = performance.now()
  const write = client.query('create table score (home int)')
  await work
  // It takes most of a second, which was waited for.
  expect(performance.now() - killedAt).toBeLessThan(200)
  await expect(write).rejects.toThrow()
  await server.restart()
  await expect(query(server.url, 'select * from score')).rejects.toMatchObject({ code: '42P01' })
})
