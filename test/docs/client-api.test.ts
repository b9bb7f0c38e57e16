import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { clientApi } from '../../src/docs/client-api.ts'

it('docs/client-api.md is what `npm run docs` writes', async () => {
  const committed = readFileSync(new URL('../../docs/client-api.md', import.meta.url), 'utf8')
  expect(committed).toBe(await clientApi())
})

const page = readFileSync(new URL('../../docs/client-api.md', import.meta.url), 'utf8')
const declared = [...page.matchAll(/^export .*?\b(?:interface|type|class|function|const) (\w+)/gm)].map(
  ([, name]) => name,
)

/** The names that a module lets others import, but those that it passes on by `*`. */
function exportedBy(entry: string): string[] {
  const text = readFileSync(new URL(`../../src/${entry}`, import.meta.url), 'utf8')
  const lists = [...text.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(([, names = '']) => names.split(','))
  const named = lists.map((name) => name.trim().replace(/^type |.* as /g, ''))
  const own = [...text.matchAll(/^export (?:interface|type|class|function|const) (\w+)/gm)].map(([, name = '']) => name)
  return [...named, ...own].filter((name) => name !== '')
}

const ENTRIES = [
  'client/index.ts',
  'client/element.ts',
  'client/react/index.ts',
  'client/shared/index.ts',
  'feed-client/index.ts',
]

it.each(ENTRIES)('docs/client-api.md has each name that src/%s exports', (entry) => {
  expect(exportedBy(entry).filter((name) => !declared.includes(name))).toEqual([])
})

it('docs/client-api.md has no other name, and nothing is of type any', () => {
  const exported = new Set([...ENTRIES.flatMap(exportedBy), 'CorrectionKind'])
  expect(declared.filter((name = '') => !exported.has(name))).toEqual([])
  expect(page).not.toMatch(/: any\b|<any>|\bany\[\]/)
})
