import { writeFile } from 'node:fs/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { DatabaseUnavailable } from '../../../../src/errors.ts'
import { connectPostgres, type PostgresConnection } from '../../../../src/store/postgres/connection/connection.ts'
import { freePort } from '../../../support/free-port.ts'
import { AUTHORITY, certificateFiles, STRANGER } from '../../../support/servers/certificates.ts'
import { startPostgres } from '../../../support/servers/postgres.ts'
import { startPostgresPair } from '../../../support/servers/postgres-pair.ts'
import { openSession } from '../../../support/servers/postgres-session.ts'

function open(url: string, pool?: number): PostgresConnection {
  const database = connectPostgres({ url, onConnectionError() {}, ...(pool !== undefined && { pool }) })
  onTestFinished(() => database.close())
  return database
}

const IS_ENCRYPTED = 'select ssl from pg_stat_ssl where pid = pg_backend_pid()'

/** @returns whether the session is encrypted, or why there is none */
async function encrypted(url: string): Promise<boolean | string> {
  return open(url)
    .query<{ ssl: boolean }>(IS_ENCRYPTED)
    .then(
      ([row]) => row?.ssl ?? 'no row',
      (error: unknown) => (error instanceof DatabaseUnavailable ? error.reason : String(error)),
    )
}

async function startWithTls(certificate: 'server' | 'elsewhere') {
  const { cert, key } = await certificateFiles(certificate)
  return startPostgres({ settings: { ssl: 'on', ssl_cert_file: cert, ssl_key_file: key } })
}

describe('sslmode means what it means to libpq', () => {
  it('at a server whose certificate a private authority has signed for this name', async () => {
    const { port } = await startWithTls('server')
    const ask = (search: string) => encrypted(`postgres://postgres@localhost:${port}/postgres${search}`)

    expect(await ask('')).toBe(true)
    expect(await ask('?sslmode=disable')).toBe(false)
    expect(await ask('?sslmode=allow')).toBe(false)
    for (const mode of ['prefer', 'require']) expect(await ask(`?sslmode=${mode}`), mode).toBe(true)
    for (const mode of ['require', 'verify-ca', 'verify-full']) {
      expect(await ask(`?sslmode=${mode}&sslrootcert=${AUTHORITY}`), mode).toBe(true)
      expect(await ask(`?sslmode=${mode}&sslrootcert=${STRANGER}`), mode).toMatch(/certificate is not accepted/)
    }
    expect(await ask('?sslmode=verify-full')).toMatch(/certificate is not accepted/)
    expect(
      await encrypted(`postgres://postgres@127.0.0.1:${port}/postgres?sslmode=verify-full&sslrootcert=${AUTHORITY}`),
    ).toBe(true)
  })

  it('at a server whose certificate is for another name', async () => {
    const { port } = await startWithTls('elsewhere')
    const ask = (mode: string) =>
      encrypted(`postgres://postgres@localhost:${port}/postgres?sslmode=${mode}&sslrootcert=${AUTHORITY}`)

    expect(await ask('verify-ca')).toBe(true)
    expect(await ask('require')).toBe(true)
    expect(await ask('verify-full')).toMatch(/Hostname\/IP does not match/)
  })

  it('at a server without TLS', async () => {
    const { port } = await startPostgres()
    const ask = (search: string) => encrypted(`postgres://postgres@127.0.0.1:${port}/postgres${search}`)

    for (const mode of ['disable', 'allow', 'prefer']) expect(await ask(`?sslmode=${mode}`), mode).toBe(false)
    for (const mode of ['require', 'verify-ca', 'verify-full']) {
      expect(await ask(`?sslmode=${mode}`), mode).toBe('The server does not support SSL connections')
    }
  })

  it('at a server that lets nobody in without TLS', async () => {
    const server = await startWithTls('server')
    const admin = await openSession({ connectionString: server.url })
    const { rows } = await admin.query<{ hba_file: string }>('show hba_file')
    await writeFile(rows[0]?.hba_file ?? '', 'hostssl all all 127.0.0.1/32 trust\n')
    await admin.query('select pg_reload_conf()')
    const ask = (mode: string) => encrypted(`${server.url}?sslmode=${mode}`)

    await expect.poll(() => ask('disable')).toMatch(/no pg_hba.conf entry/)
    expect(await ask('allow')).toBe(true)
    expect(await ask('prefer')).toBe(true)
  })
})

