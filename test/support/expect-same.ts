import { expect } from 'vitest'
import { isSameJson } from './sports/same-json.ts'

/** `expect(actual, what).toBe(expected)`, for what is asked of hundreds of thousands of states: `expect` takes longer than all else there. */
export function expectSame(actual: unknown, expected: unknown, what?: string): void {
  if (!Object.is(actual, expected)) expect(actual, what).toBe(expected)
}

/** `expect(actual).toEqual(expected)`, for states and whatever else is JSON: where both are the same it takes a fraction of the time. */
export function expectSameJson(actual: unknown, expected: unknown): void {
  if (!isSameJson(actual, expected)) expect(actual).toEqual(expected)
}
