import { describe, expect, inject, it, onTestFinished, vi } from 'vitest'
import { migratePostgres } from '../../../src/store/postgres/migrate.ts'
import { freshDatabase } from '../../support/servers/fresh-database.ts'
import { openSession } from '../../support/servers/postgres-session.ts'
import { type PgbouncerOptions, startPgbouncer } from '../../support/servers/proxies/pgbouncer.ts'
import { connectClient } from '../../support/socket-client.ts'
import { startTestServer, uniqueMatch } from '../../support/start-server.ts'

/** Fewer sessions than clients, so that transactions of several clients share each. */
const FEW = { default_pool_size: '3' }

const poolers: readonly [string, PgbouncerOptions][] = [
  ['transaction mode', { mode: 'transaction', settings: FEW }],
  [
    'transaction mode that ignores start-up parameters',
    {
      mode: 'transaction',
      settings: { ...FEW, ignore_startup_parameters: 'extra_float_digits,statement_timeout,options' },
    },
  ],
  ['session mode', { mode: 'session', settings: { default_pool_size: '60' } }],
]

describe.each(poolers)('behind PgBouncer in %s', (_name, options) => {
  it('every request of two replicas is answered as without it', async () => {
    const { url } = await freshDatabase(inject('databaseUrl'))
    const pooled = await startPgbouncer(url, options)
    const settings = { DATABASE_URL: pooled.url, REDIS_URL: inject('redisUrl'), FEED_RATE: '100000' }
    const servers = await Promise.all([startTestServer(settings), startTestServer(settings)])
    const matches = Array.from({ length: 20 }, () => uniqueMatch('pooled'))
    const fixture = { sport: 'football', home: { name: 'Reds' }, away: { name: 'Blues' } }
    const put = matches.map((match, n) => servers[n % 2]?.call('PUT', `/v1/matches/${match}`, fixture))
    expect((await Promise.all(put)).map((answer) => answer?.status)).toEqual(matches.map(() => 201))

    const posts = Array.from({ length: 15 }, (_, n) =>
      matches.map((match) =>
        servers[n % 2]?.call('POST', `/v1/matches/${match}/events`, { id: `g${n}`, type: 'goal', team: 'home' }),
      ),
    ).flat()
    const answers = await Promise.all(posts)

    expect(answers.filter((answer) => answer?.status !== 201).map((answer) => answer?.body)).toEqual([])
    for (const match of matches) {
      const read = await servers[0].call('GET', `/v1/matches/${match}`)
      expect(read.body).toMatchObject({ seq: 15, state: { score: { home: 15 } } })
    }
    const viewer = await connectClient(servers[1].liveUrl)
    await viewer.subscribe(matches[0] as string)
    await viewer.reaches(matches[0] as string, 15)
  })

  it('replicas that start at once on an empty database migrate it once, and leave no lock behind', async () => {
    const { url } = await freshDatabase(inject('databaseUrl'))
    const { url: pooled } = await startPgbouncer(url, {
      ...options,
      // One session: who holds it must never wait for another.
      ...(options.mode === 'transaction' && { settings: { ...options.settings, default_pool_size: '1' } }),
    })

    const ran = await Promise.all(Array.from({ length: 5 }, () => migratePostgres(pooled)))

    const names = ran.flat()
    expect(names).toContain('0001_matches')
    expect(names).toHaveLength(new Set(names).size)
    expect(await locksOf(url)).toBe(0)
    expect(await migratePostgres(pooled)).toEqual([])
  })
})

it('a replica that starts while the pooler has no session free says so every five seconds, and ends in time', async () => {
  const { url } = await freshDatabase(inject('databaseUrl'))
  const { url: pooled } = await startPgbouncer(url, { mode: 'session', settings: { default_pool_size: '1' } })
  const other = await openSession(pooled)
  await other.query('select 1')
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const told: string[] = []

  const migrating = migratePostgres(pooled, { patienceMs: 0, onWaiting: (reason) => told.push(reason) })
  const failure = migrating.catch((error: unknown) => error)
  await expect.poll(() => vi.getTimerCount()).toBe(1)
  vi.advanceTimersByTime(10_000)

  expect(told).toEqual(Array(2).fill(expect.stringMatching(/a pooler .* no session free/)))
  expect(await failure).toMatchObject({
    reason: expect.stringMatching(/^it cannot be migrated: for 1 s .* no session free/),
  })
  expect(vi.getTimerCount()).toBe(0)
})

async function locksOf(url: string): Promise<number> {
  const client = await openSession({ connectionString: url })
  const held = await client.query(
    `select 1 from pg_locks where locktype = 'advisory'
     and database = (select oid from pg_database where datname = current_database())`,
  )
  return held.rowCount ?? 0
}
