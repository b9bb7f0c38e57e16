import type { GetToken } from '../connection/get-token.ts'

/** What holds for all elements of a page. */
export interface ElementSettings {
  /** As of `ClientOptions`. An element's own `token` comes before it. */
  readonly token?: GetToken | undefined
}

let settings: ElementSettings = {}
const watchers = new Set<() => void>()

/** Sets what holds for all elements of the page, those that are there already too. */
export function configure(next: ElementSettings): void {
  settings = next
  for (const tell of watchers) tell()
}

export function sharedToken(): GetToken | undefined {
  return settings.token
}

/** @returns a function that stops watching */
export function watchSettings(tell: () => void): () => void {
  watchers.add(tell)
  return () => watchers.delete(tell)
}
