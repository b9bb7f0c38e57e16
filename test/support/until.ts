import { setTimeout as pause } from 'node:timers/promises'

const EVERY_MS = 20
const PATIENCE_MS = 15_000

/** Repeats a check until it no longer throws. Works outside of a test run too. @returns what it returned @throws what the check threw last */
export async function until<T>(check: () => Promise<T>): Promise<T> {
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
