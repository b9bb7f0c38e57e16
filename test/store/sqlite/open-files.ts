import { readdirSync, readlinkSync } from 'node:fs'

/** Files of a database that this process has open. SQLite closes those of its lock when whoever holds the lock does. */
export function openFilesIn(directory: string): string[] {
  const paths = readdirSync('/proc/self/fd').map((descriptor) => {
    try {
      return readlinkSync(`/proc/self/fd/${descriptor}`)
    } catch {
      return '' // that of the listing itself
    }
  })
  return paths.filter((path) => path.startsWith(directory) && !path.includes('.lock')).sort()
}
