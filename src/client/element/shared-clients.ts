import type { Client } from '../client.ts'
import type { GetToken } from '../connection/get-token.ts'
import { loadSdk } from './load-sdk.ts'

/** What makes one client serve several elements. */
export interface ClientKey {
  readonly url: string
  readonly delayMs: number
  readonly token?: GetToken | undefined
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

/** Loads the SDK: a page shows its first score before it has come. */
async function openClient({ url, token }: ClientKey): Promise<Client> {
  const { createClient } = await loadSdk()
  return createClient({ url, ...(token && { token }) })
}

/** Of tokens, the functions that give them are compared. */
function isSameKey(left: ClientKey, right: ClientKey): boolean {
  return left.url === right.url && left.delayMs === right.delayMs && left.token === right.token
}
