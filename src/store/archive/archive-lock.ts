import { readFile, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'

/** The name of a lock is that of its file and this. */
export const LOCK = '.lock'

/** Somebody else appends to the file. */
export class ArchiveInUse extends Error {
  override readonly name = 'ArchiveInUse'
}

export interface FileLock {
  /** The holder before did not remove the lock: it crashed, or failed. */
  readonly wasLeft: boolean
  remove(): Promise<void>
  /** Lets others take it, and tells them so. */
  leave(): Promise<void>
}

/** In place of a process: whoever had it failed. */
const NOBODY = '-'

/**
 * Keeps a second process out of a file by another one beside it, `FILE.lock`, with the process, its host and when it started.
 *
 * @throws {ArchiveInUse}
 */
export async function lockFile(path: string): Promise<FileLock> {
  const file = `${path}${LOCK}`
  const own = await describe(process.pid)
  const take = () => writeFile(file, own, { flag: 'wx' })
  const isTaken = (error: unknown) => (error as NodeJS.ErrnoException).code === 'EEXIST'
  let wasLeft = false
  try {
    await take().catch(async (error: unknown) => {
      if (!isTaken(error) || !(await isLeftBehind(await readFile(file, 'utf8')))) throw error
      wasLeft = true
      await rm(file)
      await take()
    })
  } catch (error) {
    if (!isTaken(error)) throw error
    throw new ArchiveInUse(`${file} says that another process writes it; if none does, remove that file`)
  }
  return {
    wasLeft,
    remove: () => rm(file, { force: true }),
    leave: () => writeFile(file, `${NOBODY} ${hostname()}`),
  }
}

async function describe(pid: number): Promise<string> {
  return `${pid} ${hostname()} ${await startOf(pid)}`
}

/** True if a process of this machine made the lock and is gone. Another one may have its number, such as after a restart of a container. */
async function isLeftBehind(text: string): Promise<boolean> {
  const [pid = '', host, started] = text.split(' ')
  if (host !== hostname()) return false
  if (pid === NOBODY || Number(pid) === process.pid) return true
  try {
    process.kill(Number(pid), 0)
    return started !== undefined && started !== (await startOf(Number(pid)))
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

/** When a process started, in ticks since the machine did; empty where there is no `/proc`. */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The name of the program is in parentheses, and may have spaces.
  return stat.slice(stat.lastIndexOf(')') + 1).split(' ')[20] ?? ''
}
