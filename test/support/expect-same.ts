import { expect } from 'vitest'

/** `expect(actual, what).toBe(expected)`, for what is asked of hundreds of thousands of states: `expect` takes longer than all else there. */
export function expectSame(actual: unknown, expected: unknown, what?: string): void {
  if (!Object.is(actual, expected)) expect(actual, what).toBe(expected)
}
