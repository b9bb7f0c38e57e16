/** Why the server ends the connection of a viewer or a feed. 4000–4499: come back, with jitter. 4500–4999: do not. */
export const CLOSE = {
  /** This gateway goes away or gives viewers to others; `reconnect` advice came before. */
  reconnect: 4001,
  /** The viewer took nothing for `STALLED_MS`. */
  tooSlow: 4002,
  /** No pong to the last ping: the path is dead. */
  noPong: 4003,
  protocolViolation: 4500,
  /** No feed key, an unknown or a revoked one. */
  unauthorised: 4501,
  rateExceeded: 4502,
  messageTooBig: 4503,
} as const

/** True if a client may connect again after this close. Network failures (1006) and ordinary closes may. */
export function mayReconnect(code: number): boolean {
  return code < 4500 || code > 4999
}
