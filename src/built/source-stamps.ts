import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { contentHash } from '../content-hash.ts'

/**
 * What changes when a file of these folders is changed, added or taken away: of each, its name, its size and when it was written, as `make` would
 * ask. Nothing is read, because whoever starts waits for it.
 *
 * @param root what the names are relative to, so that a copy elsewhere with the same times has the same stamp
 * @param tools what else it depends on, such as the versions of tools
 */
export function stampOf(root: string, folders: readonly string[], tools: string): string {
  const lines: string[] = []
  for (const folder of folders) addFiles(root, folder, lines)
  return contentHash([...lines.sort(), tools].join('\n'))
}

function addFiles(root: string, folder: string, lines: string[]): void {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) addFiles(root, path, lines)
    else {
      const { size, mtimeMs } = statSync(join(root, path))
      lines.push(`${path} ${size} ${mtimeMs}`)
    }
  }
}
