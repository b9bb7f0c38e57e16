import type { ServerMessage } from '../../../protocol/messages.ts'
import { parseServerMessage } from '../parse-server-message.ts'
import type { SocketClass } from '../socket.ts'
import type { GetToken } from '../token/get-token.ts'
import type { OpenTransport, Transport } from '../transport.ts'
import { webSocketTransport } from '../web-socket-transport.ts'
import { loadOtherWays } from './load-other-ways.ts'
import type { TransportName } from './way-names.ts'

/** Until another way is tried beside one that says nothing: three ways in 8 s. */
const PATIENCE_MS = 2_500

/**
 * WebSocket, and what stands in for it, which is loaded when it is needed: once no hello has come over a WebSocket, or one is not enough. One that has
 * come before is trusted: if the next fails, the server may only be away for a moment.
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
  const isAlone = `${transports}` === 'websocket' && !getToken
  let needsOther = getToken || transports?.includes('websocket') === false
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
          const parse = parseServerMessage
          openOther ??= otherWays({ url, key: keyOf(url), openSocket, transports, parse, getToken, isTrusted })
          if (!isOver) transport = openOther(listener)
        })
        .catch(() => isOver || listener.closed(1006, ''))
    }
    if (openOther || needsOther || isRemembered(url)) useOther()
    else {
      if (!isAlone) timer = setTimeout(useOther, PATIENCE_MS)
      const socket = openSocket({
        message(message) {
          clearTimeout(timer)
          isOpen = isTrusted = true
          if (transport !== socket) return
          if (isRefusal(message)) {
            // As a server that asks its viewer to come again, then over several.
            needsOther = true
            listener.message({ op: 'reconnect', afterMs: 0, reason: 'busy' })
          } else listener.message(message)
        },
        closed(code, reason) {
          if (transport !== socket) return
          if (isTrusted || isAlone) {
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

function isRefusal(message: ServerMessage): boolean {
  return message.op === 'subscribed' && /"code":"too-/.test(JSON.stringify([message.rejected, message.boards]))
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
