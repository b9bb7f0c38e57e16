import { onTestFinished, vi } from 'vitest'
import { SqliteConnection } from '../../../src/store/sqlite/connection/connection.ts'
import { openSqliteStore } from '../open-sqlite-store.ts'
import { shadowSqlContract } from '../shadow-sql.ts'

shadowSqlContract(async (told) => {
  for (const call of ['all', 'get', 'run'] as const) {
    const original = SqliteConnection.prototype[call] as (text: string, ...values: never[]) => never
    vi.spyOn(SqliteConnection.prototype, call).mockImplementation(function (this: SqliteConnection, text, ...values) {
      told(text)
      return original.call(this, text, ...(values as never[]))
    })
  }
  const { database, store } = openSqliteStore()
  onTestFinished(async () => {
    vi.restoreAllMocks()
    await database.close()
  })
  return store
})
