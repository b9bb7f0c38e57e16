import { afterEach, beforeEach, vi } from 'vitest'

/**
 * Each test of the file has a time of its own, which stands still until the test moves it on. Globals that a test stubs go with it.
 *
 * @param options of `vi.useFakeTimers`
 */
export function fakeTimePerTest(options?: Parameters<typeof vi.useFakeTimers>[0]): void {
  beforeEach(() => {
    vi.useFakeTimers(options)
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })
}
