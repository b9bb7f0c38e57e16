/** How a feed was answered: a request, or a message on its WebSocket. */
export interface Answered {
  readonly status: number
  readonly seconds: number
  /** Undefined if it had no good key. */
  readonly feed: string | undefined
}
