import { open } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { RecordingFile } from './recording.ts'
import { UnreadableRecording } from './unreadable-recording.ts'

/** A season of play-by-play is some 100 MB. More does not fit into one text of Node. */
export const MAX_FILE_BYTES = 256 * 1024 * 1024

const inflate = promisify(gunzip)

/** Reads a file as text; one that is compressed with gzip too. @throws {UnreadableRecording} */
export async function readRecordingFile(path: string, maxBytes = MAX_FILE_BYTES): Promise<RecordingFile> {
  return toRecordingFile(path, await readBytes(path, maxBytes), maxBytes)
}

/** What was read from a place, as text. Its path is without `.gz`. @throws {UnreadableRecording} */
export async function toRecordingFile(path: string, bytes: Buffer, maxBytes = MAX_FILE_BYTES): Promise<RecordingFile> {
  const text = decode(isGzip(bytes) ? await unzip(path, bytes, maxBytes) : bytes)
  if (text.trim() === '') throw new UnreadableRecording(`${path} is empty`)
  return { path: path.replace(/\.gz$/, ''), text }
}

export function tooLarge(path: string, maxBytes: number): UnreadableRecording {
  return new UnreadableRecording(`${path} is larger than ${Math.floor(maxBytes / 1024 / 1024)} MB`)
}

async function readBytes(path: string, maxBytes: number): Promise<Buffer> {
  try {
    await using file = await open(path)
    // Before reading: a file that does not fit into memory must not be begun.
    if ((await file.stat()).size > maxBytes) throw tooLarge(path, maxBytes)
    return await file.readFile()
  } catch (error) {
    if (error instanceof UnreadableRecording) throw error
    throw new UnreadableRecording(`cannot read ${path}: ${(error as Error).message}`, { cause: error })
  }
}

function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

async function unzip(path: string, bytes: Buffer, maxBytes: number): Promise<Buffer> {
  try {
    return await inflate(bytes, { maxOutputLength: maxBytes })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(path, maxBytes)
    throw new UnreadableRecording(`${path} is broken or cut off (gzip: ${(error as Error).message})`, { cause: error })
  }
}

/** Old files of some providers are in Latin-1. */
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // Any bytes are Latin-1.
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
