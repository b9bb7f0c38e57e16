import { once } from 'node:events'
import { statSync } from 'node:fs'
import { readFile, rename, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Worker } from 'node:worker_threads'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { DatabaseUnavailable } from '../../../../src/errors.ts'
import { DatabaseRefused } from '../../../../src/store/database.ts'
import { openSqlite, openSqliteForCommand } from '../../../../src/store/sqlite/connection/open.ts'
import { fixtureOf, foldedOf } from '../../matches.ts'
import { openHere, written } from '../written-database.ts'

const MIB = 2 ** 20
const create = ({ matches }: { readonly matches: ReturnType<typeof openHere>['database']['matches'] }, name: string) =>
  matches.create(fixtureOf(name), foldedOf(fixtureOf(name)), 'epoch-1', 5_000)

it('has each commit on the disk, 8 MB of pages in memory, and waits a quarter of a second for a lock, a command five', async () => {
  const directory = await written()
  const executed = vi.spyOn(DatabaseSync.prototype, 'exec')
  onTestFinished(() => executed.mockRestore())
  const settingsOf = ({ database }: ReturnType<typeof openSqlite>) => {
    onTestFinished(() => database.close())
    const opened = executed.mock.contexts.splice(0) as DatabaseSync[]
    const connection = opened.find((other) => other.location()?.endsWith('touchline.db'))
    const pragmas = ['synchronous', 'cache_size', 'busy_timeout'].map((name) =>
      connection?.prepare(`pragma ${name}`).get(),
    )
    return Object.assign({}, ...pragmas)
  }
  expect(settingsOf(openSqlite({ directory }))).toEqual({ synchronous: 2, cache_size: -8_000, timeout: 250 })
  expect(settingsOf(openSqliteForCommand(directory))).toEqual({ synchronous: 2, cache_size: -8_000, timeout: 5_000 })
})

it('refuses a file system on which there is no write-ahead log', async () => {
  const directory = await written()
  const prepared = vi.spyOn(DatabaseSync.prototype, 'prepare')
  onTestFinished(() => prepared.mockRestore())
  prepared.mockReturnValueOnce({ get: () => ({ journal_mode: 'delete' }) } as never)
  expect(() => openSqlite({ directory })).toThrow(
    /lacks what SQLite's write-ahead log needs .* set DATA_DIR to a folder on a local disk/,
  )
  openHere(directory)
})

it('checks a file of up to 128 MiB for damage, and no larger one, which would make a start slow', async () => {
  const directory = await written()
  const file = join(directory, 'touchline.db')
  await writeFile(file, (await readFile(file)).fill(0, 4_096, 12_288))
  await truncate(file, 128 * MIB)
  expect(() => openSqlite({ directory })).toThrow(DatabaseRefused)
  await truncate(file, 128 * MIB + 4_096)
  openHere(directory)
})

it('cuts a write-ahead log that grew long to 16 MiB when it begins anew', async () => {
  const directory = await written()
  const { database } = openHere(directory)
  const log = join(directory, 'touchline.db-wal')
  const other = new DatabaseSync(join(directory, 'touchline.db'))
  onTestFinished(() => other.close())
  other.exec('pragma wal_autocheckpoint = 0; create table filling (bytes blob) strict')
  other.prepare('insert into filling values (zeroblob(?))').run(20 * MIB)
  expect(statSync(log).size).toBeGreaterThan(20 * MIB)

  other.exec('pragma wal_checkpoint(passive)')
  await create(database, 'm2')

  expect(statSync(log).size).toBe(16 * MIB)
})

it('moves nothing out of the write-ahead log during a commit, however large: a thread does that', async () => {
  const directory = await written()
  const { database } = openHere(directory)
  await database.feedKeys.add({ hash: 'large', feed: 'x', scopes: ['x'.repeat(6 * MIB)], createdAt: 1 })
  expect(statSync(join(directory, 'touchline.db-wal')).size).toBeGreaterThan(6 * MIB)
  expect(statSync(join(directory, 'touchline.db')).size).toBeLessThan(MIB)
})

it('takes a commit for five seconds as the proof that it can write, and then writes to know', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  onTestFinished(() => void vi.useRealTimers())
  const directory = await written()
  const { database } = openHere(directory)
  await create(database, 'm2')
  await rename(join(directory, 'touchline.db'), join(directory, 'away'))

  vi.advanceTimersByTime(4_999)
  await database.check()
  vi.advanceTimersByTime(1)
  await expect(database.check()).rejects.toThrow(DatabaseUnavailable)
})

it('takes no commit for a proof once a write has failed after it, which is told', async () => {
  const directory = await written()
  const onFailure = vi.fn()
  const { database } = openSqlite({ directory, onFailure })
  onTestFinished(() => database.close())
  await create(database, 'm2')
  await rename(join(directory, 'touchline.db'), join(directory, 'away'))
  await expect(create(database, 'm3')).rejects.toThrow(DatabaseUnavailable)
  expect(onFailure).toHaveBeenCalledExactlyOnceWith(expect.any(DatabaseUnavailable))
  await expect(database.check()).rejects.toThrow(DatabaseUnavailable)
})

it('says how far the clock of this machine was set back', () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] })
  onTestFinished(() => void vi.useRealTimers())
  const onClockBack = vi.fn()
  const { database } = openSqlite({ directory: undefined, onClockBack })
  onTestFinished(() => database.close())
  database.clock.now()
  vi.setSystemTime(Date.now() - 5_000)
  database.clock.now()
  expect(onClockBack).toHaveBeenCalledExactlyOnceWith(5_000)
})

describe('while another process writes', () => {
  /** @returns what tells the other that somebody wants to write, and what makes it end at once */
  async function holdWriteLock(directory: string) {
    const signals = new Int32Array(new SharedArrayBuffer(4))
    const script = new URL('hold-write-lock.ts', import.meta.url)
    const worker = new Worker(script, { workerData: { file: join(directory, 'touchline.db'), signals } })
    onTestFinished(async () => void (await worker.terminate()))
    await once(worker, 'message')
    return {
      endsIn: (ms: number) => worker.postMessage(ms),
      endNow() {
        Atomics.store(signals, 0, 1)
        Atomics.notify(signals, 0)
      },
    }
  }

  it('a server waits for a moment, not for as long as its viewers would notice', async () => {
    const directory = await written()
    const { database } = openHere(directory)
    const other = await holdWriteLock(directory)
    const creating = create(database, 'm2')
    const from = performance.now()
    other.endsIn(4_000)
    await expect(creating).rejects.toThrow(DatabaseUnavailable)
    expect(performance.now() - from).toBeGreaterThan(200)
    other.endNow()
  })

  it('a command waits until it is done', async () => {
    const directory = await written()
    const { database } = openSqliteForCommand(directory)
    onTestFinished(() => database.close())
    const other = await holdWriteLock(directory)
    other.endsIn(600)
    expect(await create(database, 'm2')).toBe(true)
  })
})
