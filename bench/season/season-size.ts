import { basename } from 'node:path'
import pg from 'pg'
import { createFeedClient } from '../../src/feed-client/feed-client.ts'
import { play } from '../../src/replay/play.ts'
import { readRecording } from '../../src/replay/recording/recording-formats.ts'
import { openBackends } from '../common/backends.ts'
import { startServerProcess } from '../common/server-process.ts'

const COPIES = Number(process.env['COPIES'] ?? 20)
const OWN = ['fixtures/world-cup-final-2022.ndjson', 'fixtures/club-tennis.ndjson', 'fixtures/village-cricket.ndjson']

const SIZE = `
  select sum(pg_total_relation_size(oid))::float8 as bytes from pg_class
  where relkind = 'r' and relnamespace = 'public'::regnamespace`

/** Prints what recorded matches take in Postgres, with indexes: node bench/season/season-size.ts [FILE…] */
async function main(files: readonly string[]): Promise<void> {
  console.log('| recording | updates a match | KB a match | bytes an update |\n|---|---|---|---|')
  for (const file of files) {
    const backends = await openBackends(true)
    try {
      console.log(await measure(file, backends.environment))
    } finally {
      await backends.close()
    }
  }
}

async function measure(file: string, environment: Readonly<Record<string, string>>): Promise<string> {
  const server = await startServerProcess({ environment })
  const client = createFeedClient({ url: `http://127.0.0.1:${server.port}` })
  const database = new pg.Client({ connectionString: environment['DATABASE_URL'] })
  await database.connect()
  try {
    const empty = await numberOf(database, SIZE)
    for (let copy = 0; copy < COPIES; copy += 1) {
      const recording = await readRecording(file, { match: `copy-${copy}` })
      const quiet = { onStep() {}, onRefused() {}, signal: new AbortController().signal }
      await play({ recording, client, speed: 1, maxPauseMs: 0, headStart: Number.POSITIVE_INFINITY, ...quiet })
    }
    // Without what updates leave behind for autovacuum: that is used again by the next matches.
    await database.query('vacuum full')
    const bytes = (await numberOf(database, SIZE)) - empty
    const updates = await numberOf(database, 'select count(*)::float8 as bytes from match_update')
    const [each, perUpdate] = [bytes / COPIES / 1_000, bytes / updates]
    return `| ${basename(file)} | ${Math.round(updates / COPIES)} | ${each.toFixed(0)} | ${perUpdate.toFixed(0)} |`
  } finally {
    client.close()
    await database.end()
    await server.stop()
  }
}

async function numberOf(database: pg.Client, text: string): Promise<number> {
  const { rows } = await database.query<{ bytes: number }>(text)
  return rows[0]?.bytes ?? 0
}

const given = process.argv.slice(2)
await main(given.length > 0 ? given : OWN)
