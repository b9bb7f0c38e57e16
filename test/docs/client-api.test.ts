import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { clientApi } from '../../src/docs/client-api.ts'

it('docs/client-api.md is what `npm run docs` writes', async () => {
  const committed = readFileSync(new URL('../../docs/client-api.md', import.meta.url), 'utf8')
  expect(committed).toBe(await clientApi())
})

it.each([
  'client/index.ts',
  'client/element.ts',
  'client/react/index.ts',
  'client/shared/index.ts',
  'feed-client/index.ts',
])('docs/client-api.md has each name that src/%s exports, and nothing is of type any', (entry) => {
  const page = readFileSync(new URL('../../docs/client-api.md', import.meta.url), 'utf8')
  const text = readFileSync(new URL(`../../src/${entry}`, import.meta.url), 'utf8')
  const exported = [...text.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(([, names = '']) =>
    names.split(',').map((name) =>
      name
        .trim()
        .replace(/^type /, '')
        .replace(/ as .*/, ''),
    ),
  )
  const declared = new Set(
    [...page.matchAll(/^export .*?\b(?:interface|type|class|function|const) (\w+)/gm)].map(([, name]) => name),
  )
  expect(exported.filter((name) => name !== '' && !declared.has(name))).toEqual([])
  expect(page).not.toMatch(/: any\b|<any>|\bany\[\]/)
})
