import { AsyncLocalStorage } from 'node:async_hooks'
import * as vitest from 'vitest'

/**
 * For files whose tests wait at the same time: `it` and `describe` begin the next test while one waits, and `expect` and
 * `onTestFinished` belong to the test that calls them. Vitest's own take the test that began last.
 */
export const it = vitest.it.concurrent
export const describe = vitest.describe.concurrent

/** The test that runs here, which `know-test.ts` tells. */
export const runningTest = new AsyncLocalStorage<vitest.TestContext>()

export const onTestFinished: typeof vitest.onTestFinished = (act, timeout) =>
  (runningTest.getStore()?.onTestFinished ?? vitest.onTestFinished)(act, timeout)

const expectHere = () => runningTest.getStore()?.expect ?? vitest.expect

export const expect: vitest.ExpectStatic = new Proxy(vitest.expect, {
  apply: (_target, _this, args: Parameters<vitest.ExpectStatic>) => expectHere()(...args),
  get: (_target, name) => Reflect.get(expectHere(), name),
})

/** True while a test runs; false in a `beforeAll` and in the global setup, where nothing is closed by itself. */
export function isInTest(): boolean {
  try {
    return (runningTest.getStore() ?? vitest.TestRunner.getCurrentTest()) !== undefined
  } catch {
    return false // the global setup has no test runner
  }
}
