/** Why the server ends the connection of a viewer or a feed. 4000–4499: come back, with jitter. 4500–4999: do not. */
export const CLOSE = {
  /** This gateway goes away or gives viewers to others; `reconnect` advice came before. */
  reconnect: 4001,
  /** The viewer took nothing for 30 s, or for two minutes over Server-Sent Events. */
  tooSlow: 4002,
  /** No pong to the last ping: the path is dead. */
  noPong: 4003,
  /** The viewer's token has expired, or was renewed by one that allows something else. */
  tokenExpired: 4004,
  /** Whether the viewer's token is good cannot be said now. */
  keysUnavailable: 4005,
  protocolViolation: 4500,
  /** No feed key or viewer token, or one that is not good. */
  unauthorised: 4501,
  rateExceeded: 4502,
  messageTooBig: 4503,
} as const

/** True if a client may connect again after this close. Network failures (1006) and ordinary closes may. */
export function mayReconnect(code: number): boolean {
  return code < 4500 || code > 4999
}
