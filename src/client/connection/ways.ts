import type { GetToken } from './get-token.ts'
import { loadOtherWays } from './load-other-ways.ts'
import { parseServerMessage } from './parse-server-message.ts'
import type { SocketClass } from './socket.ts'
import type { OpenTransport, Transport } from './transport.ts'
import type { TransportName } from './way-names.ts'
import { webSocketTransport } from './web-socket-transport.ts'

/** Until another way is tried beside one that says nothing: three ways in 8 s. */
const PATIENCE_MS = 2_500

/**
 * WebSocket, and what stands in for it, which is loaded when it is needed: once no hello has come over a WebSocket. One that has come before is
 * trusted: if the next fails, the server may only be away for a moment.
 *
 * @param url the address of `/v1/live`
 * @param transports all if left out
 * @param getToken of the viewer: saying who it is is loaded with the other ways, for few sites need it
 */
export function openWays(
  url: string,
  SocketClass: SocketClass | undefined,
  transports: readonly TransportName[] | undefined,
  getToken: GetToken | undefined,
): OpenTransport {
  const openSocket = webSocketTransport(url, SocketClass)
  if (`${transports}` === 'websocket' && !getToken) return openSocket
  let openOther: OpenTransport | undefined
  let isTrusted = false
  return (listener) => {
    /** What it says after it was given up is not heard. */
    let transport: Transport | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let isOpen = false
    let isOver = false
    const close = () => {
      clearTimeout(timer)
      transport?.close()
      transport = undefined
    }
    const useOther = () => {
      close()
      loadOtherWays()
        .then(({ otherWays }) => {
          // What both need is handed over: a module that both import would be one more file to load.
          openOther ??= otherWays({ url, key: keyOf(url), openSocket, transports, parse: parseServerMessage, getToken })
          if (!isOver) transport = openOther(listener)
        })
        .catch(() => isOver || listener.closed(1006, ''))
    }
    if (openOther || getToken || transports?.includes('websocket') === false || isRemembered(url)) useOther()
    else {
      timer = setTimeout(useOther, PATIENCE_MS)
      const socket = openSocket({
        message(message) {
          clearTimeout(timer)
          isOpen = isTrusted = true
          if (transport === socket) listener.message(message)
        },
        closed(code, reason) {
          if (transport !== socket) return
          if (isTrusted) {
            close()
            isTrusted = isOpen
            listener.closed(code, reason)
          } else useOther()
        },
      })
      transport = socket
    }
    return {
      send: (request) => transport?.send(request),
      close() {
        isOver = true
        close()
      },
    }
  }
}

function keyOf(url: string): string {
  return `touchline-way ${url}`
}

function isRemembered(url: string): boolean {
  try {
    return keyOf(url) in sessionStorage
  } catch {
    return false // there is none, or it is switched off
  }
}
