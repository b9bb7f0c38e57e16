import pg from 'pg'
import { isInTest, onTestFinished } from '../concurrent.ts'

export interface FreshDatabase {
  readonly url: string
  /** Removes the database, and ends every connection to it. */
  drop(): Promise<void>
}

let count = 0

/**
 * Makes an empty database on a server. One made inside a test is dropped when that test finishes; a `beforeAll` must
 * return its `drop`.
 *
 * @param serverUrl as `inject('databaseUrl')` gives it
 */
export async function freshDatabase(serverUrl: string): Promise<FreshDatabase> {
  const database = await createDatabase(serverUrl)
  if (isInTest()) onTestFinished(database.drop)
  return database
}

/** The same for what outlives the test that makes it: whoever makes it drops it. */
export async function createDatabase(serverUrl: string): Promise<FreshDatabase> {
  const name = `test_${process.pid}_${Date.now().toString(36)}_${++count}`
  await execute(serverUrl, `create database ${name}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  const drop = () => execute(serverUrl, `drop database if exists ${name} with (force)`)
  return { url: url.href, drop }
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
