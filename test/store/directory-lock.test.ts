import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { DirectoryInUse, lockDirectory } from '../../src/store/directory-lock.ts'
import { type ReadyProcess, spawnReady } from '../support/process.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

const holder = fileURLToPath(new URL('hold-lock.ts', import.meta.url))

/** A process that has tried to take the lock; `match[0]` says how that went. */
async function contend(directory: string, at = 0): Promise<ReadyProcess> {
  const child = await spawnReady(process.execPath, [holder, directory, String(at)], {
    ready: /^(locked|refused: .*)$/m,
  })
  onTestFinished(() => child.stop())
  return child
}

it('gives a directory to one process, making the folders above it', async () => {
  const directory = join(await temporaryDirectory(), 'some', 'where', 'pglite')
  const unlock = await lockDirectory(directory)
  await unlock()
  await (await lockDirectory(directory))()
})

it('refuses a second process, naming the folder and the process that has it', async () => {
  const directory = join(await temporaryDirectory(), 'pglite')
  const first = await contend(directory)
  const error = await lockDirectory(directory).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(DirectoryInUse)
  expect((error as Error).message).toContain(directory)
  expect((error as Error).message).toContain(`process ${first.pid}`)
  expect((error as Error).message).toContain('DATA_DIR')
})

it('refuses a second holder in the same process', async () => {
  const directory = join(await temporaryDirectory(), 'pglite')
  const unlock = await lockDirectory(directory)
  onTestFinished(unlock)
  await expect(lockDirectory(directory)).rejects.toBeInstanceOf(DirectoryInUse)
})

it('takes over the lock of a process that was killed', async () => {
  const directory = join(await temporaryDirectory(), 'pglite')
  const first = await contend(directory)
  await first.kill('SIGKILL')
  const unlock = await lockDirectory(directory)
  await unlock()
})

it('takes over the lock of a killed process whose id another process has now', async () => {
  // In a container every start has the same few ids; after a crash the old one may belong to a shell.
  const directory = join(await temporaryDirectory(), 'pglite')
  const first = await contend(directory)
  await first.kill('SIGKILL')
  await writeFile(`${directory}.pid`, String(process.ppid))
  const unlock = await lockDirectory(directory)
  await unlock()
})

it('gives an abandoned lock to exactly one of those who want it at once', async () => {
  const directory = join(await temporaryDirectory(), 'pglite')
  const first = await contend(directory)
  await first.kill('SIGKILL')
  const at = Date.now() + 1_000 // when all have started
  const contenders = await Promise.all(Array.from({ length: 6 }, () => contend(directory, at)))
  expect(contenders.filter(({ match }) => match[0] === 'locked')).toHaveLength(1)
})
