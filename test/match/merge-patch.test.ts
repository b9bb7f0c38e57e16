import { describe, expect, it } from 'vitest'
import { applyPatch, diff, isEqual, type Json, type JsonObject } from '../../src/match/merge-patch.ts'
import { forSeeds, type SeededRandom } from '../support/seeded-random.ts'

describe('applyPatch', () => {
  // Appendix A of RFC 7396, those of its examples whose document and patch are objects.
  const examples: [JsonObject, JsonObject, JsonObject][] = [
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ]
  it.each(examples)('turns %j with %j into %j', (target, patch, result) => {
    expect(applyPatch(target, patch)).toEqual(result)
  })

  it('follows the example of section 3', () => {
    const document = {
      title: 'Goodbye!',
      author: { givenName: 'John', familyName: 'Doe' },
      tags: ['example', 'sample'],
      content: 'This will be unchanged',
    }
    const patch = { title: 'Hello!', phoneNumber: '+01-123-456-7890', author: { familyName: null }, tags: ['example'] }
    expect(applyPatch(document, patch)).toEqual({
      title: 'Hello!',
      author: { givenName: 'John' },
      tags: ['example'],
      content: 'This will be unchanged',
      phoneNumber: '+01-123-456-7890',
    })
  })

  it('changes nothing it is given and shares what the patch does not touch', () => {
    const target = Object.freeze({ clock: Object.freeze({ baseMs: 1 }), score: Object.freeze({ home: 0 }) })
    const result = applyPatch<JsonObject>(target, { score: { home: 1 } })
    expect(result).toEqual({ clock: { baseMs: 1 }, score: { home: 1 } })
    expect(result['clock']).toBe(target.clock)
  })
})

describe('diff', () => {
  it('is undefined for equal documents, whatever the order of their keys', () => {
    expect(diff({ a: 1, b: { c: [1, { d: 2 }] } }, { b: { c: [1, { d: 2 }] }, a: 1 })).toBeUndefined()
  })

  it('names only what changed', () => {
    const before = { score: { home: 0, away: 0 }, phase: 'first_half', result: { winner: 'home' } }
    const after = { score: { home: 1, away: 0 }, phase: 'first_half' }
    expect(diff(before, after)).toEqual({ score: { home: 1 }, result: null })
  })

  it('replaces lists whole', () => {
    expect(diff({ kicks: [1, 2] }, { kicks: [1, 2, 3] })).toEqual({ kicks: [1, 2, 3] })
  })

  it('does not look into what two documents share', () => {
    const shared = new Proxy({}, { ownKeys: () => expect.unreachable('looked into a shared part') })
    expect(diff({ detail: shared, a: 1 }, { detail: shared, a: 2 })).toEqual({ a: 2 })
  })

  it('leads from any document to any other', () =>
    forSeeds(300, (random) => {
      const before = anyDocument(random, 4)
      const after = random.chance(0.7) ? mutated(random, before) : anyDocument(random, 4)
      const patch = diff(before, after)
      if (patch === undefined) return expect(before).toEqual(after)
      expect(applyPatch(before, JSON.parse(JSON.stringify(patch)) as JsonObject)).toEqual(after)
      return undefined
    }))
})

describe('isEqual', () => {
  it.each<[unknown, unknown, boolean]>([
    [1, 1, true],
    [1, '1', false],
    [[1, 2], [1, 2], true],
    [[1, 2], [2, 1], false],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [{ a: 1 }, { b: 1 }, false],
    [{}, [], false],
    [undefined, undefined, true],
    [{}, undefined, false],
  ])('of %j and %j is %j', (left, right, equal) => {
    expect(isEqual(left, right)).toBe(equal)
  })
})

const KEYS = ['a', 'b', 'c', 'toString', 'constructor', '0', '']

function anyDocument(random: SeededRandom, depth: number): JsonObject {
  const keys = random.shuffle(KEYS).slice(0, random.int(KEYS.length + 1))
  return Object.fromEntries(keys.map((key) => [key, anyValue(random, depth - 1)]))
}

function anyValue(random: SeededRandom, depth: number): Json {
  const kind = random.int(depth > 0 ? 5 : 3)
  if (kind === 0) return random.int(3)
  if (kind === 1) return random.chance(0.5)
  if (kind === 2) return random.pick(['', 'x', 'y'])
  if (kind === 3) return Array.from({ length: random.int(3) }, () => anyValue(random, depth - 1))
  return anyDocument(random, depth)
}

function mutated(random: SeededRandom, document: JsonObject): JsonObject {
  const entries = Object.entries(document).filter(() => random.chance(0.8))
  return Object.fromEntries(entries.map(([key, value]) => [key, random.chance(0.5) ? anyValue(random, 2) : value]))
}
