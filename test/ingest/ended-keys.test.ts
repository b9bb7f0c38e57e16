import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ConfigError } from '../../src/config.ts'
import { startServer } from '../../src/server/server.ts'
import { createFeedKey } from '../../src/store/feed-keys/feed-key-admin.ts'
import { openSqlite } from '../../src/store/sqlite/connection/open.ts'
import { startTestServer, testConfig } from '../support/start-server.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

const DAY_MS = 86_400_000

it('[H18] an ended key is 401 with a sentence, and the figures tell who needs another', async () => {
  const directory = join(await temporaryDirectory(), 'data')
  const { database } = openSqlite({ directory })
  const make = (feed: string, expiresAt: number) => createFeedKey(database.feedKeys, { feed, scopes: ['*'], expiresAt })
  const endedAt = Date.now() - 60_000
  const ended = await make('desk', endedAt)
  const good = await make('opta', Date.now() + 3 * DAY_MS)
  await database.close()
  const { url } = await startTestServer({ DATA_DIR: directory })
  const heartbeat = (key: string) =>
    fetch(`${url}/v1/heartbeat`, { method: 'POST', headers: { authorization: `Bearer ${key}` } })

  const refused = await heartbeat(ended.key)

  expect(refused.status).toBe(401)
  expect(await refused.json()).toMatchObject({
    code: 'unauthorised',
    detail: `this key of feed "desk" ended at ${new Date(endedAt).toISOString()}; ask whoever runs this server for the next one`,
  })
  expect((await heartbeat(good.key)).status).toBe(200)
  const metrics = await (await fetch(`${url}/metrics`)).text()
  const secondsOf = (feed: string) =>
    Number(new RegExp(`^touchline_feed_key_ends_seconds{feed="${feed}"} (\\S+)$`, 'm').exec(metrics)?.[1])
  expect(secondsOf('desk')).toBeLessThanOrEqual(-60)
  expect(secondsOf('opta') / 86_400).toBeCloseTo(3, 2)
})

it('[H5] a key of the database, revoked or not, is refused in FEED_KEYS, where it would have neither scope nor end', async () => {
  const directory = join(await temporaryDirectory(), 'data')
  const { database } = openSqlite({ directory })
  const [desk, gone] = [
    await createFeedKey(database.feedKeys, { feed: 'desk', scopes: ['m*'] }),
    await createFeedKey(database.feedKeys, { feed: 'gone', scopes: ['*'] }),
  ]
  await database.feedKeys.revoke(gone.id, Date.now())
  await database.close()
  const start = (FEED_KEYS: string) => startServer(testConfig({ DATA_DIR: directory, FEED_KEYS }))
  const started = start(`other:${desk.key},gone:${gone.key},new:a-key-of-its-own`)
  await expect(started).rejects.toThrow(ConfigError)
  await expect(started).rejects.toThrow(/the key of other is .*of feed "desk".*\n.*the key of gone is .*of feed "gone"/)
  await (await start('new:a-key-of-its-own')).close()
})
