import { describe, expect, it, vi } from 'vitest'
import { Pace } from '../../../src/client/following/pace.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'

fakeTimePerTest()

function start() {
  const send = vi.fn()
  const pace = new Pace(send)
  /** How long the pace waits from now until it sends, in ms. */
  const waitMs = async () => {
    send.mockClear()
    pace.soon()
    let passed = 0
    await vi.advanceTimersByTimeAsync(0)
    while (send.mock.calls.length === 0) {
      await vi.advanceTimersByTimeAsync(25)
      passed += 25
    }
    return passed
  }
  return { pace, send, waitMs }
}

describe('a pace', () => {
  it('sends at once after a pause, and 150 ms after the last message', async () => {
    const { pace, waitMs } = start()
    expect(await waitMs()).toBe(0)
    pace.sent()
    expect(await waitMs()).toBe(150)
  })

  it('allows 40 messages ahead, then one every 75 ms', async () => {
    const { pace, waitMs } = start()
    for (let message = 0; message < 42; message++) pace.sent()
    expect(await waitMs()).toBe(150)
    for (let message = 0; message < 60; message++) pace.sent()
    // 102 messages cost 7,650 ms, of which 3,000 are credit and 150 have passed.
    expect(await waitMs()).toBe(4_500)
  })

  it('forgets on a new connection when it would have sent on the last one', async () => {
    const { pace, send } = start()
    pace.sent()
    pace.soon()
    pace.reset()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(send).not.toHaveBeenCalled()
  })

  it('waits longer for what is charged while it waits', async () => {
    const { pace, send } = start()
    pace.sent()
    pace.soon()
    pace.charge(99)
    await vi.advanceTimersByTimeAsync(4_475)
    expect(send).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(25)
    expect(send).toHaveBeenCalledOnce()
  })

  it('owes nothing on a new connection', async () => {
    const { pace, waitMs } = start()
    for (let message = 0; message < 100; message++) pace.sent()
    pace.reset()
    expect(await waitMs()).toBe(150)
  })

  it('sends nothing after its end, and leaves no timer', async () => {
    const { pace, send } = start()
    pace.sent()
    pace.soon()
    pace.end()
    pace.soon()
    expect(vi.getTimerCount()).toBe(0)
    const idle = new Pace(send)
    idle.sent()
    idle.end()
    idle.soon()
    expect(vi.getTimerCount()).toBe(0)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(send).not.toHaveBeenCalled()
  })
})
