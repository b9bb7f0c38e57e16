import type { Client } from '../client.ts'
import { SharedClient, type SharedClientOptions } from './shared-client.ts'

export type { SharedClientOptions } from './shared-client.ts'

/**
 * A client that shares one connection with all other tabs of the site: a SharedWorker has it. Where there is none (Chrome on Android, Node, a
 * script of another site), it has a connection of its own. Everything else is as of `createClient` of `@touchline/client`, but that each
 * subscription has the delay that it asked for.
 *
 * @throws {TypeError} when `url` is no address
 */
export function createClient(options: SharedClientOptions = {}): Client {
  return new SharedClient(options)
}
