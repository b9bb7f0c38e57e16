import { totalmem } from 'node:os'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { Admission, type AdmissionOptions, type Load } from '../../../src/gateway/admission/admission.ts'
import { createLoadMeter, defaultMaxRssBytes } from '../../../src/gateway/admission/load-meter.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'
import { connectRefused } from '../../support/socket-client.ts'
import { startGateway } from '../start-gateway.ts'

describe('what a viewer is told who is not let in', () => {
  it('says when to come back, and not to all the same', async () => {
    const { liveUrl } = await startGateway({ maxConnections: 0 })

    const refused = await Promise.all(Array.from({ length: 20 }, () => connectRefused(liveUrl)))

    const times = refused.map(({ headers }) => Number(headers['retry-after']))
    expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([503]))
    expect(Math.min(...times)).toBeGreaterThan(0)
    expect(new Set(times).size).toBeGreaterThan(1)
  })
})

describe('the guards of a gateway', () => {
  fakeTimePerTest({ toFake: ['setInterval', 'clearInterval', 'performance'] })

  function openAdmission(options: Partial<AdmissionOptions> = {}) {
    const load: { -readonly [Name in keyof Load]: Load[Name] } = { rssBytes: 0, loopDelayMs: 0 }
    const refusals: string[] = []
    const admission = new Admission({
      maxConnections: 1_000_000,
      maxConnectionRate: 0,
      maxRssBytes: 0,
      maxLoopDelayMs: 0,
      readLoad: () => load,
      onRefusal: (reason) => refusals.push(reason),
      ...options,
    })
    const isAdmitted = () => {
      try {
        admission.admit(0)
        return true
      } catch {
        return false
      }
    }
    /** How many of so many who come together get in. */
    const admitted = (count: number) => Array.from({ length: count }, isAdmitted).filter(Boolean).length
    return { admission, load, refusals, admitted }
  }

  it('let in so many a second, and a second of them at once', () => {
    const { admitted, refusals } = openAdmission({ maxConnectionRate: 10 })

    expect(admitted(25)).toBe(10)
    vi.advanceTimersByTime(500)
    expect(admitted(25)).toBe(5)
    vi.advanceTimersByTime(60_000)
    expect(admitted(25)).toBe(10)
    expect(new Set(refusals)).toEqual(new Set(['rate']))
  })

  it('let in a trickle while memory is short, and everybody when enough of it is free again', () => {
    const { admitted, load, refusals } = openAdmission({ maxRssBytes: 1_000 })

    load.rssBytes = 1_000
    vi.advanceTimersByTime(1_000)
    expect(admitted(10)).toBe(10)
    load.rssBytes = 1_001
    vi.advanceTimersByTime(1_000)
    expect(admitted(10)).toBe(1)
    expect(refusals).toEqual(Array(9).fill('memory'))
    vi.advanceTimersByTime(5_000)
    expect(admitted(10)).toBe(1)

    load.rssBytes = 950
    vi.advanceTimersByTime(1_000)
    expect(admitted(10)).toBe(1)
    load.rssBytes = 940
    vi.advanceTimersByTime(1_000)
    expect(admitted(10)).toBe(10)
  })

  it('bear one stall of the event loop, but not seconds of them', () => {
    const { admitted, load, refusals } = openAdmission({ maxLoopDelayMs: 100 })

    load.loopDelayMs = 500
    vi.advanceTimersByTime(2_000)
    load.loopDelayMs = 0
    vi.advanceTimersByTime(1_000)
    load.loopDelayMs = 500
    vi.advanceTimersByTime(2_000)
    expect(admitted(10)).toBe(10)

    vi.advanceTimersByTime(1_000)
    expect(admitted(10)).toBe(1)
    expect(refusals).toEqual(Array(9).fill('event-loop'))
  })

  it('open when the event loop has been well below the limit for as long', () => {
    const { admitted, load } = openAdmission({ maxLoopDelayMs: 100 })
    load.loopDelayMs = 500
    vi.advanceTimersByTime(3_000)

    load.loopDelayMs = 60
    vi.advanceTimersByTime(10_000)
    expect(admitted(10)).toBe(1)
    load.loopDelayMs = 40
    vi.advanceTimersByTime(3_000)
    expect(admitted(10)).toBe(10)
  })

  it('are off at zero', () => {
    const { admitted, load } = openAdmission()
    load.rssBytes = Number.MAX_SAFE_INTEGER
    load.loopDelayMs = 100_000
    vi.advanceTimersByTime(10_000)

    expect(admitted(10_000)).toBe(10_000)
  })

  it('measure nothing any more once the gateway is closed', () => {
    const { admission } = openAdmission()
    admission.close()
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('the load of this process', () => {
  it('shows a blocked event loop and the memory that is taken', async () => {
    const meter = createLoadMeter()
    onTestFinished(() => meter.close())
    const stall = async () => {
      for (const until = performance.now() + 150; performance.now() < until; );
      await nextTurn()
    }
    // Three of them are less than 500 ms: what is measured ten times less often would be seen by chance.
    for (let count = 0; count < 3; count += 1) await stall()
    expect(meter.read().loopDelayMs).toBeGreaterThan(75)
    // Each time is told once: a gateway that was slow lets viewers in again.
    expect(meter.read().loopDelayMs).toBe(0)
    meter.close()
    for (let count = 0; count < 2; count += 1) await stall()
    expect(meter.read().loopDelayMs).toBe(0)
    expect(meter.read().rssBytes).toBeGreaterThan(10 * 2 ** 20)
  })

  it('may by default take most of the memory there is, and no more', () => {
    expect(defaultMaxRssBytes()).toBeGreaterThan(0)
    expect(defaultMaxRssBytes()).toBeLessThan(totalmem())
  })
})
