import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { chmod, mkdir, readdir, readFile, rename, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { DatabaseUnavailable } from '../../../../src/errors.ts'
import { DatabaseRefused } from '../../../../src/store/database.ts'
import { openSqlite, openSqliteForCommand } from '../../../../src/store/sqlite/connection/open.ts'
import { DirectoryInUse } from '../../../../src/store/sqlite/files/directory-lock.ts'
import { unprivileged } from '../../../support/programs/unprivileged.ts'
import { runCommand } from '../../../support/run-command.ts'
import { temporaryDirectory } from '../../../support/temporary-directory.ts'
import { fixtureOf, foldedOf } from '../../matches.ts'
import { openFilesIn } from '../../open-files.ts'
import { openHere, written } from '../written-database.ts'

function refusalOf(directory: string, open: (directory: string) => unknown = (at) => openSqlite({ directory: at })) {
  try {
    open(directory)
  } catch (error) {
    expect(error).toBeInstanceOf(DatabaseRefused)
    const { message } = error as Error
    expect(message.split('\n'), 'one sentence').toHaveLength(1)
    return message
  }
  throw new Error('it was opened')
}

it('keeps what was written, and leaves one file when it is closed', async () => {
  const directory = await written()
  expect((await readdir(directory)).sort()).toEqual(['touchline.db', 'touchline.db.lock'])
  const onRestored = vi.fn()
  const { database, migrations } = openSqlite({ directory, onRestored })
  onTestFinished(() => database.close())
  expect(migrations).toEqual([])
  expect(onRestored, 'it is no copy').not.toHaveBeenCalled()
  expect(await database.matches.read('m1')).toMatchObject({ seq: 1 })
})

it('keeps a write-ahead log', async () => {
  const directory = await written()
  openHere(directory)
  const other = new DatabaseSync(join(directory, 'touchline.db'), { readOnly: true })
  expect(other.prepare('pragma journal_mode').get()).toEqual({ journal_mode: 'wal' })
  other.close()
})

it('lets one server have a folder, and names the one that has it', async () => {
  const directory = await written()
  openHere(directory)
  expect(() => openSqlite({ directory })).toThrow(DirectoryInUse)
  expect(refusalOf(directory)).toContain(`in use by process ${process.pid}`)
})

it('is not available after it was closed, and may be closed twice', async () => {
  const { database } = openSqlite({ directory: await written() })
  await Promise.all([database.close(), database.close()])
  await expect(database.matches.read('m1')).rejects.toBeInstanceOf(DatabaseUnavailable)
  await expect(database.matches.create(fixtureOf('m2'), foldedOf(fixtureOf('m2')), 'e', 1)).rejects.toBeInstanceOf(
    DatabaseUnavailable,
  )
  await expect(database.check()).rejects.toBeInstanceOf(DatabaseUnavailable)
})

it('writes what waits before it closes', async () => {
  const directory = await written()
  const { database } = openSqlite({ directory })
  const creating = database.matches.create(fixtureOf('late'), foldedOf(fixtureOf('late')), 'epoch-1', 5_000)
  await database.close()
  expect(await creating).toBe(true)
  expect(await openHere(directory).database.matches.read('late')).toBeDefined()
})

describe('refuses to start', () => {
  it.each(['pgdata', 'other'])(
    'beside an older database, which may hold feed keys, until it is moved away: %s',
    async (name) => {
      const directory = await written()
      await mkdir(join(directory, name))
      await writeFile(join(directory, name, 'PG_VERSION'), '18')
      expect(refusalOf(directory)).toContain(`${join(directory, name)} holds the database of an older version`)
      expect(refusalOf(directory, openSqliteForCommand)).toContain('move it away')
      await rename(join(directory, name), join(directory, '..', 'old'))
      openHere(directory)
    },
  )

  it('on a file that is no database', async () => {
    const directory = await written()
    await writeFile(
      join(directory, 'touchline.db'),
      'a text that somebody put here by mistake, longer than a header of it',
    )
    const message = refusalOf(directory)
    expect(message).toContain(join(directory, 'touchline.db'))
    expect(message).toContain('not a database')
    expect(message).toContain('restore a backup')
  })

  it.each([
    ['zeroes in its middle', async (file: string) => writeFile(file, zeroed(await readFile(file), 4_096, 12_288))],
    ['its end missing', async (file: string) => truncate(file, 8_192)],
  ])('on a database with %s', async (_what, damage) => {
    const directory = await written()
    await damage(join(directory, 'touchline.db'))
    const message = refusalOf(directory)
    expect(message).toContain(directory)
    expect(message).toMatch(/damaged/)
    expect(message).toContain('restore a backup')
  })

  it('on a database of a newer version', async () => {
    const directory = await written()
    const database = new DatabaseSync(join(directory, 'touchline.db'))
    const { user_version: own } = database.prepare('pragma user_version').get() as { user_version: number }
    database.exec(`pragma user_version = ${own + 1}`)
    database.close()
    for (const open of [(at: string) => openSqlite({ directory: at }), openSqliteForCommand]) {
      expect(refusalOf(directory, open)).toMatch(
        new RegExp(`touchline\\.db was written by a newer version .*schema ${own + 1}, this one knows ${own}`),
      )
    }
  })

  it('while another process writes for longer than a start waits', async () => {
    const directory = await written()
    const other = new DatabaseSync(join(directory, 'touchline.db'))
    onTestFinished(() => other.close())
    other.exec('begin immediate')
    expect(refusalOf(directory)).toContain('touchline.db: another process is writing to it')
    other.exec('rollback')
    openHere(directory)
  })

  it.runIf(process.platform === 'linux')('and keeps no file open', async () => {
    const directory = await written()
    const file = join(directory, 'touchline.db')
    const whole = await readFile(file)
    // SQLite closes those of its lock when whoever holds the lock does.
    const openFiles = () => openFilesIn(directory).filter((path) => !path.includes('.lock'))
    const refuse = () => {
      for (const open of [(at: string) => openSqlite({ directory: at }), openSqliteForCommand]) {
        refusalOf(directory, open)
        expect(openFiles()).toEqual([])
      }
    }
    setSchema(file, 1_000)
    refuse()
    await writeFile(file, 'a text that somebody put here by mistake, longer than a header of it')
    refuse()

    await writeFile(file, whole)
    const { database } = openSqlite({ directory })
    setSchema(file, 0)
    const ofServer = openFiles()
    refusalOf(directory, openSqliteForCommand)
    expect(openFiles()).toEqual(ofServer)
    await database.close()
    expect(openFiles()).toEqual([])
  })

  it('in a folder that is a file, or that nobody can make', async () => {
    const file = join(await temporaryDirectory(), 'file')
    await writeFile(file, '')
    expect(refusalOf(file)).toContain(file)
    expect(refusalOf(join(file, 'below'))).toContain(join(file, 'below'))
    if (process.platform === 'linux') expect(refusalOf('/proc/touchline')).toContain('/proc/touchline')
  })

  it('without the right to write there, at once', async () => {
    // Root may write anywhere: so the server is another user, in a folder of ours.
    const directory = await written()
    for (const path of [directory, join(directory, '..')]) await chmod(path, 0o555)
    for (const name of await readdir(directory)) await chmod(join(directory, name), 0o444)
    // One that waited for its folder would be ended from outside, and have no code.
    const { code, stdout, stderr } = await runAs(directory)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stderr).toContain(directory)
    expect(stderr).toMatch(/read-only|cannot be opened|permission/)
  })
})

