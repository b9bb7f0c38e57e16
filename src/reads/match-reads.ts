import type { FastifyInstance, FastifyReply } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { InvalidRequest, MatchNotFound } from '../errors.ts'
import { dayRange } from '../match/day-range.ts'
import type { MatchPage, MatchQuery, MatchStore, Snapshot } from '../store/match-store.ts'
import { readPageOfUpdates } from './page-of-updates.ts'
import { type ListQuery, schemas } from './read-schemas.ts'
import { scoreSnapshot, scoreUpdates } from './score-view.ts'
import { holdsTag, sendJson } from './stored-answer.ts'

export interface MatchReadsOptions {
  readonly store: MatchStore
}

/** Fresh enough for a score, long enough for a CDN to take the crowd: one request a second reaches us per match and edge. */
const LIVE_CACHE = 'public, max-age=1, stale-while-revalidate=2'
/** The state after a seq never changes. */
const PAST_CACHE = 'public, max-age=86400, immutable'

/** What anyone may read over plain HTTP: lists, states with ETag, the log. */
export async function matchReads(fastify: FastifyInstance, { store }: MatchReadsOptions): Promise<void> {
  const app = fastify.withTypeProvider<ZodTypeProvider>()

  app.get('/v1/matches', { schema: schemas.list }, async (request, reply) => {
    const page = await store.list(toQuery(request.query))
    const shown = request.query.view === 'score' ? { ...page, matches: page.matches.map(scoreSnapshot) } : page
    return sendJson(reply.header('cache-control', LIVE_CACHE), pageText(shown))
  })

  app.get('/v1/matches/:matchId', { schema: schemas.match }, async (request, reply) => {
    const { matchId } = request.params
    const { at, view } = request.query
    const snapshot = at === undefined ? await readNow(store, matchId) : await readPast(store, matchId, at)
    const etag = `"${snapshot.epoch}.${snapshot.seq}"`
    reply.header('etag', etag).header('cache-control', at === undefined ? LIVE_CACHE : PAST_CACHE)
    if (holdsTag(request.headers['if-none-match'], etag)) return (reply as FastifyReply).code(304).send()
    return sendJson(reply, snapshotText(view === 'score' ? scoreSnapshot(snapshot) : snapshot))
  })

  app.get('/v1/matches/:matchId/updates', { schema: schemas.updates }, async (request, reply) => {
    const { matchId } = request.params
    const { after, limit, view } = request.query
    const { epoch, seq } = await readNow(store, matchId)
    const updates = await readPageOfUpdates(store, matchId, { after, limit })
    const wires = updates.map(({ wire }) => wire)
    if (view === 'score') {
      const shown = scoreUpdates(wires, await readPast(store, matchId, Math.min(after, seq)))
      // Nothing may be shown of the last ones, or of all of them.
      const through = Math.max(after, updates.at(-1)?.seq ?? after)
      const text = JSON.stringify({ updates: shown, through, epoch, seq })
      return sendJson(reply.header('cache-control', LIVE_CACHE), text)
    }
    const text = `{"updates":[${wires.join(',')}],"epoch":${JSON.stringify(epoch)},"seq":${seq}}`
    return sendJson(reply.header('cache-control', LIVE_CACHE), text)
  })
}

function snapshotText({ match, epoch, seq, state }: Snapshot): string {
  return `{"match":${JSON.stringify(match)},"epoch":${JSON.stringify(epoch)},"seq":${seq},"state":${state}}`
}

function pageText({ matches, next }: MatchPage): string {
  const tail = next === undefined ? '' : `,"next":${JSON.stringify(next)}`
  return `{"matches":[${matches.map(snapshotText).join(',')}]${tail}}`
}

async function readNow(store: MatchStore, match: string): Promise<Snapshot> {
  const snapshot = await store.readSnapshot(match)
  if (snapshot === undefined) throw new MatchNotFound(match)
  return snapshot
}

async function readPast(store: MatchStore, match: string, seq: number): Promise<Snapshot> {
  const now = await readNow(store, match)
  if (seq > now.seq) {
    throw new InvalidRequest(`match "${match}" has come to seq ${now.seq}`, [
      { path: 'at', message: `must be 0 to ${now.seq}` },
    ])
  }
  const past = await store.readPast(match, seq)
  if (past === undefined) throw new MatchNotFound(match)
  return past
}

function toQuery({ status, sport, competition, date, limit, cursor }: ListQuery): MatchQuery {
  return {
    limit,
    ...(status !== undefined && { statuses: status }),
    ...(sport !== undefined && { sport }),
    ...(competition !== undefined && { competition }),
    ...(date !== undefined && dayRange(date)),
    ...(cursor !== undefined && { cursor }),
  }
}
