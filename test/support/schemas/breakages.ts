/** One way to spoil a value: where, and how. */
export interface Breakage {
  readonly path: readonly (string | number)[]
  readonly how: string
  readonly value: unknown
}

/** What a field may be made: of each type, too long, too big, too deep, of no use. */
const WRONG: Readonly<Record<string, unknown>> = {
  null: null,
  true: true,
  'a number': 7,
  'a fraction': 0.3,
  'a negative number': -1,
  'a number that is too big': 1e300,
  'no text': '',
  blanks: '  ',
  'a word': 'qwertz',
  __proto__: '__proto__',
  'a text that is too long': 'x'.repeat(5_000),
  'an empty list': [],
  'a list': [[{}], 7],
  'an empty object': {},
  'an object': { qwertz: { 1: null } },
}
const MISSING = Symbol('missing')

/** Each field of a value, at any depth, left out and made everything that it may not be; and objects with a field that nobody knows. */
export function* breakagesOf(value: unknown, path: readonly (string | number)[] = []): Generator<Breakage> {
  for (const [how, wrong] of Object.entries(WRONG)) yield { path, how, value: wrong }
  if (typeof value !== 'object' || value === null) return
  for (const [key, item] of Object.entries(value)) {
    const step = Array.isArray(value) ? Number(key) : key
    yield { path: [...path, step], how: 'missing', value: MISSING }
    yield* breakagesOf(item, [...path, step])
  }
  if (!Array.isArray(value)) yield { path: [...path, 'qwertz'], how: 'an unknown field', value: 1 }
}

/** The value with one place of it broken. */
export function broken(value: unknown, { path, value: wrong }: Breakage): unknown {
  const [first, ...rest] = path
  if (first === undefined) return wrong
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string | number, unknown>
  if (rest.length === 0 && wrong === MISSING) {
    if (Array.isArray(copy)) copy.splice(Number(first), 1)
    else delete copy[first]
    return copy
  }
  copy[first] = broken(copy[first], { path: rest, how: '', value: wrong })
  return copy
}
