import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { describe, expect, inject, it, vi } from 'vitest'
import { freePort } from './support/free-port.ts'
import { runCommand } from './support/run-command.ts'
import { freshDatabase } from './support/servers/fresh-database.ts'
import { startPostgres } from './support/servers/postgres.ts'
import { openSession } from './support/servers/postgres-session.ts'
import { startRedis } from './support/servers/redis.ts'
import { listenAsPostgresWithTls, listenWithTls } from './support/servers/self-signed.ts'
import { type SpawnedServer, spawnServer } from './support/start-server.ts'

// Each test starts a process.
vi.setConfig({ testTimeout: 60_000 })

const NO_SUCH_HOST =
  /(there is no host called nosuch\.invalid \(ENOTFOUND\)|the address of nosuch\.invalid cannot be found now \(EAI_AGAIN\))/
const CERTIFICATE =
  'its certificate is not accepted, self-signed certificate; NODE_EXTRA_CA_CERTS may name a file with the authority that signed it (DEPTH_ZERO_SELF_SIGNED_CERT)'

describe('a start without its Postgres ends with 1 and says in one line why', () => {
  async function start(DATABASE_URL: string): Promise<string> {
    const env = { DATABASE_URL, PORT: '0', LOG_LEVEL: 'silent', NODE_NO_WARNINGS: '1' }
    const { code, stdout, stderr } = await runCommand(process.execPath, [resolve('src/main.ts')], { env })
    expect([code, stdout]).toEqual([1, ''])
    const [, cause] = /^cannot start: DATABASE_URL names a database that is not available: (.*)\n$/.exec(stderr) ?? []
    expect(cause, stderr).toBeDefined()
    return cause as string
  }

  it('when nothing listens there', async () => {
    const port = await freePort()
    expect(await start(`postgres://me:geheim@127.0.0.1:${port}/scores`)).toBe(
      `nothing listens at 127.0.0.1:${port} (ECONNREFUSED)`,
    )
  })

  it('when there is no such host', async () => {
    expect(await start('postgres://me:geheim@nosuch.invalid/scores')).toMatch(NO_SUCH_HOST)
  })

  it('when its certificate is not accepted', async () => {
    const port = await listenAsPostgresWithTls()
    expect(await start(`postgres://me@127.0.0.1:${port}/scores?sslmode=verify-full`)).toBe(CERTIFICATE)
  })

  it('when it has no TLS', async () => {
    const url = new URL(inject('databaseUrl'))
    url.search = '?sslmode=verify-full'
    expect(await start(url.href)).toBe('The server does not support SSL connections')
  })

  it('when it does not know the database', async () => {
    const url = new URL(inject('databaseUrl'))
    url.pathname = '/nowhere'
    expect(await start(url.href)).toBe('database "nowhere" does not exist (3D000)')
  })

  it('when it refuses the password', async () => {
    const server = await startPostgres()
    const admin = await openSession({ connectionString: server.url })
    await admin.query("create role feeder login password 'right'")
    const access = 'host all postgres 127.0.0.1/32 trust\nhost all feeder 127.0.0.1/32 scram-sha-256\n'
    const { rows } = await admin.query<{ hba_file: string }>('show hba_file')
    await writeFile(rows[0]?.hba_file ?? '', access)
    await admin.query('select pg_reload_conf()')
    const url = `postgres://feeder:wrong@127.0.0.1:${server.port}/postgres`
    expect(await start(url)).toBe('password authentication failed for user "feeder" (28P01)')
  })
})

describe('a start without its Redis goes on, is not ready, and says in its log why', () => {
  /** Waits for the line that has the reason. */
  async function start(REDIS_URL: string, reason: string | RegExp): Promise<SpawnedServer> {
    const { url: DATABASE_URL } = await freshDatabase(inject('databaseUrl'))
    const server = await spawnServer({ DATABASE_URL, REDIS_URL, ROLE: 'gateway' })
    const told = () => {
      const lines = server.process.output().split('\n')
      const messages = lines.flatMap((line) => /"msg":("(?:[^"\\]|\\.)*")/.exec(line)?.[1] ?? [])
      return messages.map((message) => JSON.parse(message) as string).join('\n')
    }
    const found = typeof reason === 'string' ? expect.stringContaining(reason) : expect.stringMatching(reason)
    await expect.poll(told, { timeout: 20_000 }).toEqual(found)
    return server
  }

  async function startsWithout(REDIS_URL: string, reason: string | RegExp): Promise<void> {
    const server = await start(REDIS_URL, reason)
    expect(await server.call('GET', '/readyz')).toMatchObject({ status: 503, body: { components: { bus: 'down' } } })
  }

  it('when nothing listens there', async () => {
    const port = await freePort()
    const reason = `redis connection failed: nothing listens at 127.0.0.1:${port} (ECONNREFUSED)`
    await startsWithout(`redis://127.0.0.1:${port}`, reason)
  })

  it('when nothing listens at any node of a cluster', async () => {
    const port = await freePort()
    await startsWithout(`redis+cluster://127.0.0.1:${port}`, `node 127.0.0.1:${port} does not answer`)
  })

  it('when there is no such host', async () => {
    await startsWithout('redis://nosuch.invalid', NO_SUCH_HOST)
  })

  it('when its certificate is not accepted', async () => {
    await startsWithout(`rediss://127.0.0.1:${await listenWithTls()}`, CERTIFICATE)
  })

  it('when it refuses the password', async () => {
    const { port } = await startRedis({ args: ['--requirepass', 'right'] })
    await startsWithout(`redis://:wrong@127.0.0.1:${port}`, 'WRONGPASS')
  })

  it('when it wants a password', async () => {
    const { port } = await startRedis({ args: ['--requirepass', 'right'] })
    await startsWithout(`redis://127.0.0.1:${port}`, 'NOAUTH')
  })

  it('and goes on with the first of its databases when it has no such one', async () => {
    const { port } = await startRedis()
    await start(`redis://127.0.0.1:${port}/99`, 'DB index is out of range')
  })
})
