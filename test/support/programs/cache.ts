import { accessSync, constants, mkdirSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises'
import { homedir, tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'

/**
 * The folder for things that are slow to make, which survives `npm ci`.
 * A user without a home (nobody, many containers) gets a folder of its own among the temporary files.
 */
export function cacheDirectory(): string {
  const home = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'touchline')
  try {
    mkdirSync(home, { recursive: true })
    accessSync(home, constants.W_OK)
    return home
  } catch {
    return temporaryCacheDirectory(tmpdir())
  }
}

/** A cache among the temporary files. A reboot clears it, but other users can enter it, unlike a home folder. */
export function temporaryCacheDirectory(temporaryRoot: string): string {
  return join(temporaryRoot, `touchline-cache-${userInfo().uid}`)
}

/**
 * The folder `name` of a cache, made by `fill` once. Safe when several processes need it first at the same time:
 * each fills a folder of its own, and one of them becomes the cached one.
 *
 * @param fill gets an empty folder; `name` should contain a version, because nothing here ever expires
 */
export async function cached(
  name: string,
  fill: (directory: string) => Promise<void>,
  root: string = cacheDirectory(),
): Promise<string> {
  const target = join(root, name)
  await mkdir(root, { recursive: true, mode: 0o755 })
  // Others can guess the name of a shared folder. What another user put there must not be executed.
  if ((await stat(root)).uid !== userInfo().uid) throw new Error(`${root} belongs to another user`)
  if (await exists(target)) return target
  const filling = await mkdtemp(join(root, `${name}-`))
  try {
    await chmod(filling, 0o755) // Postgres runs as another user when we are root
    await fill(filling)
    await rename(filling, target).catch(async (error: unknown) => {
      if (!(await exists(target))) throw error
    })
  } finally {
    await rm(filling, { recursive: true, force: true })
  }
  return target
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
