import { cp, symlink } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { builtPages } from '../../src/web/build/built-pages.ts'
import { spawnProgram } from '../support/start-server.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

it('the very first start makes the program, and the program makes the very files for browsers that the sources make', async () => {
  const copy = await temporaryDirectory()
  for (const path of ['src', 'migrations', 'docs', 'package.json', 'tsconfig.json']) {
    await cp(path, join(copy, path), { recursive: true })
  }
  await symlink(resolve('node_modules'), join(copy, 'node_modules'))
  const server = await spawnProgram(join(copy, 'src/main.ts'), {})
  expect(server.process.output()).toContain('built the pages')
  const { files } = await builtPages()
  const textOf = async (path: string) => (await fetch(`${server.url}/assets/${path}`)).text()
  // Those that other sites load by name. The names of the others have a hash of where their sources lie.
  const named = [...files].filter(([path]) => path.startsWith('client/') && !path.includes('other-ways'))
  expect(named.length).toBeGreaterThan(3)
  for (const [path, { body }] of named) expect(await textOf(path), path).toBe(String(body))
  const [script = ''] = /main-\w+\.js/.exec((await server.call('GET', '/')).body) ?? []
  expect(await textOf(script)).toContain('import.meta.url')
})
