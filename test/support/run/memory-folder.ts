import { chmodSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs'

/** Linux keeps what is written here in memory. */
const IN_MEMORY = '/dev/shm'
/** Ten times what a run was seen to have in it at once, as the machine needs its memory for other things, too. */
const NEEDED_BYTES = 4_000_000_000

/**
 * A folder in memory for what tests write and remove: databases, installed packages, browsers' profiles (decision 0075).
 *
 * @returns undefined where there is no such place, too little room in it, or where programs may not be run from it, as in Docker.
 * Removed when this process ends.
 */
export function memoryFolder(): string | undefined {
  if (process.platform !== 'linux' || !canRunFrom(IN_MEMORY) || freeBytes(IN_MEMORY) < NEEDED_BYTES) return undefined
  const folder = mkdtempSync(`${IN_MEMORY}/touchline-`)
  // As /tmp is: some servers of the tests run as somebody else.
  chmodSync(folder, 0o1777)
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

function canRunFrom(mount: string): boolean {
  const line = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .find((each) => each.split(' ')[1] === mount)
  return line !== undefined && !line.includes('noexec')
}

function freeBytes(path: string): number {
  const { bavail, bsize } = statfsSync(path)
  return bavail * bsize
}
