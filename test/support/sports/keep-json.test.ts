import { expect, it } from 'vitest'
import { keepJson } from './keep-json.ts'

const DEEP = { a: [1, 'x', null, { b: false }], c: {} }

it('copies at any depth, and shares with the copies before what is in both', () => {
  const first = keepJson(DEEP)
  expect(first).toEqual(DEEP)
  for (const [copy, given] of [
    [first, DEEP],
    [first.a, DEEP.a],
    [first.c, DEEP.c],
  ])
    expect(copy).not.toBe(given)
  const second = keepJson({ ...first, d: [DEEP.c] })
  expect(second).toEqual({ ...DEEP, d: [{}] })
  expect(second.a).toBe(first.a)
  expect(second.d[0]).not.toBe(DEEP.c)
})

it('keeps two of one as two, as a text does', () => {
  const { one, other } = keepJson({ one: DEEP.c, other: DEEP.c })
  expect(one).not.toBe(other)
})

it('lets nobody change what it kept', () => {
  const kept = keepJson({ list: [1], object: { n: 1 } })
  expect(() => kept.list.push(2)).toThrow(TypeError)
  expect(() => {
    kept.object.n = 2
  }).toThrow(TypeError)
})

it('keeps a field of any name', () => {
  const given = JSON.parse('{"__proto__":{"a":1},"toString":2}')
  expect(JSON.stringify(keepJson(given))).toBe(JSON.stringify(given))
})

it.each([undefined, Number.NaN, Number.POSITIVE_INFINITY, -0, new Date(0), new Map(), 1n, Symbol.iterator])(
  'refuses what a text does not keep, such as %s',
  (value) => {
    for (const given of [value, { value }, [[value]]]) expect(() => keepJson(given)).toThrow('plain JSON')
  },
)

it('refuses a list with a hole', () => {
  expect(() => keepJson(new Array(1))).toThrow('plain JSON')
})
