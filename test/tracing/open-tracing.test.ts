import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished, vi } from 'vitest'
import { openTracing } from '../../src/tracing/open-tracing.ts'

it('a process that stops waits two seconds for a collector that does not answer', async () => {
  const silent = createServer(() => {}).listen(0, '127.0.0.1')
  onTestFinished(() => {
    silent.closeAllConnections()
    silent.close()
  })
  await once(silent, 'listening')
  const endpoint = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`
  const tracing = await openTracing({ endpoint, ratio: 1, service: 'test', version: '1', role: 'all' })
  tracing.start('work').end()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const asked = once(silent, 'request')
  const closed = vi.fn()
  const closing = tracing.close().then(closed)
  await asked
  await vi.advanceTimersByTimeAsync(1_999)
  expect(closed).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  await closing
})
