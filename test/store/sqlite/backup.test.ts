import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { openSqlite } from '../../../src/store/sqlite/connection/open.ts'
import { type Finished, runCommand } from '../../support/run-command.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'
import { fixtureOf, foldedOf, nextWrite } from '../matches.ts'

// Every command is a process that loads everything anew.
vi.setConfig({ testTimeout: 60_000 })

const backup = (directory: string, ...args: string[]): Promise<Finished> =>
  runCommand('npm', ['run', '--silent', 'backup', '--', ...args], { env: { DATABASE_URL: '', DATA_DIR: directory } })

it('copies one moment of a database that a server writes to, and the copy can be restored', async () => {
  const root = await temporaryDirectory()
  const [directory, file] = [join(root, 'data'), join(root, 'copy.db')]
  const { database } = openSqlite({ directory })
  onTestFinished(() => database.close())
  const fixture = fixtureOf('m1')
  await database.matches.create(fixture, foldedOf(fixture), 'epoch-1', 5_000)
  let isOver = false
  let written = 0
  const writing = (async () => {
    while (!isOver) {
      const match = await database.matches.read('m1')
      if (match === undefined || !(await database.matches.append(nextWrite(match)))) throw new Error('not written')
      written = match.seq + 1
    }
  })()

  // On a busy machine the copy may be there before anything is written.
  await expect.poll(() => written).toBeGreaterThan(0)
  const done = await backup(directory, file)
  isOver = true
  await writing

  expect(done).toMatchObject({ code: 0, stderr: '' })
  expect(done.stdout).toContain(file)
  expect((await readdir(root)).sort()).toEqual(['copy.db', 'data'])
  // As the documentation says it is restored.
  const restored = join(root, 'restored')
  await mkdir(restored)
  await copyFile(file, join(restored, 'touchline.db'))
  const told: number[] = []
  const onRestored = (matches: number) => void told.push(matches)
  const { database: again } = openSqlite({ directory: restored, onRestored })
  onTestFinished(() => again.close())
  const match = await again.matches.read('m1')
  // [W17] Viewers have seen what came after the copy: it is another history, once.
  expect((match?.epoch ?? '') > 'epoch-1').toBe(true)
  expect(match?.seq).toBeGreaterThan(0)
  expect(match?.seq).toBeLessThanOrEqual(written)
  const log = await again.matches.readUpdates('m1', 0, 1_000_000)
  expect(log.map(({ seq }) => seq)).toEqual(Array.from({ length: match?.seq ?? 0 }, (_, index) => index + 1))
  expect(await again.matches.readAllKept('m1', 'opta')).toHaveLength(match?.arrivals ?? 0)
  await again.close()
  const { database: later } = openSqlite({ directory: restored, onRestored })
  onTestFinished(() => later.close())
  expect((await later.matches.read('m1'))?.epoch).toBe(match?.epoch)
  // Whoever runs the server is told of it, once.
  expect(told).toEqual([1])
})

it('copies while no server runs', async () => {
  const root = await temporaryDirectory()
  const { database } = openSqlite({ directory: join(root, 'data') })
  await database.close()
  expect(await backup(join(root, 'data'), join(root, 'copy.db'))).toMatchObject({ code: 0 })
})

it('never overwrites a file, and says what is wrong in a sentence', async () => {
  const root = await temporaryDirectory()
  const { database } = openSqlite({ directory: join(root, 'data') })
  await database.close()
  await writeFile(join(root, 'there'), 'precious')
  const cases: [string[], string, number][] = [
    [[join(root, 'there')], 'is there already', 1],
    [[join(root, 'no', 'such', 'folder')], 'was not copied', 1],
    [[], 'usage:', 2],
    [['a', 'b'], 'usage:', 2],
  ]
  for (const [args, message, code] of cases) {
    const done = await backup(join(root, 'data'), ...args)
    expect([done.code, done.stdout]).toEqual([code, ''])
    expect(done.stderr).toContain(message)
    expect(done.stderr).not.toMatch(/^\s+at /m)
  }
  expect((await backup(join(root, 'nothing'), join(root, 'copy.db'))).stderr).toContain('there is no database')
  const postgres = await runCommand('npm', ['run', '--silent', 'backup', '--', 'x'], {
    env: { DATABASE_URL: 'postgres://a@127.0.0.1/b' },
  })
  expect([postgres.code, postgres.stderr]).toEqual([1, expect.stringContaining('pg_dump')])
})
