import type { Client } from '../../client/index.ts'
import type { TvDelay } from './time/tv-delay.ts'

/** What every page is given. */
export interface PageContext {
  readonly client: Client
  readonly delay: TvDelay
  /** The element to fill. */
  readonly main: HTMLElement
  /** Reads a sentence out to those who use a screen reader, when they are not listening to something else. */
  announce(text: string): void
}

/** A page that is shown; `close` ends its subscriptions, timers and requests. */
export interface OpenPage {
  close(): void
}
