import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/** @returns the folder that cannot be written to: this one, or that in which it would be made; undefined if all is well */
export function unwritableFolder(directory: string): string | undefined {
  let folder = resolve(directory)
  while (!existsSync(folder)) folder = dirname(folder)
  try {
    accessSync(folder, constants.W_OK)
    return statSync(folder).isDirectory() ? undefined : folder
  } catch {
    return folder
  }
}
