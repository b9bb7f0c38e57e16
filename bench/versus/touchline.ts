import { openBackends } from '../common/backends.ts'
import { createMatch, expectStatus, openFeed, type RawFeed } from '../common/clients/raw-feed.ts'
import { FROM_ONE_ADDRESS, startServerProcess } from '../common/server-process.ts'
import { LOAD_CORE, SERVER_CORE } from '../common/worker.ts'
import type { Contender, Example } from './contender.ts'

export interface OpenedTouchline extends Contender {
  readonly redisUrl: string
  readonly example: Example
}

const MATCH = 'versus-1'
const EVENTS = `/v1/matches/${MATCH}/events`
const GOALS = 14
const PLAYERS = ['Ødegaard', 'Saka', 'Havertz', 'Rice', 'Trossard', 'Martinelli', 'Palmer']

/** An ingest with Postgres and Redis, and a match of fourteen goals in which corners follow. */
export async function openTouchline(): Promise<OpenedTouchline> {
  const backends = await openBackends(true)
  const start = (role: string, core: number) =>
    startServerProcess({ environment: { ...backends.environment, ...FROM_ONE_ADDRESS, ROLE: role }, core })
  const ingest = await start('ingest', LOAD_CORE)
  const feed = await openFeed(ingest.port)
  let corners = 0
  const publish = async () => {
    corners += 1
    await post(feed, { id: `c${corners}`, type: 'corner', team: 'home', minute: 46 })
  }
  await createMatch(feed, MATCH)
  for (let n = 0; n < GOALS; n += 1) {
    const player = PLAYERS[n % PLAYERS.length]
    await post(feed, { id: `g${n}`, type: 'goal', team: n % 2 ? 'home' : 'away', player, minute: n + 1 })
  }
  await publish()
  return {
    name: 'Touchline',
    redisUrl: backends.environment['REDIS_URL'] as string,
    example: await readExample(ingest.port),
    way: {
      path: '/v1/live',
      greeting: JSON.stringify({ op: 'subscribe', id: 1, matches: [MATCH] }),
      welcome: '"op":"subscribed"',
    },
    startGateway: () => start('gateway', SERVER_CORE),
    publish,
    async close() {
      feed.close()
      await ingest.stop()
      await backends.close()
    },
  }
}

async function post(feed: RawFeed, event: object): Promise<void> {
  await expectStatus(feed.send('POST', EVENTS, JSON.stringify(event)), 201)
}

async function readExample(port: number): Promise<Example> {
  const read = async (path: string) => (await fetch(`http://127.0.0.1:${port}/v1/matches/${MATCH}${path}`)).json()
  const { updates } = (await read('/updates')) as { updates: readonly object[] }
  return { state: JSON.stringify(await read('')), update: JSON.stringify(updates.at(-1)) }
}
