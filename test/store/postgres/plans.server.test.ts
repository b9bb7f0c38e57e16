import { beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest'
import { STATUSES } from '../../../src/match/state.ts'
import type { MatchStore, PresentQuery, StoredMatch } from '../../../src/store/match-store.ts'
import { connectPostgres, type PostgresConnection } from '../../../src/store/postgres/connection/connection.ts'
import { createPostgresMatchStore } from '../../../src/store/postgres/match-store.ts'
import { migratePostgres } from '../../../src/store/postgres/migrate.ts'
import { freshDatabase } from '../../support/servers/fresh-database.ts'
import { fixtureOf, foldedOf, nextWrite } from '../matches.ts'

/** More in a trial by hand: `UPDATES=5000000 npx vitest run test/store/postgres/plans.server.test.ts`. */
const UPDATES = Number(process.env['UPDATES'] ?? 100_000)
const PER_MATCH = 100
/** What a question about one match may look at: its own rows, a few times. */
const MAX_ROWS = 10 * PER_MATCH
const LARGE = new Set(['match', 'match_board', 'match_event', 'match_update'])

interface PlanNode {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly Plans?: readonly PlanNode[]
}

let connection: PostgresConnection
let plans: { readonly text: string; readonly nodes: readonly PlanNode[] }[] = []
let store: MatchStore

beforeAll(async () => {
  const fresh = await freshDatabase(inject('databaseUrl'))
  await migratePostgres(fresh.url)
  connection = connectPostgres({ url: fresh.url, statementTimeoutMs: 600_000, onConnectionError() {} })
  store = createPostgresMatchStore(watched(connection))
  const plain = createPostgresMatchStore(connection)
  const fixture = fixtureOf('m0')
  await plain.create(fixture, foldedOf(fixture), 'e1', 5_000, 'maker')
  const matches = Math.ceil(UPDATES / PER_MATCH)
  const columns =
    'epoch, seq, version, sport, status, competition, starts_at, fixture, initial_state, state, memory, tail, arrivals, created_at, source, made_by, score'
  await connection.queryPlanned(
    `insert into match (id, changed_at, ${columns}) select 'm' || n, n, ${columns.replace(' seq,', ` ${PER_MATCH} as seq,`)}
     from match, generate_series(1, $1::int) as n where id = 'm0'`,
    [matches],
  )
  await connection.queryPlanned(
    `insert into match_update (match_id, seq, at, kind, feed, source, event_id, wire)
     select 'm' || m, s, m * 1000 + s, 'add', 'opta', 'opta', 'e' || s, repeat('x', 200)
     from generate_series(1, $1::int) as m, generate_series(1, $2::int) as s`,
    [matches, PER_MATCH],
  )
  await connection.queryPlanned(
    `insert into match_event (match_id, source, feed, event_id, arrival, accepted_at, revision, is_deleted, body, seq)
     select 'm' || m, 'opta', 'opta', 'e' || s, s, s, 0, false, '{"id":"e","type":"goal"}', s
     from generate_series(1, $1::int) as m, generate_series(1, $2::int) as s`,
    [matches, PER_MATCH],
  )
  await connection.queryPlanned('analyze match; analyze match_event; analyze match_update', [])
  return async () => {
    await connection.close()
    await fresh.drop()
  }
}, 3_600_000)

/** Explains each statement, in a transaction that is taken back, before it runs it. */
function watched(real: PostgresConnection): PostgresConnection {
  const explain = async (text: string, values: readonly unknown[]) => {
    const taken = new Error('taken back')
    await real
      .transact(async (query) => {
        const [row] = await query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
          `explain (analyze, format json) ${text}`,
          values,
        )
        plans.push({ text, nodes: flatten((row as { 'QUERY PLAN': [{ Plan: PlanNode }] })['QUERY PLAN'][0].Plan) })
        throw taken
      })
      .catch((error: unknown) => {
        if (error !== taken) throw error
      })
  }
  return {
    ...real,
    async query(text, values = []) {
      await explain(text, values)
      return real.query(text, values)
    },
    async queryPlanned(text, values) {
      await explain(text, values)
      return real.queryPlanned(text, values)
    },
  }
}

function flatten(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(flatten)]
}

const match = 'm7'
const asked: readonly [string, (store: MatchStore) => Promise<unknown>][] = [
  ['reads a match', (store) => store.read(match)],
  [
    'reads matches that are asked for together',
    (store) => Promise.all([store.read('m1'), store.read('m2'), store.read('m3')]),
  ],
  ['reads events by their ids', (store) => store.readKept(match, 'opta', ['e1', 'e2', 'nothing'])],
  ['reads the events that stand', (store) => store.readEffective(match, 'opta')],
  ['reads the state that a viewer begins with', (store) => store.readSnapshot(match)],
  ['reads what a viewer has missed', (store) => store.readUpdates(match, 90, 500)],
  [
    'reads single updates of many matches',
    (store) =>
      store.readWires([
        { match, seq: 3 },
        { match: 'm8', seq: 5 },
      ]),
  ],
  ['compares the heads of many matches', (store) => store.readHeads(['m1', 'm2', 'm3', 'nothing'])],
  [
    'reads what changed lately',
    (store) => store.readHeadsChangedAfter({ changedAt: UPDATES / PER_MATCH - 5, match: '' }, 500),
  ],
  ['reads the updates of an event', (store) => store.readEventUpdates(match, 'opta', 'e5')],
  ['finds the seq of a moment', (store) => store.readSeqAt(match, 7_050)],
  ['tells which feeds have sent', (store) => store.readFeeds(match)],
]

