import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { createClient } from '../../../../src/client/client.ts'
import { pageTime } from '../../../../src/web/page/time/page-time.ts'
import { createFakeNetwork, pause } from '../../../client/fake-network.ts'
import { stateOf } from '../../../client/state-builder.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

/** A page whose device is two minutes behind the server. */
function openPage() {
  const network = createFakeNetwork()
  const client = createClient({ url: 'https://scores.example', WebSocket: network.WebSocket, random: () => 0 })
  onTestFinished(() => client.close())
  const match = client.subscribe('m1')
  const serverStart = Date.now() + 120_000
  const startedAt = performance.now()
  const serverNow = () => serverStart + performance.now() - startedAt
  const socket = network.latest()
  socket.hello({ at: serverNow() })
  return { client, match, socket, serverNow, shown: () => pageTime(client, 0).of(match.status) }
}

it.each([-3_600_000, 3_600_000])(
  "[S3] [W10] the clock of a page is the server's a second after the device's was set by %i ms",
  async (stepMs) => {
    const { socket, serverNow, shown } = openPage()
    vi.setSystemTime(Date.now() + stepMs)
    await vi.advanceTimersByTimeAsync(1_000)
    socket.says({ op: 'pong', at: serverNow() })
    expect(shown()).toBe(serverNow())
    await vi.advanceTimersByTimeAsync(20_000)
    expect(shown()).toBe(serverNow())
  },
)

it("[W10] the clock of a page that is stale stands still, also while the device's is set", async () => {
  const { socket, serverNow, shown } = openPage()
  await pause()
  const [asked] = socket.sent
  const state = stateOf('m1', { home: 1, away: 0 })
  socket.says({
    op: 'subscribed',
    id: asked?.['id'],
    matches: [{ match: 'm1', epoch: 'e', seq: 3, state }],
    rejected: [],
  })
  const liveUntil = serverNow()
  socket.says({ op: 'gateway', broker: 'down', at: serverNow() })
  for (const stepMs of [-3_600_000, -60_000]) {
    vi.setSystemTime(Date.now() + stepMs)
    await vi.advanceTimersByTimeAsync(1_000)
    socket.says({ op: 'pong', at: serverNow() })
    expect(shown()).toBe(liveUntil)
  }
})
