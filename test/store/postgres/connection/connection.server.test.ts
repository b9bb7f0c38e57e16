import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { beforeAll, expect, inject, it, onTestFinished, vi } from 'vitest'
import { DatabaseUnavailable } from '../../../../src/errors.ts'
import { ConstraintViolated } from '../../../../src/store/database.ts'
import { openForCommand } from '../../../../src/store/open-database.ts'
import { connectPostgres, type PostgresConnection } from '../../../../src/store/postgres/connection/connection.ts'
import { freshDatabase } from '../../../support/servers/fresh-database.ts'
import { startPostgres } from '../../../support/servers/postgres.ts'

function open(url: string, onConnectionError = (_: Error) => {}): PostgresConnection {
  return connectPostgres({ url, onConnectionError })
}

function openHere(url: string, onConnectionError?: (error: Error) => void): PostgresConnection {
  const database = open(url, onConnectionError)
  onTestFinished(() => database.close())
  return database
}

let url: string
let database: PostgresConnection
beforeAll(async () => {
  const fresh = await freshDatabase(inject('databaseUrl'))
  url = fresh.url
  database = open(url)
  return async () => {
    await database.close()
    await fresh.drop()
  }
})

it('gives bigint as numbers, also counts and what is too big for 32 bits', async () => {
  const rows = await database.query('select 9007199254740991::bigint as big, count(*) as count, 7::int as small')
  expect(rows).toEqual([{ big: Number.MAX_SAFE_INTEGER, count: 1, small: 7 }])
})

it('takes every text as a parameter and gives it back unchanged', async () => {
  const texts = ['', ' ', 'NULL', '"', "'", '\\', '{}', '{"a":"b,c\\n"}', '⚽ Müller 🇧🇷', '\u0001\n\t\r', '$1']
  for (const text of texts) expect(await database.query('select $1::text as text', [text])).toEqual([{ text }])
})

it('tells a violated constraint from another refusal, and works on', async () => {
  await database.queryPlanned('create table once (n int primary key); insert into once values (1)', [])
  onTestFinished(async () => void (await database.queryPlanned('drop table once', [])))

  await expect(database.query('insert into once values ($1)', [1])).rejects.toBeInstanceOf(ConstraintViolated)
  await expect(database.query('select nonsense')).rejects.toMatchObject({ code: '42703' })

  expect(await database.query('select n from once')).toEqual([{ n: 1 }])
})

it('answers many queries at once, each its own', async () => {
  const numbers = Array.from({ length: 100 }, (_, index) => index)
  const answers = await Promise.all(numbers.map((n) => database.query('select $1::int as n', [n])))
  expect(answers).toEqual(numbers.map((n) => [{ n }]))
})

it('tells how many of its connections are busy and idle, and how many statements wait for one', async () => {
  const small = connectPostgres({ url, pool: 1, onConnectionError() {} })
  onTestFinished(() => small.close())
  const use = () => ({ max: small.pool.max, busy: small.pool.busy, idle: small.pool.idle, waiting: small.pool.waiting })
  const waiting: Promise<unknown>[] = []
  await small.transact(async () => {
    waiting.push(small.query('select 1'), small.query('select 1'))
    await expect.poll(use).toEqual({ max: 1, busy: 1, idle: 0, waiting: 2 })
  })
  await Promise.all(waiting)
  expect(database.pool.max, 'unless it was told otherwise').toBe(16)
  expect(use()).toEqual({ max: 1, busy: 0, idle: 1, waiting: 0 })
})

it('has four connections for a command, which runs beside servers', async () => {
  const { database: command } = await openForCommand({ databaseUrl: url, databasePool: 32, dataDirectory: '' })
  onTestFinished(() => command.close())
  await Promise.all(Array.from({ length: 8 }, () => command.feedKeys.readAll()))
  expect(command.pool).toMatchObject({ max: 4, busy: 0, idle: 4 })
})