it('connects through the socket of this machine', async () => {
  const { port, data } = await startPostgres()
  const folder = data.replace(/\/data$/, '')

  expect(await encrypted(`postgres:///postgres?host=${folder}&port=${port}&user=postgres`)).toBe(false)
  expect(
    await encrypted(`postgres://postgres@${encodeURIComponent(folder)}/postgres?port=${port}&sslmode=require`),
  ).toBe(false)
})

it('passes over hosts that are away or take no writes, and finds the new primary after a failover', async () => {
  const pair = await startPostgresPair()
  const url = new URL(pair.url)
  const away = `127.0.0.1:${await freePort()}`
  const hosts = [away, pair.replicaAddress, url.host]
  const database = open(`postgres://postgres@${hosts.join(',')}/postgres`)
  await database.query('create table score (home int)')

  await pair.loseLastWrites(async () => {})

  await expect.poll(() => database.query('insert into score values (1)').then(() => 'written', String)).toBe('written')
  expect(await encrypted(`postgres://postgres@${away},${away}/postgres`)).toMatch(/^nothing listens at/)
})

it('goes to another host when the one it found takes no writes any more, and when that one is away', async () => {
  const [first, second] = [await startPostgres(), await startPostgres()]
  for (const { url } of [first, second]) await open(url).query('create table score (home int)')
  const database = open(`postgres://postgres@127.0.0.1:${first.port},127.0.0.1:${second.port}/postgres`)
  const write = () => database.query('insert into score values (1)').then(() => 'written', String)
  const writtenAt = async ({ url }: { readonly url: string }) => (await open(url).query('select 1 from score')).length
  const admin = open(first.url)
  const setReadOnly = async (value: 'on' | 'off') => {
    await admin.queryPlanned(`alter system set default_transaction_read_only = ${value}`, [])
    await admin.queryPlanned('select pg_reload_conf()', [])
    await expect
      .poll(() => admin.query('show default_transaction_read_only'))
      .toEqual([{ default_transaction_read_only: value }])
  }
  expect(await write()).toBe('written')
  expect(await writtenAt(second)).toBe(0)

  await setReadOnly('on')
  await expect.poll(write).toBe('written')
  expect(await writtenAt(second)).toBe(1)

  // Nor does a transaction meet again the connection that it was refused on.
  await setReadOnly('off')
  const only = open(`postgres://postgres@127.0.0.1:${first.port},127.0.0.1:${second.port}/postgres`, 1)
  const transact = () => only.transact((query) => query('insert into score values (1)')).then(() => 'written', String)
  expect(await transact()).toBe('written')
  await setReadOnly('on')
  await expect.poll(transact).toBe('written')

  await setReadOnly('off')
  await second.kill('SIGKILL')
  await expect.poll(write).toBe('written')
  expect(await writtenAt(first)).toBe(3)
})

it('opens no more connections than it may', async () => {
  const { url } = await startPostgres()
  const database = open(url, 3)
  await Promise.all(Array.from({ length: 12 }, () => database.query('select pg_sleep(0.05)')))
  const sessions = await open(`${url}?application_name=other`).query(
    "select 1 from pg_stat_activity where application_name = 'touchline'",
  )
  expect(sessions).toHaveLength(3)
})

it('ends a statement on the server, too, when it no longer waits for it', async () => {
  const { url, port, data } = await startPostgres()
  const socket = `postgres:///postgres?host=${data.replace(/\/data$/, '')}&port=${port}&user=postgres`
  for (const each of [url, socket]) {
    const database = connectPostgres({ url: each, statementTimeoutMs: 300, onConnectionError() {} })
    onTestFinished(() => database.close())
    await expect(database.query('select pg_sleep(30)')).rejects.toBeInstanceOf(DatabaseUnavailable)
    await expect(database.transact((query) => query('select pg_sleep(31)'))).rejects.toBeInstanceOf(DatabaseUnavailable)
  }
  await expect
    .poll(() =>
      open(url).query("select query from pg_stat_activity where query like 'select pg_sleep(3%'and state = 'active'"),
    )
    .toEqual([])
})

it('loses no more than the transaction when its connection is lost', async () => {
  const { url } = await startPostgres()
  const [database, other] = [open(url), open(url)]
  const lost = database.transact(async (query) => {
    const [row] = await query<{ pid: number }>('select pg_backend_pid() as pid')
    await other.query(`select pg_terminate_backend(${row?.pid})`)
    // The end of the session arrives while nothing runs on it.
    await new Promise(setImmediate)
    return query('select 1')
  })
  await expect(lost).rejects.toBeInstanceOf(DatabaseUnavailable)
  expect(await database.query('select 1 as one')).toEqual([{ one: 1 }])
})
