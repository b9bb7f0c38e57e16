import { transform } from 'esbuild'
import { expect, it } from 'vitest'
import { CSS } from '../../../src/client/element/style.ts'
import { builtPages } from '../../../src/web/build/built-pages.ts'
import { BROWSERS } from '../../../src/web/build/bundle.ts'

const { files } = await builtPages()
const texts = (ending: string) =>
  [...files].filter(([path]) => path.endsWith(ending)).map(([path, { body }]) => [path, body.toString()] as const)

/** What one of Safari 16.4, Chrome 109 and Firefox 115 has not. esbuild writes newer syntax in theirs; it adds no functions. */
const TOO_NEW_SCRIPT =
  /\b(?:Map|Object)\.groupBy\b|\.(?:toSorted|toReversed|toSpliced|isWellFormed|toWellFormed)\(|\bPromise\.(?:withResolvers|try)\b|\bURL\.canParse\b|\bAbortSignal\.any\b|\bArray\.fromAsync\b|\bIterator\.from\b|\bRegExp\.escape\b|\bscheduler\.yield\b|\.(?:isSubsetOf|symmetricDifference|toBase64|getOrInsert)\(|\bIntl\.DurationFormat\b/
const TOO_NEW_STYLE =
  /oklch\(|color-mix\(|light-dark\(|:has\(|@starting-style|@scope|text-wrap:\s*(?:balance|pretty)|\banchor-name\b|:dir\(|\bsubgrid\b|@property\b|@position-try|interpolate-size|field-sizing|\blinear\(/

it.each(texts('.js'))('%s has the syntax and the functions of the oldest browsers alone', async (_path, text) => {
  expect(TOO_NEW_SCRIPT.exec(text)?.[0]).toBeUndefined()
  // esbuild says so where it would have to change something.
  const { code } = await transform(text, { target: BROWSERS, format: 'esm', minify: true, legalComments: 'none' })
  expect(code.length).toBeLessThanOrEqual(text.length)
})

it.each(texts('.css'))('%s has the styles of the oldest browsers alone', (_path, text) => {
  expect(TOO_NEW_STYLE.exec(text)?.[0]).toBeUndefined()
})

it('the elements have the styles of the oldest browsers alone, but where they ask for them', () => {
  expect(CSS).toContain('@supports (color: light-dark(')
  const asked = /@supports[^{]*\{(?:[^{}]*\{[^{}]*\})*\s*\}/g
  expect(TOO_NEW_STYLE.exec(CSS.replace(asked, ''))?.[0]).toBeUndefined()
})

it.each(texts('.js'))('%s has no schemas: browsers read what a server has checked', (_path, text) => {
  expect(text).not.toContain('_zod')
})

it('notices what is too new', () => {
  for (const text of ['Map.groupBy(a,b)', 'a.toSorted()', 'Promise.withResolvers()'])
    expect(text).toMatch(TOO_NEW_SCRIPT)
})
