import { spawn } from 'node:child_process'
import { appendFile, type FileHandle, open, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { MatchBusy } from '../../../src/errors.ts'
import { CHUNK_BYTES } from '../../../src/store/archive/archive-file.ts'
import { type ArchiveLine, encodeArchiveLine, parseArchiveLine } from '../../../src/store/archive/archive-lines.ts'
import { ArchiveInUse } from '../../../src/store/archive/archive-lock.ts'
import { archiveMatches } from '../../../src/store/archive/archive-matches.ts'
import { scheduleArchiving } from '../../../src/store/archive/archive-schedule.ts'
import type { ArchivedMatch } from '../../../src/store/archive/match-archive.ts'
import type { Database } from '../../../src/store/database.ts'
import { newEpoch } from '../../../src/store/epochs.ts'
import type { StoredMatch } from '../../../src/store/match-store.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'
import { fixtureOf, foldedOf, nextWrite } from '../matches.ts'
import { openFilesIn } from '../open-files.ts'
import { openSqliteStore } from '../open-sqlite-store.ts'

const FILTER = { startsBefore: 1_700_000_000_001 }
const LATER = 1_800_000_000_000

async function openWorld() {
  const { database } = openSqliteStore()
  onTestFinished(() => database.close())
  const create = async (
    id: string,
    changes: Parameters<typeof fixtureOf>[1] = {},
    status: 'final' | 'live' = 'final',
  ) => {
    const fixture = fixtureOf(id, changes)
    await database.matches.create(fixture, foldedOf(fixture, { status }), newEpoch(5_000), 5_000, 'maker')
    const match = await database.matches.read(id)
    if (match === undefined) throw new Error('it was created')
    if (status === 'live') await database.matches.append(nextWrite(match))
  }
  const file = join(await temporaryDirectory(), 'old.ndjson')
  return { database, create, file }
}

/** From a moment on, each write to a file ends with some of it written. */
async function fullDisk() {
  const handle = await open(join(await temporaryDirectory(), 'any'), 'w')
  const handles = Object.getPrototypeOf(handle) as FileHandle
  await handle.close()
  const { appendFile, writeFile } = handles
  let writesLeft = Number.POSITIVE_INFINITY
  const until = (write: typeof writeFile): typeof writeFile =>
    async function (this: FileHandle, data, ...options) {
      writesLeft -= 1
      if (writesLeft >= 0) return write.call(this, data, ...options)
      await write.call(this, String(data).slice(0, 1))
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' })
    }
  for (const [name, write] of Object.entries({ appendFile, writeFile })) {
    const spy = vi.spyOn(handles, name as 'writeFile').mockImplementation(until(write))
    onTestFinished(() => spy.mockRestore())
  }
  return {
    fillAfter: (writes: number) => (writesLeft = writes),
    makeRoom: () => (writesLeft = Number.POSITIVE_INFINITY),
  }
}

const linesOf = async (file: string) => (await readFile(file, 'utf8')).split('\n').slice(0, -1).map(parseArchiveLine)
const idsOf = async (file: string) => (await linesOf(file)).map(({ match }) => match)
const left = async ({ archive }: Database) => (await archive.list({ after: '', limit: 50 })).map(({ match }) => match)

it('moves what the filter finds into the file, from where another database takes it as it was', async () => {
  const { database, create, file } = await openWorld()
  for (const id of ['a', 'b', 'c']) await create(id)
  await create('new', { startsAt: LATER })
  const before = await database.archive.read('b')

  expect(await archiveMatches({ database, filter: FILTER, file })).toBe(3)

  expect(await left(database)).toEqual(['new'])
  const lines = await linesOf(file)
  expect(lines.map(({ match }) => match)).toEqual(['a', 'b', 'c'])
  expect(lines[1]?.tables).toEqual(before?.tables)
  const other = openSqliteStore().database
  onTestFinished(() => other.close())
  for (const line of lines) expect(await other.archive.write(line, 'e2', 6_000)).toBe(true)
  expect(await other.matches.read('b')).toMatchObject({ match: 'b', epoch: 'e2', seq: 0 })
  expect(await archiveMatches({ database, filter: FILTER, file })).toBe(0)
  expect(await idsOf(file)).toEqual(['a', 'b', 'c'])
})

it('goes on after a crash in the middle of a line, and between a line and its delete', async () => {
  const { database, create, file } = await openWorld()
  for (const id of ['a', 'b', 'c']) await create(id)
  await archiveMatches({ database, filter: { ...FILTER, statuses: [] }, file })
  const archived = await database.archive.read('a')
  if (archived === undefined) throw new Error('it was created')
  // Longer than one read from the end of the file.
  const long = {
    ...archived,
    match: 'gone',
    tables: { ...archived.tables, match: [{ ...archived.tables.match[0], id: 'gone', state: 'x'.repeat(200_000) }] },
  }
  const lines = [
    encodeArchiveLine({
      ...long,
      tables: { ...long.tables, match_event: [], match_update: [], match_shadow: [], match_shadow_update: [] },
    }),
    encodeArchiveLine(archived),
  ]
  await writeFile(file, lines.join(''))
  const more = await database.matches.read('a')
  if (more === undefined) throw new Error('it was created')
  await database.matches.append(nextWrite(more))

  await archiveMatches({ database, filter: FILTER, file })
  expect(await idsOf(file)).toEqual(['gone', 'a', 'b', 'c'])
  expect((await linesOf(file))[1]?.tables.match[0]).toMatchObject({ seq: 1 })

  await create('d')
  await appendFile(file, lines[1]?.slice(0, 300) ?? '')
  await archiveMatches({ database, filter: FILTER, file })
  expect(await idsOf(file)).toEqual(['gone', 'a', 'b', 'c', 'd'])
  expect(await left(database)).toEqual([])
})

it('writes a match again that changed before it was deleted, and leaves out one that somebody else deleted', async () => {
  const { database, create, file } = await openWorld()
  for (const id of ['a', 'b']) await create(id)
  const { matches } = database
  const remove = vi.fn<typeof matches.remove>(async (match, epoch, at) => {
    if (remove.mock.calls.length === 1) {
      const found = await matches.read('a')
      if (found) await matches.append(nextWrite(found))
    }
    if (match.match === 'b' && (await matches.remove(match, epoch, at))) return false
    return matches.remove(match, epoch, at)
  })

  expect(
    await archiveMatches({ database: { ...database, matches: { ...matches, remove } }, filter: FILTER, file }),
  ).toBe(1)

  expect(await left(database)).toEqual([])
  const lines = await linesOf(file)
  expect(lines.map(({ match }) => match)).toEqual(['a'])
  expect(lines[0]?.tables.match[0]).toMatchObject({ seq: 1 })
})

/** What a process leaves that is killed after a line, and before its match is deleted. */
async function crashAfterLine({ database, file }: Awaited<ReturnType<typeof openWorld>>, id: string): Promise<void> {
  const matches: Database['matches'] = {
    ...database.matches,
    remove: async (match, epoch, at) => {
      if (match.match === id) throw new Error('killed')
      return database.matches.remove(match, epoch, at)
    },
  }
  await expect(archiveMatches({ database: { ...database, matches }, filter: FILTER, file })).rejects.toThrow('killed')
}

it('takes out its last line if another process wrote and deleted that match after the crash', async () => {
  const world = await openWorld()
  const { database, create, file } = world
  for (const id of ['a', 'b']) await create(id)
  await crashAfterLine(world, 'b')
  expect(await idsOf(file)).toEqual(['a', 'b'])
  await archiveMatches({ database, filter: FILTER, file: `${file}.other` })
  expect(await idsOf(`${file}.other`)).toEqual(['b'])

  await archiveMatches({ database, filter: FILTER, file })

  expect(await idsOf(file)).toEqual(['a'])
})

it('keeps its last line if it was killed just after the delete, and whatever happens to the match once it ended well', async () => {
  const { database, create, file } = await openWorld()
  await create('a')
  await archiveMatches({ database, filter: FILTER, file })
  await writeFile(`${file}.lock`, `999999999 ${hostname()}`)
  await archiveMatches({ database, filter: FILTER, file })
  expect(await idsOf(file)).toEqual(['a'])

  const [line] = await linesOf(file)
  await database.archive.write(line as ArchivedMatch, 'e2', 6_000)
  await archiveMatches({ database, filter: { ...FILTER, statuses: [] }, file })
  expect(await idsOf(file)).toEqual(['a'])
  const again = await database.matches.read('a')
  await database.matches.remove(again as StoredMatch, 'e3', 7_000)
  await archiveMatches({ database, filter: FILTER, file })
  expect(await idsOf(file)).toEqual(['a'])
})

it('keeps its last line if it was killed just after the delete, and the feed told a match of that name anew', async () => {
  const { database, create, file } = await openWorld()
  await create('a')
  await archiveMatches({ database, filter: FILTER, file })
  await writeFile(`${file}.lock`, `999999999 ${hostname()}`)
  const [line] = await linesOf(file)
  await database.archive.write(line as ArchiveLine, newEpoch(database.clock.now(), line?.deletedAs ?? ''), 6_000)

  await archiveMatches({ database, filter: FILTER, file })

  expect(await idsOf(file)).toEqual(['a', 'a'])
})

it('takes over a file from a process whose number another one has now, and leaves it to one that has it', async () => {
  const { database, create, file } = await openWorld()
  await create('a')
  const own = spawn('sleep', ['60'])
  onTestFinished(() => void own.kill('SIGKILL'))
  const held = `${own.pid} ${hostname()}`
  await writeFile(`${file}.lock`, held)
  await expect(archiveMatches({ database, filter: FILTER, file })).rejects.toThrow(ArchiveInUse)
  await writeFile(`${file}.lock`, `${held} 1`)
  expect(await archiveMatches({ database, filter: FILTER, file })).toBe(1)
})

it('by schedule waits for a file that another process of this host writes, and says so, and what fails', async () => {
  const { database, create } = await openWorld()
  await create('a')
  const directory = await temporaryDirectory()
  const name = `matches-${new Date(database.clock.now()).toISOString().slice(0, 7)}-${hostname()}.ndjson`
  await writeFile(join(directory, `${name}.lock`), `${process.ppid} ${hostname()}`)
  let [turns, reads] = [0, 0]
  const clock = Object.create(database.clock, {
    now: {
      value: () => {
        turns += 1
        return database.clock.now()
      },
    },
  }) as Database['clock']
  const list: Database['archive']['list'] = (query) => {
    reads += 1
    return reads === 1 ? Promise.reject(new Error('no database')) : database.archive.list(query)
  }
  const { promise: archived, resolve } = Promise.withResolvers<number>()
  const [inUse, failures]: [unknown[], unknown[]] = [[], []]
  const schedule = scheduleArchiving({
    database: { ...database, clock, archive: { ...database.archive, list } },
    afterDays: 1,
    directory,
    firstMs: 0,
    everyMs: 5,
    onArchived: resolve,
    onInUse: (error) => inUse.push(error),
    onFailure: (error) => failures.push(error),
  })
  onTestFinished(() => schedule.close())
  await expect.poll(() => turns).toBeGreaterThan(2)
  await expect.poll(() => inUse.length).toBeGreaterThan(1)
  expect(reads).toBe(0)
  await rm(join(directory, `${name}.lock`))

  expect(await archived).toBe(1)
  expect(failures).toEqual([expect.objectContaining({ message: 'no database' })])
})

it('by schedule takes the last line out of a file that a killed process left in another month', async () => {
  const world = await openWorld()
  const { database, create } = world
  for (const id of ['a', 'b']) await create(id)
  const directory = await temporaryDirectory()
  const [old, foreign] = [`matches-2001-01-${hostname()}.ndjson`, 'matches-2001-01-another.ndjson']
  await crashAfterLine({ ...world, file: join(directory, old) }, 'b')
  await writeFile(join(directory, `${foreign}.lock`), '1 another')
  const { promise: archived, resolve } = Promise.withResolvers<string>()
  const schedule = scheduleArchiving({
    database,
    afterDays: 1,
    directory,
    firstMs: 0,
    onArchived: (_, file) => resolve(file),
    onInUse: ({ message }) => resolve(message),
    onFailure: (error) => resolve(String(error)),
  })
  onTestFinished(() => schedule.close())

  expect(await idsOf(await archived)).toEqual(['b'])
  expect(await idsOf(join(directory, old))).toEqual(['a'])
  const files = await readdir(directory)
  expect(files).toContain(`${foreign}.lock`)
  expect(files).not.toContain(`${old}.lock`)
})

it('lets one process write a file, and takes it over from one that is gone', async () => {
  const { database, create, file } = await openWorld()
  await create('a')
  await writeFile(`${file}.lock`, '999999999 another-machine')
  await expect(archiveMatches({ database, filter: FILTER, file })).rejects.toThrow(/another process writes it/)
  expect(await left(database)).toEqual(['a'])
  await writeFile(`${file}.lock`, `no-number ${hostname()}`)
  await expect(archiveMatches({ database, filter: FILTER, file })).rejects.toThrow(ArchiveInUse)
  await writeFile(`${file}.lock`, `999999999 ${hostname()}`)
  expect(await archiveMatches({ database, filter: FILTER, file })).toBe(1)
  // Whoever had the number of this process before, such as in a container.
  await writeFile(`${file}.lock`, `${process.pid} ${hostname()}`)
  expect(await archiveMatches({ database, filter: FILTER, file })).toBe(0)
})

it('leaves a file to whoever comes next when it fails, also when the file cannot be opened', async () => {
  const world = await openWorld()
  await world.create('a')
  const lockOf = (file: string) => readFile(`${file}.lock`, 'utf8')
  await crashAfterLine(world, 'a')
  expect(await lockOf(world.file)).toBe(`- ${hostname()}`)
  const file = await temporaryDirectory()
  await expect(archiveMatches({ database: world.database, filter: FILTER, file })).rejects.toThrow('EISDIR')
  expect(await lockOf(file)).toBe(`- ${hostname()}`)
  const nowhere = archiveMatches({ database: world.database, filter: FILTER, file: join(file, 'no', 'folder') })
  await expect(nowhere).rejects.toThrow('ENOENT')
})

it.runIf(process.platform === 'linux')('keeps no file open, neither when it is done nor when it fails', async () => {
  const world = await openWorld()
  const { database, create, file } = world
  const openFiles = () => openFilesIn(dirname(file))
  await create('a')
  expect(await archiveMatches({ database, filter: FILTER, file })).toBe(1)
  expect(openFiles()).toEqual([])

  await create('b')
  await crashAfterLine(world, 'b')
  expect(openFiles()).toEqual([])

  await writeFile(file, 'a note\n')
  await expect(archiveMatches({ database, filter: FILTER, file })).rejects.toThrow(/is no match/)
  expect(openFiles()).toEqual([])
})

it('is not kept out for ever by the empty lock of a process that was killed before it wrote what it is', async () => {
  const { database, create, file } = await openWorld()
  await create('a')
  await writeFile(`${file}.lock`, '')
  const age = (ms: number) => utimes(`${file}.lock`, new Date(), new Date(Date.now() - ms))
  await age(50_000)
  await expect(archiveMatches({ database, filter: FILTER, file })).rejects.toThrow(ArchiveInUse)
  await age(61_000)
  expect(await archiveMatches({ database, filter: FILTER, file })).toBe(1)
})

it('goes on when there is room again: a full disk leaves neither an empty lock nor half a match', async () => {
  const { database, create, file } = await openWorld()
  for (const id of ['a', 'b']) await create(id)
  const archive = () => archiveMatches({ database, filter: FILTER, file })
  const disk = await fullDisk()

  disk.fillAfter(0)
  await expect(archive()).rejects.toThrow('ENOSPC')
  expect(await readdir(dirname(file))).toEqual([])
  // The lock, the first match, and some of the second.
  disk.fillAfter(2)
  await expect(archive()).rejects.toThrow('ENOSPC')
  expect(await left(database)).toEqual(['b'])
  disk.makeRoom()
  expect(await archive()).toBe(1)
  expect(await idsOf(file)).toEqual(['a', 'b'])
  expect(await readdir(dirname(file))).toEqual(['old.ndjson'])
})

it('names the file whose last line is no match, and leaves it as it is', async () => {
  const { database, create, file } = await openWorld()
  await create('a')
  await writeFile(file, 'a note\n')
  await expect(archiveMatches({ database, filter: FILTER, file })).rejects.toThrow(
    `the last line of ${file} is no match`,
  )
  expect([await readFile(file, 'utf8'), await left(database)]).toEqual(['a note\n', ['a']])
})

it('leaves a match that its feed has moved to another day, or plays again, since it was listed', async () => {
  const { database, create, file } = await openWorld()
  for (const id of ['a', 'moved', 'playing']) await create(id)
  const read: Database['archive']['read'] = async (id) => {
    const archived = await database.archive.read(id)
    const [row] = archived?.tables.match ?? []
    if (archived === undefined || row === undefined) return archived
    const since = id === 'moved' ? { starts_at: LATER } : id === 'playing' ? { status: 'live' } : {}
    return { ...archived, tables: { ...archived.tables, match: [{ ...row, ...since }] } }
  }
  const world = { ...database, archive: { ...database.archive, read } }
  expect(await archiveMatches({ database: world, filter: { ...FILTER, statuses: ['final'] }, file })).toBe(1)
  expect([await idsOf(file), await left(database)]).toEqual([['a'], ['moved', 'playing']])
})

it('gives up on a match that somebody writes all the time, and keeps no line of it', async () => {
  const { database, create, file } = await openWorld()
  await create('a')
  const remove = vi.fn(async () => false)
  const busy = { ...database, matches: { ...database.matches, remove } }
  await expect(archiveMatches({ database: busy, filter: FILTER, file })).rejects.toThrow(MatchBusy)
  expect([remove.mock.calls.length, await idsOf(file)]).toEqual([40, []])
})

it('moves nothing more once it is told to stop', async () => {
  const { database, create, file } = await openWorld()
  for (const id of ['a', 'b']) await create(id)
  const stopped = new AbortController()
  const remove: Database['matches']['remove'] = (match, epoch, at) => {
    stopped.abort()
    return database.matches.remove(match, epoch, at)
  }
  const stopping = { ...database, matches: { ...database.matches, remove } }
  expect(await archiveMatches({ database: stopping, filter: FILTER, file, signal: stopped.signal })).toBe(1)
  expect(await left(database)).toEqual(['b'])
})

it('has its lock, its folder and each line on the disk before it deletes a match', async () => {
  const { database, create, file } = await openWorld()
  for (const id of ['a', 'b']) await create(id)
  const done: string[] = []
  const handle = await open(join(await temporaryDirectory(), 'any'), 'w')
  const syncing = vi.spyOn(Object.getPrototypeOf(handle) as FileHandle, 'sync')
  await handle.close()
  onTestFinished(() => syncing.mockRestore())
  const remove: Database['matches']['remove'] = (match, epoch, at) => {
    done.push(`${syncing.mock.calls.length} before ${match.match}`)
    return database.matches.remove(match, epoch, at)
  }
  await archiveMatches({ database: { ...database, matches: { ...database.matches, remove } }, filter: FILTER, file })
  expect(done).toEqual(['3 before a', '4 before b'])
})

it('cuts off a line that was not ended, however its length falls together with what is read at once', async () => {
  const { database, create, file } = await openWorld()
  await create('a')
  await archiveMatches({ database, filter: FILTER, file })
  for (const length of [CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES]) {
    await appendFile(file, 'x'.repeat(length))
    await archiveMatches({ database, filter: FILTER, file })
    expect(await idsOf(file)).toEqual(['a'])
  }
})

it('by schedule takes matches of before, but none that is being played, and ends when it is closed', async () => {
  const { database, create } = await openWorld()
  const directory = join(await temporaryDirectory(), 'archive')
  await create('old')
  await create('long', {}, 'live')
  await create('new', { startsAt: Date.now() })
  const onFailure = vi.fn()
  const { promise: archived, resolve } = Promise.withResolvers<string>()
  const onArchived = (count: number, file: string) => resolve(`${count} ${file}`)
  const schedule = scheduleArchiving({
    database,
    afterDays: 30,
    directory,
    firstMs: 0,
    everyMs: 5,
    onArchived,
    onInUse: onFailure,
    onFailure,
  })

  const [name] = await archived.then(() => readdir(directory))

  expect(await archived).toBe(`1 ${join(directory, name ?? '')}`)
  expect(name).toMatch(/^matches-\d{4}-\d{2}-.+\.ndjson$/)
  expect(await left(database)).toEqual(['long', 'new'])
  await create('older')
  await expect.poll(() => left(database)).toEqual(['long', 'new'])
  await schedule.close()
  expect(onFailure).not.toHaveBeenCalled()
  expect(await readdir(directory)).toEqual([name])
})
