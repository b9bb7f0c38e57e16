import { access, mkdir, mkdtemp, rename, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, inject, vi } from 'vitest'
import { buildClient } from '../../packages/client/build.ts'
import { installIn, type Stranger, strangerIn, strangersFolder, tarballOf } from './packed.ts'

/** On a machine that is busy. */
const MAKING_MS = 100_000
/** What tests of the client need beside it. */
const BESIDE = [
  ...['react@19', 'react-dom@19', '@types/react@19', '@types/react-dom@19'],
  ...['preact@11', 'vue@3', 'svelte@5', 'happy-dom@20', 'ws@8'],
]

/** The folder of the built `@touchline/client`, made and packed once a run, because it takes seconds; it is only to be read. */
export async function builtClient(): Promise<URL> {
  const shared = await madeOnce('client', async (own) => {
    const built = pathToFileURL(`${own}/package/`)
    await buildClient(built)
    await tarballOf(built)
  })
  return pathToFileURL(`${shared}/package/`)
}

/** A folder of somebody else's, in which `@touchline/client` is found, and packages that are used with it: installed once a run, for many files. */
export async function clientsStranger(): Promise<Stranger> {
  const tarball = await tarballOf(await builtClient())
  const shared = await madeOnce('installed-client', async (own) => installIn(own, tarball, BESIDE))
  const folder = await strangersFolder()
  await symlink(join(shared, 'node_modules'), join(folder, 'node_modules'))
  return strangerIn(folder)
}

/** Makes a folder when a file of the run first asks for it. Others that ask meanwhile wait: it takes seconds of computing. */
async function madeOnce(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const run = inject('runDirectory')
  const [shared, making] = [join(run, name), join(run, `${name}.making`)]
  while (!(await isThere(shared))) {
    const isOurs = await mkdir(making).then(
      () => true,
      () => false,
    )
    if (isOurs) {
      try {
        const own = await mkdtemp(join(run, `${name}-`))
        await make(own)
        // Whole or not at all.
        await rename(own, shared)
      } finally {
        await rm(making, { recursive: true })
      }
    } else {
      // If who made it has failed, the next one tries.
      await vi.waitFor(() => expect(isThere(making)).resolves.toBe(false), { timeout: MAKING_MS, interval: 50 })
    }
  }
  return shared
}

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )
