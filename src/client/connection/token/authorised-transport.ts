import type { AuthFrame } from '../../../protocol/client-messages.ts'
import type { ServerMessage } from '../../../protocol/messages.ts'
import type { OpenTransport, Transport } from '../transport.ts'
import { TOKEN_EXPIRED, UNAUTHORISED } from './bearer.ts'
import type { AskedToken, KeptToken } from './kept-token.ts'
import { Renewal, renewAfterMs } from './renewal.ts'

/**
 * Says who the viewer is on each new connection, before anything else, and anew before the token expires. A token that the server does
 * not take is asked for once more: the page may have kept one for too long.
 */
export function authorisedTransport(open: OpenTransport, token: KeptToken): OpenTransport {
  let refusals = 0
  return (listener) => {
    let isOver = false
    /** The one that was sent last. */
    let sent: AskedToken | undefined
    /** What came before the token was sent, its hello first. */
    let held: ServerMessage[] | undefined = []
    const end = () => {
      isOver = true
      renewal.stop()
    }
    const send = async () => {
      sent = token.get()
      const text = await sent
      if (!isOver) transport.send({ op: 'auth', token: text } satisfies AuthFrame as never)
    }
    const renewal = new Renewal(() => {
      token.forget(sent)
      return send()
    })
    const begin = () =>
      send().then(
        () => {
          const waiting = held ?? []
          held = undefined
          for (const message of waiting) if (!isOver) listener.message(message)
        },
        (error: unknown) => {
          if (isOver) return
          end()
          transport.close()
          listener.closed(TOKEN_EXPIRED, `no token: ${error instanceof Error ? error.message : error}`)
        },
      )
    const transport: Transport = open({
      message(message) {
        if (isOver) return
        if (message.op === 'authorised') {
          refusals = 0
          if (message.expiresInMs !== undefined) {
            const ms = renewAfterMs(message.expiresInMs)
            if (sent) token.endsIn(sent, ms)
            renewal.in(ms)
          }
        }
        // One that has no place for us says so instead of its hello.
        if (held === undefined || message.op === 'reconnect') listener.message(message)
        else {
          held.push(message)
          if (message.op === 'hello') void begin()
        }
      },
      closed(code, reason) {
        if (isOver) return
        end()
        if (code === UNAUTHORISED || code === TOKEN_EXPIRED) token.forget(sent)
        if (code === UNAUTHORISED) refusals += 1
        const mayAskAgain = code === UNAUTHORISED && refusals === 1
        listener.closed(mayAskAgain ? TOKEN_EXPIRED : code, reason)
      },
    })
    return {
      send: (request) => transport.send(request),
      close() {
        end()
        transport.close()
      },
    }
  }
}
