import { overflowTransport } from '../../overflow/overflow-transport.ts'
import { pollingTransport } from '../../polling/polling-transport.ts'
import { sseTransport } from '../../sse/sse-transport.ts'
import type { ParseMessage } from '../parse-server-message.ts'
import { authorisedTransport } from '../token/authorised-transport.ts'
import { Bearer } from '../token/bearer.ts'
import type { GetToken } from '../token/get-token.ts'
import { KeptToken } from '../token/kept-token.ts'
import type { OpenTransport } from '../transport.ts'
import { fallbackTransport, type Way, type WayMemory } from './fallback.ts'
import type { TransportName } from './way-names.ts'

export interface OtherWaysOptions {
  /** The address of `/v1/live`. */
  readonly url: string
  /** Under which the tab keeps the way that carried last. */
  readonly key: string
  readonly openSocket: OpenTransport
  readonly transports: readonly TransportName[] | undefined
  readonly parse: ParseMessage
  readonly getToken: GetToken | undefined
  /** A WebSocket has come through, and is not enough. */
  readonly isTrusted: boolean
}

/** All ways, once a WebSocket alone has not come through or is not enough: each over as many connections as it takes. */
export function otherWays(options: OtherWaysOptions): OpenTransport {
  const { url, key, openSocket, transports, parse, getToken, isTrusted } = options
  const { protocol, host, pathname } = new URL(url)
  const base = `${protocol.replace('ws', 'http')}//${host}${pathname.replace(/\/v1\/live$/, '')}`
  const token = getToken && new KeptToken(getToken)
  const bearer = new Bearer(token)
  const all: readonly (Way & { readonly name: TransportName })[] = [
    { name: 'websocket', open: token ? authorisedTransport(openSocket, token) : openSocket },
    { name: 'sse', open: sseTransport(base, parse, bearer) },
    { name: 'polling', open: pollingTransport(base, bearer) },
  ]
  const ways = all.filter(({ name }) => transports?.includes(name) ?? true)
  const memory = sessionMemory(key)
  // Otherwise a WebSocket was tried just now, in vain.
  if (!isTrusted && !getToken) memory.last ??= ways.find(({ name }) => name !== 'websocket')?.name
  return overflowTransport(fallbackTransport(ways, memory))
}

/** Outlives the page: it is known on the next one of this tab. A WebSocket need not be remembered. */
function sessionMemory(key: string): WayMemory {
  let last: string | undefined
  try {
    last = sessionStorage.getItem(key) ?? undefined
  } catch {
    // There is none, or it is switched off.
  }
  return {
    get last() {
      return last
    },
    set last(name) {
      last = name
      try {
        if (name === undefined || name === 'websocket') sessionStorage.removeItem(key)
        else sessionStorage.setItem(key, name)
      } catch {
        // The next page finds out for itself.
      }
    },
  }
}
