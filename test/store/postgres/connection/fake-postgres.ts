import { createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** Its length, and what it stands for. */
export const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])
const CANCEL_CODE = 80_877_102

/** A message of the protocol: its kind, its length, what it says. */
export function message(kind: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeInt32BE(body.length + 4)
  return Buffer.concat([Buffer.from(kind), length, body])
}

/** Lets a client in. */
export const WELCOME = Buffer.concat([message('R', Buffer.alloc(4)), message('Z', Buffer.from('I'))])
function refusal(sqlState: string): Buffer {
  return Buffer.concat([
    message('E', Buffer.from(`SERROR\0C${sqlState}\0Mrefused\0\0`)),
    message('Z', Buffer.from('I')),
  ])
}

/** A Postgres without TLS that lets everybody in and counts them. It answers no statement, or refuses each with this SQLSTATE. */
export async function startFakePostgres({ port = 0, refusesWith }: { port?: number; refusesWith?: string } = {}) {
  const counts = { connections: 0, sessions: 0 }
  const serve = (socket: Socket) => {
    counts.connections += 1
    let hasSession = false
    socket.on('error', () => {})
    socket.on('data', (data) => {
      if (hasSession) {
        if (data[0] === 'X'.charCodeAt(0)) socket.end()
        else if (refusesWith !== undefined) socket.write(refusal(refusesWith))
      } else if (data.equals(SSL_REQUEST)) {
        socket.write('N')
      } else if (data.readInt32BE(4) === CANCEL_CODE) {
        socket.end()
      } else {
        hasSession = true
        counts.sessions += 1
        socket.write(WELCOME)
      }
    })
    onTestFinished(() => void socket.destroy())
  }
  const server = createServer(serve)
  onTestFinished(() => void server.close())
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return { counts, port: (server.address() as { port: number }).port }
}
