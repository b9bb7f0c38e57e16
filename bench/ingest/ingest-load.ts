import { performance } from 'node:perf_hooks'
import { createMatch, expectStatus, openFeed, type RawFeed } from '../common/clients/raw-feed.ts'
import { percentile } from '../common/statistics.ts'
import { answer, settings } from '../common/worker.ts'
import { SocketFeed } from './socket-feed.ts'

/** How feeds send their events. `array` and `lines` have 100 events a request, `lines` those of all matches in turn; `socket` is `GET /v1/feed`. */
export type Shape = 'single' | 'array' | 'lines' | 'socket'

/** Feeds that send as fast as they are answered, a connection each. */
export interface IngestLoad {
  readonly shape: Shape
  readonly connections: number
  /** Connections are spread evenly over the matches; `lines` go to all of them. */
  readonly matches: number
  /** Events that a socket may have without an answer; 1 if left out. */
  readonly ahead?: number
}

export interface IngestResult {
  readonly events: number
  readonly perSecond: number
  /** From the request to its answer, in ms. */
  readonly p50: number
  readonly p99: number
  /** How busy the load itself was, as a share of one core. Near 1, the load is the bottleneck. */
  readonly loadShare: number
}

export const EVENTS_PER_REQUEST = 100
/** A match takes at most 20,000 events, so a feed goes on with a new match before that. */
const EVENTS_PER_MATCH = 10_000

const { port } = settings<{ port: number }>()
const run = Date.now().toString(36)
let rounds = 0
let events = 0

const nextEvent = () => {
  events += 1
  return { id: `e${events}`, type: 'corner', team: 'home', period: 1 }
}

/** A series of matches, one after the other. */
class Fixture {
  readonly #name: string
  #match = ''
  #count = EVENTS_PER_MATCH
  #creating: Promise<void> | undefined

  constructor(name: string) {
    this.#name = name
  }

  /** The match that has room for this many more events. */
  async match(feed: RawFeed, more: number): Promise<string> {
    if (this.#creating) await this.#creating
    if (this.#count + more > EVENTS_PER_MATCH) {
      this.#count = 0
      rounds += 1
      const match = `${this.#name}-${rounds}`
      this.#creating = createMatch(feed, match)
      await this.#creating
      this.#creating = undefined
      this.#match = match
    }
    this.#count += more
    return this.#match
  }
}

async function sendSingle(feed: RawFeed, fixture: Fixture): Promise<void> {
  const match = await fixture.match(feed, 1)
  await expectStatus(feed.send('POST', `/v1/matches/${match}/events`, JSON.stringify(nextEvent())), 201)
}

async function sendArray(feed: RawFeed, fixture: Fixture): Promise<void> {
  const match = await fixture.match(feed, EVENTS_PER_REQUEST)
  const body = JSON.stringify(Array.from({ length: EVENTS_PER_REQUEST }, nextEvent))
  refuseRejected(await expectStatus(feed.send('POST', `/v1/matches/${match}/events`, body), 200))
}

async function sendLines(feed: RawFeed, fixtures: readonly Fixture[]): Promise<void> {
  const lines: string[] = []
  for (let n = 0; n < EVENTS_PER_REQUEST; n += 1) {
    const match = await (fixtures[n % fixtures.length] as Fixture).match(feed, 1)
    lines.push(JSON.stringify({ match, ...nextEvent() }))
  }
  refuseRejected(await expectStatus(feed.send('POST', '/v1/events', lines.join('\n'), 'application/x-ndjson'), 200))
}

/** Fails if one of many events was rejected: each has its own result in an answer with status 200. */
function refuseRejected(body: string): void {
  if (body.includes('"rejected"')) throw new Error(`an event was rejected: ${body.slice(0, 500)}`)
}

async function play({ shape, connections, matches, ahead = 1 }: IngestLoad, seconds: number): Promise<IngestResult> {
  const feeds = await Promise.all(Array.from({ length: connections }, () => openFeed(port)))
  const fixtures = Array.from({ length: matches }, (_, n) => new Fixture(`ingest-${run}-${shape}-${n}`))
  const sockets =
    shape === 'socket' ? await Promise.all(Array.from({ length: connections }, () => SocketFeed.open(port))) : []
  const send = async (feed: RawFeed, n: number) => {
    const own = fixtures[n % matches] as Fixture
    const socket = sockets[n]
    if (socket) return socket.send(await own.match(feed, 1), nextEvent())
    if (shape === 'single') return sendSingle(feed, own)
    return shape === 'array' ? sendArray(feed, own) : sendLines(feed, fixtures)
  }
  const latencies: number[] = []
  const eventsBefore = events
  const cpuBefore = process.cpuUsage()
  const startedAt = performance.now()
  const until = startedAt + seconds * 1_000
  const work = async (feed: RawFeed, n: number) => {
    while (performance.now() < until) {
      const sentAt = performance.now()
      await send(feed, n)
      latencies.push(performance.now() - sentAt)
    }
  }
  await Promise.all(feeds.flatMap((feed, n) => Array.from({ length: ahead }, () => work(feed, n))))
  const tookMs = performance.now() - startedAt
  const { user, system } = process.cpuUsage(cpuBefore)
  for (const feed of [...feeds, ...sockets]) feed.close()
  return {
    events: events - eventsBefore,
    perSecond: (events - eventsBefore) / (tookMs / 1_000),
    p50: percentile(latencies, 50),
    p99: percentile(latencies, 99),
    loadShare: (user + system) / 1_000 / tookMs,
  }
}

answer({ play: ({ seconds, ...load }: IngestLoad & { seconds: number }) => play(load, seconds) })
