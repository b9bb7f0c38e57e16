import type { Client, ClientOptions } from '../client.ts'
import type { SharedServer } from './messages.ts'

/** Delays × servers × viewers that one browser follows at a time: what a page needs is one or two. */
export const MAX_CONNECTIONS = 16

/** How long one tab may take for a token before another one is asked. */
const TOKEN_TIMEOUT_MS = 5_000

/** A tab that may use a connection, and gives tokens for it. */
export interface TabOfConnection {
  readonly id: number
  /** @returns undefined if it gives none in time */
  askToken(timeoutMs: number): Promise<string | undefined>
}

export interface SharedConnection {
  readonly client: Client
  readonly tabs: Set<TabOfConnection>
}

/** One client for all tabs that want the same delay of the same server as the same viewer, for a connection carries a match once. */
export class SharedConnections {
  readonly #createClient: (options: ClientOptions) => Client
  readonly #most: number
  readonly #byKey = new Map<string, SharedConnection>()

  /** @param most connections at a time */
  constructor(createClient: (options: ClientOptions) => Client, most: number) {
    this.#createClient = createClient
    this.#most = most
  }

  /** @returns undefined if there are as many as there may be */
  acquire(tab: TabOfConnection, server: SharedServer, delayMs: number): SharedConnection | undefined {
    const key = keyOf(tab, server, delayMs)
    const known = this.#byKey.get(key)
    // Closed for good, such as with a token that had expired: whoever comes now may have a better one.
    if (known?.client.status.kind === 'closed') this.#byKey.delete(key)
    const shared = this.#byKey.get(key) ?? this.#open(key, server)
    shared?.tabs.add(tab)
    return shared
  }

  release(tab: TabOfConnection, connection: SharedConnection): void {
    connection.tabs.delete(tab)
    if (connection.tabs.size > 0) return
    connection.client.close()
    for (const [key, shared] of this.#byKey) if (shared === connection) this.#byKey.delete(key)
  }

  #open(key: string, { url, transports, token }: SharedServer): SharedConnection | undefined {
    if (this.#byKey.size >= this.#most) return undefined
    const tabs = new Set<TabOfConnection>()
    const client = this.#createClient({
      url,
      ...(transports && { transports }),
      ...(token && { token: () => tokenOf(tabs) }),
    })
    const connection = { client, tabs }
    this.#byKey.set(key, connection)
    return connection
  }
}

/** A viewer must never be shown what another one may see: tabs share a token's connection only if they name the same viewer. */
function keyOf(tab: TabOfConnection, { url, transports, token }: SharedServer, delayMs: number): string {
  const viewer = token && (token.viewer === undefined ? { tab: tab.id } : { name: token.viewer })
  return JSON.stringify([url, delayMs, transports, viewer])
}

/** Asks the newest tab first: the oldest may be asleep. */
async function tokenOf(tabs: ReadonlySet<TabOfConnection>): Promise<string> {
  for (const tab of [...tabs].reverse()) {
    const token = await tab.askToken(TOKEN_TIMEOUT_MS)
    if (token !== undefined) return token
  }
  throw new Error('no tab gave a token')
}
