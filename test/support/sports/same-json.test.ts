import { expect, it } from 'vitest'
import { isSameJson } from './same-json.ts'

const DEEP = { a: [1, 'x', null, { b: false }], c: {} }

it('finds the same whatever the order of its keys, at any depth', () => {
  expect(isSameJson(DEEP, { c: {}, a: [1, 'x', null, { b: false }] })).toBe(true)
})

it.each([
  [{ ...DEEP, c: { d: 1 } }],
  [{ a: DEEP.a }],
  [{ ...DEEP, a: [1, 'x', null] }],
  [{ ...DEEP, a: { 0: 1, 1: 'x', 2: null, 3: { b: false } } }],
  [{ ...DEEP, c: [] }],
  [{ ...DEEP, c: null }],
  [{ a: DEEP.a, d: {} }],
])('tells what differs: %j', (other) => {
  expect(isSameJson(DEEP, other)).toBe(false)
  expect(isSameJson(other, DEEP)).toBe(false)
})

it.each([undefined, Number.NaN, Number.POSITIVE_INFINITY, -0, new Date(0), new Map(), 1n, Symbol.iterator])(
  'takes nothing that a text does not keep, such as %s, even for the same',
  (value) => {
    expect(isSameJson({ value }, { value })).toBe(false)
    expect(isSameJson([value], [value])).toBe(false)
  },
)
