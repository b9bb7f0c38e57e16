/**
 * RFC 7396 JSON merge patch: `diff` makes one, `applyPatch` folds it in.
 *
 * Exact for documents without `null` (null means "remove" in a patch). Objects are compared by identity first, so the
 * cost follows what changed, not the size of the document, when the two share structure.
 */

export type Json = string | number | boolean | null | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [key: string]: Json
}

/** The patch that turns `before` into `after`, or `undefined` when they are equal. */
export function diff(before: object, after: object): JsonObject | undefined {
  if (before === after) return undefined
  const from = before as JsonObject
  const to = after as JsonObject
  const patch: Record<string, Json> = {}
  let isEmpty = true
  let shared = 0
  for (const key of Object.keys(to)) {
    const value = to[key]
    const isSame = from[key] === value
    if ((isSame && value !== undefined) || Object.hasOwn(from, key)) shared += 1
    if (isSame) continue
    const change = diffValue(from[key], value as Json)
    if (change === undefined) continue
    patch[key] = change
    isEmpty = false
  }
  const keys = Object.keys(from)
  // Only then has `from` keys that `to` lacks, which is rare.
  if (keys.length > shared) {
    for (const key of keys) {
      if (Object.hasOwn(to, key)) continue
      patch[key] = null
      isEmpty = false
    }
  }
  return isEmpty ? undefined : patch
}

function diffValue(before: Json | undefined, after: Json): Json | undefined {
  if (before === after) return undefined
  if (isObject(before) && isObject(after)) return diff(before, after)
  return isEqual(before, after) ? undefined : after
}

/** Applies a patch without changing `target`; what the patch does not touch is shared with the result. */
export function applyPatch<T extends object>(target: T, patch: JsonObject): T {
  const result: Record<string, Json> = { ...(target as JsonObject) }
  for (const key of Object.keys(patch)) {
    const change = patch[key] as Json
    if (change === null) delete result[key]
    else if (isObject(change)) result[key] = applyPatch(asObject(result[key]), change)
    else result[key] = change
  }
  return result as T
}

/** Deep equality of two JSON values, whatever the order of their keys. */
export function isEqual(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false
    for (let index = 0; index < left.length; index += 1) if (!isEqual(left[index], right[index])) return false
    return true
  }
  if (!isObject(left) || !isObject(right)) return false
  const keys = Object.keys(left)
  if (keys.length !== Object.keys(right).length) return false
  for (const key of keys) {
    const value = left[key]
    if (value === right[key] && value !== undefined) continue
    if (!Object.hasOwn(right, key) || !isEqual(value, right[key])) return false
  }
  return true
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function asObject(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {}
}
