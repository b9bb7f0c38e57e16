import { onTestFinished } from 'vitest'
import { openSqlite } from '../../../src/store/sqlite/connection/open.ts'
import { sourceLifeContract } from '../../contracts/source-life-contract.ts'

sourceLifeContract('SourceLifeStore on SQLite', async () => {
  const { database } = openSqlite({ directory: undefined })
  onTestFinished(() => database.close())
  return database
})
