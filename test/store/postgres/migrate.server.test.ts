import { readdir, readFile } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { PG_MIGRATE_LOCK_ID } from 'node-pg-migrate'
import pg from 'pg'
import { describe, expect, inject, it, onTestFinished, vi } from 'vitest'
import { DatabaseUnavailable } from '../../../src/errors.ts'
import { connectPostgres, type PostgresConnection } from '../../../src/store/postgres/connection/connection.ts'
import { migratePostgres } from '../../../src/store/postgres/migrate.ts'
import { openSqlite } from '../../../src/store/sqlite/connection/open.ts'
import { freePort } from '../../support/free-port.ts'
import { runCommand } from '../../support/run-command.ts'
import { freshDatabase } from '../../support/servers/fresh-database.ts'
import { startPostgres } from '../../support/servers/postgres.ts'
import { openSession } from '../../support/servers/postgres-session.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'

const root = new URL('../../..', import.meta.url).pathname
const namesIn = async (folder: string) =>
  (await readdir(folder)).filter((file) => file.endsWith('.sql')).map((file) => file.replace(/\.sql$/, ''))
const names = (await namesIn(`${root}/migrations`)).sort()

it('makes no tables in a database that lacks letters, and says how to have one', async () => {
  const { url } = await freshDatabase(inject('databaseUrl'))
  const admin = await openSession(url)
  const name = `${new URL(url).pathname.slice(1)}_latin`
  await admin.query(`create database "${name}" encoding 'LATIN1' template template0 lc_collate 'C' lc_ctype 'C'`)
  onTestFinished(async () => void (await admin.query(`drop database "${name}" with (force)`)))
  const latin = Object.assign(new URL(url), { pathname: `/${name}` })
  await expect(migratePostgres(latin.href)).rejects.toMatchObject({
    reason: expect.stringMatching(/^its encoding is LATIN1.* encoding 'UTF8'$/),
  })
})

it('runs every file once, however many replicas start together', async () => {
  const { url } = await freshDatabase(inject('databaseUrl'))

  const ran = await Promise.all(Array.from({ length: 6 }, () => migratePostgres(url)))

  expect(ran.flat().sort()).toEqual(names)
  expect(await connect(url).query('select name from schema_migration order by id')).toEqual(
    names.map((name) => ({ name })),
  )
})

it('does nothing the second time, and keeps the data', async () => {
  const { url } = await freshDatabase(inject('databaseUrl'))
  await migratePostgres(url)
  const database = connect(url)
  await database.query("insert into feed_key (key_hash, feed, scopes, created_at) values ('h', 'f', '[]', 0)")

  expect(await migratePostgres(url)).toEqual([])

  expect(await database.query('select feed from feed_key')).toEqual([{ feed: 'f' }])
})

it('makes the same tables and columns as the migrations of SQLite do', async () => {
  const { url } = await freshDatabase(inject('databaseUrl'))
  await migratePostgres(url)
  const directory = await temporaryDirectory()
  const { database, migrations } = openSqlite({ directory })
  await database.close()

  expect(migrations).toEqual((await namesIn(`${root}/migrations/sqlite`)).sort())
  const onServer = await connect(url).query<{ name: string }>(
    `select table_name || '.' || column_name || case is_nullable when 'NO' then ' not null' else '' end as name
     from information_schema.columns where table_schema = 'public' and table_name <> 'schema_migration' order by name`,
  )
  expect(columnsOf(`${directory}/touchline.db`)).toEqual(onServer.map(({ name }) => name).sort())
  expect(onServer.map(({ name }) => name)).toContain('match.epoch not null')
})

it('fails, and does not end the process, when Postgres dies meanwhile', async () => {
  const server = await startPostgres()
  const other = new pg.Client({ connectionString: server.url })
  other.on('error', () => {}) // the test kills the server
  await other.connect()
  // The migration waits for this lock, so it is surely running.
  await other.query('select pg_advisory_lock($1)', [PG_MIGRATE_LOCK_ID])
  const { promise: isWaiting, resolve: onWaiting } = Promise.withResolvers<string>()
  const migrating = migratePostgres(server.url, { onWaiting }).catch((error: unknown) => error)
  await isWaiting

  await server.kill('SIGKILL')

  expect(await migrating).toBeInstanceOf(DatabaseUnavailable)
})

