import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { inject } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { checkSettings } from '../../src/doctor/check-settings.ts'
import { checkTraces } from '../../src/doctor/check-traces.ts'
import { createFeedKey } from '../../src/store/feed-keys/feed-key-admin.ts'
import { connectPostgres } from '../../src/store/postgres/connection/connection.ts'
import { createPostgresFeedKeyStore } from '../../src/store/postgres/feed-key-store.ts'
import { migratePostgres } from '../../src/store/postgres/migrate.ts'
import { expect, it, onTestFinished } from '../support/concurrent.ts'
import { freePort } from '../support/free-port.ts'
import { type Finished, runCommand } from '../support/run-command.ts'
import { freshDatabase } from '../support/servers/fresh-database.ts'
import { startPgbouncer } from '../support/servers/proxies/pgbouncer.ts'
import { startTestServer } from '../support/start-server.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { startCollector } from '../tracing/collector.ts'

const DAY_MS = 86_400_000
const cli = new URL('../../src/doctor/main.ts', import.meta.url).pathname

function doctor(env: Record<string, string>): Promise<Finished> {
  return runCommand(process.execPath, ['--disable-warning=ExperimentalWarning', cli], { env })
}

it('says that an embedded server will run, and where its data is', async () => {
  const directory = join(await temporaryDirectory(), 'data')
  const { code, stdout } = await doctor({ DATABASE_URL: '', REDIS_URL: '', DATA_DIR: directory })
  expect(stdout).toContain(`ok    database  embedded, in ${directory}`)
  expect(stdout).not.toContain('FAIL')
  expect(code).toBe(0)
})

it('reaches Postgres and Redis, says their version and room, and what to change', async () => {
  const { url } = await freshDatabase(inject('databaseUrl'))
  const settings = {
    DATABASE_URL: url,
    REDIS_URL: inject('redisUrl'),
    HOST: '0.0.0.0',
    FEED_KEYS: 'desk:desk-key-1234',
  }
  const { code, stdout } = await doctor({ ...settings, ROLE: 'all' })
  expect(stdout).toMatch(/ok {4}database {2}PostgreSQL \d+/)
  expect(stdout).toMatch(/DATABASE_POOL 16 of \d+ connections: room for \d+ processes/)
  expect(stdout).toContain('WARN  database  it is not migrated to this version')
  expect(stdout).toMatch(/ok {4}redis {5}connected, published and heard in \d+ ms/)
  expect(stdout).toContain('→ set INTERNAL_PORT, and keep it inside')
  expect(stdout).toContain('→ make lasting keys')
  expect(code).toBe(0)

  await migratePostgres(url)
  const connection = connectPostgres({ url, pool: 1, onConnectionError() {} })
  const keys = createPostgresFeedKeyStore(connection)
  await createFeedKey(keys, { feed: 'guest', scopes: ['*'], expiresAt: Date.now() + 6 * DAY_MS })
  await createFeedKey(keys, { feed: 'season', scopes: ['*'], expiresAt: Date.now() + 8 * DAY_MS })
  await createFeedKey(keys, { feed: 'late', scopes: ['*'], expiresAt: Date.now() - DAY_MS })
  await connection.close()
  const migrated = await doctor({ ...settings, ROLE: 'all' })
  expect(migrated.stdout).not.toContain('not migrated')
  expect(migrated.stdout).toContain('the last key of feed "guest" ends at ')
  expect(migrated.stdout).toContain('→ `touchline feeds create late`')
  expect(migrated.stdout).not.toContain('season')

  const greedy = await doctor({ ...settings, WORKERS: '128' })
  expect(greedy.stdout).toContain('DATABASE_POOL is 16 for each of 128 workers')
  expect(greedy.stdout).toContain('→ lower DATABASE_POOL, or raise max_connections')
  expect(greedy.code).toBe(1)
})

it('does not count the connections of a server that is behind a pooler', async () => {
  const { url: behind } = await freshDatabase(inject('databaseUrl'))
  const { url } = await startPgbouncer(behind, { mode: 'transaction' })
  const { stdout } = await doctor({ DATABASE_URL: url, REDIS_URL: inject('redisUrl'), WORKERS: '128' })
  expect(stdout).toContain('DATABASE_POOL 16, of a pooler: leave room there for 2176 clients of this process')
  expect(stdout).not.toContain('max_connections')
})

it('finds a pooler that takes no transactions', async () => {
  const { url: behind } = await freshDatabase(inject('databaseUrl'))
  const { url } = await startPgbouncer(behind, { mode: 'statement' })
  const { stdout } = await doctor({ DATABASE_URL: url, REDIS_URL: inject('redisUrl') })
  expect(stdout).toMatch(/FAIL {2}database {2}cannot be used: transaction blocks not allowed in statement pooling mode/)
})

it('says what cannot be reached, and which setting is wrong', async () => {
  const port = await freePort()
  const lost = await doctor({
    DATABASE_URL: `postgres://nobody@127.0.0.1:${port}/none`,
    REDIS_URL: `redis://127.0.0.1:${port}`,
  })
  expect(lost.stdout).toMatch(/FAIL {2}database {2}cannot be used: /)
  expect(lost.stdout).toMatch(/FAIL {2}redis {5}/)
  expect(lost.code).toBe(1)
  const wrong = await doctor({ PORT: '70000' })
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('PORT') })
})

