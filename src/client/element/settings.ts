import type { Client, ClientOptions } from '../client.ts'
import type { GetToken } from '../connection/token/get-token.ts'

/** What holds for all elements of a page. */
export interface ElementSettings {
  /** As of `ClientOptions`. An element's own `token` comes before it. */
  readonly token?: GetToken | undefined
  /**
   * Makes the clients of the elements. With `createClient` of `@touchline/client/shared` all tabs of the site share one connection, and what
   * else of the page follows with such a client (hooks of React too) shares it.
   */
  readonly createClient?: ((options: ClientOptions) => Client) | undefined
}

let settings: ElementSettings = {}
const watchers = new Set<() => void>()

/** Sets what holds for all elements of the page, those that are there already too. What is left out stays as it was. */
export function configure(next: ElementSettings): void {
  settings = { ...settings, ...next }
  for (const tell of watchers) tell()
}

export function sharedSettings(): ElementSettings {
  return settings
}

/** @returns a function that stops watching */
export function watchSettings(tell: () => void): () => void {
  watchers.add(tell)
  return () => watchers.delete(tell)
}
