import { expect, it, vi } from 'vitest'
import { parseServerMessage } from '../../../src/client/connection/parse-server-message.ts'
import { Bearer } from '../../../src/client/connection/token/bearer.ts'
import { sseTransport } from '../../../src/client/sse/sse-transport.ts'
import type { ServerMessage } from '../../../src/protocol/messages.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'
import { settle } from '../fake-network.ts'
import { createFakeStreams } from '../fake-streams.ts'

fakeTimePerTest()

async function pass(ms = 0): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms)
  for (let turn = 0; turn < 10; turn += 1) await settle()
}

/** A connection whose first stream has said hello. */
async function open() {
  const network = createFakeStreams()
  const closes: [number, string][] = []
  const open = sseTransport('http://server', parseServerMessage, new Bearer(undefined))
  const heard: ServerMessage[] = []
  const transport = open({
    message: (message) => void heard.push(message),
    closed: (code, reason) => closes.push([code, reason]),
  })
  await pass()
  const first = network.latest()
  first.hello()
  await pass()
  let id = 0
  const subscribe = (match: string) => {
    id += 1
    transport.send({ op: 'subscribe', id, matches: [{ match }] })
  }
  return { network, transport, closes, heard, first, subscribe }
}

it('[W19] asks on one stream for all that is asked for within 20 ms', async () => {
  const { network, transport, first, subscribe } = await open()
  subscribe('m1')
  await pass(19)
  subscribe('m2')
  expect(network.latest()).toBe(first)
  await pass(1)
  expect(network.latest().sent).toMatchObject([{ matches: [{ match: 'm1' }, { match: 'm2' }] }])
  transport.close()
})

it('[W19] is answered when it leaves a match', async () => {
  const { transport, heard } = await open()
  transport.send({ op: 'unsubscribe', id: 7, matches: ['m1'] })
  await pass()
  expect(heard.at(-1)).toEqual({ op: 'unsubscribed', id: 7, matches: ['m1'], boards: [] })
  transport.close()
})

it('[W19] gives up a stream that is overtaken before its hello', async () => {
  const { network, transport, first, subscribe } = await open()
  subscribe('m1')
  await pass(20)
  const second = network.latest()
  subscribe('m2')
  await pass(20)
  expect([first, second, network.latest()].map(({ isClosedByClient }) => isClosedByClient)).toEqual([
    false,
    true,
    false,
  ])
  transport.close()
})

it('[W19] leaves no stream and no timer behind when it is closed', async () => {
  const { network, transport, first, subscribe } = await open()
  subscribe('m1')
  await pass(20)
  subscribe('m2')
  transport.close()
  expect([first.isClosedByClient, network.latest().isClosedByClient, vi.getTimerCount()]).toEqual([true, true, 0])
})

it('[W19] leaves no stream and no timer behind when the present one ends', async () => {
  const { network, closes, first, subscribe } = await open()
  subscribe('m1')
  await pass(20)
  const second = network.latest()
  subscribe('m2')
  first.drops(4001)
  await pass()
  expect(closes).toEqual([[4001, '']])
  expect([second.isClosedByClient, vi.getTimerCount()]).toEqual([true, 0])
})
