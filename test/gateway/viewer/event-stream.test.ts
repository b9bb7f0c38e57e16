import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { expect, it, onTestFinished, vi } from 'vitest'
import { EventStream } from '../../../src/gateway/viewer/event-stream.ts'

function open() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  vi.spyOn(Math, 'random').mockReturnValue(1)
  onTestFinished(() => {
    vi.restoreAllMocks()
    vi.useRealTimers()
  })
  const written: string[] = []
  const tcp = Object.assign(new EventEmitter(), {
    writable: true,
    destroyed: false,
    end: (bytes: Buffer) => written.push(bytes.toString()),
    destroy() {
      tcp.destroyed = true
    },
  })
  const response = { removeHeader() {}, writeHead() {}, flushHeaders() {} }
  return { stream: new EventStream(response as unknown as ServerResponse, tcp as unknown as Socket, {}), tcp, written }
}

it('[W19] has three seconds to come back at most where nobody says when, and ten minutes where it should stay away', () => {
  for (const [code, retryMs] of [
    [4001, 3_000],
    [4500, 600_000],
  ] as const) {
    const { stream, written } = open()
    stream.close(code, 'why')
    expect(written).toEqual([expect.stringContaining(`retry: ${retryMs}\n`)])
  }
})

it('[W19] has five seconds to take its farewell, which is said once', () => {
  const { stream, tcp, written } = open()
  stream.close(4001, 'why', 7)
  stream.close(4001, 'again', 8)
  expect(written).toEqual(['retry: 7\nevent: close\ndata: {"code":4001,"reason":"why"}\n\n'])
  expect(stream.isOpen).toBe(false)
  vi.advanceTimersByTime(4_999)
  expect(tcp.destroyed).toBe(false)
  vi.advanceTimersByTime(1)
  expect(tcp.destroyed).toBe(true)
})

it('is cut off at once when it has to be', () => {
  const { stream, tcp } = open()
  stream.terminate()
  expect(tcp.destroyed).toBe(true)
})
