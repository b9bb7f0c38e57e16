import { readdir, readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { builtClient } from '../built-client.ts'
import { installPacked, packedFiles, type Stranger } from '../packed.ts'

let built: URL
let stranger: Stranger

beforeAll(async () => {
  built = await builtClient()
  stranger = await installPacked(built)
})
afterAll(async () => {
  await stranger?.remove()
})

describe('@touchline/client', () => {
  it('has modules, types, readme and licence, and nothing else: no sources, no tests', async () => {
    const files = await packedFiles(built)
    expect(files).toEqual(
      expect.arrayContaining([
        'index.js',
        'element.js',
        'feed.js',
        'react.js',
        'shared.js',
        'shared-worker.js',
        'README.md',
        'LICENSE',
        'package.json',
      ]),
    )
    expect(
      files.filter(
        (path) => !/^(?:(?:shared\/)?[\w-]+\.js|types\/.+\.d\.ts|README\.md|LICENSE|package\.json)$/.test(path),
      ),
    ).toEqual([])
  })

  it('brings no other package', async () => {
    const installed = await readdir(`${stranger.folder}/node_modules`)
    expect(installed.filter((name) => !name.startsWith('.'))).toEqual(['@touchline'])
  })

  it('has the version of the repository', async () => {
    const manifest = JSON.parse(await readFile(new URL('package.json', built), 'utf8'))
    const repository = JSON.parse(await readFile(new URL('../../../package.json', import.meta.url), 'utf8'))
    expect(manifest.version).toBe(repository.version)
    expect(manifest).not.toHaveProperty('private')
  })

  it('lets server components import the provider', async () => {
    expect(await readFile(new URL('react.js', built), 'utf8')).toMatch(/^["']use client["']/)
  })

  it('gives `npm publish` nothing to complain of', async () => {
    const folder = `${stranger.folder}/node_modules/@touchline/client`
    const said = await stranger.run('npm', 'publish', '--dry-run', '--offline', '--access', 'public', folder)
    const warnings = said
      .split('\n')
      .filter((line) => /npm warn/i.test(line) && !line.includes('requires you to be logged in'))
    expect(warnings).toEqual([])
  })

  it('is at most 10 KB compressed where a page bundles the client alone', async () => {
    const { outputFiles, metafile } = await build({
      stdin: {
        contents: "import { createClient } from '@touchline/client'\nglobalThis.client = createClient()",
        resolveDir: stranger.folder,
      },
      bundle: true,
      minify: true,
      format: 'esm',
      // What stands in for WebSocket is loaded by those who need it.
      splitting: true,
      outdir: 'out',
      metafile: true,
      write: false,
    })
    const sizeOf = (path: string) => {
      const file = outputFiles.find((each) => each.path.endsWith(path))
      return gzipSync(file?.contents ?? Buffer.alloc(0)).byteLength
    }
    const loaded = new Set<string>()
    const load = (path: string) => {
      if (loaded.has(path)) return
      loaded.add(path)
      for (const { path: next, kind } of metafile.outputs[path]?.imports ?? [])
        if (kind !== 'dynamic-import') load(next)
    }
    load('out/stdin.js')
    const size = [...loaded].reduce((sum, path) => sum + sizeOf(path), 0)
    expect(size).toBeGreaterThan(1_000)
    expect(size).toBeLessThanOrEqual(10_240)
    // All of it, for who bundles it into one file.
    expect(Object.keys(metafile.outputs).reduce((sum, path) => sum + sizeOf(path), 0)).toBeLessThanOrEqual(19_456)
  })

  it('leaves out what a page does not import', async () => {
    const { outputFiles } = await build({
      stdin: {
        contents: "import { clockMs } from '@touchline/client'\nglobalThis.ms = clockMs",
        resolveDir: stranger.folder,
      },
      bundle: true,
      minify: true,
      format: 'esm',
      write: false,
    })
    expect(outputFiles[0]?.contents.byteLength).toBeLessThan(2_000)
  })
})

describe('the worker of all tabs', () => {
  it('is one file, for bundlers that only copy it', async () => {
    const text = await readFile(new URL('shared-worker.js', built), 'utf8')
    expect(text.match(/^(?:import|export)\b.*from|import\(/gm)).toBeNull()
  })
})

describe('the package in Node', () => {
  it('is imported without a DOM, and follows nothing until asked to', async () => {
    await stranger.write('use.js', "import { createClient } from '@touchline/client'\nconsole.log(typeof createClient)")
    expect(await stranger.run(process.execPath, 'use.js')).toBe('function\n')
  })
})
