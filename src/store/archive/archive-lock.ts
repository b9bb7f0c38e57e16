import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
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

/** A lock that is still empty after so long is of a process that was killed before it wrote what it is. */
const WRITTEN_WITHIN_MS = 60_000

/**
 * Keeps a second process out of a file by another one beside it, `FILE.lock`, with the process, its host and when it started.
 *
 * @throws {ArchiveInUse}
 */
export async function lockFile(path: string): Promise<FileLock> {
  const file = `${path}${LOCK}`
  const own = await describe(process.pid)
  const take = () => writeNew(file, own)
  const isTaken = (error: unknown) => (error as NodeJS.ErrnoException).code === 'EEXIST'
  let wasLeft = false
  try {
    await take().catch(async (error: unknown) => {
      if (!isTaken(error)) throw error
      const left = await unlessGone(readFile(file, 'utf8'))
      // Whoever had it removed it meanwhile, and was at work until now.
      if (left === undefined || !(await isLeftBehind(file, left)) || !(await removeLeft(file, left))) throw error
      wasLeft = true
      await take()
    })
  } catch (error) {
    if (!isTaken(error)) throw error
    throw new ArchiveInUse(`${file} says that another process writes it; if none does, remove that file`)
  }
  return {
    wasLeft,
    remove: () => rm(file, { force: true }),
    leave: () => replace(file, `${NOBODY} ${hostname()}`),
  }
}

/** Makes a file with this text, or none: on a full disk an empty one would keep everybody out, also when there is room again. */
async function writeNew(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx')
  try {
    await handle.writeFile(text)
    await handle.sync()
  } catch (error) {
    await rm(file, { force: true })
    throw error
  } finally {
    await handle.close()
  }
}

/** Where there is no room for the new text, the old one stays: it names this process, so that others wait until it has ended. */
async function replace(file: string, text: string): Promise<void> {
  const beside = `${file}-${process.pid}`
  try {
    await writeFile(beside, text)
    await rename(beside, file)
  } catch {
    await rm(beside, { force: true })
  }
}

async function describe(pid: number): Promise<string> {
  return `${pid} ${hostname()} ${await startOf(pid)}`
}

/** True if a process of this machine made the lock and is gone. Another one may have its number, such as after a restart of a container. */
async function isLeftBehind(file: string, text: string): Promise<boolean> {
  if (text === '') {
    const found = await unlessGone(stat(file))
    return found !== undefined && Date.now() - found.mtimeMs > WRITTEN_WITHIN_MS
  }
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

/**
 * Removes a lock that was left behind, and no other: a second process that found it left may have it by now.
 *
 * @param left its text when it was looked at
 * @returns false if the lock is another one by now
 */
export async function removeLeft(file: string, left: string): Promise<boolean> {
  const aside = `${file}-left-${process.pid}`
  if (!(await unlessGone(rename(file, aside).then(() => true)))) return false
  try {
    const text = await readFile(aside, 'utf8')
    if (text === left) return true
    await writeFile(file, text, { flag: 'wx' })
    return false
  } finally {
    await rm(aside, { force: true })
  }
}

/** @returns undefined if there is no such file */
function unlessGone<T>(reading: Promise<T>): Promise<T | undefined> {
  return reading.catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    return undefined
  })
}

/** When a process started, in ticks since the machine did; empty where there is no `/proc`. */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The name of the program is in parentheses, and may have spaces.
  return stat.slice(stat.lastIndexOf(')') + 1).split(' ')[20] ?? ''
}