it('ends a transaction that fails, so that the connection is good for the next', async () => {
  const small = connectPostgres({ url, pool: 1, onConnectionError() {} })
  onTestFinished(() => small.close())
  await expect(small.transact((query) => query('select nonsense'))).rejects.toMatchObject({ code: '42703' })
  expect(await small.query('select 1 as one')).toEqual([{ one: 1 }])
})

it('names no statement any more once its session has turned out to be that of another client, as behind a pooler', async () => {
  const text = 'select 5 as five'
  const name = `touchline_${createHash('sha256').update(text).digest('hex').slice(0, 32)}`
  const mixUps = [
    // Prepared here, and the session of now has never heard of it.
    async (mixed: PostgresConnection) => {
      await mixed.query(text)
      await mixed.queryPlanned('deallocate all', [])
    },
    // Another client has given that name to a statement of its own.
    (mixed: PostgresConnection) => mixed.queryPlanned(`prepare ${name} as select 6`, []),
  ]
  for (const mixUp of mixUps) {
    const mixed = connectPostgres({ url, pool: 1, onConnectionError() {} })
    onTestFinished(() => mixed.close())
    await mixUp(mixed)
    for (let n = 0; n < 3; n += 1) expect(await mixed.query(text)).toEqual([{ five: 5 }])
    expect(await mixed.queryPlanned('select name from pg_prepared_statements', [])).toEqual([])
  }
})

it('waits no longer than ten seconds for a statement, unless it was told otherwise', async () => {
  const ours = openHere(url)
  await ours.query('select 1')
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const answer = vi.fn()
  const running = ours.query('select pg_sleep(60)').catch(answer)
  await expect.poll(() => vi.getTimerCount()).toBeGreaterThan(0)
  await vi.advanceTimersByTimeAsync(9_999)
  expect(answer).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  await running
  expect(answer).toHaveBeenCalledWith(expect.any(DatabaseUnavailable))
})

it('is not available after it was closed, and may be closed twice', async () => {
  const mine = open(url)
  await mine.query('select 1')
  await Promise.all([mine.close(), mine.close()])
  await expect(mine.query('select 1')).rejects.toBeInstanceOf(DatabaseUnavailable)
  await mine.close()
})

it('[H5] is not available while Postgres is gone, and works again by itself when it is back', async () => {
  const server = await startPostgres()
  const lost = vi.fn()
  const ours = openHere(server.url, lost)
  await ours.queryPlanned('create table score (home int)', [])
  await Promise.all(Array.from({ length: 5 }, () => ours.query('select pg_sleep(0.05)')))
  const running = ours.query('select pg_sleep(30)').catch((error: unknown) => error)
  await expect
    .poll(() => ours.query("select 1 from pg_stat_activity where query like 'select pg_sleep(30)%'"))
    .toHaveLength(1)

  await server.kill('SIGKILL')

  expect(await running).toBeInstanceOf(DatabaseUnavailable)
  const from = Date.now()
  await expect(ours.query('insert into score values (1)')).rejects.toBeInstanceOf(DatabaseUnavailable)
  await expect(ours.queryPlanned('select 1', [])).rejects.toBeInstanceOf(DatabaseUnavailable)
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
  await database.queryPlanned('create table written (n int)', [])
  onTestFinished(async () => void (await database.queryPlanned('drop table written', [])))
  const search = `options=${encodeURIComponent('-c default_transaction_read_only=on')}`
  const readOnly = openHere(`${url}?${search}`)
  await expect(readOnly.query('insert into written values (1)')).rejects.toBeInstanceOf(DatabaseUnavailable)
  // Where it has to be a primary it is not taken, though it is the only one.
  await expect(
    openHere(`${url}?${search}&sslmode=disable&target_session_attrs=primary`).query('select 1'),
  ).rejects.toMatchObject({ reason: expect.stringContaining('takes no writes now') })
})
