import { inject, onTestFinished } from 'vitest'
import { migratePostgres } from '../../../src/store/postgres/migrate.ts'
import { openPostgres } from '../../../src/store/postgres/open.ts'
import { sourceLifeContract } from '../../contracts/source-life-contract.ts'
import { freshDatabase } from '../../support/servers/fresh-database.ts'

sourceLifeContract('SourceLifeStore on Postgres', async () => {
  const { url, drop } = await freshDatabase(inject('databaseUrl'))
  await migratePostgres(url)
  const database = openPostgres({ url, onConnectionError() {} })
  onTestFinished(async () => {
    await database.close()
    await drop()
  })
  return database
})
