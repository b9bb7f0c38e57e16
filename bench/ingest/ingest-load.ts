import { Agent, request } from 'node:http'
import { performance } from 'node:perf_hooks'
import { percentile } from '../common/statistics.ts'
import { answer, settings } from '../common/worker.ts'

/** Feeds that send as fast as they are answered: one connection and one match each. */
export interface IngestSettings {
  readonly port: number
  readonly connections: number
}

export interface IngestResult {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
}

const { port, connections } = settings<IngestSettings>()
const agent = new Agent({ keepAlive: true, maxSockets: connections })
const run = Date.now().toString(36)

function send(method: string, path: string, body: object): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' }
    const sent = request({ agent, host: '127.0.0.1', port, method, path, headers }, (answered) => {
      answered.resume()
      if (answered.statusCode !== 201) reject(new Error(`${method} ${path} answered ${answered.statusCode}`))
      answered.once('end', resolve)
    })
    sent.once('error', reject)
    sent.end(JSON.stringify(body))
  })
}

const pathOf = (n: number) => `/v1/matches/ingest-${run}-${n}`

async function prepare(): Promise<void> {
  for (let n = 0; n < connections; n += 1) {
    await send('PUT', pathOf(n), { sport: 'football', home: { name: 'Home' }, away: { name: 'Away' } })
  }
}

let next = 0

async function play(seconds: number): Promise<IngestResult> {
  const latencies: number[] = []
  const until = performance.now() + seconds * 1_000
  const feed = async (n: number) => {
    while (performance.now() < until) {
      const startedAt = performance.now()
      next += 1
      await send('POST', `${pathOf(n)}/events`, { id: `e${next}`, type: 'corner', team: 'home', period: 1 })
      latencies.push(performance.now() - startedAt)
    }
  }
  await Promise.all(Array.from({ length: connections }, (_, n) => feed(n)))
  return { perSecond: latencies.length / seconds, p50: percentile(latencies, 50), p99: percentile(latencies, 99) }
}

await prepare()
answer({ play: ({ seconds }: { seconds: number }) => play(seconds) })
