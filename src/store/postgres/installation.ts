import { type Installation, newInstallationId } from '../installation.ts'
import type { PostgresConnection } from './connection/connection.ts'

export function createPostgresInstallation(connection: PostgresConnection): Installation {
  return {
    async read() {
      const [row] = await connection.query<{ id: string }>('select id from installation')
      return row?.id ?? ''
    },
    async renew() {
      const id = newInstallationId()
      await connection.query('update installation set id = $1', [id])
      return id
    },
  }
}