it('says who holds the lock of migrations, gives up in time, and goes on by itself when it is free', async () => {
  const { url } = await freshDatabase(inject('databaseUrl'))
  const other = await openSession({ connectionString: url, application_name: 'somebody else' })
  const { rows } = await other.query<{ pid: number }>('select pg_backend_pid() as pid')
  await other.query('select pg_advisory_lock($1)', [PG_MIGRATE_LOCK_ID])
  const told: string[] = []
  // Of a wait that is over soon nothing is told.
  await expect(migratePostgres(url, { patienceMs: 200, onWaiting: (reason) => told.push(reason) })).rejects.toThrow()
  expect(told).toEqual([])

  const asked = vi.spyOn(pg.Client.prototype, 'query')
  onTestFinished(() => asked.mockRestore())
  const failure = await migratePostgres(url, { patienceMs: 700, onWaiting: (reason) => told.push(reason) }).catch(
    (error: unknown) => error,
  )

  expect(failure).toBeInstanceOf(DatabaseUnavailable)
  const holder = new RegExp(`held by pid ${rows[0]?.pid} \\(somebody else, [\\d.a-f:]+, idle for \\d+ s\\)`)
  expect((failure as DatabaseUnavailable).reason).toMatch(holder)
  expect(told).toEqual([expect.stringMatching(holder)])
  const tries = asked.mock.calls.filter(([text]) => String(text).includes('pg_try_advisory_xact_lock'))
  expect(tries.length, 'four times a second').toBeLessThanOrEqual(4)
  const { promise: isWaiting, resolve: onWaiting } = Promise.withResolvers<string>()
  const migrating = migratePostgres(url, { onWaiting })
  await isWaiting
  // While it waits, a pooler may give its session to others.
  await expect
    .poll(() =>
      other.query(
        `select state from pg_stat_activity
         where datname = current_database() and application_name like 'touchline migration,%'`,
      ),
    )
    .toMatchObject({ rows: [{ state: 'idle' }] })
  await other.query('select pg_advisory_unlock($1)', [PG_MIGRATE_LOCK_ID])
  expect(await migrating).toEqual(names)
  // Nothing to do needs no lock.
  await other.query('select pg_advisory_lock($1)', [PG_MIGRATE_LOCK_ID])
  expect(await migratePostgres(url, { patienceMs: 0 })).toEqual([])
})

it('waits for a minute, and says so every five seconds', async () => {
  const { url } = await freshDatabase(inject('databaseUrl'))
  const other = await openSession({ connectionString: url })
  await other.query('select pg_advisory_lock($1)', [PG_MIGRATE_LOCK_ID])
  let now = 0
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now)
  const query = pg.Client.prototype.query
  // Each time that it looks, some seconds have gone by.
  const asked = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (
    this: pg.Client,
    ...args: unknown[]
  ) {
    if (String(args[0]).includes('pg_try_advisory_xact_lock')) now += stepMs
    return query.apply(this, args as never)
  } as never)
  onTestFinished(() => {
    clock.mockRestore()
    asked.mockRestore()
  })
  let stepMs = 30_000
  await expect(migratePostgres(url)).rejects.toMatchObject({
    reason: expect.stringMatching(/^it cannot be migrated: for 90 s/),
  })
  stepMs = 2_000
  const told: number[] = []
  await expect(migratePostgres(url, { patienceMs: 9_000, onWaiting: () => told.push(now - 90_000) })).rejects.toThrow()
  expect(told).toEqual([2_000, 8_000])
})

it('says so where even the list of migrations cannot be read, because somebody has locked it', async () => {
  const { url } = await freshDatabase(inject('databaseUrl'))
  await migratePostgres(url)
  const other = await openSession({ connectionString: url })
  await other.query('begin; lock table schema_migration in access exclusive mode')
  await expect(migratePostgres(url, { patienceMs: 0 })).rejects.toMatchObject({
    // Two seconds, or others would wait behind it for long.
    reason: expect.stringMatching(/for [2-9] s another session has kept a table locked/),
  })
})

