import { expect, it, vi } from 'vitest'
import { webSocketTransport } from '../../../src/client/connection/web-socket-transport.ts'
import { createFakeNetwork } from '../fake-network.ts'

function start() {
  const network = createFakeNetwork()
  const listener = { message: vi.fn(), closed: vi.fn() }
  const transport = webSocketTransport('ws://server/v1/live', network.WebSocket)(listener)
  return { transport, listener, socket: network.latest() }
}

it('speaks JSON over one WebSocket of the subprotocol', () => {
  const { transport, listener, socket } = start()
  expect(socket).toMatchObject({ url: 'ws://server/v1/live', protocol: 'touchline.v1' })
  transport.send({ op: 'ping', id: 1 })
  expect(socket.sent).toEqual([{ op: 'ping', id: 1 }])
  socket.says({ op: 'pong', id: 1, at: 5 })
  expect(listener.message).toHaveBeenCalledExactlyOnceWith({ op: 'pong', id: 1, at: 5 })
})

it('says nothing of frames that are no messages', () => {
  const { listener, socket } = start()
  for (const words of ['<html>', 'null', '7', '[]', '{}']) socket.says(words)
  expect(listener.message).not.toHaveBeenCalled()
})

it('tells how the connection ended, and ends it', () => {
  const { transport, listener, socket } = start()
  transport.close()
  expect(socket.isClosedByClient).toBe(true)
  socket.drops(4001, 'draining')
  expect(listener.closed).toHaveBeenCalledExactlyOnceWith(4001, 'draining')
})
