import { isKept, isScalar } from './keep-json.ts'

/**
 * True if both are plain JSON and the same: what is undefined, no number, an object of a class, or -0 would be lost or become
 * another on its way through a text. As strict as `isDeepStrictEqual` for these, and many times as fast.
 */
export function isSameJson(left: unknown, right: unknown): boolean {
  if (typeof left !== 'object' || left === null) return Object.is(left, right) && isScalar(left)
  if (typeof right !== 'object' || right === null) return false
  if (left === right && isKept(left)) return true
  if (Array.isArray(left)) return Array.isArray(right) && areSameItems(left, right)
  if (!isRecord(left) || !isRecord(right)) return false
  const keys = Object.keys(left)
  if (keys.length !== Object.keys(right).length) return false
  return keys.every((key) => Object.hasOwn(right, key) && isSameJson(left[key], right[key]))
}

function areSameItems(left: readonly unknown[], right: readonly unknown[]): boolean {
  if (left.length !== right.length) return false
  for (let index = 0; index < left.length; index += 1) if (!isSameJson(left[index], right[index])) return false
  return true
}

function isRecord(value: object): value is Record<string, unknown> {
  return Object.getPrototypeOf(value) === Object.prototype
}
