import { expect, inject, it } from 'vitest'
import { freshDatabase } from '../../support/servers/fresh-database.ts'
import { openSession } from '../../support/servers/postgres-session.ts'
import { startTestServer } from '../../support/start-server.ts'
import { fixture } from '../../system/feed-traffic.ts'

async function openWorld() {
  const { url } = await freshDatabase(inject('databaseUrl'))
  const server = await startTestServer({ DATABASE_URL: url })
  const admin = await openSession(url)
  const readiness = async () => {
    const { status, body } = await server.call('GET', '/readyz')
    return [status, body.components.database]
  }
  expect(await readiness()).toEqual([200, 'ok'])
  return { server, admin, readiness, name: new URL(url).pathname.slice(1) }
}

it('[H1] /readyz finds a database that takes no writes, and that it takes them again', async () => {
  const { admin, readiness, name } = await openWorld()
  const others = `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}' and pid <> pg_backend_pid()`
  await admin.query(`alter database "${name}" set default_transaction_read_only = on`)
  await admin.query(others)
  await expect.poll(readiness).toEqual([503, expect.stringContaining('read-only')])

  await admin.query('set default_transaction_read_only = off')
  await admin.query(`alter database "${name}" reset default_transaction_read_only`)
  await admin.query(others)
  await expect.poll(readiness).toEqual([200, 'ok'])
})

it('[H1] /readyz tells for some seconds that a write found the disk of the database full', async () => {
  const { server, admin, readiness } = await openWorld()
  await server.call('PUT', '/v1/matches/m1', fixture)
  // As Postgres says it when it cannot make a file longer.
  await admin.query(`create function full_disk() returns trigger language plpgsql as
    $$ begin raise exception 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$`)
  await admin.query('create trigger full_disk before insert on match_update execute function full_disk()')
  const event = { id: 'g1', type: 'goal', team: 'home' }
  expect((await server.call('POST', '/v1/matches/m1/events', event)).status).toBe(503)
  expect(await readiness()).toEqual([503, expect.stringContaining('No space left')])

  await admin.query('drop trigger full_disk on match_update')
  await expect.poll(readiness, { interval: 200 }).toEqual([200, 'ok'])
  expect((await server.call('POST', '/v1/matches/m1/events', event)).status).toBe(201)
})
