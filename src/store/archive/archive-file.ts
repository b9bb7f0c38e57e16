import { type FileHandle, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type ArchiveLine, parseArchiveLine } from './archive-lines.ts'
import { type FileLock, lockFile } from './archive-lock.ts'

/** What stands at its end was not written by an archive. */
export class ArchiveDamaged extends Error {
  override readonly name = 'ArchiveDamaged'
}

/** What is read at once of a file whose last line is looked for. */
export const CHUNK_BYTES = 64 * 1024
const NEWLINE = 10

/** A file of exported matches, a line each, to which one process appends. */
export interface ArchiveFile {
  /** Resolves when the line is on the disk. */
  append(line: string): Promise<void>
  /** Takes back the line that was appended last. */
  undo(): Promise<void>
  close(): Promise<void>
  /** Closes it after a failure: nobody knows whether the match of the last line was deleted. */
  leave(): Promise<void>
}

/** @param wasLeft whether it was not closed after that line was written */
export type IsUndone = (last: ArchiveLine, wasLeft: boolean) => Promise<boolean>

/**
 * Opens a file, which may have been left in the middle of a line, or before its last match was deleted. Either line is cut off: the match is
 * still in the database, or in the file of the process that deleted it, and this line may be older.
 *
 * @param isUndone tells whether the writer of the last line did not delete its match
 * @throws {ArchiveInUse} {ArchiveDamaged}
 */
export async function openArchiveFile(path: string, isUndone: IsUndone): Promise<ArchiveFile> {
  const lock = await lockFile(path)
  let handle: FileHandle | undefined
  try {
    handle = await open(path, 'a+')
    await syncFolder(dirname(path))
    const end = await cutOff(handle, path, (last) => isUndone(last, lock.wasLeft))
    return archiveFile(handle, lock, end)
  } catch (error) {
    await handle?.close()
    await lock.leave()
    throw error
  }
}

/** @param end how long the file is */
function archiveFile(handle: FileHandle, lock: FileLock, end: number): ArchiveFile {
  let before = end
  let length = end
  return {
    async append(line) {
      const bytes = Buffer.from(line)
      await handle.appendFile(bytes)
      await handle.sync()
      before = length
      length += bytes.length
    },
    async undo() {
      await handle.truncate(before)
      length = before
    },
    async close() {
      await handle.close()
      await lock.remove()
    },
    async leave() {
      await handle.close()
      await lock.leave()
    },
  }
}

/** A file that was just made is there after a power loss only if its folder is on the disk, too. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path)
  await folder.sync().finally(() => folder.close())
}

/** @returns how long the file is then */
async function cutOff(
  handle: FileHandle,
  path: string,
  isUndone: (last: ArchiveLine) => Promise<boolean>,
): Promise<number> {
  const { size } = await handle.stat()
  const end = await afterNewlineBefore(handle, size)
  const from = await afterNewlineBefore(handle, end - 1)
  const isCut = end > 0 && (await isUndone(readLine(await readBetween(handle, from, end), path)))
  const keep = isCut ? from : end
  if (keep < size) await handle.truncate(keep)
  return keep
}

/** @throws {ArchiveDamaged} */
function readLine(text: string, path: string): ArchiveLine {
  try {
    return parseArchiveLine(text)
  } catch (cause) {
    throw new ArchiveDamaged(`the last line of ${path} is no match: ${(cause as Error).message}`, { cause })
  }
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
