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

/**
 * A page may have two copies of this module: the server's, by a script tag, and its own, in a bundle. The tags are of the copy that came
 * first, and `configure` may be of the other, so both have their settings here.
 */
const PLACE = Symbol.for('@touchline/client/element')

interface PageSettings {
  settings: ElementSettings
  readonly watchers: Set<() => void>
}

const page = globalThis as { [PLACE]?: PageSettings }
page[PLACE] ??= { settings: {}, watchers: new Set() }
const shared = page[PLACE]

/** Sets what holds for all elements of the page, those that are there already too. What is left out stays as it was. */
export function configure(next: ElementSettings): void {
  shared.settings = { ...shared.settings, ...next }
  for (const tell of shared.watchers) tell()
}

export function sharedSettings(): ElementSettings {
  return shared.settings
}

/** @returns a function that stops watching */
export function watchSettings(tell: () => void): () => void {
  shared.watchers.add(tell)
  return () => shared.watchers.delete(tell)
}
