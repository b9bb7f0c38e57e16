import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'
import { cached } from './programs/cache.ts'
import { firstAvailable } from './programs/first-available.ts'

const run = promisify(execFile)

/** Starts a headless Chromium. The caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  const advice = 'Set CHROMIUM to the path of a Chromium or Chrome.'
  const chosen = process.env['CHROMIUM']
  return firstAvailable('Chromium', advice, [
    ...(chosen ? [{ name: 'CHROMIUM', get: () => launch(chosen) }] : []),
    ...installedPaths.map((path) => ({ name: path, get: () => launch(path) })),
    { name: 'npm package', get: launchFromNpm },
  ])
}

const installedPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

async function launch(executablePath: string, env: Record<string, string> = {}): Promise<Browser> {
  if (!existsSync(executablePath)) throw new Error('absent')
  return chromium.launch({ executablePath, headless: true, env: { ...process.env, ...env } })
}

/** A build for AWS Lambda, with the libraries that a slim image lacks. For x64 Linux only. */
async function launchFromNpm(): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('for x64 Linux only')
  const manifest = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '../package.json')
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string }
  const directory = await cached(`chromium-${version}`, unpack)
  const executablePath = join(directory, 'chromium')
  try {
    return await launch(executablePath)
  } catch {
    return launch(executablePath, { LD_LIBRARY_PATH: join(directory, 'al2023/lib') })
  }
}

/** The package unpacks into os.tmpdir() (two seconds, 209 MB), so that must be another folder, in another process. */
async function unpack(directory: string): Promise<void> {
  const script = `
    const { default: chromium, inflate } = await import('@sparticuz/chromium')
    await chromium.executablePath()
    await inflate(process.argv[1] + '/al2023.tar.br')`
  const packed = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '../bin')
  await run(process.execPath, ['--input-type=module', '-e', script, packed], {
    cwd: import.meta.dirname,
    env: { ...process.env, TMPDIR: directory },
  })
}
