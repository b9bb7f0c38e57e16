import { expect, it } from 'vitest'
import { type SeededRandom, seededRandom } from '../support/seeded-random.ts'
import { type SpawnedServer, spawnServer } from '../support/start-server.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

const ROUNDS = 5
const MATCHES = ['north', 'south']

interface LoggedUpdate {
  readonly seq: number
  readonly event: { readonly id: string }
}

/** What a feed was promised: the seq of each event that was answered. */
type Promised = Map<string, number>

/** Sends events one request after another, single and in arrays, until the server is gone. */
async function sendUntilGone(
  server: SpawnedServer,
  match: string,
  tag: string,
  random: SeededRandom,
  promised: Promised,
) {
  for (let n = 0; ; n += 1) {
    const events = Array.from({ length: random.chance(0.3) ? 1 + random.int(8) : 1 }, (_, index) => ({
      id: `${tag}-${n}-${index}`,
      type: 'goal',
      team: random.pick(['home', 'away']),
    }))
    try {
      const { status, body } = await server.call('POST', `/v1/matches/${match}/events`, events)
      expect(status).toBe(200)
      for (const result of body.results) promised.set(result.id, result.seq)
    } catch (error) {
      if ((error as Error).message === 'fetch failed') return
      throw error
    }
  }
}

async function readLog(server: SpawnedServer, match: string): Promise<LoggedUpdate[]> {
  const log: LoggedUpdate[] = []
  for (;;) {
    const { body } = await server.call('GET', `/v1/matches/${match}/updates?limit=1000&after=${log.length}`)
    log.push(...body.updates)
    // A page ends early where its updates are big.
    if (log.length >= body.seq) return log
  }
}

it('[H1] keeps every event it has answered, each once, when it is killed again and again', {
  timeout: 180_000,
}, async () => {
  const random = seededRandom(20_261_122)
  const settings = { DATA_DIR: await temporaryDirectory(), FEED_RATE: '100000' }
  const promised = new Map(MATCHES.map((match): [string, Promised] => [match, new Map()]))
  const fixture = { sport: 'football', home: { name: 'Reds' }, away: { name: 'Blues' } }

  for (let round = 0; round < ROUNDS; round += 1) {
    const server = await spawnServer(settings)
    for (const match of MATCHES) await server.call('PUT', `/v1/matches/${match}`, fixture)
    const total = () => [...promised.values()].reduce((sum, events) => sum + events.size, 0)
    const killAt = total() + 30 + random.int(300)
    const writers = MATCHES.flatMap((match) =>
      [1, 2].map((writer) => {
        const tag = `${round}.${writer}`
        return sendUntilGone(server, match, tag, seededRandom(random.int(1e9)), promised.get(match) as Promised)
      }),
    )
    await expect.poll(total, { interval: 1, timeout: 30_000 }).toBeGreaterThanOrEqual(killAt)
    await server.process.kill('SIGKILL')
    await Promise.all(writers)
  }

  const server = await spawnServer(settings)
  for (const match of MATCHES) {
    const log = await readLog(server, match)
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1))
    const seqs = new Map(log.map(({ seq, event }) => [event.id, seq]))
    expect(seqs.size).toBe(log.length)
    for (const [id, seq] of promised.get(match) as Promised) expect({ id, seq: seqs.get(id) }).toEqual({ id, seq })

    const { body: now } = await server.call('GET', `/v1/matches/${match}`)
    expect(now.seq).toBe(log.length)
    expect((await server.call('GET', `/v1/matches/${match}?at=${now.seq}`)).body).toEqual(now)
    expect(now.state.score.home + now.state.score.away).toBe(log.length)
    // A changed fixture folds all events again.
    const { body: again } = await server.call('PUT', `/v1/matches/${match}`, { ...fixture, venue: 'Park' })
    const { updatedAt } = again.state
    expect(again.state).toEqual({ ...now.state, venue: 'Park', updatedAt })
    const repeated = await server.call('POST', `/v1/matches/${match}/events`, log[0]?.event)
    expect(repeated).toMatchObject({ status: 200, body: { status: 'duplicate', seq: 1 } })
  }
})
