import { SUBPROTOCOL } from '../../protocol/messages.ts'
import { parseServerMessage } from './parse-server-message.ts'
import type { SocketClass } from './socket.ts'
import type { OpenTransport } from './transport.ts'

const NO_WEB_SOCKET = "no WebSocket here: npm install ws, and createClient({ url, WebSocket }) with that of 'ws'"

/**
 * @param SocketClass the browser's WebSocket, Node's or that of `ws`; where there is none, whoever connects is told what to do
 */
export function webSocketTransport(url: string, SocketClass: SocketClass | undefined): OpenTransport {
  return (listener) => {
    if (SocketClass === undefined) throw new TypeError(NO_WEB_SOCKET)
    const socket = new SocketClass(url, SUBPROTOCOL)
    socket.addEventListener('message', ({ data }) => {
      const message = parseServerMessage(data)
      if (message) listener.message(message)
    })
    socket.addEventListener('close', ({ code, reason }) => listener.closed(code, reason))
    socket.addEventListener('error', () => {}) // a close always follows; without a listener `ws` throws
    return {
      send: (request) => socket.send(JSON.stringify(request)),
      close: () => socket.close(),
    }
  }
}
