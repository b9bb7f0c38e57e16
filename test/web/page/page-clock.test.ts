import { expect, it, onTestFinished, vi } from 'vitest'
import { createClient } from '../../../src/client/client.ts'
import { LiveMatch } from '../../../src/web/page/live/live-match.ts'
import { PageClock } from '../../../src/web/page/page-clock.ts'
import { createFakeNetwork, pause } from '../../client/fake-network.ts'
import { stateOf } from '../../client/state-builder.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'

fakeTimePerTest({ now: 1_000_000_000 })

/** A page whose device is two minutes behind the server. */
function openPage() {
  const network = createFakeNetwork()
  const client = createClient({ url: 'https://scores.example', WebSocket: network.WebSocket, random: () => 0 })
  onTestFinished(() => client.close())
  const clock = new PageClock(client, 500)
  const live = new LiveMatch('m1', { client, clock, delayMs: 0, view: 'full', announce: () => {} })
  live.follow()
  const serverStart = Date.now() + 120_000
  const startedAt = performance.now()
  const serverNow = () => serverStart + performance.now() - startedAt
  const socket = network.latest()
  socket.hello({ at: serverNow() })
  return { clock, socket, serverNow, shown: () => live.get()?.staleSince ?? clock.now() }
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

it('goes on from when the server drew the page until the connection has told the time', async () => {
  const network = createFakeNetwork()
  const client = createClient({ url: 'https://scores.example', WebSocket: network.WebSocket, random: () => 0 })
  onTestFinished(() => client.close())
  const drawnAt = Date.now() + 3_600_000
  const clock = new PageClock(client, drawnAt)
  client.connect()
  await vi.advanceTimersByTimeAsync(700)
  expect(clock.now()).toBe(drawnAt + 700)
  network.latest().hello({ at: drawnAt + 9_000 })
  expect(clock.now()).toBe(drawnAt + 9_000)
})

it('ticks once in a second for whoever watches it, until they turn away', () => {
  const { clock } = openPage()
  const tick = vi.fn()
  const turnAway = clock.shown(0).watch(tick)
  vi.advanceTimersByTime(5_000)
  expect(tick).toHaveBeenCalledTimes(5)
  turnAway()
  vi.advanceTimersByTime(5_000)
  expect(tick).toHaveBeenCalledTimes(5)
})
