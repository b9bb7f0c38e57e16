import { setTimeout as pause } from 'node:timers/promises'

const EVERY_MS = 20
const PATIENCE_MS = 15_000

/** Repeats a check until it no longer throws. Works outside of a test run too. @throws what the check threw last */
export async function until(check: () => Promise<void>): Promise<void> {
  const deadlineAt = Date.now() + PATIENCE_MS
  for (;;) {
    try {
      return await check()
    } catch (error) {
      if (Date.now() > deadlineAt) throw error
      await pause(EVERY_MS)
    }
  }
}
