import { execFile } from 'node:child_process'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { cached } from '../programs/cache.ts'
import type { PostgresPrograms } from '../programs/postgres-programs.ts'
import { openTemporaryRoot, unprivileged } from '../programs/unprivileged.ts'

const run = promisify(execFile)

/** Of the name in the cache: count up when `initdb` is given other options. */
const MADE_THIS_WAY = 1
const OPTIONS = ['-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--locale=C', '--no-sync']

/** Puts the data of an empty Postgres at `data`. It is a copy, because `initdb` takes five times as much of the processor. */
export async function copyEmptyCluster(programs: PostgresPrograms, data: string): Promise<void> {
  const { stdout } = await runProgram(programs, 'postgres', ['--version'])
  const version = stdout.trim().replace(/[^\w.]+/g, '-')
  const made = await cached(`empty-${version}-${MADE_THIS_WAY}`, (target) => makeEmptyCluster(programs, target))
  await run('cp', ['-a', join(made, 'data'), data])
}

/** Made elsewhere and copied, because who runs `initdb` may not reach the cache. */
async function makeEmptyCluster(programs: PostgresPrograms, target: string): Promise<void> {
  const directory = await mkdtemp(join(await openTemporaryRoot(), 'touchline-initdb-'))
  try {
    const { uid, gid } = unprivileged()
    if (uid !== undefined) await chown(directory, uid, gid)
    await runProgram(programs, 'initdb', ['-D', join(directory, 'data'), ...OPTIONS])
    await run('cp', ['-a', join(directory, 'data'), target])
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

function runProgram({ bin, env }: PostgresPrograms, name: string, args: readonly string[]) {
  return run(join(bin, name), args, { ...unprivileged(), cwd: '/', env: { ...process.env, ...env } })
}
