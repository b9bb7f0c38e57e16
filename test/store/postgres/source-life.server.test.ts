import pg from 'pg'
import { expect, inject, it, onTestFinished } from 'vitest'
import { migratePostgres } from '../../../src/store/postgres/migrate.ts'
import { openPostgres } from '../../../src/store/postgres/open.ts'
import { createShared, sourceLifeContract } from '../../contracts/source-life-contract.ts'
import { freshDatabase } from '../../support/servers/fresh-database.ts'

async function open() {
  const { url, drop } = await freshDatabase(inject('databaseUrl'))
  await migratePostgres(url)
  const database = openPostgres({ url, onConnectionError() {} })
  onTestFinished(async () => {
    await database.close()
    await drop()
  })
  return { url, database }
}

sourceLifeContract('SourceLifeStore on Postgres', async () => (await open()).database)

it('[H7] scores are compared without waiting for who writes one of them', async () => {
  const { url, database } = await open()
  for (const match of ['busy', 'free']) await createShared(database, match, { home: 0, away: 5 })
  const writer = new pg.Client(url)
  await writer.connect()
  await writer.query(`begin; select from match_shadow where match_id = 'busy' for update`)
  const compare = async () => (await database.sources.compareScores(0)).map(({ match }) => match)
  expect(await compare()).toEqual(['free'])
  await writer.query('rollback')
  await writer.end()
  expect(await compare()).toEqual(['busy', 'free'])
})
