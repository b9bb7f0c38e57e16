/** One way to send the same bytes to everybody who watches a match. */
export interface FanOut {
  readonly port: number
  send(match: string, seq: number, wire: string): void
}

export type FanOutKind = 'touchline' | 'ws' | 'socket.io'
