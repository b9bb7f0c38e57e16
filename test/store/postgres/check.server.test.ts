import { expect, inject, it, onTestFinished } from 'vitest'
import { DatabaseUnavailable } from '../../../src/errors.ts'
import { migratePostgres } from '../../../src/store/postgres/migrate.ts'
import { openPostgres } from '../../../src/store/postgres/open.ts'
import { freshDatabase } from '../../support/servers/fresh-database.ts'
import { openSession } from '../../support/servers/postgres-session.ts'

it('takes no writes while another session has locked the matches, and waits for it with one connection', async () => {
  const { url } = await freshDatabase(inject('databaseUrl'))
  await migratePostgres(url)
  const database = openPostgres({ url, statementTimeoutMs: 300, onConnectionError() {} })
  onTestFinished(() => database.close())
  const holder = await openSession({ connectionString: url })
  await holder.query('begin; lock table match in share mode')
  const checks = await Promise.allSettled([database.check(), database.check(), database.check()])
  expect(checks).toEqual(checks.map(() => ({ status: 'rejected', reason: expect.any(DatabaseUnavailable) })))
  expect(
    (await holder.query("select 1 from pg_stat_activity where query like 'update match set seq = seq%'")).rowCount,
  ).toBe(1)
  await database.check('reads')
  await holder.query('rollback')
  await database.check()
})
