import { type Client, createClient } from '../client.ts'

/** One connection for all elements of one server and delay, for it carries a match once; it ends with the last of them. */
export class SharedClients {
  readonly #create: (url: string) => Client
  readonly #byKey = new Map<string, { readonly client: Client; users: number }>()

  constructor(create = (url: string): Client => createClient({ url })) {
    this.#create = create
  }

  /** @returns the client, and what gives it back; once */
  acquire(url: string, delayMs: number): { readonly client: Client; readonly release: () => void } {
    const key = `${delayMs} ${url}`
    const shared = this.#byKey.get(key) ?? { client: this.#create(url), users: 0 }
    shared.users += 1
    this.#byKey.set(key, shared)
    const release = () => {
      shared.users -= 1
      if (shared.users > 0) return
      shared.client.close()
      this.#byKey.delete(key)
    }
    return { client: shared.client, release }
  }
}
