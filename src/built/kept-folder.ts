import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** What an image, or a package, has in place of a key: its sources do not change, and copying may have changed their times. */
export const PUBLISHED = 'published'

/** A server that runs may still load files of the key that it started with. */
const MOST_KEPT = 3

/**
 * Keeps what was built in `folder/key`: all of it or nothing, because other processes may start at the same time. Of what was kept under
 * other keys the oldest goes. Where nothing can be written, or another process was quicker, nothing happens.
 *
 * @param write fills the folder that it is given
 * @param isWhole whether what stands under the key already can be used; if not, it is damaged, and is replaced
 */
export async function keep(
  folder: string,
  key: string,
  write: (unfinished: string) => Promise<void>,
  isWhole: (kept: string) => Promise<boolean>,
): Promise<void> {
  const unfinished = join(folder, `unfinished-${randomBytes(6).toString('hex')}`)
  const kept = join(folder, key)
  try {
    // One level at a time: Node's `recursive` never ends where the file system has no folders, as below /proc.
    for (const each of [dirname(folder), folder]) await mkdir(each).catch(() => {})
    await mkdir(unfinished)
    await write(unfinished)
    if (!(await isWhole(kept))) await rm(kept, { recursive: true, force: true })
    await rename(unfinished, kept)
    await removeOldest(folder)
  } catch {
    // The file system is read-only or full, or another process was quicker: what is in memory is as good.
    await rm(unfinished, { recursive: true, force: true }).catch(() => {})
  }
}

async function removeOldest(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith('unfinished-'))
  const kept = await Promise.all(names.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })))
  for (const { name } of kept.sort((a, b) => b.at - a.at).slice(MOST_KEPT))
    await rm(join(folder, name), { recursive: true })
}
