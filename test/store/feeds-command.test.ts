import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createFeedKeys } from '../../src/store/feed-keys/feed-keys.ts'
import { openSqlite } from '../../src/store/sqlite/connection/open.ts'
import { type Finished, runCommand } from '../support/run-command.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

// Every command is a process that loads everything anew.
vi.setConfig({ testTimeout: 60_000 })

const cli = new URL('../../src/store/commands/feeds.ts', import.meta.url).pathname
const feeds = (args: readonly string[], directory = 'unused'): Promise<Finished> =>
  runCommand(process.execPath, [cli, ...args], { env: { DATABASE_URL: '', DATA_DIR: directory } })

it('makes a key in the embedded database, for the server that opens it next', async () => {
  const directory = join(await temporaryDirectory(), 'data')
  const { code, stdout } = await feeds(['create', 'scorer', '--source', 'ground', '--operator'], directory)
  expect(code).toBe(0)

  const { database } = openSqlite({ directory })
  onTestFinished(() => database.close())
  const holder = await createFeedKeys({ store: database.feedKeys, fromEnvironment: [] }).identify(stdout.trim())
  expect(holder).toMatchObject({ feed: 'scorer', source: 'ground', isOperator: true })
})

it('makes, lists and revokes keys while a server has the embedded database, which knows them at once', async () => {
  const directory = join(await temporaryDirectory(), 'data')
  const { database } = openSqlite({ directory })
  onTestFinished(() => database.close())

  const { code, stdout } = await feeds(['create', 'scorer'], directory)

  expect(code).toBe(0)
  const identify = () => createFeedKeys({ store: database.feedKeys, fromEnvironment: [] }).identify(stdout.trim())
  expect((await identify())?.feed).toBe('scorer')
  expect((await feeds(['list'], directory)).stdout).toContain('scorer')
  expect((await feeds(['revoke', 'scorer'], directory)).code).toBe(0)
  expect(await identify()).toBeUndefined()
})

it('[H18] makes a key that ends, and another beside it, and lists when each does', async () => {
  const directory = join(await temporaryDirectory(), 'data')
  const first = await feeds(['create', 'scorer', '--expires', '2099-06-30'], directory)
  expect(first).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('"2099-06-30" is no time within the next ten years'),
  })
  const made = await feeds(['create', 'scorer', '--scope', 'cup-*', '--expires', '90d'], directory)
  expect(made.stderr.split('\n')[0]).toBe(
    `made a new database in ${directory}: if another one is meant, set DATABASE_URL or DATA_DIR`,
  )
  expect(made.stderr).toMatch(/^key \w{12} of feed "scorer" for cup-\* until \d{4}-\d\d-\d\dT\d\d:\d\dZ; /m)

  const rotated = await feeds(['rotate', 'scorer', '--overlap', '2d', '--expires', '365d'], directory)

  expect(rotated.code).toBe(0)
  expect(rotated.stdout).toMatch(/^tl_[A-Za-z0-9_-]{43}\n$/)
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
  expect(rotated.stderr).toMatch(new RegExp(`^key \\w{12} ends at ${inDays(2)}T`))
  const { stdout } = await feeds(['list'], directory)
  expect(stdout.match(/\tcup-\*\tcreated \S+\tends \d{4}-\d\d-\d\d/g)?.map((line) => line.slice(-10))).toEqual([
    inDays(2),
    inDays(365),
  ])
  const again = await feeds(['rotate', 'scorer'], directory)
  expect(again.stderr).toContain(` ends at ${inDays(7)}T`)
  expect(await feeds(['rotate', 'nobody'], directory)).toEqual({
    ...{ code: 1, stdout: '' },
    stderr: 'there is no valid key of a feed "nobody", or with that id\n',
  })
})

it.runIf(process.platform === 'linux')(
  'fails when the key that it made cannot be written, and says which',
  async () => {
    const directory = join(await temporaryDirectory(), 'data')
    const command = `"${process.execPath}" "${cli}" create scorer > /dev/full`
    const { code, stderr } = await runCommand('sh', ['-c', command], { env: { DATABASE_URL: '', DATA_DIR: directory } })

    expect(code).toBe(1)
    const [, id] = /nobody has seen the key: ENOSPC.* touchline feeds revoke (\w{12})\n$/.exec(stderr) ?? []
    expect((await feeds(['revoke', id ?? 'no id'], directory)).stdout).toBe(`revoked key ${id} of feed "scorer"\n`)
  },
)

it('explains itself instead of guessing, and does nothing', async () => {
  const { code, stdout, stderr } = await feeds(['purge'])
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toContain('usage:')
})