it('says that the keys of viewer tokens cannot be read, and nothing of a password', async () => {
  const port = await freePort()
  const settings = { DATABASE_URL: '', REDIS_URL: '', DATA_DIR: await temporaryDirectory(), VIEWER_AUTH: 'jwt' }
  const { code, stdout } = await doctor({ ...settings, JWT_JWKS_URL: `http://127.0.0.1:${port}/keys` })
  expect(stdout).toContain(
    `FAIL  tokens    the keys of viewer tokens cannot be read: nothing listens at 127.0.0.1:${port}`,
  )
  expect(stdout).toContain('→ correct JWT_JWKS_URL')
  expect(code).toBe(1)
  const refused = await doctor({ ...settings, JWT_JWKS_URL: 'https://user:hidden@login.example/keys' })
  expect([refused.code, refused.stdout + refused.stderr]).toEqual([2, expect.not.stringContaining('hidden')])
})

it('says whether the collector takes traces, and what it was refused', async () => {
  const settings = { DATABASE_URL: '', REDIS_URL: '', DATA_DIR: await temporaryDirectory() }
  const port = await freePort()
  const { endpoint } = await startCollector()
  const server = await startTestServer()
  const [taken, away, another] = await Promise.all(
    [endpoint, `http://127.0.0.1:${port}`, server.url].map((url) =>
      doctor({ ...settings, OTEL_EXPORTER_OTLP_ENDPOINT: url }),
    ),
  )
  expect(taken?.stdout).toContain('ok    traces    the collector takes them')
  const refused = 'WARN  traces    the collector does not take them: '
  expect(away?.stdout).toContain(`${refused}nothing listens at 127.0.0.1:${port}`)
  expect(another?.stdout).toContain(`${refused}Not Found (404)`)
  expect(another?.stdout).toContain('→ correct OTEL_EXPORTER_OTLP_ENDPOINT')
  // It runs without.
  expect(away?.code).toBe(0)
})

it('waits three seconds for a collector that does not answer, and says so', async () => {
  const silent = createServer()
  await once(silent.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void silent.close())
  const { port } = silent.address() as AddressInfo
  const from = performance.now()
  const [finding] = await checkTraces({
    traces: { endpoint: `http://127.0.0.1:${port}`, ratio: 1, service: 'touchline' },
  })
  expect(finding).toMatchObject({ kind: 'warning', what: expect.stringContaining('does not take them') })
  // OpenTelemetry's own patience is 10 s.
  expect(performance.now() - from).toBeLessThan(9_000)
})

it('warns of more viewers than the open files or the memory allow', () => {
  const config = readConfig({ MAX_CONNECTIONS: '5000' })
  const kindOf = (machine: { maxViewers: number; memoryBytes: number }) =>
    checkSettings(config, machine).find(({ subject }) => subject === 'limits')
  expect(kindOf({ maxViewers: 5_000, memoryBytes: 2 ** 30 })?.kind).toBe('ok')
  expect(kindOf({ maxViewers: 4_999, memoryBytes: 2 ** 30 })).toMatchObject({
    kind: 'warning',
    change: expect.stringContaining('4999'),
  })
  expect(kindOf({ maxViewers: 9_000, memoryBytes: 50_000_000 })).toMatchObject({
    change: expect.stringContaining('2500'),
  })
  // The memory is for all workers together.
  const shared = checkSettings({ ...config, workers: 2 }, { maxViewers: 9_000, memoryBytes: 150_000_000 })
  expect(shared.find(({ subject }) => subject === 'limits')?.change).toContain('3750')
})

it('knows that a replica on loopback has a load balancer before it, which lets everybody in', () => {
  const urls = { DATABASE_URL: 'postgres://db/scores', REDIS_URL: 'redis://redis' }
  const changes = (env: Record<string, string>) =>
    checkSettings(readConfig({ ...urls, ...env })).flatMap(({ subject, change }) =>
      subject === 'door' ? [change] : [],
    )
  expect(changes({ ROLE: 'all' })).toEqual([undefined])
  const [internal, proxies, ...more] = changes({ ROLE: 'gateway' })
  expect([internal, proxies, more]).toEqual([
    expect.stringContaining('INTERNAL_PORT'),
    expect.stringContaining('TRUST_PROXY'),
    [],
  ])
})

it('knows whether old matches can be written where they are to go, which is no business of a gateway', async () => {
  const directory = await temporaryDirectory()
  const urls = { DATABASE_URL: 'postgres://db/scores', REDIS_URL: 'redis://redis', ARCHIVE_AFTER_DAYS: '90' }
  const archive = (env: Record<string, string>) =>
    checkSettings(readConfig({ ...urls, ...env })).filter(({ subject }) => subject === 'archive')
  expect(archive({ ARCHIVE_DIR: join(directory, 'made', 'later') })).toMatchObject([{ kind: 'ok' }])
  // Whoever is root may write anywhere, but not below a file.
  const file = join(directory, 'file')
  await writeFile(file, '')
  const settings = { ARCHIVE_DIR: join(file, 'archive') }
  expect(archive(settings)).toMatchObject([
    { kind: 'failed', what: `${file} cannot be written to`, change: expect.stringContaining('ARCHIVE_DIR') },
  ])
  expect(archive({ ...settings, ROLE: 'gateway' })).toEqual([])
})
