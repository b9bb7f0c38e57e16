import pg from 'pg'
import { onTestFinished } from '../concurrent.ts'

/** A session of somebody else's on a Postgres, which ends with the test. */
export async function openSession(config: string | pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client(config)
  await client.connect()
  onTestFinished(() => client.end())
  return client
}
