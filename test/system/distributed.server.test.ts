import { expect, inject, it, onTestFinished, vi } from 'vitest'
import { foldAll } from '../../src/match/fold.ts'
import { applyPatch } from '../../src/match/merge-patch.ts'
import type { UpdateMessage } from '../../src/protocol/messages.ts'
import { sportNamed } from '../../src/sports/registry.ts'
import { openPostgres } from '../../src/store/postgres/open.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { freshDatabase } from '../support/servers/fresh-database.ts'
import { spawnServer, type TestServer, uniqueMatch } from '../support/start-server.ts'
import { createFeedTraffic, fixture } from './feed-traffic.ts'
import { Wanderer } from './wanderer.ts'

vi.setConfig({ testTimeout: 90_000 })

const VIEWERS = 100
const MATCHES = 5
const CHANGES_PER_MATCH = 80

it('[H6] [W1] [W3] shows a hundred wandering viewers of two gateways the truth that two ingest replicas wrote at once', async () => {
  const random = seededRandom(Number(process.env['SEED'] ?? 1))
  const { url: databaseUrl } = await freshDatabase(inject('databaseUrl'))
  const settings = { DATABASE_URL: databaseUrl, REDIS_URL: inject('redisUrl') }
  // All at once, on an empty database: one of them migrates it.
  const servers = await Promise.all(
    ['ingest', 'ingest', 'gateway', 'gateway'].map((role) => spawnServer({ ...settings, ROLE: role })),
  )
  const ingests = servers.slice(0, 2)
  const gateways = servers.slice(2)
  const feeds = Array.from({ length: MATCHES }, (_, index) => createFeedTraffic(uniqueMatch(`match${index}`), random))
  const matches = feeds.map(({ match }) => match)
  for (const match of matches) {
    const [status] = await Promise.all(ingests.map(async (ingest) => (await put(ingest, match)).status))
    expect([200, 201]).toContain(status)
  }
  const crowd = Array.from({ length: VIEWERS }, () => {
    const some = random.shuffle(matches).slice(0, 1 + random.int(MATCHES))
    return new Wanderer(some, gateways, random)
  })
  await Promise.all(crowd.map((viewer) => viewer.wander()))

  let isOver = false
  const wandering = (async () => {
    while (!isOver) await random.pick(crowd).wander()
  })()
  // Each match is written by two workers to two replicas at the same time.
  const writing = feeds.flatMap((feed) =>
    ingests.map(async (ingest) => {
      for (let change = 0; change < CHANGES_PER_MATCH / 2; change += 1) await feed.send(ingest)
    }),
  )
  await Promise.all(writing)
  isOver = true
  await wandering

  const statuses = [...new Set(feeds.flatMap((feed) => [...feed.statuses.keys()]))]
  expect(statuses.filter((status) => ![200, 201, 202, 404, 409].includes(status))).toEqual([])
  const database = openPostgres({ url: databaseUrl, onConnectionError() {} })
  onTestFinished(() => database.close())
  const store = database.matches
  for (const match of matches) {
    const { body: truth } = await (ingests[0] as TestServer).call('GET', `/v1/matches/${match}`)
    expect(truth.seq).toBeGreaterThan(CHANGES_PER_MATCH / 2)
    for (const viewer of crowd) {
      if (!viewer.matches.includes(match)) continue
      await viewer.client.reaches(match, truth.seq)
      expect(viewer.client.scoreboard.get(match)).toEqual({ epoch: truth.epoch, seq: truth.seq, state: truth.state })
    }
    // What is stored, what it folds to, and what the log leads to are the same.
    const stored = await store.read(match)
    const effective = await store.readEffective(match, 'local')
    const sport = sportNamed('football')
    if (stored === undefined || sport === undefined) throw new Error('the match is gone')
    expect(stored.folded.reduced.state).toEqual(truth.state)
    const again = foldAll(sport, stored.fixture, effective).reduced.state
    expect({ ...again, updatedAt: truth.state.updatedAt }).toEqual(truth.state)
    await checkLog(servers, match, truth.seq)
  }
  expect(crowd.reduce((sum, { resumes }) => sum + resumes, 0)).toBeGreaterThan(20)
})

function put(server: TestServer, match: string) {
  return server.call('PUT', `/v1/matches/${match}`, fixture)
}

/** Seqs are dense, and any past state is what its updates lead to. */
async function checkLog(servers: readonly TestServer[], match: string, seq: number): Promise<void> {
  const [server] = servers as [TestServer]
  const { body } = await server.call('GET', `/v1/matches/${match}/updates?after=0&limit=1000`)
  const updates: UpdateMessage[] = body.updates
  expect(updates.map((update) => update.seq)).toEqual(Array.from({ length: seq }, (_, index) => index + 1))
  let state: object = (await server.call('GET', `/v1/matches/${match}?at=0`)).body.state
  for (const update of updates) {
    state = applyPatch(state, update.patch)
    if (update.seq % 17 !== 0) continue
    for (const each of servers) {
      const past = (await each.call('GET', `/v1/matches/${match}?at=${update.seq}`)).body
      expect(past).toMatchObject({ seq: update.seq })
      expect(past.state).toEqual(state)
    }
  }
}
