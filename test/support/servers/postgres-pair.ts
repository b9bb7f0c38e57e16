import pg from 'pg'
import { Link } from '../../chaos/world/link.ts'
import { isInTest, onTestFinished } from '../concurrent.ts'
import { startPostgres } from './postgres.ts'

export interface PostgresPair {
  /** Leads to the primary, whichever that is now. */
  readonly url: string
  /** Of the replica itself, `host:port`; it takes no writes before it is promoted. */
  readonly replicaAddress: string
  /**
   * Does something that the replica does not hear of. Then the primary dies, and the replica is promoted: what was committed
   * meanwhile is lost, though its clients were answered.
   */
  loseLastWrites(work: () => Promise<void>): Promise<void>
  /** Needed outside of a test. */
  stop(): Promise<void>
}

/** A primary and its asynchronous replica, as hosted databases have them. */
export async function startPostgresPair(): Promise<PostgresPair> {
  const primary = await startPostgres()
  await primary.kill('SIGINT')
  const replication = await openLink(primary.port)
  const replica = await startPostgres({
    follows: primary,
    settings: {
      primary_conninfo: `host=127.0.0.1 port=${replication.port} user=postgres`,
      wal_retrieve_retry_interval: '100ms',
    },
  })
  const link = await openLink(primary.port)

  return {
    url: `postgres://postgres@127.0.0.1:${link.port}/postgres`,
    replicaAddress: `127.0.0.1:${replica.port}`,
    async loseLastWrites(work) {
      await untilFollowing(primary.url)
      replication.mode = 'cut'
      await work()
      await primary.kill('SIGKILL')
      await ask(replica.url, 'select pg_promote(true, 20)')
      link.target = replica.port
      link.mode = 'cut'
      link.mode = 'open'
    },
    async stop() {
      for (const each of [replication, link]) each.close()
      await Promise.all([primary.stop(), replica.stop()])
    },
  }
}

async function openLink(port: number): Promise<Link> {
  const link = await Link.open(port)
  if (isInTest()) onTestFinished(() => link.close())
  return link
}

/** Until the replica has all that was written so far. */
async function untilFollowing(url: string): Promise<void> {
  const [at] = await ask<{ lsn: string }>(url, 'select pg_current_wal_lsn() as lsn')
  for (;;) {
    const text = `select 1 from pg_stat_replication where replay_lsn >= '${at?.lsn}'`
    if ((await ask(url, text)).length > 0) return
  }
}

async function ask<Row extends object>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(text)).rows
  } finally {
    await client.end()
  }
}
