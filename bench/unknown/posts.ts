import { performance } from 'node:perf_hooks'
import { FeedPool, sendAtPace } from '../common/clients/paced-feed.ts'
import { answer, settings } from '../common/worker.ts'

/** Feeds that send at a fixed pace, whatever else the server has to do. */
export interface PostsSettings {
  readonly port: number
  readonly perSecond: number
}

const MATCHES = 20

const { port, perSecond } = settings<PostsSettings>()
const run = Date.now().toString(36)
const feeds = new FeedPool(port)
const matchOf = (n: number) => `posts-${run}-${n % MATCHES}`
let events = 0

/** @returns from each POST to its answer, in ms */
async function play(seconds: number): Promise<number[]> {
  const latencies: number[] = []
  await sendAtPace(
    perSecond,
    (sent) => sent >= seconds * perSecond,
    async (n) => {
      events += 1
      const sentAt = performance.now()
      await feeds.postEvent(matchOf(n), { id: `e${events}`, type: 'corner', team: 'home', period: 1 })
      latencies.push(performance.now() - sentAt)
    },
  )
  return latencies
}

for (let n = 0; n < MATCHES; n += 1) await feeds.createMatch(matchOf(n))
answer({ play: ({ seconds }: { seconds: number }) => play(seconds) })
