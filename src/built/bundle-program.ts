import { readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import type { Metafile, Plugin } from 'esbuild'

/** How deep below the project the files lie: `dist/program/KEY`. */
const UP_TO_ROOT = '../../../'

/** What an ES module has not, and packages of CommonJS and our own code ask for. */
const BANNER = `import { createRequire as createRequire_ } from 'node:module'
import { fileURLToPath as fileURLToPath_ } from 'node:url'
const root_ = new URL('${UP_TO_ROOT}', import.meta.url)
const require = createRequire_(new URL('package.json', root_))
const urlOf_ = (path) => new URL(path, root_).href
const pathOf_ = (path) => fileURLToPath_(urlOf_(path))`

/**
 * Loaded from their packages, if at all: what builds the pages, sockets of Cloudflare's workers, which are not installed everywhere, and Fastify's
 * own compilers of JSON Schema, in whose place we give it ours.
 */
const LEFT_OUT = ['esbuild', 'pg-cloudflare', '@fastify/ajv-compiler', '@fastify/fast-json-stringify-compiler']

export interface ProgramSource {
  /** The folder of the project, or of a package that was installed. */
  readonly root: string
  /** Below it: the module that is the program. */
  readonly entry: string
}

/**
 * Makes the server into a few files: one that every start needs, and those that are loaded when they are asked for. Names of functions and
 * the lines' order stay, and a map tells where each line comes from.
 *
 * @param out where the files are written
 */
export async function bundleProgram({ root, entry }: ProgramSource, out: string): Promise<void> {
  const { build } = await import('esbuild')
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [{ in: entry, out: 'main' }],
    outdir: out,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    external: LEFT_OUT,
    banner: { js: BANNER },
    define: PLACES,
    plugins: [placesOf(root)],
    sourcemap: 'linked',
    sourcesContent: false,
    metafile: true,
    logLevel: 'silent',
  })
  await writeFile(join(out, 'inputs.json'), JSON.stringify(inputsOf(metafile.outputs)))
}

/** What a module says of its own place, and the name that has it in our files. */
const PLACES = {
  'import.meta.url': 'moduleUrl_',
  'import.meta.dirname': 'moduleFolder_',
  __dirname: 'moduleFolder_',
  __filename: 'moduleFile_',
}

/** Modules go on saying where they are by where they were written: that is how they find what lies beside them. */
function placesOf(root: string): Plugin {
  return {
    name: 'places',
    setup({ onLoad }) {
      onLoad({ filter: /\.(?:ts|tsx|[cm]?js)$/ }, async ({ path }) => {
        const text = await readFile(path, 'utf8')
        if (!Object.keys(PLACES).some((place) => text.includes(place))) return undefined
        const name = JSON.stringify(relative(root, path))
        const folder = JSON.stringify(dirname(relative(root, path)))
        const places = `var moduleUrl_ = urlOf_(${name}), moduleFile_ = pathOf_(${name}), moduleFolder_ = pathOf_(${folder});`
        // A directive stays the first, and lines stay where they are.
        const [directive = ''] = /^\s*(?:'use strict'|"use strict");?/.exec(text) ?? []
        const contents = `${directive}${directive && ';'}${places}${text.slice(directive.length)}`
        return { contents, loader: /\.tsx?$/.test(path) ? 'ts' : 'js' }
      })
    },
  }
}

/** Of each file, the modules that it has; for whoever asks what a start loads. */
function inputsOf(outputs: Metafile['outputs']): Readonly<Record<string, readonly string[]>> {
  const code = Object.entries(outputs).filter(([path]) => path.endsWith('.mjs'))
  return Object.fromEntries(code.map(([path, { inputs }]) => [basename(path), Object.keys(inputs)]))
}
