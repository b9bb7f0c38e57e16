import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { DatabaseSync } from 'node:sqlite'
import { median } from './statistics.ts'

/** What one transaction of the reference costs on the machine for which the bounds were set: µs of CPU. It made 4,443 of them a second. */
const REFERENCE_MICROS = 81
const STATE_BYTES = 2_000
const WARM_UP_MS = 500
const ROUNDS = 5
const ROUND_MS = 400

/**
 * How much slower this machine is at this moment than the one for which the bounds were set: 2 takes twice the CPU for the same work. Machines of one kind
 * differ by more than that from hour to hour, so each run asks, before and after what it measures.
 *
 * The work is what an embedded server does at its lowest: durable transactions of SQLite by Node, each of an update of 2 KB and two inserts.
 */
export async function slownessHere(): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), 'touchline-bench-reference-'))
  const database = new DatabaseSync(join(directory, 'reference.db'))
  try {
    const commit = prepare(database)
    measure(commit, WARM_UP_MS)
    return median(Array.from({ length: ROUNDS }, () => measure(commit, ROUND_MS))) / REFERENCE_MICROS
  } finally {
    database.close()
    await rm(directory, { recursive: true, force: true })
  }
}

function prepare(database: DatabaseSync): () => void {
  database.exec(`pragma journal_mode = wal; pragma synchronous = full;
    create table match (id text primary key, seq integer, state text);
    create table event (match text, id text, body text, primary key (match, id));
    create table change (match text, seq integer, body text, primary key (match, seq));
    insert into match values ('m', 0, '')`)
  const setState = database.prepare("update match set seq = ?, state = ? where id = 'm'")
  const addEvent = database.prepare("insert into event values ('m', ?, ?)")
  const addChange = database.prepare("insert into change values ('m', ?, ?)")
  const state = JSON.stringify({ text: 'x'.repeat(STATE_BYTES) })
  const body = JSON.stringify({ type: 'goal', team: 'home', text: 'x'.repeat(STATE_BYTES / 10) })
  let n = 0
  return () => {
    n += 1
    database.exec('begin immediate')
    setState.run(n, state)
    addEvent.run(`event-${n}`, body)
    addChange.run(n, body)
    database.exec('commit')
  }
}

/** @returns µs of CPU for each transaction */
function measure(commit: () => void, forMs: number): number {
  const until = performance.now() + forMs
  const before = process.cpuUsage()
  let committed = 0
  while (performance.now() < until) {
    commit()
    committed += 1
  }
  const { user, system } = process.cpuUsage(before)
  return (user + system) / committed
}
