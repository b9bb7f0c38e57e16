import { type FileHandle, open, readFile, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { parseArchiveLine } from './archive-lines.ts'

const CHUNK_BYTES = 64 * 1024
const NEWLINE = 10

/** A file of exported matches, a line each, to which one process appends. */
export interface ArchiveFile {
  /** Resolves when the line is on the disk. */
  append(line: string): Promise<void>
  /** Takes back the line that was appended last. */
  undo(): Promise<void>
  close(): Promise<void>
}

/** Somebody else appends to the file. */
export class ArchiveInUse extends Error {
  override readonly name = 'ArchiveInUse'
}

/**
 * Opens a file, which may have been left in the middle of a line, or before its last match was deleted. Both are cut off: that match is
 * still in the database, and its line may be older than it.
 *
 * @param isStored tells whether a match is in the database
 * @throws {ArchiveInUse}
 */
export async function openArchiveFile(
  path: string,
  isStored: (match: string) => Promise<boolean>,
): Promise<ArchiveFile> {
  const unlock = await lock(path)
  try {
    const handle = await open(path, 'a+')
    let end = await cutOff(handle, isStored)
    let before = end
    return {
      async append(line) {
        const bytes = Buffer.from(line)
        await handle.appendFile(bytes)
        await handle.sync()
        before = end
        end += bytes.length
      },
      async undo() {
        await handle.truncate(before)
        end = before
      },
      async close() {
        await handle.close()
        await unlock()
      },
    }
  } catch (error) {
    await unlock()
    throw error
  }
}

/** @returns how long the file is then */
async function cutOff(handle: FileHandle, isStored: (match: string) => Promise<boolean>): Promise<number> {
  const { size } = await handle.stat()
  const end = await afterNewlineBefore(handle, size)
  const from = await afterNewlineBefore(handle, end - 1)
  const isDoubtful = end > 0 && (await isStored(parseArchiveLine(await readBetween(handle, from, end)).match))
  const keep = isDoubtful ? from : end
  if (keep < size) await handle.truncate(keep)
  return keep
}

/** @returns where the last line that ends before `end` ends; 0 if none does */
async function afterNewlineBefore(handle: FileHandle, end: number): Promise<number> {
  const chunk = Buffer.alloc(CHUNK_BYTES)
  for (let to = end; to > 0; to -= CHUNK_BYTES) {
    const from = Math.max(0, to - CHUNK_BYTES)
    const { bytesRead } = await handle.read(chunk, 0, to - from, from)
    const index = chunk.subarray(0, bytesRead).lastIndexOf(NEWLINE)
    if (index >= 0) return from + index + 1
  }
  return 0
}

async function readBetween(handle: FileHandle, from: number, to: number): Promise<string> {
  const bytes = Buffer.alloc(to - from)
  await handle.read(bytes, 0, bytes.length, from)
  return bytes.toString('utf8')
}

/** @returns gives it back */
async function lock(path: string): Promise<() => Promise<void>> {
  const file = `${path}.lock`
  const own = `${process.pid} ${hostname()}`
  const take = () => writeFile(file, own, { flag: 'wx' })
  try {
    await take().catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST' || !isLeftBehind(await readFile(file, 'utf8'))) throw error
      await rm(file)
      await take()
    })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    throw new ArchiveInUse(`${file} says that another process writes it; if none does, remove that file`)
  }
  return () => rm(file, { force: true })
}

/** True if a process of this machine made the lock and is gone, or had the number that this one has. */
function isLeftBehind(text: string): boolean {
  const [pid = '', host] = text.split(' ')
  if (host !== hostname()) return false
  if (Number(pid) === process.pid) return true
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}
