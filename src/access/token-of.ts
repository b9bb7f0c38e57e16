// Apart from `viewer-tokens.ts`, which loads a library that only servers with viewer tokens need.

const BEARER = /^Bearer +(\S+) *$/i
/** Browsers can set no header with a WebSocket; a subprotocol is a header that they can. */
const PROTOCOL_PREFIX = 'touchline.token.'

/** The token that came with a request: as `Authorization`, or, with an upgrade, as a subprotocol. */
export function tokenOf(headers: Readonly<Record<string, string | string[] | undefined>>): string | undefined {
  const { authorization, 'sec-websocket-protocol': protocols } = headers
  if (authorization === undefined && protocols === undefined) return undefined
  const offered = String(protocols ?? '').split(',')
  const named = offered.map((name) => name.trim()).find((name) => name.startsWith(PROTOCOL_PREFIX))
  if (named !== undefined) return named.slice(PROTOCOL_PREFIX.length)
  return BEARER.exec(String(authorization ?? ''))?.[1]
}