it('waits for a table that somebody reads without making others wait behind it', async () => {
  const { url } = await freshDatabase(inject('databaseUrl'))
  await migratePostgres(url)
  const reader = await openSession({ connectionString: url })
  // As if the newest file had not run yet; it changes a table that has a reader.
  await reader.query("delete from schema_migration where name = '0005_warnings'")
  await reader.query("delete from schema_migration where name > '0005_warnings'")
  await reader.query('drop index match_event_by_warning; alter table match_event drop column warnings')
  await reader.query('begin; select 1 from match_event')
  const { promise: isWaiting, resolve: onWaiting } = Promise.withResolvers<string>()

  const migrating = migratePostgres(url, { onWaiting }).catch((error: unknown) => error)

  expect(await isWaiting).toBe('another session has kept a table locked that a migration reads or changes')
  await reader.query('rollback')
  // What came after it is there already, so it cannot run twice; what counts is that it had its turn.
  expect(String(await migrating)).toMatch(/already exists/)
})

it('goes on where another replica has run a file since it began', async () => {
  const { url } = await freshDatabase(inject('databaseUrl'))
  const other = await openSession(url)
  const run = async (name: string) => {
    await other.query(await readFile(`${root}/migrations/${name}.sql`, 'utf8'))
    await other.query('insert into schema_migration (name, run_on) values ($1, clock_timestamp())', [name])
  }
  await other.query(
    'create table schema_migration (id serial primary key, name text not null, run_on timestamp not null)',
  )
  for (const name of names.slice(0, -3)) await run(name)
  await other.query('begin; lock table schema_migration')
  const migrating = migratePostgres(url)
  await expect
    .poll(async () => (await connect(url).query('select from pg_locks where not granted')).length, { interval: 10 })
    .toBe(1)
  await run(names.at(-3) as string)
  await other.query('commit')

  expect(await migrating).toEqual(names.slice(-2))
})

it('keeps nobody from writing while it reads the matches that are stored, and misses none that is written meanwhile', async () => {
  const { url } = await freshDatabase(inject('databaseUrl'))
  const database = await openSession(url)
  const before = names.slice(0, names.indexOf('0007_search'))
  for (const name of before) await database.query(await readFile(`${root}/migrations/${name}.sql`, 'utf8'))
  await database.query(
    'create table schema_migration (id serial primary key, name text not null, run_on timestamp not null)',
  )
  await database.query('insert into schema_migration (name, run_on) select unnest($1::text[]), now()', [before])
  const insert = `insert into match (id, epoch, sport, status, starts_at, fixture, initial_state, state, memory, tail, created_at, changed_at)
    select $1 || n, 'e', 'football', 'live', n, '{"home":{"name":"Reds ' || md5(n::text) || '"},"away":{"name":"Blues"}}', '', '', '', '', 0, $2
    from generate_series(1, $3::int) as n`
  await database.query(insert, ['old', 0, 20_000])
  // Of the statements of servers. Filling a table takes longer.
  await database.query(`alter database "${new URL(url).pathname.slice(1)}" set statement_timeout = '250ms'`)
  let isOver = false
  let longestMs = 0
  const writing = async () => {
    for (let n = 0; !isOver; n += 1) {
      const from = performance.now()
      await database.query(insert, [`new${n}-`, Date.now(), 1])
      await database.query('delete from match where id = $1', [`old${n + 1}`])
      longestMs = Math.max(longestMs, performance.now() - from)
    }
  }
  const wrote = writing()
  const from = performance.now()
  await migratePostgres(url).finally(() => {
    isOver = true
  })
  const tookMs = performance.now() - from
  await wrote

  expect(longestMs).toBeLessThan(tookMs / 2)
  const odd = (join: string, table: string) =>
    database.query(
      `select id, match_id from match ${join} join ${table} on match_id = id where id is null or match_id is null`,
    )
  expect((await odd('full', 'match_board')).rows).toEqual([])
  // The version before writes no words: a match of its own has some once it is written again.
  expect((await odd('right', 'match_word')).rows).toEqual([])
})

