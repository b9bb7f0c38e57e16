import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import pg from 'pg'
import { expect, it, onTestFinished, vi } from 'vitest'
import { DatabaseUnavailable } from '../../../../src/errors.ts'
import { Contended } from '../../../../src/store/database.ts'
import { connectPostgres } from '../../../../src/store/postgres/connection/connection.ts'
import { explainPostgres } from '../../../../src/store/postgres/connection/explain-postgres.ts'
import { freePort } from '../../../support/free-port.ts'
import { SSL_REQUEST, startFakePostgres } from './fake-postgres.ts'

/** One connection, which waits a moment for a statement. Without a `search` it may do with TLS or without: there are two ways. */
function open(port: number, search = '', statementTimeoutMs = 50) {
  const url = `postgres://somebody@127.0.0.1:${port}/touchline${search}`
  const database = connectPostgres({ url, pool: 1, statementTimeoutMs, onConnectionError() {} })
  onTestFinished(() => database.close())
  return database
}

const ONE_WAY = '?sslmode=disable'

it('has sixteen connections at most, unless it was told otherwise', () => {
  const url = 'postgres://somebody@127.0.0.1/touchline'
  expect(connectPostgres({ url, onConnectionError() {} }).pool.max).toBe(16)
})

it('uses a connection no more whose transaction could not be rolled back', async () => {
  const { port, counts } = await startFakePostgres()
  const database = open(port, ONE_WAY)
  await expect(database.transact((query) => query('select 1'))).rejects.toBeInstanceOf(DatabaseUnavailable)
  await expect(database.query('select 1')).rejects.toBeInstanceOf(DatabaseUnavailable)
  expect(counts.sessions).toBe(2)
})

it('a session that the server does not begin is no bug', () => {
  const refused = Object.assign(new pg.DatabaseError('-c foo requires a value', 30, 'error'), { code: '42601' })
  expect(explainPostgres(Object.assign(refused, { severity: 'ERROR' }))).toBe(refused)
  const explained = explainPostgres(Object.assign(refused, { severity: 'FATAL' }))
  expect(explained).toBeInstanceOf(DatabaseUnavailable)
  expect(explained).toMatchObject({ reason: '-c foo requires a value (42601)' })
})

it('cancels no statement that was refused', async () => {
  const { port, counts } = await startFakePostgres({ refusesWith: '42703' })
  const database = open(port, ONE_WAY)
  await expect(database.query('select 1')).rejects.toMatchObject({ code: '42703' })
  // What connected before this one has been counted when it is answered.
  const last = connect(port, '127.0.0.1').on('error', () => {})
  last.write(SSL_REQUEST)
  await once(last, 'data')
  last.destroy()
  expect(counts.connections).toBe(2)
})

it.each(['08006', '25P04', '28P01', '42501', '42P01', '53300', '57P03', '58030'])(
  'is not available when the server says %s, which is over some day',
  async (sqlState) => {
    const { port } = await startFakePostgres({ refusesWith: sqlState })
    await expect(open(port, ONE_WAY).query('select 1')).rejects.toBeInstanceOf(DatabaseUnavailable)
  },
)

it.each(['40001', '40P01', '55P03'])('is only out of its turn when the server says %s', async (sqlState) => {
  const { port } = await startFakePostgres({ refusesWith: sqlState })
  const refused = open(port, ONE_WAY, 60_000).query('select 1')
  await expect(refused).rejects.toBeInstanceOf(Contended)
  await expect(refused).rejects.toMatchObject({ statusCode: 503, reason: `refused (${sqlState})` })
})

it('says of a server that does not answer which one it is, and of a statement what may be in its way', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const silent = createServer(() => {})
  onTestFinished(() => void silent.close())
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const { port } = silent.address() as { port: number }
  for (const search of [ONE_WAY, '', '?sslmode=disable&target_session_attrs=primary']) {
    const connected = once(silent, 'connection')
    const failing = open(port, search).query('select 1')
    failing.catch(() => {})
    await connected
    await vi.advanceTimersByTimeAsync(3_000)
    await expect(failing, search).rejects.toMatchObject({ reason: `127.0.0.1:${port} did not answer in time` })
  }
  vi.useRealTimers()
  const { port: busy } = await startFakePostgres()
  await expect(open(busy, ONE_WAY).query('select 1')).rejects.toMatchObject({
    reason: expect.stringMatching(/another session/),
  })
})

it('says that a password is missing', () => {
  const missing = new Error('SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string')
  expect(explainPostgres(missing)).toMatchObject({ reason: 'it wants a password, and got none' })
})

it('says of a pooler without a free connection that it is the pooler', () => {
  const error = Object.assign(new pg.DatabaseError('query_wait_timeout', 1, 'error'), { code: '08P01' })
  expect(explainPostgres(error)).toMatchObject({ reason: expect.stringMatching(/^the pooler .*default_pool_size/) })
})

it('says for five seconds that the disk is full, and then lets a write find out', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  onTestFinished(() => void vi.useRealTimers())
  const { port } = await startFakePostgres({ refusesWith: '53100' })
  const database = open(port, ONE_WAY, 60_000)
  await expect(database.query('select 1')).rejects.toBeInstanceOf(DatabaseUnavailable)
  vi.advanceTimersByTime(4_999)
  expect(database.diskFull).toBe('refused')
  vi.advanceTimersByTime(1)
  expect(database.diskFull).toBe(undefined)
})

it('connects to nothing more once it is closed', async () => {
  const { port, counts } = await startFakePostgres()
  const database = open(port)
  await expect(database.query('select 1')).rejects.toBeInstanceOf(DatabaseUnavailable)
  await database.close()
  const before = counts.connections
  await expect(database.query('select 1')).rejects.toBeInstanceOf(DatabaseUnavailable)
  expect(counts.connections).toBe(before)
})

it('waits three seconds for a connection while all are busy, and looks for no other server then', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const { port, counts } = await startFakePostgres()
  const database = open(port, '', 60_000)
  const answered = vi.fn()
  const busy = database.query('select 1').catch(() => {})
  await expect.poll(() => counts.sessions).toBe(2)
  void database.query('select 1').catch(answered)
  await expect.poll(() => database.pool.waiting).toBe(1)
  await vi.advanceTimersByTimeAsync(2_999)
  expect(answered).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(answered).toHaveBeenCalledExactlyOnceWith(expect.any(DatabaseUnavailable))
  expect(counts.sessions).toBe(2)
  await vi.advanceTimersByTimeAsync(60_000)
  await busy
})

it('tries a server once that takes no connection, whether one way leads there or two', async () => {
  let attempts = 0
  const server = createServer((socket) => {
    attempts += 1
    socket.resetAndDestroy()
  })
  onTestFinished(() => void server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  for (const search of [ONE_WAY, '']) {
    attempts = 0
    await expect(open(port, search).query('select 1')).rejects.toBeInstanceOf(DatabaseUnavailable)
    expect(attempts, search).toBe(1)
  }
})

it('looks again when no server was there at first, and is not available for a transaction either', async () => {
  const port = await freePort()
  const database = open(port)
  await expect(database.query('select 1')).rejects.toBeInstanceOf(DatabaseUnavailable)
  await expect(database.transact(async () => {})).rejects.toBeInstanceOf(DatabaseUnavailable)
  const { counts } = await startFakePostgres({ port })
  await expect(database.query('select 1')).rejects.toBeInstanceOf(DatabaseUnavailable)
  expect(counts.sessions).toBeGreaterThan(0)
})
