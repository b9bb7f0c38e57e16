import { afterEach } from 'vitest'

/** For `FAIL_FIRST=1`: the first try of each test fails when it has done all it does, so the second finds what it has left behind. */
afterEach(({ task }) => {
  if (task.result?.retryCount === 0) throw new Error('the first try fails, as FAIL_FIRST asks')
})
