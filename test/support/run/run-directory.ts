import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder for what test files of one run share, such as a document that takes seconds to make. Gone when the run ends. */
    runDirectory: string
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'touchline-run-'))
  project.provide('runDirectory', directory)
  return () => rm(directory, { recursive: true, force: true, maxRetries: 3 })
}
