import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, inject } from 'vitest'
import { launchBrowser } from '../../support/chromium.ts'
import { atSecondTry } from '../../support/run/second-try.ts'
import type { Settings } from '../../support/start-server.ts'
import { createWorld, type World } from './world.ts'

/**
 * One browser and one world for the tests of a file. The second try of a test begins in a world as it was at first.
 *
 * @param options.fill plays what all tests of the file look at
 */
export function useWorld({ fill, settings }: { fill?: () => Promise<void>; settings?: Settings } = {}): {
  readonly browser: Browser
  readonly world: World
} {
  let browser: Browser
  let world: World
  beforeAll(async () => {
    ;[browser, world] = await Promise.all([launchBrowser(), createWorld(inject('databaseUrl'), settings)])
    await fill?.()
  })
  beforeEach(
    atSecondTry(async () => {
      await world.clear()
      await fill?.()
    }),
  )
  afterAll(async () => {
    await browser?.close()
    await world?.remove()
  })
  return {
    get browser() {
      return browser
    },
    get world() {
      return world
    },
  }
}
