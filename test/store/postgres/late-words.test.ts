import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { DatabaseUnavailable } from '../../../src/errors.ts'
import { connectPostgres } from '../../../src/store/postgres/connection/connection.ts'
import { message, WELCOME } from './connection/fake-postgres.ts'

const END = message('E', Buffer.from('SFATAL\0C57P01\0Mterminating connection due to unexpected postmaster exit\0\0'))

/** A Postgres that is killed just when it has let somebody in: both words come at once. */
async function startDyingPostgres(): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => socket.end(Buffer.concat([WELCOME, END])))
  })
  onTestFinished(() => void server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as { port: number }).port
}

/** What would have ended the process. */
function noteUncaught(): unknown[] {
  const uncaught: unknown[] = []
  const note = (error: unknown) => void uncaught.push(error)
  process.on('uncaughtException', note)
  onTestFinished(() => void process.off('uncaughtException', note))
  return uncaught
}

it('[H5] a database that answers neither a statement nor the request to cancel it is away, and ends no process', async () => {
  const uncaught = noteUncaught()
  const { promise: wasReset, resolve: reset } = Promise.withResolvers<void>()
  let connections = 0
  const server = createServer((socket) => {
    socket.on('error', () => {})
    connections += 1
    if (connections === 1) {
      socket.once('data', () => socket.write(WELCOME))
      onTestFinished(() => void socket.destroy())
    } else if (connections === 2) {
      socket.once('close', () => reset()).resetAndDestroy()
    } else socket.end()
  })
  onTestFinished(() => void server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const url = `postgres://somebody@127.0.0.1:${port}/touchline?sslmode=disable`
  const connection = connectPostgres({ url, statementTimeoutMs: 50, onConnectionError() {} })
  onTestFinished(() => connection.close())
  await expect(connection.query('select 1')).rejects.toThrow(DatabaseUnavailable)
  await wasReset
  // What came before this has been heard.
  await once(connect(port, '127.0.0.1').resume(), 'close')
  expect(uncaught).toEqual([])
})

it('[H5] a database that ends a connection as it is made is away, and does not end the process', async () => {
  const uncaught = noteUncaught()
  const port = await startDyingPostgres()
  // The second address has it asked whether it takes writes, before the pool connects.
  for (const search of ['sslmode=disable', 'sslmode=disable&target_session_attrs=read-write']) {
    const url = `postgres://somebody@127.0.0.1:${port}/touchline?${search}`
    const connection = connectPostgres({ url, onConnectionError() {} })
    onTestFinished(() => connection.close())
    await expect(connection.query('select 1'), search).rejects.toThrow(DatabaseUnavailable)
  }
  expect(uncaught).toEqual([])
})
