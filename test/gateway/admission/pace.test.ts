import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { Session } from '../../../src/client/connection/session.ts'
import type { TransportListener } from '../../../src/client/connection/transport.ts'
import { Admission } from '../../../src/gateway/admission/admission.ts'
import { Pace } from '../../../src/gateway/admission/pace.ts'
import { CLOSE } from '../../../src/protocol/close-codes.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'
import { seededRandom } from '../../support/seeded-random.ts'
import { connectClient } from '../../support/socket-client.ts'
import { startGateway } from '../start-gateway.ts'

function openAdmission(maxConnectionRate: number): Admission {
  const admission = new Admission({
    maxConnections: 10_000,
    maxConnectionRate,
    maxRssBytes: 0,
    maxLoopDelayMs: 0,
    readLoad: () => ({ rssBytes: 0, loopDelayMs: 0 }),
    onRefusal() {},
  })
  onTestFinished(() => admission.close())
  return admission
}

describe('[W22] who is beyond the rate', () => {
  it('is let in, told when to come, and closed', async () => {
    const { liveUrl, gateway } = await startGateway({ maxConnectionRate: 2 })
    await Promise.all([connectClient(liveUrl), connectClient(liveUrl)])

    const third = await connectClient(liveUrl)
    const { code } = await third.closed
    expect(code).toBe(4001)
    expect(third.history).toEqual([{ op: 'reconnect', afterMs: expect.any(Number), reason: 'busy' }])
    expect(gateway.viewers.size).toBe(2)
  })
})

describe('[W22] the times that are given', () => {
  fakeTimePerTest()

  it('follow each other at the rate, and begin anew when the crowd is gone', () => {
    const pace = new Pace(50)
    expect(Array.from({ length: 4 }, () => pace.next())).toEqual([220, 240, 260, 280])
    vi.advanceTimersByTime(60_000)
    expect(pace.next()).toBe(220)
  })

  it('end after a minute: later ones are refused', () => {
    const pace = new Pace(1)
    const given: number[] = []
    for (let n = 0; n < 200; n++) {
      given.push(pace.next() ?? 0)
      vi.advanceTimersByTime(350)
    }
    expect(Math.max(...given)).toBeLessThanOrEqual(60_000)
    expect(given).toContain(0)
  })

  it('are given to three times the rate beyond it, and above that nobody is let in', () => {
    const admission = openAdmission(10)
    const places = Array.from({ length: 60 }, () => {
      try {
        return admission.place(0) === 0 ? 'in' : 'later'
      } catch {
        return 'refused'
      }
    })
    expect(places).toEqual([...Array(10).fill('in'), ...Array(30).fill('later'), ...Array(20).fill('refused')])
  })

  it.each([1, 2, 3])(
    'bring 750 viewers in at 50 a second within 1.5 times the least it can take (seed %i)',
    async (seed) => {
      const random = seededRandom(seed)
      const admission = new Admission({
        maxConnections: 10_000,
        maxConnectionRate: 50,
        maxRssBytes: 0,
        maxLoopDelayMs: 0,
        readLoad: () => ({ rssBytes: 0, loopDelayMs: 0 }),
        onRefusal() {},
      })
      let inside = 0
      let insideAt = 0
      const startedAt = performance.now()
      /** The gateway, and the way to it and back: 5 to 60 ms. */
      const openTransport = (listener: TransportListener) => {
        const later = (call: () => void) => setTimeout(call, 5 + random.int(55))
        later(() => {
          let afterMs: number
          try {
            afterMs = admission.place(inside)
          } catch {
            later(() => listener.closed(1006, ''))
            return
          }
          if (afterMs === 0) {
            inside += 1
            insideAt = performance.now()
            const limits = { subscriptions: 1, messageBytes: 128 }
            later(() => listener.message({ op: 'hello', connection: '', at: 0, heartbeatMs: 1e9, limits }))
          } else {
            later(() => {
              listener.message({ op: 'reconnect', afterMs, reason: 'busy' })
              listener.closed(CLOSE.reconnect, '')
            })
          }
        })
        return { send() {}, close() {} }
      }
      const sessions = Array.from({ length: 750 }, () => {
        const nothing = () => {}
        return new Session({
          openTransport,
          random: random.next,
          onMessage: nothing,
          onStateChange: nothing,
          onClockStep: nothing,
        })
      })
      for (const session of sessions) session.start()
      await vi.advanceTimersByTimeAsync(60_000)
      for (const session of sessions) session.close()
      admission.close()

      expect(inside).toBe(750)
      // A second's worth may come at once.
      const leastMs = ((750 - 50) / 50) * 1_000
      expect((insideAt - startedAt) / leastMs).toBeLessThan(1.5)
    },
  )
})
