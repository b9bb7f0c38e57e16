import { copyFile, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { runCommand } from '../../../support/run-command.ts'
import { startTestServer } from '../../../support/start-server.ts'
import { pythonGenerator, typescriptGenerator } from './generators.ts'

const HERE = import.meta.dirname
const MINUTES = { timeout: 600_000 }
/** Without the collector of cycles, which has nothing to collect and a third of the time: it walks all that the generator has read, again and again. */
const GENERATE = 'import gc, runpy; gc.disable(); runpy.run_module("openapi_python_client", run_name="__main__")'

async function documentOf(url: string): Promise<{ folder: string; document: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'touchline-clients-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const document = join(folder, 'openapi.json')
  await writeFile(document, await (await fetch(`${url}/openapi.json`)).text())
  return { folder, document }
}

it('[H3] a client that openapi-typescript makes compiles, knows each sport, and works', MINUTES, async () => {
  const { url } = await startTestServer()
  const tools = await typescriptGenerator()
  const { folder, document } = await documentOf(url)
  const bin = (name: string) => join(tools, 'node_modules/.bin', name)
  await symlink(join(tools, 'node_modules'), join(folder, 'node_modules'))
  await writeFile(join(folder, 'package.json'), '{"type":"module"}')
  await copyFile(join(HERE, 'feed-client.ts.txt'), join(folder, 'feed-client.ts'))
  const settings = {
    strict: true,
    noEmit: true,
    module: 'nodenext',
    target: 'es2024',
    allowImportingTsExtensions: true,
    skipLibCheck: true,
  }
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: { ...settings, lib: ['es2024', 'dom'] },
      files: ['feed-client.ts', 'process.d.ts'],
    }),
  )
  await writeFile(join(folder, 'process.d.ts'), 'declare const process: { readonly argv: readonly string[] }\n')

  const made = await runCommand(bin('openapi-typescript'), [document, '-o', join(folder, 'touchline.ts')])
  const compiled = await runCommand(bin('tsc'), ['-p', folder])
  const ran = await runCommand(process.execPath, [join(folder, 'feed-client.ts'), url])

  expect(made).toMatchObject({ code: 0 })
  expect(compiled).toEqual({ code: 0, stdout: '', stderr: '' })
  expect(ran).toMatchObject({ code: 0, stdout: `[1,"23'","match-not-found","g2"]\n` })
})

it(
  '[H3] a client that openapi-python-client makes is complete but for NDJSON, knows each sport, and works',
  MINUTES,
  async () => {
    const { url } = await startTestServer()
    const python = join(await pythonGenerator(), 'bin/python')
    const { folder, document } = await documentOf(url)
    const target = join(folder, 'touchline_client')
    const config = join(folder, 'config.yaml')
    // Its formatter is a program that need not be there.
    await writeFile(config, 'post_hooks: []\n')

    const args = ['--path', document, '--output-path', target, '--meta', 'none', '--config', config]
    const made = await runCommand(python, ['-c', GENERATE, 'generate', ...args])
    const ran = await runCommand(python, [join(HERE, 'feed.py'), url], { env: { PYTHONPATH: folder } })

    expect(made).toMatchObject({ code: 0 })
    expect(made.stdout + made.stderr).not.toMatch(/Unable to|removal/)
    expect((made.stdout + made.stderr).match(/WARNING .*/g)).toEqual([
      'WARNING parsing POST /v1/events within feeds. Endpoint will not be generated.',
    ])
    expect(ran).toEqual({ code: 0, stdout: 'python is typed: FootballState\n', stderr: '' })
  },
)