describe('as a user who is no superuser', () => {
  async function openWorld() {
    const { url } = await freshDatabase(inject('databaseUrl'))
    const admin = connect(url)
    const user = new URL(url).pathname.slice(1)
    await admin.query(`create role "${user}" login`)
    onTestFinished(async () => {
      await admin.query(`drop owned by "${user}"`)
      await admin.query(`drop role "${user}"`)
    })
    const own = new URL(url)
    own.username = user
    const failure = () => migratePostgres(own.href).catch((error: DatabaseUnavailable) => error.reason)
    return { url: own.href, user, admin, failure }
  }

  it('keeps all in the schema of that user, where there is one', async () => {
    const { url, user, admin } = await openWorld()
    await admin.query(`create schema "${user}" authorization "${user}"`)

    expect(await migratePostgres(url)).toEqual(names)
    expect(await migratePostgres(url)).toEqual([])

    expect(await admin.query('select distinct schemaname from pg_tables where tableowner = $1', [user])).toEqual([
      { schemaname: user },
    ])
  })

  it('goes on where an older version kept the list of migrations in public', async () => {
    const { url, user, admin } = await openWorld()
    await admin.query(`create schema "${user}" authorization "${user}"`)
    await migratePostgres(url)
    await admin.query(`alter table "${user}".schema_migration set schema public`)

    expect(await migratePostgres(url)).toEqual([])

    await admin.query(`delete from public.schema_migration where name = '${names.at(-1)}'`)
    // It has run, so it cannot run again; what counts is that it alone had its turn.
    await expect(migratePostgres(url)).rejects.toThrow(/first_seq.* already exists/)
  })

  it('says in one sentence what the user may not do', async () => {
    const { url, user, admin, failure } = await openWorld()
    expect(await failure()).toBe(`"${user}" may not make tables: grant create on schema "public" to "${user}"`)
    await admin.query(`alter role "${user}" set search_path = nowhere`)
    expect(await failure()).toMatch(/has no schema to make tables in/)
    await admin.query(`alter role "${user}" reset search_path`)
    // Somebody else has migrated it as far as the version before.
    await migratePostgres(url.replace(`${user}@`, 'postgres@'))
    await admin.query(`delete from schema_migration where name = '${names.at(-1)}'`)
    expect(await failure()).toMatch(/^it cannot be migrated by this user: permission denied/)
  })
})

describe('touchline migrate', () => {
  const program = `${root}/src/store/commands/migrate.ts`
  const migrate = (env: Record<string, string>) => runCommand(process.execPath, [program], { env, cwd: root })

  it('says what it ran, and that there was nothing the next time', async () => {
    const { url } = await freshDatabase(inject('databaseUrl'))
    const ran = names.map((name) => `ran ${name}\n`).join('')
    const env = { DATABASE_URL: url }
    // Once by npm itself, which takes longer than the program.
    expect(await runCommand('npm', ['run', '--silent', 'migrate'], { env, cwd: root })).toEqual({
      code: 0,
      stdout: `${ran}the database is up to date now\n`,
      stderr: '',
    })
    expect(await migrate(env)).toEqual({
      code: 0,
      stdout: 'the database is up to date\n',
      stderr: '',
    })
  })

  it('says in one line why it cannot, without the password', async () => {
    const port = await freePort()
    const { code, stdout, stderr } = await migrate({ DATABASE_URL: `postgres://me:geheim@127.0.0.1:${port}/scores` })
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/^the database is not available: .*ECONNREFUSED.*\n$/)
    expect(stderr).not.toContain('geheim')
  })

  it('says in one line that there is no such database', async () => {
    const url = new URL(inject('databaseUrl'))
    url.pathname = '/nowhere'
    const { code, stderr } = await migrate({ DATABASE_URL: url.href })
    expect([code, stderr]).toEqual([1, 'the database is not available: database "nowhere" does not exist (3D000)\n'])
  })

  it('refuses bad settings with exit code 2', async () => {
    const { code, stderr } = await migrate({ DATABASE_URL: 'mysql://x' })
    expect(code).toBe(2)
    expect(stderr).toContain('DATABASE_URL')
  })
})

function connect(url: string): PostgresConnection {
  const database = connectPostgres({ url, onConnectionError() {} })
  onTestFinished(() => database.close())
  return database
}

function columnsOf(file: string): string[] {
  const database = new DatabaseSync(file, { readOnly: true })
  onTestFinished(() => database.close())
  const columns = database
    .prepare(
      `select t.name || '.' || c.name || iif(c."notnull" or c.pk, ' not null', '') as name
       from pragma_table_list as t join pragma_table_info(t.name) as c where t.schema = 'main' and t.name not like 'sqlite_%'`,
    )
    .all()
  return columns.map(({ name }) => String(name)).sort()
}
