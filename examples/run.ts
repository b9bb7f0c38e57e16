import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { glob, stat } from 'node:fs/promises'
import { delimiter } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildClient } from '../packages/client/build.ts'

/** `npm run example -- NAME [arguments]`: builds the client, installs it in the example's folder, and starts the example. */
const root = new URL('../', import.meta.url)
const [name = '', ...rest] = process.argv.slice(2)
const folder = new URL(`examples/${name}/`, root)

if (name === '' || !existsSync(new URL('package.json', folder))) {
  const known = readdirSync(new URL('examples/', root), { withFileTypes: true }).filter((entry) => entry.isDirectory())
  process.stderr.write(`npm run example -- NAME; the examples are ${known.map((entry) => entry.name).join(', ')}\n`)
  process.exit(1)
}
const client = new URL('dist/client/', root)
if (!(await isNewerThan(client, ['src/', 'packages/']))) {
  process.stderr.write('building @touchline/client …\n')
  await buildClient(client)
}
process.stderr.write(`installing what ${name} needs …\n`)
await run('npm install --no-audit --no-fund --no-package-lock --loglevel=error')
const { scripts } = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8'))
// Not by `npm start`, which would stand between this process and the signals of whoever ends it.
await run(`exec ${scripts.start} "$@"`, rest)

/** True if the package was built after the last change of its sources. */
async function isNewerThan(built: URL, sources: readonly string[]): Promise<boolean> {
  // The last file that a build writes.
  const builtAt = (await stat(new URL('LICENSE', built)).catch(() => undefined))?.mtimeMs ?? 0
  for (const source of sources) {
    for await (const path of glob('**', { cwd: new URL(source, root) })) {
      if ((await stat(new URL(`${source}${path}`, root))).mtimeMs > builtAt) return false
    }
  }
  return true
}

async function run(command: string, args: readonly string[] = []): Promise<void> {
  const path = `${fileURLToPath(new URL('node_modules/.bin', folder))}${delimiter}${process.env['PATH']}`
  const child = spawn('sh', ['-c', command, 'example', ...args], {
    cwd: folder,
    stdio: 'inherit',
    env: { ...process.env, PATH: path },
  })
  const pass = (signal: NodeJS.Signals) => child.kill(signal)
  process.on('SIGTERM', pass).on('SIGINT', pass)
  const [code] = await once(child, 'exit')
  process.off('SIGTERM', pass).off('SIGINT', pass)
  if (code !== 0) process.exit(code ?? 1)
}
