import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { DirectoryInUse, isLocked, lockDatabase } from '../../../../src/store/sqlite/files/directory-lock.ts'
import { type ReadyProcess, spawnReady } from '../../../support/process.ts'
import { temporaryDirectory } from '../../../support/temporary-directory.ts'

const holder = fileURLToPath(new URL('hold-lock.ts', import.meta.url))

function catchError(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return error
  }
}

/** A process that has tried to take the lock; `match[0]` says how that went. */
async function contend(file: string, at = 0): Promise<ReadyProcess> {
  const child = await spawnReady(process.execPath, [holder, file, String(at)], {
    ready: /^(locked|refused: .*)$/m,
  })
  onTestFinished(() => child.stop())
  return child
}

it('gives a database to one server after the other', async () => {
  const file = join(await temporaryDirectory(), 'touchline.db')
  const unlock = lockDatabase(file)
  expect(isLocked(file)).toBe(true)
  unlock()
  expect(isLocked(file)).toBe(false)
  lockDatabase(file)()
})

it('refuses a second process, naming the folder and the process that has it', async () => {
  const file = join(await temporaryDirectory(), 'touchline.db')
  const first = await contend(file)
  const error = catchError(() => lockDatabase(file))
  expect(error).toBeInstanceOf(DirectoryInUse)
  expect((error as Error).message).toContain(dirname(file))
  expect((error as Error).message).toContain(`process ${first.pid}`)
  expect((error as Error).message).toContain('DATA_DIR')
})

it('refuses a second holder in the same process', async () => {
  const file = join(await temporaryDirectory(), 'touchline.db')
  const unlock = lockDatabase(file)
  onTestFinished(unlock)
  expect(catchError(() => lockDatabase(file))).toBeInstanceOf(DirectoryInUse)
})

it('takes over the lock of a process that was killed', async () => {
  const file = join(await temporaryDirectory(), 'touchline.db')
  const first = await contend(file)
  await first.kill('SIGKILL')
  const unlock = lockDatabase(file)
  unlock()
})

it('takes over the lock of a killed process whose id another process has now', async () => {
  // In a container every start has the same few ids; after a crash the old one may belong to a shell.
  const file = join(await temporaryDirectory(), 'touchline.db')
  const first = await contend(file)
  await first.kill('SIGKILL')
  await writeFile(`${file}.pid`, String(process.ppid))
  const unlock = lockDatabase(file)
  unlock()
})

it('gives an abandoned lock to exactly one of those who want it at once', async () => {
  const file = join(await temporaryDirectory(), 'touchline.db')
  const first = await contend(file)
  await first.kill('SIGKILL')
  const at = Date.now() + 1_000 // when all have started
  const contenders = await Promise.all(Array.from({ length: 6 }, () => contend(file, at)))
  expect(contenders.filter(({ match }) => match[0] === 'locked')).toHaveLength(1)
})
