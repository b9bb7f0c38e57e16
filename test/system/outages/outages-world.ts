import { inject, vi } from 'vitest'
import { WebSocket } from 'ws'
import { createClient, type MatchSubscription, type SocketClass } from '../../../src/client/index.ts'
import type { UpdateMessage } from '../../../src/protocol/messages.ts'
import { expect, onTestFinished } from '../../support/concurrent.ts'
import { freshDatabase } from '../../support/servers/fresh-database.ts'
import { connectClient, type SocketClient } from '../../support/socket-client.ts'
import { startTestServer, type TestServer } from '../../support/start-server.ts'
import { fixture } from '../feed-traffic.ts'

vi.setConfig({ testTimeout: 90_000 })

/** From the return of what was away until every viewer shows the truth. Generous: machines may be busy. */
const CONVERGED_MS = 15_000
/** An outage that closes no connection is noticed by the silence of a canary, within 4.5 s. */
const NOTICED_MS = 12_000
const GATEWAYS = 2
const VIEWERS_PER_GATEWAY = 3

export interface OutageWorld {
  readonly ingest: TestServer
  readonly gateways: readonly TestServer[]
  readonly viewers: readonly SocketClient[]
  readonly matches: readonly string[]
  /** How many each match has seen so far. */
  readonly goals: number
  /** Sends so many goals for every match, each of which has to be taken. */
  score(goals: number): Promise<void>
  /** Waits until all viewers have been told since they were told last. `[W6]` */
  areTold(broker: 'down' | 'up'): Promise<void>
  /** Waits until `/readyz` of every gateway says so of its bus. */
  areReady(isReady: boolean): Promise<void>
  /** Waits until every event that was taken is in the database once, and all viewers show what is true. */
  converge(): Promise<void>
  /** How often viewers have been told of an outage. */
  outagesTold(): number
}

export interface OutageOptions {
  readonly redisUrl: string
  /** Where ingest finds Redis, if that is another way. */
  readonly ingestRedisUrl?: string
  /** A database that the test may mistreat; by default a fresh one on the shared server. */
  readonly databaseUrl?: string
  readonly matches?: readonly string[]
}

/** An ingest and two gateways, with viewers of all matches: some read every frame, some have the SDK. */
export async function openOutageWorld(options: OutageOptions): Promise<OutageWorld> {
  const { redisUrl, ingestRedisUrl = redisUrl, matches = ['m1', 'm2', 'm3'] } = options
  const databaseUrl = options.databaseUrl ?? (await freshDatabase(inject('databaseUrl'))).url
  // Three servers share this process, and the machine with other tests: that is no reason to turn viewers away.
  const settings = { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl }
  const ingest = await startTestServer({ ...settings, REDIS_URL: ingestRedisUrl, ROLE: 'ingest' })
  const gateways: TestServer[] = []
  for (let n = 0; n < GATEWAYS; n += 1) gateways.push(await startTestServer({ ...settings, ROLE: 'gateway' }))
  for (const match of matches) await take(ingest, 'PUT', `/v1/matches/${match}`, fixture)

  const areReady = async (isReady: boolean) => {
    for (const gateway of gateways) {
      const readiness = async () => {
        const { status, body } = await gateway.call('GET', '/readyz')
        return [status, body.components.bus]
      }
      const expected = isReady ? [200, 'ok'] : [503, 'down']
      await expect.poll(readiness, { interval: 20, timeout: NOTICED_MS }).toEqual(expected)
    }
  }
  await areReady(true)

  const viewers: SocketClient[] = []
  const followed: MatchSubscription[] = []
  for (const { liveUrl, url } of gateways) {
    for (let n = 0; n < VIEWERS_PER_GATEWAY; n += 1) {
      const viewer = await connectClient(liveUrl)
      await viewer.subscribe(...matches)
      viewers.push(viewer)
    }
    const client = createClient({ url, WebSocket: WebSocket as unknown as SocketClass })
    onTestFinished(() => client.close())
    followed.push(...matches.map((match) => client.subscribe(match)))
  }
  let goals = 0

  const world: OutageWorld = {
    ingest,
    gateways,
    viewers,
    matches,
    areReady,
    get goals() {
      return goals
    },
    async score(count) {
      for (; count > 0; count -= 1) {
        goals += 1
        const goal = { id: `g${goals}`, type: 'goal', team: goals % 3 === 0 ? 'away' : 'home' }
        for (const match of matches) await take(ingest, 'POST', `/v1/matches/${match}/events`, goal)
      }
    },
    async areTold(broker) {
      await Promise.all(viewers.map((viewer) => viewer.nextOf('gateway', (message) => message.broker === broker)))
    },
    async converge() {
      for (const match of matches) {
        const { body: log } = await ingest.call('GET', `/v1/matches/${match}/updates?limit=1000`)
        const scored = log.updates.map(({ event }: UpdateMessage) => event?.id)
        expect(scored).toEqual(Array.from({ length: goals }, (_, index) => `g${index + 1}`))

        const { body: truth } = await ingest.call('GET', `/v1/matches/${match}`)
        const shown = () => [
          ...viewers.map(({ scoreboard }) => scoreboard.get(match)?.seq),
          ...followed.flatMap((subscription) => (subscription.match === match ? subscription.seq : [])),
        ]
        await expect.poll(() => new Set(shown()), { interval: 20, timeout: CONVERGED_MS }).toEqual(new Set([truth.seq]))
        for (const { scoreboard } of viewers) expect(scoreboard.get(match)?.state).toEqual(truth.state)
        for (const subscription of followed) {
          if (subscription.match === match) expect(subscription.state).toEqual(truth.state)
        }
      }
    },
    outagesTold() {
      const told = viewers.map(
        ({ history }) => history.filter((message) => message.op === 'gateway' && message.broker === 'down').length,
      )
      return Math.max(...told)
    },
  }
  await world.score(2)
  await world.converge()
  return world
}

/** `[H1]` The answer has to be 2xx. */
async function take(...[server, ...request]: [TestServer, ...Parameters<TestServer['call']>]): Promise<void> {
  const { status, body } = await server.call(...request)
  expect([200, 201], JSON.stringify(body)).toContain(status)
}
