import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * The full path of the first of these programs that PATH has.
 * @throws when it has none
 */
export function findOnPath(...names: string[]): string {
  for (const directory of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const name of names) {
      const path = join(directory, name)
      if (directory && existsSync(path)) return path
    }
  }
  throw new Error(`no ${names.join(' or ')}`)
}
