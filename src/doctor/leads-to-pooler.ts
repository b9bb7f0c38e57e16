import pg from 'pg'
import { createRoute } from '../store/postgres/connection/route.ts'

/** A pooler names a number of its own to its client, and statements run in a session of the server, which has another. */
export async function leadsToPooler(url: string): Promise<boolean> {
  const client = new pg.Client(await createRoute(url).find())
  // Whatever ends it is said by the statement that waits.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
    // pg has it, its types do not.
    return rows[0]?.pid !== (client as unknown as { readonly processID: number }).processID
  } finally {
    await client.end()
  }
}
