import { options } from 'preact'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { drawOncePerFrame } from '../../../../src/web/page/live/draw-soon.ts'

const page = { hidden: false }
const before = options.debounceRendering

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('document', page)
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => setTimeout(draw, 16))
  page.hidden = false
  drawOncePerFrame()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  if (before) options.debounceRendering = before
  else delete options.debounceRendering
})

it('draws with the next frame what comes alone', () => {
  const draw = vi.fn()
  options.debounceRendering?.(draw)
  vi.advanceTimersByTime(16)
  expect(draw).toHaveBeenCalledOnce()
})

it('waits for 50 ms after a drawing, so that a busy list is drawn twenty times a second', () => {
  options.debounceRendering?.(() => {})
  vi.advanceTimersByTime(16)
  const draw = vi.fn()
  options.debounceRendering?.(draw)
  vi.advanceTimersByTime(50)
  expect(draw).not.toHaveBeenCalled()
  vi.advanceTimersByTime(16)
  expect(draw).toHaveBeenCalledOnce()
  // What comes after a rest does not wait.
  vi.advanceTimersByTime(50)
  options.debounceRendering?.(draw)
  vi.advanceTimersByTime(16)
  expect(draw).toHaveBeenCalledTimes(2)
})

it('draws a page in the background without frames', () => {
  page.hidden = true
  const draw = vi.fn()
  options.debounceRendering?.(draw)
  vi.advanceTimersByTime(0)
  expect(draw).toHaveBeenCalledOnce()
})
