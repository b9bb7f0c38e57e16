import { ConfigError } from '../config.ts'
import { DatabaseUnavailable } from '../errors.ts'
import { countAnswer, countRefusal, createIngestMetrics, type IngestMetrics } from '../http/metrics/ingest-metrics.ts'
import { gauge, gaugeBy } from '../http/metrics/metrics.ts'
import { auditRecorder } from '../ingest/audit.ts'
import { FeedLimits } from '../ingest/feed-limits.ts'
import { createRecorder, type Recorder } from '../ingest/record-event.ts'
import { startRelay } from '../ingest/relay/relay.ts'
import { LOCAL_FEED } from '../ingest/routes/feed-auth.ts'
import { type IngestRoutesOptions, ingestRoutes } from '../ingest/routes/ingest-routes.ts'
import type { FeedRouteOptions } from '../ingest/socket/feed-route.ts'
import { FeedSockets } from '../ingest/socket/feed-sockets.ts'
import { SourceWatch } from '../ingest/source-watch.ts'
import { isLoopback } from '../settings/loopback.ts'
import { scheduleArchiving } from '../store/archive/archive-schedule.ts'
import { createFeedKeys, findKeysOfBoth } from '../store/feed-keys/feed-keys.ts'
import { traceRecorder } from '../tracing/traced-recorder.ts'
import { TracedRequests } from '../tracing/traced-requests.ts'
import type { Parts } from './parts.ts'

/** @returns what the socket of feeds needs */
export async function addIngest(parts: Parts): Promise<FeedRouteOptions> {
  const { app, config, database, bus, tracing, checks, onDatabaseLost } = parts
  const given = { store: database.feedKeys, fromEnvironment: config.feedKeys }
  const keysOfBoth = await findKeysOfBoth(given)
  if (keysOfBoth.length > 0) {
    throw new ConfigError(
      keysOfBoth.map(
        (each) =>
          `FEED_KEYS: the key of ${each.given} is one that the database has of feed "${each.stored}"; take it out, or it would have no scope, no end and no revocation`,
      ),
    )
  }
  const keys = createFeedKeys({ ...given, now: () => database.clock.now() })
  const metrics = createIngestMetrics(parts.metrics, async () => {
    const feeds = await keys.feeds()
    return feeds.size > 0 ? feeds : [LOCAL_FEED.feed]
  })
  const { feedAges: ages } = parts
  const store = database.matches
  const relay = startRelay({
    store,
    bus,
    onHealth: (health, err) => {
      if (health === 'down') app.log.warn({ err }, 'relay cannot sweep; it keeps trying')
      else app.log.info('relay sweeps again')
    },
    now: () => database.clock.now(),
    onPublished: (result, ms) => metrics.publishSeconds.observe({ result }, ms / 1_000),
    onSwept: (updates) => metrics.updatesSwept.inc(updates),
    onMended(match, seen, to) {
      metrics.historiesMended.inc({ outcome: to === undefined ? 'removed' : 'restarted' })
      const what = to === undefined ? 'is gone from the database' : 'lost its last writes in the database'
      app.log.error({ matchId: match, seen, to }, `match ${what}; viewers are told`)
    },
  })
  app.addHook('onClose', () => relay.close())
  onDatabaseLost.push(() => relay.databaseLost())
  const recorded = createRecorder({
    store,
    now: () => database.clock.now(),
    sources: database.sources,
    onHeard(source, feed) {
      watch.heard(source)
      ages.heard(feed)
    },
    onCommitted: (ms) => metrics.commitSeconds.observe(ms / 1_000),
    publish(entry) {
      metrics.updatesRecorded.inc(entry.updates.length)
      app.log.debug({ matchId: entry.match, seq: entry.updates.at(-1)?.seq }, 'update recorded')
      const trace = traced?.workOn(entry.match)
      relay.publish(trace === undefined ? entry : { ...entry, trace })
    },
    onDeleted(matchId, epoch) {
      relay.remove(matchId, epoch)
    },
  })
  const requests = tracing && new TracedRequests(tracing)
  const traced = tracing && requests && traceRecorder(recorded, tracing, requests)
  const recorder = auditRecorder(traced ?? recorded, (accepted) => app.log.info(accepted, 'change accepted'))
  const watch = watchSources(parts, metrics, recorder)
  app.addHook('onClose', () => watch.close())
  archiveOldMatches(parts)
  const isOpen = await keys.isEmpty()
  if (isOpen && !isLoopback(config.host)) {
    throw new ConfigError([
      `FEED_KEYS: needed when HOST is ${config.host}, or anyone could send scores; set name:key, or create one with \`touchline feeds\``,
    ])
  }
  if (isOpen) app.log.warn('no feed key: anyone on this machine may send events, as feed "local"')
  const { feedRate: ratePerSecond, feedStaleMs } = config
  const { takeTokens } = bus
  const limits = new FeedLimits({ ratePerSecond, allowance: takeTokens && { takeTokens } })
  const onHeartbeat = (source: string) => watch.heard(source, true)
  const onAnswered: IngestRoutesOptions['onAnswered'] = (answer) => countAnswer(metrics, answer)
  await app.register(async (scope) => {
    requests?.watch(scope)
    await scope.register(ingestRoutes, {
      recorder,
      keys,
      onHeartbeat,
      limits,
      staleMs: feedStaleMs,
      onAnswered,
    })
  })
  checks['database'] = () =>
    database.check().then(
      () => undefined,
      (error: unknown) => (error instanceof DatabaseUnavailable ? error.reason : String(error)),
    )
  const feeds = new FeedSockets({
    recorder,
    keys,
    limits,
    heartbeatMs: config.heartbeatMs,
    onAnswered,
    onUnexpected: (err) => app.log.error({ err }, 'a message of a feed failed'),
  })
  app.addHook('preClose', () => feeds.close())
  gauge(parts.metrics, 'touchline_feed_sockets', 'WebSockets of feeds open now', () => feeds.size)
  gaugeBy(parts.metrics, {
    name: 'touchline_feed_event_age_seconds',
    help: 'Since when this replica has recorded nothing of the feed',
    label: 'feed',
    read: () => ages.seconds(),
  })
  gaugeBy(parts.metrics, {
    name: 'touchline_feed_key_ends_seconds',
    help: 'How long until the last key of a feed ends, for feeds whose keys all end; below 0 since it has ended',
    label: 'feed',
    read: async () => {
      const now = database.clock.now()
      return [...(await keys.lastEnds())].map(([feed, at]) => [feed, (at - now) / 1_000] as const)
    },
  })
  const onRefused = (status: number) => countRefusal(metrics, status)
  return { feeds, keys, allowedOrigins: config.allowedOrigins, onRefused }
}

