import type { Client } from '../client.ts'
import { loadSdk } from './load-sdk.ts'

interface Shared {
  /** Rejected where the code of the connection cannot be loaded; the next to ask has it loaded again. */
  readonly client: Promise<Client>
  users: number
}

/** One connection for all elements of one server and delay, for it carries a match once; it ends with the last of them. */
export class SharedClients {
  readonly #open: (url: string) => Promise<Client>
  readonly #byKey = new Map<string, Shared>()

  constructor(open = openClient) {
    this.#open = open
  }

  /** @returns the client, and what gives it back; once */
  acquire(url: string, delayMs: number): { readonly client: Promise<Client>; readonly release: () => void } {
    const key = `${delayMs} ${url}`
    const shared = this.#byKey.get(key) ?? { client: this.#open(url), users: 0 }
    shared.users += 1
    this.#byKey.set(key, shared)
    const forget = () => this.#byKey.get(key) === shared && this.#byKey.delete(key)
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
async function openClient(url: string): Promise<Client> {
  const { createClient } = await loadSdk()
  return createClient({ url })
}