async function runAs(directory: string): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = { ...process.env, DATA_DIR: directory, PORT: '0', LOG_LEVEL: 'silent' }
  return promisify(execFile)(process.execPath, ['src/main.ts'], { env, timeout: 30_000, ...unprivileged() }).then(
    () => {
      throw new Error('it started')
    },
    (error: { code: number; stdout: string; stderr: string }) => error,
  )
}

function setSchema(file: string, version: number): void {
  const database = new DatabaseSync(file)
  database.exec(`pragma user_version = ${version}`)
  database.close()
}

function zeroed(bytes: Buffer, from: number, to: number): Buffer {
  return bytes.fill(0, from, to)
}

describe('a file that goes away under a running server', () => {
  it('takes no writes and is not ready, says so, and heals when the file is back', async () => {
    const directory = await written()
    const { database } = openHere(directory)
    const file = join(directory, 'touchline.db')
    await rename(file, `${file}.away`)

    const create = () => database.matches.create(fixtureOf('m2'), foldedOf(fixtureOf('m2')), 'epoch-1', 5_000)
    await expect(create()).rejects.toMatchObject({
      code: 'database-unavailable',
      reason: expect.stringContaining(file),
    })
    await expect(database.check()).rejects.toMatchObject({ reason: expect.stringContaining('moved') })
    expect(await database.matches.read('m1'), 'reads go on').toMatchObject({ seq: 1 })

    await rename(`${file}.away`, file)
    expect(await create()).toBe(true)
    await database.check()
  })
})

describe('for a command', () => {
  it('is opened beside a server, and each sees what the other writes', async () => {
    const directory = await written()
    const server = openHere(directory).database
    const { database: command } = openSqliteForCommand(directory)
    onTestFinished(() => command.close())
    const key = { hash: 'f'.repeat(64), feed: 'x', scopes: ['*'], createdAt: 1 }
    await command.feedKeys.add(key)
    expect(await server.feedKeys.readAll()).toEqual([key])
    await server.feedKeys.revoke('x', 2)
    expect(await command.feedKeys.readAll()).toEqual([{ ...key, revokedAt: 2 }])
  })

  it('leaves migrating to the server that has it', async () => {
    const directory = await written()
    openHere(directory)
    const other = new DatabaseSync(join(directory, 'touchline.db'))
    other.exec('pragma user_version = 0')
    other.close()
    expect(refusalOf(directory, openSqliteForCommand)).toContain('a server of another version has')
  })

  it('makes the database when there is none', async () => {
    const directory = join(await temporaryDirectory(), 'data')
    const { database, migrations } = openSqliteForCommand(directory)
    await database.close()
    const files = readdirSync(new URL('../../../../migrations/sqlite', import.meta.url)).sort()
    expect(migrations).toEqual(files.map((file) => file.replace('.sql', '')))
    const run = await runCommand('npm', ['run', '--silent', 'migrate'], {
      env: { DATA_DIR: directory, DATABASE_URL: '' },
    })
    expect(run).toEqual({ code: 0, stdout: 'the embedded database is up to date\n', stderr: '' })
  })
})
