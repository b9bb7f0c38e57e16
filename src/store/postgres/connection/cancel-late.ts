import type { ConnectionOptions } from 'node:tls'
import pg from 'pg'
import { isLate } from './explain-postgres.ts'

/** What the driver knows of a session, beyond its types. */
interface CancelTarget {
  readonly processID: number
  readonly secretKey: number
  readonly ssl: ConnectionOptions | false
  readonly host: string
  readonly port: number
}

interface Canceller {
  cancel(processId: number, secretKey: number): void
  connect(port: number | string, host?: string): void
}

/** Has the server end a statement that we no longer wait for: it may hold locks that others wait for. */
export function cancelIfLate(client: pg.PoolClient, error: Error): void {
  if (!isLate(error)) return
  const { processID, secretKey, ssl, host, port } = client as unknown as CancelTarget
  const connection = new pg.Connection({ ssl } as object) as pg.Connection & Canceller
  connection.on('error', () => {}) // the server is away; then nothing runs there
  connection.once(ssl ? 'sslconnect' : 'connect', () => connection.cancel(processID, secretKey))
  if (host.startsWith('/')) connection.connect(`${host}/.s.PGSQL.${port}`)
  else connection.connect(port, host)
}
