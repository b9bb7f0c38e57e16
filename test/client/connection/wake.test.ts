import { afterEach, expect, it, vi } from 'vitest'
import { watchWake } from '../../../src/client/connection/wake.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

it('reports network changes, a page that is shown again, and nothing after it was stopped', () => {
  const window = new EventTarget()
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' })
  vi.stubGlobal('window', window)
  vi.stubGlobal('document', document)
  const onWake = vi.fn()
  const stop = watchWake(onWake)
  for (const name of ['online', 'offline', 'pageshow']) window.dispatchEvent(new Event(name))
  document.dispatchEvent(new Event('visibilitychange'))
  expect(onWake).toHaveBeenCalledTimes(4)
  document.visibilityState = 'hidden'
  document.dispatchEvent(new Event('visibilitychange'))
  stop()
  window.dispatchEvent(new Event('online'))
  expect(onWake).toHaveBeenCalledTimes(4)
})

it('does nothing where there is no page', () => {
  expect(() => watchWake(() => {})()).not.toThrow()
})
