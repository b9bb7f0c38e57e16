import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { cached } from '../support/programs/cache.ts'

const execute = promisify(execFile)

/** A runtime out of its npm package; fetched once and kept. */
export async function runtime(name: string, version: string, path: string): Promise<string> {
  const folder = await cached(`${name.replaceAll(/\W+/g, '-')}-${version}`, async (directory) => {
    const install = ['install', '--no-audit', '--no-fund', '--no-save', '--prefix', directory, `${name}@${version}`]
    await execute('npm', install, { cwd: directory })
  })
  return `${folder}/node_modules/${name}/${path}`
}

export const platform = process.arch === 'arm64' ? 'linux-arm64' : 'linux-x64'
/** A Node of that version, such as `20`. */
export const node = (version: string) => () => runtime(`node-${platform}`, version, 'bin/node')
