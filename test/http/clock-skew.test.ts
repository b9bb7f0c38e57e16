import Fastify from 'fastify'
import { expect, it, onTestFinished, vi } from 'vitest'
import { watchSkew } from '../../src/http/clock-skew.ts'

it('the log says within ten seconds that the clock is wrong by more than two, once, and that it is right again', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const app = Fastify()
  const said: string[] = []
  vi.spyOn(app.log, 'warn').mockImplementation(((what: { skewMs: number }) =>
    said.push(`wrong by ${what.skewMs}`)) as never)
  vi.spyOn(app.log, 'info').mockImplementation((() => said.push('right')) as never)
  const clock = { skewMs: 2_000 }
  watchSkew(app, clock)
  const after = (ms: number, skewMs: number) => {
    clock.skewMs = skewMs
    vi.advanceTimersByTime(ms)
    return said.splice(0)
  }
  expect(after(10_000, -2_000)).toEqual([])
  expect(after(9_999, -2_001)).toEqual([])
  expect(after(1, -2_001)).toEqual(['wrong by -2001'])
  expect(after(20_000, 3_000)).toEqual([])
  expect(after(10_000, 2_000)).toEqual(['right'])

  await app.close()
  expect(vi.getTimerCount()).toBe(0)
})
