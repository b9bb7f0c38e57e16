import type { TestContext } from 'vitest'

/**
 * For `beforeEach` of a file whose tests share something: does this before the second try of a test, which would find
 * there what the first has left.
 */
export function atSecondTry(act: () => Promise<void>): (context: Pick<TestContext, 'task'>) => Promise<void> {
  return async ({ task }) => {
    if ((task.result?.retryCount ?? 0) > 0) await act()
  }
}
