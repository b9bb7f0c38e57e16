import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** Node tells of each server that begins to listen here. */
const LISTEN_CHANNEL = 'tracing:net.server.listen:asyncStart'

/**
 * Calls `found` with each server of an app, each once. For `localhost` Fastify opens a second one, for the other address, on
 * the same port, and shows it to nobody. Call this before the app listens.
 */
export function eachServer(app: FastifyInstance, found: (server: Server) => void): void {
  const known = new Set<Server>([app.server])
  const onListen = (message: unknown) => {
    const { server, options } = message as { server: Server; options: { port?: number } }
    const { port } = (app.server.address() ?? {}) as Partial<AddressInfo>
    if (port === undefined || options.port !== port || known.has(server)) return
    known.add(server)
    found(server)
  }
  found(app.server)
  subscribe(LISTEN_CHANNEL, onListen)
  app.addHook('onClose', async () => void unsubscribe(LISTEN_CHANNEL, onListen))
}
