import { Counter, Histogram } from 'prom-client'
import { counterBy, type Metrics, SECONDS } from './metrics.ts'

/** What an ingest replica counts. */
export interface IngestMetrics {
  readonly updatesRecorded: Counter
  readonly updatesSwept: Counter
  readonly historiesMended: Counter<'outcome'>
  readonly sourcesReplaced: Counter
  /** Requests of feeds, from the first byte to the answer, and messages on their WebSockets. */
  readonly postSeconds: Histogram<'result'>
  readonly commitSeconds: Histogram
  readonly publishSeconds: Histogram<'result'>
  readonly feedRefusals: Counter<'feed' | 'status'>
}

/** Who was refused before anybody knew whose key it was. No feed may have this name: it is no name at all. */
export const NO_FEED = ''

const REFUSALS = new Set([401, 403, 429])
/** A key that is not known, or has ended, names no feed. */
const REFUSALS_OF_KNOWN = ['403', '429']
/** Pages whose origin is not allowed come without a feed. */
const REFUSALS_OF_NOBODY = ['401', '403']

/** @param readFeeds who has a key: a rate sees nothing of a counter that begins at 1 */
export function createIngestMetrics(metrics: Metrics, readFeeds: () => Promise<Iterable<string>>): IngestMetrics {
  const registers = [metrics.registry]
  const postSeconds = new Histogram({
    name: 'touchline_post_duration_seconds',
    help: 'Time that a request of a feed, or a message on its WebSocket, took: accepted, refused (4xx), limited (429) or failed (5xx)',
    labelNames: ['result'],
    buckets: SECONDS,
    registers,
  })
  for (const result of ['accepted', 'refused', 'limited', 'failed']) postSeconds.zero({ result })
  const publishSeconds = new Histogram({
    name: 'touchline_publish_duration_seconds',
    help: 'Time from a commit until the bus had it: taken, refused or failed',
    labelNames: ['result'],
    buckets: SECONDS,
    registers,
  })
  for (const result of ['taken', 'refused', 'failed']) publishSeconds.zero({ result })
  const feedRefusals = new Counter({
    name: 'touchline_feed_refusals_total',
    help: 'Requests and messages of feeds that were refused: 401, 403 or 429; without a feed where the key is not known',
    labelNames: ['feed', 'status'],
    registers,
    async collect() {
      for (const feed of await readFeeds()) for (const status of REFUSALS_OF_KNOWN) this.inc({ feed, status }, 0)
    },
  })
  for (const status of REFUSALS_OF_NOBODY) feedRefusals.inc({ feed: NO_FEED, status }, 0)
  return {
    updatesRecorded: new Counter({
      name: 'touchline_updates_recorded_total',
      help: 'Updates committed by this process',
      registers,
    }),
    updatesSwept: new Counter({
      name: 'touchline_updates_swept_total',
      help: 'Updates that the relay had to send again, because the bus lacked them',
      registers,
    }),
    historiesMended: counterBy(metrics, {
      name: 'touchline_histories_mended_total',
      help: 'Matches of which viewers had seen what the database no longer has: restarted under a new epoch, or removed',
      label: 'outcome',
      values: ['restarted', 'removed'],
    }),
    sourcesReplaced: new Counter({
      name: 'touchline_sources_replaced_total',
      help: 'Matches that got another source by themselves, because the one in charge was silent',
      registers,
    }),
    postSeconds,
    commitSeconds: new Histogram({
      name: 'touchline_commit_duration_seconds',
      help: 'Time that the database took to commit updates',
      buckets: SECONDS,
      registers,
    }),
    publishSeconds,
    feedRefusals,
  }
}

/** Counts an answer to a feed. */
export function countAnswer(
  { postSeconds, feedRefusals }: Pick<IngestMetrics, 'postSeconds' | 'feedRefusals'>,
  answer: { readonly status: number; readonly seconds: number; readonly feed: string | undefined },
): void {
  const { status, seconds, feed } = answer
  postSeconds.observe({ result: resultOf(status) }, seconds)
  countRefusal({ feedRefusals }, status, feed)
}

/** Counts an answer that is a refusal for want of a key, a right or rate. */
export function countRefusal(
  { feedRefusals }: Pick<IngestMetrics, 'feedRefusals'>,
  status: number,
  feed = NO_FEED,
): void {
  if (REFUSALS.has(status)) feedRefusals.inc({ feed: status === 401 ? NO_FEED : feed, status: String(status) })
}

function resultOf(status: number): string {
  if (status === 429) return 'limited'
  if (status < 400) return 'accepted'
  return status < 500 ? 'refused' : 'failed'
}
