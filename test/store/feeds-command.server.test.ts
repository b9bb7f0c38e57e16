import { expect, inject, it, vi } from 'vitest'
import { createFeedKeys } from '../../src/store/feed-keys/feed-keys.ts'
import { openPostgres } from '../../src/store/postgres/open.ts'
import { type Finished, runCommand } from '../support/run-command.ts'
import { freshDatabase } from '../support/servers/fresh-database.ts'

// Every command is a process that loads everything anew.
vi.setConfig({ testTimeout: 60_000 })

const cli = new URL('../../src/store/commands/feeds.ts', import.meta.url).pathname
const feeds = (url: string, ...args: string[]): Promise<Finished> =>
  runCommand(process.execPath, [cli, ...args], { env: { DATABASE_URL: url } })

it('makes a key that a server knows, lists it without showing it, and revokes it', async () => {
  const { url, drop } = await freshDatabase(inject('databaseUrl'))
  const database = openPostgres({ url, onConnectionError() {} })
  try {
    const none = await feeds(url, 'list')
    expect(none).toMatchObject({ code: 0, stdout: '', stderr: expect.stringContaining('create NAME') })

    const created = await feeds(url, 'create', 'opta', '--scope', 'cup-*', '--scope', 'final')
    expect(created.code).toBe(0)
    expect(created.stdout).toMatch(/^tl_[A-Za-z0-9_-]{43}\n$/)
    const key = created.stdout.trim()
    expect(created.stderr).not.toContain(key)
    const id = /^key ([0-9a-f]{12}) of feed "opta" for cup-\*, final;/.exec(created.stderr)?.[1] ?? 'no id'
    const holder = await createFeedKeys({ store: database.feedKeys, fromEnvironment: [] }).identify(key)
    if (holder === undefined || 'endedAt' in holder) throw new Error('the key is good')
    expect(['cup-1', 'final', 'other'].map((match) => holder.mayWrite(match))).toEqual([true, true, false])

    const day = new Date().toISOString().slice(0, 10)
    expect(await feeds(url, 'list')).toEqual({
      code: 0,
      stdout: `${id}\topta\tcup-*,final\tcreated ${day}\n`,
      stderr: '',
    })

    const revoked = await feeds(url, 'revoke', id)
    expect(revoked).toMatchObject({ code: 0, stdout: `revoked key ${id} of feed "opta"\n` })
    expect(await createFeedKeys({ store: database.feedKeys, fromEnvironment: [] }).identify(key)).toBeUndefined()
    expect((await feeds(url, 'list')).stdout).toMatch(/\trevoked \d{4}-\d\d-\d\d\n$/)
    expect(await feeds(url, 'revoke', id)).toMatchObject({ code: 1, stderr: expect.stringContaining(id) })
  } finally {
    await database.close()
    await drop()
  }
})

it('revokes all keys of a feed by its name', async () => {
  const { url } = await freshDatabase(inject('databaseUrl'))
  await feeds(url, 'create', 'opta')
  await feeds(url, 'create', 'opta')
  await feeds(url, 'create', 'other')

  const { code, stdout } = await feeds(url, 'revoke', 'opta')

  expect(code).toBe(0)
  expect(stdout).toMatch(/^(revoked key [0-9a-f]{12} of feed "opta"\n){2}$/)
})
