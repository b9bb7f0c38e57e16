import { expect, it } from 'vitest'
import { matchesGlob } from '../../src/access/glob.ts'
import { forSeeds } from '../support/seeded-random.ts'

it.each([
  ['m1', 'm1', true],
  ['m1', 'm10', false],
  ['*', '', true],
  ['*', 'anything', true],
  ['cup-*', 'cup-final', true],
  ['cup-*', 'cup-', true],
  ['cup-*', 'cup', false],
  ['*-final', 'cup-semi-final', true],
  ['a*b*c', 'a-b-c', true],
  ['a*b*c', 'a-c-b', false],
  ['m?', 'm1', true],
  ['m?', 'm', false],
  ['m.1', 'mx1', false],
  ['', '', true],
  ['', 'm', false],
])('the glob "%s" of "%s" is %s', (pattern, text, expected) => {
  expect(matchesGlob(pattern, text)).toBe(expected)
})

it('is what the regular expression of the glob is, of any pattern and text', async () => {
  await forSeeds(2_000, (random) => {
    const any = (letters: string, most: number) =>
      Array.from({ length: random.int(most) }, () => random.pick([...letters])).join('')
    const [pattern, text] = [any('ab*?', 7), any('ab', 8)]
    const expression = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`)
    expect(matchesGlob(pattern, text), `${pattern} ${text}`).toBe(expression.test(text))
  })
})

it('takes no longer for a pattern that a regular expression would try for ever', () => {
  expect(matchesGlob(`${'*a'.repeat(100)}b`, 'a'.repeat(2_000))).toBe(false)
})
