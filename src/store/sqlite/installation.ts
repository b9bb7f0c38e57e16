import { type Installation, newInstallationId } from '../installation.ts'
import type { SqliteConnection } from './connection/connection.ts'
import type { JoinedWrites } from './joined-writes.ts'

export function createSqliteInstallation(connection: SqliteConnection, writes: JoinedWrites): Installation {
  return {
    async read() {
      return connection.get<{ id: string }>('select id from installation')?.id ?? ''
    },
    async renew() {
      const id = newInstallationId()
      await writes.run(() => {
        connection.run('update installation set id = ?', id)
      })
      return id
    },
  }
}
