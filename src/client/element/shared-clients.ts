import type { Client } from '../client.ts'
import type { GetToken } from '../connection/token/get-token.ts'
import { loadSdk } from './load-sdk.ts'
import type { ElementSettings } from './settings.ts'

/** What makes one client serve several elements. */
export interface ClientKey {
  readonly url: string
  readonly delayMs: number
  readonly token?: GetToken | undefined
  /** That of the SDK if left out. */
  readonly createClient?: ElementSettings['createClient']
}

interface Shared {
  readonly key: ClientKey
  /** Rejected where the code of the connection cannot be loaded; the next to ask has it loaded again. */
  readonly client: Promise<Client>
  users: number
}

/** One connection for all elements of one server, delay and token, for it carries a match once; it ends with the last of them. */
export class SharedClients {
  readonly #open: (key: ClientKey) => Promise<Client>
  readonly #all = new Set<Shared>()

  constructor(open = openClient) {
    this.#open = open
  }

  /** @returns the client, and what gives it back; once */
  acquire(key: ClientKey): { readonly client: Promise<Client>; readonly release: () => void } {
    const known = [...this.#all].find((each) => isSameKey(each.key, key))
    const shared = known ?? { key, client: this.#open(key), users: 0 }
    shared.users += 1
    this.#all.add(shared)
    const forget = () => this.#all.delete(shared)
    shared.client.catch(forget)
    const release = () => {
      shared.users -= 1
      if (shared.users > 0) return
      forget()
      shared.client.then(
        (client) => client.close(),
        () => {}, // whoever waited for it has been told
      )
    }
    return { client: shared.client, release }
  }
}

/** Loads the SDK, unless the page has one: a page shows its first score before it has come. */
async function openClient({ url, token, createClient }: ClientKey): Promise<Client> {
  const create = createClient ?? (await loadSdk()).createClient
  return create({ url, ...(token && { token }) })
}

/** Functions, such as that which gives the token, are compared. */
function isSameKey(left: ClientKey, right: ClientKey): boolean {
  const isSameServer = left.url === right.url && left.delayMs === right.delayMs
  return isSameServer && left.token === right.token && left.createClient === right.createClient
}
