import { mkdirSync, symlinkSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'

/** What npm has fetched, and where it finds it. */
const KEPT = ['content-v2', 'index-v5']

/**
 * A cache for npm that shares what its own has fetched, and unpacks in memory: to read the manifest of a tarball, npm unpacks all of it in
 * its cache, twice, and removes it again.
 *
 * @param folder in memory; removed by whoever made it
 */
export function npmCacheIn(folder: string): string {
  const own = process.env['npm_config_cache'] ?? join(homedir(), '.npm')
  const cache = join(folder, 'npm')
  mkdirSync(join(cache, '_cacache/tmp'), { recursive: true })
  for (const name of KEPT) share(join(own, '_cacache', name), join(cache, '_cacache', name))
  return cache
}

function share(kept: string, as: string): void {
  try {
    mkdirSync(kept, { recursive: true })
    symlinkSync(kept, as)
  } catch {
    // Who has no home keeps nothing beyond this run.
  }
}
