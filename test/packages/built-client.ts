import { access, mkdtemp, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inject } from 'vitest'
import { buildClient } from '../../packages/client/build.ts'
import { tarballOf } from './packed.ts'

/** The folder of the built `@touchline/client`, made and packed once a run, because it takes seconds; it is only to be read. */
export async function builtClient(): Promise<URL> {
  const run = inject('runDirectory')
  const shared = join(run, 'client')
  if (!(await isThere(shared))) {
    const own = await mkdtemp(join(run, 'client-'))
    const built = pathToFileURL(`${own}/package/`)
    await buildClient(built)
    await tarballOf(built)
    // Whole or not at all. One of another file that was quicker is as good.
    await rename(own, shared).catch(async (error: unknown) => {
      if (!(await isThere(shared))) throw error
    })
  }
  return pathToFileURL(`${shared}/package/`)
}

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )
