import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { onTestFinished } from '../../../support/concurrent.ts'

export interface TcpProxy {
  readonly port: number
  /** From now on the connections of this moment carry nothing and are not closed; new ones work. */
  swallowOpenConnections(): void
  /** From now on new connections go to another port; those of this moment stay where they are. */
  sendNewConnectionsTo(port: number): void
}

/** A proxy to a local port, closed when the test finishes. */
export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  const open = new Set<[Socket, Socket]>()
  let target = targetPort
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true })
    near.pipe(far).pipe(near)
    const pair: [Socket, Socket] = [near, far]
    open.add(pair)
    for (const [socket, other] of [pair, [far, near] as const]) {
      socket.on('error', () => {}) // a reset by either side: 'close' follows
      socket.on('close', () => {
        open.delete(pair)
        other.destroy()
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const [near, far] of open) {
      near.destroy()
      far.destroy()
    }
    server.close()
  })
  return {
    port: (server.address() as AddressInfo).port,
    swallowOpenConnections() {
      for (const [near, far] of open) {
        near.unpipe(far)
        far.unpipe(near)
        near.resume()
        far.resume()
      }
    },
    sendNewConnectionsTo(port) {
      target = port
    },
  }
}
