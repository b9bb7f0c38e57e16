import { readdirSync, readlinkSync } from 'node:fs'

/** Files that this process has open in a folder, and the folder itself. */
export function openFilesIn(directory: string): string[] {
  const paths = readdirSync('/proc/self/fd').map((descriptor) => {
    try {
      return readlinkSync(`/proc/self/fd/${descriptor}`)
    } catch {
      return '' // that of the listing itself
    }
  })
  return paths.filter((path) => path.startsWith(directory)).sort()
}
