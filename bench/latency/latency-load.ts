import type { Socket } from 'node:net'
import { performance } from 'node:perf_hooks'
import { FeedPool, sendAtPace } from '../common/clients/paced-feed.ts'
import { answerPings, openViewer } from '../common/clients/raw-viewer.ts'
import { percentile } from '../common/statistics.ts'
import { answer, settings } from '../common/worker.ts'

/** Feeds and viewers in one process, so that one clock measures both ends. */
export interface LatencySettings {
  readonly port: number
  readonly viewers: number
  /** Viewers and events are spread evenly over the matches. */
  readonly matches: number
  /** Events a second, at a fixed pace: the next is sent on time, whether or not the last was answered. */
  readonly perSecond: number
}

export interface LatencyResult {
  readonly deliveries: number
  readonly p50: number
  readonly p99: number
  readonly max: number
}

const { port, viewers, matches, perSecond } = settings<LatencySettings>()
const MARK = '"id":"t'
const run = Date.now().toString(36)

let latencies: number[] = []
const sockets: Socket[] = []
const feeds = new FeedPool(port)

const matchOf = (n: number) => `latency-${run}-${n % matches}`

async function prepare(): Promise<void> {
  for (let n = 0; n < matches; n += 1) await feeds.createMatch(matchOf(n))
  for (let n = 0; n < viewers; n += 1) {
    const greeting = JSON.stringify({ op: 'subscribe', matches: [matchOf(n)] })
    const socket = await openViewer({ port, path: '/v1/live', greeting, welcome: '"op":"subscribed"' })
    socket.on('data', hear)
    sockets.push(socket)
  }
}

/** The id of an event carries the time at which it was sent, in µs. */
function hear(this: Socket, chunk: Buffer): void {
  const now = performance.now()
  answerPings(this, chunk)
  for (let at = chunk.indexOf(MARK); at >= 0; at = chunk.indexOf(MARK, at + 1)) {
    const sentAt = Number(chunk.toString('latin1', at + MARK.length, chunk.indexOf('"', at + MARK.length))) / 1_000
    latencies.push(now - sentAt)
  }
}

async function send(n: number): Promise<void> {
  const id = `t${Math.round(performance.now() * 1_000)}`
  await feeds.postEvent(matchOf(n), { id, type: 'corner', team: 'home', period: 1 })
}

/** @returns when everything sent was answered and has had a second to arrive */
async function play(seconds: number): Promise<LatencyResult> {
  latencies = []
  await sendAtPace(perSecond, (sent) => sent >= seconds * perSecond, send)
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  const max = latencies.reduce((most, value) => Math.max(most, value), 0)
  return { deliveries: latencies.length, p50: percentile(latencies, 50), p99: percentile(latencies, 99), max }
}

await prepare()
answer({ play: ({ seconds }: { seconds: number }) => play(seconds) })
