import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { onTestFinished } from '../support/concurrent.ts'

export interface Replica {
  readonly port: number
  readonly sockets: WebSocketServer
  isReady: boolean
  /** How many health checks heard that it is not ready. */
  refusedChecks: number
  /** Of the latest request that is no health check. */
  headers: IncomingHttpHeaders
}

/** Stands in for a server: answers with its name, and with an echo on WebSockets. */
export async function startReplica(name: string): Promise<Replica> {
  const sockets = new WebSocketServer({ noServer: true })
  const replica: Replica & { port: number } = { isReady: true, refusedChecks: 0, port: 0, sockets, headers: {} }
  const server: Server = createServer((request, response) => {
    const isRefused = request.url === '/readyz' && !replica.isReady
    if (isRefused) replica.refusedChecks++
    if (request.url !== '/readyz' && request.url !== '/livez') replica.headers = request.headers
    response.writeHead(isRefused ? 503 : 200).end(name)
  })
  server.on('upgrade', (request, socket, head) => {
    replica.sockets.handleUpgrade(request, socket, head, (client) => {
      client.send(name)
      client.on('message', (data) => client.send(String(data)))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const client of replica.sockets.clients) client.terminate()
    server.closeAllConnections()
    server.close()
  })
  replica.port = (server.address() as AddressInfo).port
  return replica
}
