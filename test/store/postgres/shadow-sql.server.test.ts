import { inject, onTestFinished } from 'vitest'
import { createPostgresMatchStore } from '../../../src/store/postgres/match-store.ts'
import { freshDatabase } from '../../support/servers/fresh-database.ts'
import { openPostgresStore } from '../open-postgres-store.ts'
import { shadowSqlContract } from '../shadow-sql.ts'

shadowSqlContract(async (told) => {
  const { url } = await freshDatabase(inject('databaseUrl'))
  const { connection } = await openPostgresStore(url)
  onTestFinished(() => connection.close())
  return createPostgresMatchStore({
    ...connection,
    query: (text, values) => {
      told(text)
      return connection.query(text, values)
    },
  })
})
