import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const HERE = 'test/support/concurrent.ts'

const textOf = (file: string) => readFileSync(join(ROOT, file), 'utf8')

/** What a file imports of tests and benches, by the names that it takes. */
function importsOf(file: string): readonly { readonly from: string; readonly names: readonly string[] }[] {
  const found = textOf(file).matchAll(/(?:import (?:type )?(?:\{([^}]*)\}|[^{'"]*) from |import\()'([^']+)'/g)
  return [...found].map(([, names = '', from = '']) => ({
    from: from.startsWith('.') ? relative(ROOT, join(ROOT, dirname(file), from)) : from,
    names: names.split(',').map((name) => name.trim()),
  }))
}

it('whatever tests call that run at the same time has its `expect` and `onTestFinished` from there, too', () => {
  const tests = globSync('test/**/*.server.test.ts', { cwd: ROOT }).filter((file) =>
    importsOf(file).some(({ from, names }) => from === HERE && (names.includes('it') || names.includes('describe'))),
  )
  expect(tests.length).toBeGreaterThan(10)
  const needed = new Set(tests)
  for (const file of needed) {
    for (const { from } of importsOf(file)) if (/^(test|bench)\/.*\.ts$/.test(from) && from !== HERE) needed.add(from)
  }
  const astray = [...needed].filter((file) =>
    importsOf(file).some(({ from, names }) => from === 'vitest' && /^(expect|onTest\w+)$/m.test(names.join('\n'))),
  )
  expect(astray).toEqual([])
})