function archiveOldMatches({ app, config, database }: Parts): void {
  const { archiveAfterDays: afterDays, archiveDirectory: directory } = config
  if (afterDays === 0 || directory === undefined) return
  const archiving = scheduleArchiving({
    database,
    afterDays,
    directory,
    onArchived: (matches, file) => app.log.info({ matches, file }, 'old matches archived'),
    onInUse: ({ message }) => app.log.warn(`old matches are not archived by this process now: ${message}`),
    onFailure: (err) => app.log.error({ err, directory }, 'old matches cannot be archived; tried again in an hour'),
  })
  app.addHook('onClose', () => archiving.close())
}

/** `[H7]` */
function watchSources(
  { app, config, database, metrics }: Parts,
  { sourcesReplaced }: IngestMetrics,
  recorder: Recorder,
): SourceWatch {
  const watch = new SourceWatch({
    sources: database.sources,
    recorder,
    staleMs: config.feedStaleMs,
    divergenceMs: config.divergenceMs,
    onHealth(source, health) {
      if (health === 'stale') app.log.error({ source }, 'source is silent')
      else app.log.info({ source }, 'source is heard again')
    },
    onReplaced(matchId, stale, by) {
      sourcesReplaced.inc()
      app.log.warn({ matchId, source: by, stale }, 'source replaced, because it is silent')
    },
    onStuck: (matchId, stale, why) => app.log.error({ matchId, stale, why }, 'no other source can take over'),
    onDivergence: ({ match, source, inCharge }) =>
      app.log.warn({ matchId: match, source, inCharge }, 'sources tell different scores'),
    onFailure(err) {
      if (err) app.log.warn({ err }, 'sources cannot be watched; tried again')
      else app.log.info('sources are watched again')
    },
  })
  gauge(metrics, 'touchline_stale_sources', 'Sources under watch that are silent', () => watch.staleCount)
  gauge(
    metrics,
    'touchline_diverging_sources',
    'Sources in the shadow that tell another score than the one in charge, for DIVERGENCE_MS',
    () => watch.divergingCount,
  )
  return watch
}
