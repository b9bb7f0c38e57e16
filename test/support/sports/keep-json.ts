/** Copies that were made here: they are plain, and frozen. */
const kept = new WeakSet<object>()

/**
 * What is read again after it was written as a text: a frozen copy. Of what it has in common with earlier copies there
 * is no other one, so it takes as long as what is new is big.
 *
 * @throws if it is not plain JSON: what a text does not keep, such as undefined or -0, at any depth
 */
export function keepJson<T>(value: T): T {
  return keep(value) as T
}

function keep(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) {
    if (isScalar(value)) return value
    throw new Error(`what the reducer made is not plain JSON: ${String(value)}`)
  }
  if (kept.has(value)) return value
  const copy = Object.freeze(Array.isArray(value) ? copyItems(value) : copyFields(value))
  kept.add(copy)
  return copy
}

function copyItems(items: readonly unknown[]): unknown[] {
  const copy: unknown[] = []
  // Not `map`, which passes over holes.
  for (let index = 0; index < items.length; index += 1) copy.push(keep(items[index]))
  return copy
}

function copyFields(value: object): object {
  if (Object.getPrototypeOf(value) !== Object.prototype) throw new Error('what the reducer made is not plain JSON')
  // Copied as a whole, which is faster than field by field, and takes a `__proto__` for what it is here: a field.
  const copy: Record<string, unknown> = { ...value }
  for (const key of Object.keys(copy)) {
    const field = copy[key]
    const own = keep(field)
    if (own !== field) copy[key] = own
  }
  return copy
}

/** True for a copy that was made here, which is plain. */
export function isKept(value: object): boolean {
  return kept.has(value)
}

export function isScalar(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || isNumber(value)
}

function isNumber(value: unknown): boolean {
  return Number.isFinite(value) && !Object.is(value, -0)
}