it('reads what a hundred rooms begin with by two statements, so that appends find the pool free', async () => {
  plans = []
  const found = await Promise.all(
    Array.from({ length: 100 }, (_, n) => store.readSnapshot(n < 90 ? `m${n}` : `no${n}`)),
  )
  expect(plans).toHaveLength(2)
  expect(found.map((snapshot) => snapshot?.match)).toEqual(
    Array.from({ length: 100 }, (_, n) => (n < 90 ? `m${n}` : undefined)),
  )
})

it.each(asked)('%s without looking at other matches, however many are stored', async (_what, ask) => {
  plans = []
  await ask(store)
  expectFlat()
})

it('records an event without looking at other matches, however many are stored', async () => {
  const found = await store.read('m9')
  if (found === undefined) throw new Error('it was created')
  const next = nextWrite(found)
  const other = await store.read('m8')
  if (other === undefined) throw new Error('it was created')
  plans = []
  expect(await store.append({ ...next, areNew: true })).toBe(true)
  // Two at once are another statement.
  const alsoNew = { ...nextWrite(other), areNew: true as const }
  expect(await Promise.all([store.append(alsoNew), store.append({ ...next, replaces: -1 })])).toEqual([true, false])
  expectFlat()
})

it('plans an append of several matches by their keys while the tables are empty: the plan is kept', async () => {
  const fresh = await freshDatabase(inject('databaseUrl'))
  await migratePostgres(fresh.url)
  const empty = connectPostgres({ url: fresh.url, onConnectionError() {} })
  onTestFinished(async () => {
    await empty.close()
    await fresh.drop()
  })
  const young = createPostgresMatchStore(watched(empty))
  const ids = Array.from({ length: 40 }, (_, n) => `m${n}`)
  await Promise.all(ids.map((id) => young.create(fixtureOf(id), foldedOf(fixtureOf(id)), 'e1', 5_000, 'maker')))
  const found = await Promise.all(ids.map((id) => young.read(id)))
  plans = []
  const writes = found.map((each) => ({ ...nextWrite(each as StoredMatch), areNew: true as const }))
  expect(new Set(await Promise.all(writes.map((write) => young.append(write))))).toEqual(new Set([true]))
  expectFlat()
})

describe('[W25] a board', () => {
  /** A million in a trial by hand: `ON_BOARDS=1000000 npx vitest run test/store/postgres/plans.server.test.ts`. */
  const ON_BOARDS = Number(process.env['ON_BOARDS'] ?? 30_000)
  const now = 2_000_000 + (ON_BOARDS / 2) * 60_000

  beforeAll(async () => {
    await connection.queryPlanned(
      `insert into match_board (match_id, sport, status, competition, starts_at)
       select 'b' || n, (array['football', 'tennis', 'cricket'])[1 + n % 3],
         case when n % 1000 = 0 then 'live' when n < $1::int / 2 then 'final' else 'scheduled' end, 'c' || n % 20, 2000000 + n * 60000::bigint
       from generate_series(1, $1::int) as n`,
      [ON_BOARDS],
    )
    await connection.queryPlanned('analyze match_board', [])
  }, 600_000)

  it.each<Omit<PresentQuery, 'limit' | 'now'>>([
    {},
    { sport: 'football' },
    { competition: 'c7' },
    { sport: 'football', competition: 'c7' },
    { sport: 'football', statuses: ['live'] },
    { sport: 'tennis', statuses: ['scheduled'] },
    { startsFrom: now - 43_200_000, startsBefore: now + 43_200_000 },
    { sport: 'football', page: 2 },
    { page: 50 },
  ])('of %j looks no further than it is long, however many matches are stored', async (query) => {
    plans = []
    expect(await store.listPresent({ ...query, now, limit: 200 })).not.toHaveLength(0)
    // Each status, back and forth; or all pages before.
    expectFlat(query.page === undefined ? 2 * STATUSES.length * 200 : query.page * 200 + 1)
  })
})

function expectFlat(maxRows = MAX_ROWS): void {
  expect(plans.length).toBeGreaterThan(0)
  for (const { text, nodes } of plans) {
    const scanned = nodes.filter((node) => node['Node Type'] === 'Seq Scan' && LARGE.has(node['Relation Name'] ?? ''))
    expect(scanned, text).toEqual([])
    const rows = nodes.map(
      (node) => (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
    )
    expect(Math.max(...rows), text).toBeLessThan(maxRows)
  }
}
