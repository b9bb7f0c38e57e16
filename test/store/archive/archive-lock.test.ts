import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ArchiveInUse, type FileLock, lockFile, removeLeft } from '../../../src/store/archive/archive-lock.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'

const TRIES = 500
/** Of the file system, within which a lock is looked at. */
const STEPS = 10

it('takes a lock that its holder removes in that moment, or finds it in use, and never fails otherwise', async () => {
  const directory = await temporaryDirectory()
  const path = join(directory, 'matches.ndjson')
  const lock = `${path}.lock`
  const removeAfter = async (steps: number) => {
    for (let step = 0; step < steps; step += 1) await stat(directory)
    await rm(lock)
  }
  for (let n = 0; n < TRIES; n += 1) {
    await writeFile(lock, `${process.ppid} ${hostname()}`)
    const [taken] = await Promise.all([lockFile(path).catch((error: unknown) => error), removeAfter(n % STEPS)])
    if (taken instanceof Error) {
      expect(taken).toBeInstanceOf(ArchiveInUse)
    } else {
      const { wasLeft, remove } = taken as FileLock
      expect(wasLeft, 'its holder was done').toBe(false)
      await remove()
    }
  }
  expect(await readdir(directory)).toEqual([])
})

it('has the lock that it takes over from a process that is gone', async () => {
  const path = join(await temporaryDirectory(), 'matches.ndjson')
  await writeFile(`${path}.lock`, `999999999 ${hostname()}`)
  const { wasLeft, remove } = await lockFile(path)
  expect(wasLeft).toBe(true)
  expect(await readFile(`${path}.lock`, 'utf8')).toMatch(`${process.pid} ${hostname()}`)
  await remove()
})

it('leaves no other file where the lock cannot be replaced', async () => {
  const directory = await temporaryDirectory()
  const path = join(directory, 'matches.ndjson')
  const { leave } = await lockFile(path)
  await rm(`${path}.lock`)
  await mkdir(`${path}.lock`)
  await leave()
  expect(await readdir(directory)).toEqual(['matches.ndjson.lock'])
})

it('leaves a lock alone that another process has taken since it was found left behind', async () => {
  const directory = await temporaryDirectory()
  const lock = join(directory, 'matches.ndjson.lock')
  await writeFile(lock, 'whoever took it')

  expect(await removeLeft(lock, `${process.ppid} ${hostname()}`)).toBe(false)
  expect(await readFile(lock, 'utf8')).toBe('whoever took it')
  expect(await readdir(directory)).toHaveLength(1)

  expect(await removeLeft(lock, 'whoever took it')).toBe(true)
  expect(await removeLeft(lock, 'whoever took it')).toBe(false)
  expect(await readdir(directory)).toEqual([])
})
