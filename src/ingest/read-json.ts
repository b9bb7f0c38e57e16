import { InvalidRequest } from '../errors.ts'

/** A text without any of these has no name that is refused, neither written plainly nor in escapes. */
const MAY_BE_REFUSED = /proto|\\u/

/**
 * Parses JSON that is not a whole HTTP body, and refuses what is refused in one: a field named `__proto__`, or
 * `prototype` within `constructor`. Taken, it would vanish on the way.
 *
 * @throws {SyntaxError} if it is not JSON
 * @throws {InvalidRequest}
 */
export function readJson(text: string): unknown {
  const value: unknown = JSON.parse(text)
  refuseNames(text, value)
  return value
}

/**
 * @param value of the text
 * @throws {InvalidRequest}
 */
export function refuseNames(text: string, value: unknown): void {
  if (MAY_BE_REFUSED.test(text) && hasRefusedName(value)) {
    throw new InvalidRequest('it has a field named __proto__, or prototype within constructor, which is refused')
  }
}

/** Without recursion: the text may nest as deep as it likes. */
function hasRefusedName(value: unknown): boolean {
  const open: unknown[] = [value]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue
    if (Object.hasOwn(next, '__proto__')) return true
    if (Object.hasOwn(next, 'constructor')) {
      const { constructor: made } = next as { readonly constructor: unknown }
      if (typeof made === 'object' && made !== null && Object.hasOwn(made, 'prototype')) return true
    }
    for (const item of Object.values(next)) open.push(item)
  }
  return false
}
