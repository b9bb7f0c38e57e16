import { expect, it, vi } from 'vitest'
import '../../../src/client/connection/ways/other-ways.ts'
import { openWays } from '../../../src/client/connection/ways/ways.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'
import { createFakeNetwork, settle } from '../fake-network.ts'
import { createFakeStreams } from '../fake-streams.ts'

fakeTimePerTest()

/** Lets the other ways be loaded, which takes turns of the process. */
async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms)
  await vi.dynamicImportSettled()
  await settle()
}

/** A server whose streams say hello as soon as they are opened, while its WebSockets do what the test says. */
function start() {
  const network = createFakeNetwork()
  const streams = createFakeStreams()
  const heard: string[] = []
  const open = openWays('ws://server/v1/live', network.WebSocket, undefined, undefined)
  const connect = () => open({ message: ({ op }) => heard.push(op), closed: (code) => heard.push(`closed ${code}`) })
  const transport = connect()
  const hasStream = () => {
    try {
      return streams.latest() !== undefined
    } catch {
      return false
    }
  }
  return { network, streams, heard, connect, transport, hasStream }
}

it('tries other ways beside nothing but a WebSocket that says nothing for 2.5 s, and gives that up', async () => {
  const { network, heard, transport, hasStream, streams } = start()
  const socket = network.latest()
  await pass(2_499)
  expect([socket.isClosedByClient, hasStream()]).toEqual([false, false])
  await pass(1)
  expect([socket.isClosedByClient, hasStream()]).toEqual([true, true])
  socket.hello()
  socket.drops()
  expect(heard).toEqual([])
  streams.latest().hello()
  await pass(0)
  expect(heard).toEqual(['hello'])
  transport.close()
  expect([streams.latest().isClosedByClient, vi.getTimerCount()]).toEqual([true, 0])
})

it('stays with a WebSocket that said hello, and tries no other way', async () => {
  const { network, heard, transport, hasStream } = start()
  network.latest().hello()
  await pass(60_000)
  expect([network.latest().isClosedByClient, hasStream(), heard]).toEqual([false, false, ['hello']])
  transport.close()
})

it('leaves nothing behind when it is closed before anything was heard', async () => {
  const { network, heard, transport, hasStream } = start()
  transport.close()
  expect(vi.getTimerCount()).toBe(0)
  network.latest().hello()
  network.latest().drops()
  await pass(60_000)
  expect([network.latest().isClosedByClient, hasStream(), heard]).toEqual([true, false, []])
})

it('tries no other way once for a WebSocket that is closed before its hello, if the one before it said hello', async () => {
  const { network, heard, connect, hasStream } = start()
  network.latest().hello()
  network.latest().drops()
  connect()
  network.latest().drops()
  await pass(2_500)
  expect([hasStream(), heard]).toEqual([false, ['hello', 'closed 1006', 'closed 1006']])
})
