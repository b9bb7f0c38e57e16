import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { cached } from '../../../support/programs/cache.ts'

const run = promisify(execFile)

/** Installing is slow on a busy machine, and happens once. */
const INSTALL_MS = 400_000
const NPM = { 'openapi-typescript': '7.13.0', typescript: '5.9.3', 'openapi-fetch': '0.17.0' }
const PYTHON = 'openapi-python-client==0.29.1'

/** A folder with `node_modules`. Not in our own: `openapi-typescript` needs an older compiler than we do. */
export function typescriptGenerator(): Promise<string> {
  return cached(`openapi-typescript-${NPM['openapi-typescript']}`, async (directory) => {
    await writeFile(
      join(directory, 'package.json'),
      JSON.stringify({ private: true, type: 'module', dependencies: NPM }),
    )
    await run('npm', ['install', '--no-audit', '--no-fund'], { cwd: directory, timeout: INSTALL_MS })
  })
}

/** A folder with `bin/python` and the package; scripts of a virtual environment name the folder in which they were made, so none is called. */
export function pythonGenerator(): Promise<string> {
  return cached(PYTHON.replace('==', '-'), async (directory) => {
    await run('python3', ['-m', 'venv', directory], { timeout: INSTALL_MS })
    await run(join(directory, 'bin/python'), ['-m', 'pip', 'install', '-q', PYTHON], { timeout: INSTALL_MS })
  })
}
