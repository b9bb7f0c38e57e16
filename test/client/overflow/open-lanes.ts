import type { SubscribeRequest, TransportListener } from '../../../src/client/connection/transport.ts'
import { overflowTransport } from '../../../src/client/overflow/overflow-transport.ts'
import type { ServerMessage } from '../../../src/protocol/messages.ts'

/** Connections that may have two matches each; the test is their server. */
export function openLanes() {
  const lanes: { readonly listener: TransportListener; readonly sent: SubscribeRequest[]; isClosed: boolean }[] = []
  const told: ServerMessage[] = []
  const closed: [number, string][] = []
  const transport = overflowTransport((listener) => {
    const lane = { listener, sent: [] as SubscribeRequest[], isClosed: false }
    lanes.push(lane)
    return {
      send: (request) => void lane.sent.push(request as SubscribeRequest),
      close: () => {
        lane.isClosed = true
      },
    }
  })({ message: (message) => told.push(message), closed: (code, reason) => closed.push([code, reason]) })
  const limits = { subscriptions: 2, messageBytes: 4_096 }
  const hello = (lane: number) =>
    lanes[lane]?.listener.message({ op: 'hello', connection: 'c', at: 1, heartbeatMs: 25_000, limits })
  const says = (lane: number, message: ServerMessage) => lanes[lane]?.listener.message(message)
  const subscribe = (id: number, ...names: string[]) =>
    transport.send({ op: 'subscribe', id, matches: names.map((match) => ({ match })) })
  const refusedAs = (code: string) =>
    told
      .flatMap((message) => (message.op === 'subscribed' ? message.rejected : []))
      .filter((each) => each.code === code)
  hello(0)
  return { transport, lanes, told, closed, hello, says, subscribe, refusedAs }
}
