import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createFeedKeys } from '../../src/store/feeds.ts'
import { openPgliteDatabase } from '../../src/store/pglite-database.ts'
import { type Finished, runCommand } from '../support/run-command.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

// Every command is a process that loads everything anew.
vi.setConfig({ testTimeout: 60_000 })

const cli = new URL('../../src/store/feeds-cli.ts', import.meta.url).pathname
const feeds = (args: readonly string[], directory = 'unused'): Promise<Finished> =>
  runCommand(process.execPath, [cli, ...args], { env: { DATABASE_URL: '', DATA_DIR: directory } })

it('makes a key in the embedded database, for the server that opens it next', async () => {
  const directory = join(await temporaryDirectory(), 'data')
  const { code, stdout } = await feeds(['create', 'scorer'], directory)
  expect(code).toBe(0)

  const database = await openPgliteDatabase(directory)
  onTestFinished(() => database.close())
  const holder = await createFeedKeys({ database, fromEnvironment: [] }).identify(stdout.trim())
  expect(holder?.feed).toBe('scorer')
})

it('says what to do while a server has the embedded database', async () => {
  const directory = join(await temporaryDirectory(), 'data')
  const database = await openPgliteDatabase(directory)
  onTestFinished(() => database.close())

  const { code, stdout, stderr } = await feeds(['create', 'scorer'], directory)

  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toContain(`in use by process ${process.pid}`)
  expect(stderr).toContain('stop the server')
  expect(stderr).toContain('FEED_KEYS=name:key')
  expect(stderr).not.toMatch(/^\s+at /m)
})

it.each([
  [],
  ['make', 'x'],
  ['list', 'x'],
  ['create'],
  ['create', 'two', 'names'],
  ['create', 'bad name'],
  ['create', '0123456789ab'],
  ['create', 'x', '--scope', '*a'],
  ['create', 'x', '--scope'],
  ['create', 'x', '--unknown'],
  ['revoke'],
  ['revoke', 'x', '--scope', '*'],
])('explains itself instead of guessing: feeds %s %s %s', async (...args) => {
  const { code, stdout, stderr } = await feeds(args)
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toContain('usage:')
})
