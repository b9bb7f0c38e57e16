import { expect, it, vi } from 'vitest'
import { HostLine, type HostPort } from '../../../src/client/shared/host-line.ts'
import type { HostMessage } from '../../../src/client/shared/messages.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'
import { settle } from '../fake-network.ts'

fakeTimePerTest()

class FakePort implements HostPort {
  onmessage: HostPort['onmessage'] = null
  isClosed = false
  readonly sent: string[] = []

  postMessage({ op }: { readonly op: string }): void {
    this.sent.push(op)
  }

  close(): void {
    this.isClosed = true
  }

  says(data: HostMessage): void {
    this.onmessage?.({ data })
  }
}

/** A line of which the test is the worker, or else the host in the page. */
function start({ hasWorker = true, openInPage = async (): Promise<HostPort> => new FakePort() } = {}) {
  const workers: FakePort[] = []
  const onLost = vi.fn()
  const line = new HostLine({
    openWorker() {
      if (!hasWorker) return undefined
      const port = new FakePort()
      workers.push(port)
      return port
    },
    openInPage,
    onOpen() {},
    onMessage() {},
    onLost,
    random: () => 0.5,
  })
  line.open()
  return { line, workers, onLost }
}

it('a host that was heard is missed after 25 s of silence, and 10 s after the page woke up', () => {
  for (const [isWoken, ms] of [
    [false, 25_000],
    [true, 10_000],
  ] as const) {
    const { line, workers, onLost } = start()
    workers[0]?.says({ op: 'joined' })
    if (isWoken) line.wake()
    vi.advanceTimersByTime(ms - 1)
    expect(onLost).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(onLost).toHaveBeenCalledOnce()
    expect([workers[0]?.isClosed, workers.length]).toEqual([true, 2])
    line.close()
  }
})

it('a wake-up does not shorten the time of a host that answers', () => {
  const { line, workers, onLost } = start()
  workers[0]?.says({ op: 'joined' })
  line.wake()
  workers[0]?.says({ op: 'ping', aheadMs: 0 })
  vi.advanceTimersByTime(24_999)
  expect(onLost).not.toHaveBeenCalled()
  line.close()
})

it('leaves the host and no timer behind when it is closed, before the worker joined and after', () => {
  for (const hasJoined of [false, true]) {
    const { line, workers } = start()
    if (hasJoined) workers[0]?.says({ op: 'joined' })
    line.close()
    expect([workers[0]?.sent.at(-1), workers[0]?.isClosed]).toEqual(['leave', true])
    expect(vi.getTimerCount()).toBe(0)
  }
})

it('leaves no timer behind when it is closed while it waits to load the host in the page again', async () => {
  const { line } = start({ hasWorker: false, openInPage: () => Promise.reject(new Error('no network')) })
  await settle()
  expect(vi.getTimerCount()).toBe(1)
  line.close()
  expect(vi.getTimerCount()).toBe(0)
})

it('closes a host in the page that comes after the line was closed', async () => {
  const port = new FakePort()
  const { line } = start({ hasWorker: false, openInPage: async () => port })
  line.close()
  await settle()
  expect(port.isClosed).toBe(true)
})
