import { type Fault, InvalidRequest } from '../../../errors.ts'
import { cleanText } from '../../../match/clean-text.ts'
import { jsonPath } from './faults.ts'

const MAX_DEPTH = 32

/** Why a value has no clean copy, to be said after its name. */
const NOT_CLEAN = `nests deeper than ${MAX_DEPTH} levels, or has a number beyond 1.8e308`

/**
 * A copy of a JSON value without what the wire does not know: `null` means the same as left out, in objects and in
 * arrays. Texts, those of keys too, are cleaned. `__proto__` is dropped because writing it would change an object's prototype.
 *
 * @returns undefined if the value nests deeper than 32 levels, or has a number that no JSON text gives back: `1e999` is read as infinite
 */
export function cleanJson(value: unknown, depth = 1): unknown {
  if (typeof value === 'string') return cleanText(value)
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value !== 'object' || value === null) return value
  if (depth > MAX_DEPTH) return undefined
  if (Array.isArray(value)) return cleanList(value, depth)
  const clean: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) {
    if (item === null || item === undefined || key === '__proto__') continue
    const copy = cleanJson(item, depth + 1)
    if (copy === undefined) return undefined
    clean[cleanText(key)] = copy
  }
  return clean
}

/** The first place of a value that has no clean copy, and what is wrong there; undefined of a clean one. Recursion ends with the depth. */
function uncleanPlace(value: unknown, at = '', depth = 1): Fault | undefined {
  if (typeof value === 'number' && !Number.isFinite(value)) return { path: at, message: 'must be 1.8e308 at most' }
  if (typeof value !== 'object' || value === null) return undefined
  if (depth > MAX_DEPTH) return { path: at, message: `must not be deeper than ${MAX_DEPTH} levels` }
  for (const [key, item] of Object.entries(value)) {
    const fault = uncleanPlace(item, jsonPath([Array.isArray(value) ? Number(key) : key], at), depth + 1)
    if (fault !== undefined) return fault
  }
  return undefined
}

/** The refusal of a value that has no clean copy, with the place. */
export function notClean(what: string, value: unknown): InvalidRequest {
  const fault = uncleanPlace(value)
  return new InvalidRequest(`the ${what} ${NOT_CLEAN}`, fault && [fault])
}

function cleanList(list: readonly unknown[], depth: number): unknown[] | undefined {
  const clean: unknown[] = []
  for (const item of list) {
    if (item === null) continue
    const copy = cleanJson(item, depth + 1)
    if (copy === undefined) return undefined
    clean.push(copy)
  }
  return clean
}

const LONGEST_NUMBER = 25

/** The most bytes that a cleaned JSON value takes as text. Writing the text to measure it would cost five times as much. */
export function mostBytesOf(value: unknown): number {
  // A cleaned text has no control characters, so nothing in it takes more than three bytes of UTF-8 for each 16 bits.
  if (typeof value === 'string') return 3 * value.length + 2
  if (typeof value !== 'object' || value === null) return LONGEST_NUMBER
  let bytes = 2
  if (Array.isArray(value)) {
    for (const item of value) bytes += mostBytesOf(item) + 1
    return bytes
  }
  for (const key of Object.keys(value)) bytes += mostBytesOf(key) + mostBytesOf((value as JsonLike)[key]) + 2
  return bytes
}

type JsonLike = Readonly<Record<string, unknown>>

export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
