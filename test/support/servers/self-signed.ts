import { readFileSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, TLSSocket } from 'node:tls'
import { onTestFinished } from '../concurrent.ts'

const file = (name: string) => readFileSync(new URL(`../../fixtures/tls/${name}`, import.meta.url))

/** A certificate for localhost and 127.0.0.1 until the year 2126, whose signer nobody trusts. */
const identity = { key: file('self-signed.key'), cert: file('self-signed.crt') }

/** A port that speaks TLS with that certificate, and sends nothing inside it. */
export function listenWithTls(): Promise<number> {
  return listen(createTlsServer(identity, (socket) => void socket.on('error', () => {}).resume()))
}

/** A port that speaks TLS the way Postgres does: it begins once the client has asked for it. */
export function listenAsPostgresWithTls(): Promise<number> {
  return listen(
    createServer((socket: Socket) => {
      socket.on('error', () => {}) // the client leaves
      socket.once('data', () => {
        socket.write('S')
        new TLSSocket(socket, { isServer: true, ...identity }).on('error', () => {})
      })
    }),
  )
}

function listen(server: Server): Promise<number> {
  onTestFinished(() => void server.close())
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port))
  })
}
