import type { FastifyInstance, FastifyReply } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { ReadGuard } from '../access/read-guard.ts'
import type { MatchReads } from '../access/viewed-matches.ts'
import { AppError, InvalidRequest, MatchNotFound } from '../errors.ts'
import { dayRange } from '../match/lists/day-range.ts'
import { wordsAsked } from '../match/lists/search-words.ts'
import type { MatchPage, MatchQuery, Snapshot } from '../store/match-store.ts'
import type { SourceLifeStore } from '../store/source-life.ts'
import { keepBriefly } from './keep-briefly.ts'
import { readPageOfUpdates } from './page-of-updates.ts'
import { type ListQuery, schemas } from './read-schemas.ts'
import { scoreSnapshot, scoreUpdates } from './score-view.ts'
import { holdsTag, sendJson } from './stored-answer.ts'

export interface MatchReadsOptions {
  readonly guard: Pick<ReadGuard, 'matchesFor'>
  readonly sources: Pick<SourceLifeStore, 'readStaleMatches'>
}

/** Whether a feed is silent is asked once in this time for each match, however many read it. */
const HEALTH_KEPT_MS = 1_000

/** Of the matches that a search finds these many are told, the nearest to now: a word may be in the names of all there are. */
const MAX_FOUND = 500

/** Fresh enough for a score, long enough for a CDN to take the crowd: one request a second reaches us per match and edge. */
const LIVE_CACHE = 'public, max-age=1, stale-while-revalidate=2'
/** The state after a seq of an epoch never changes; the epoch may, and then nobody may ask for it for much longer. */
const PAST_CACHE = 'public, max-age=3600, immutable'

/** What anyone may read over plain HTTP: lists, states with ETag, the log. */
export async function matchReads(fastify: FastifyInstance, { guard, sources }: MatchReadsOptions): Promise<void> {
  const staleSince = keepBriefly(
    async (match: string) => (await sources.readStaleMatches([match]))[0]?.at,
    HEALTH_KEPT_MS,
  )
  const app = fastify.withTypeProvider<ZodTypeProvider>()

  app.get('/v1/matches', { schema: schemas.list }, async (request, reply) => {
    const store = guard.matchesFor(request)
    const page = await store.list(toQuery(request.query))
    const shown = request.query.view === 'score' ? { ...page, matches: page.matches.map(scoreSnapshot) } : page
    const stale = await sources.readStaleMatches(page.matches.map(({ match }) => match))
    const text = pageText(shown, new Map(stale.map(({ match, at }) => [match, at])))
    return sendJson(reply.header('cache-control', LIVE_CACHE), text)
  })

  app.get('/v1/matches/:matchId', { schema: schemas.match }, async (request, reply) => {
    const store = guard.matchesFor(request)
    const { matchId } = request.params
    const { at, view } = request.query
    const snapshot = await (at === undefined ? readNow(store, matchId) : readPast(store, matchId, at))
    const silentSince = at === undefined ? await staleSince(matchId) : undefined
    const etag = `"${snapshot.epoch}.${snapshot.seq}${silentSince === undefined ? '' : '.stale'}"`
    reply.header('etag', etag).header('cache-control', at?.epoch === undefined ? LIVE_CACHE : PAST_CACHE)
    if (holdsTag(request.headers['if-none-match'], etag)) return (reply as FastifyReply).code(304).send()
    return sendJson(reply, snapshotText(view === 'score' ? scoreSnapshot(snapshot) : snapshot, silentSince))
  })

  app.get('/v1/matches/:matchId/updates', { schema: schemas.updates }, async (request, reply) => {
    const store = guard.matchesFor(request)
    const { matchId } = request.params
    const { after, limit, view } = request.query
    const updates = await readPageOfUpdates(store, matchId, { after, limit })
    const past = view === 'score' && updates.length > 0 ? await store.readPast(matchId, after) : undefined
    // The epoch last: of a match that began anew meanwhile it says so, and nobody takes these updates for the new ones' sequel.
    const { epoch, seq } = await readNow(store, matchId)
    const wires = updates.map(({ wire }) => wire)
    if (view === 'score') {
      const shown = past === undefined ? [] : scoreUpdates(wires, past)
      // Nothing may be shown of the last ones, or of all of them.
      const through = Math.max(after, updates.at(-1)?.seq ?? after)
      const text = JSON.stringify({ updates: shown, through, epoch, seq })
      return sendJson(reply.header('cache-control', LIVE_CACHE), text)
    }
    const text = `{"updates":[${wires.join(',')}],"epoch":${JSON.stringify(epoch)},"seq":${seq}}`
    return sendJson(reply.header('cache-control', LIVE_CACHE), text)
  })
}

/** What the match was like in an epoch that is over is not known: its updates may not be those of this one. */
class EpochOver extends AppError {
  readonly code = 'epoch-over'
  readonly statusCode = 404
  constructor(match: string, epoch: string, now: string) {
    super(`match "${match}" is in epoch ${now}; what it was in epoch ${epoch} is not known`)
  }
}

/** @param silentSince since when the feed of the match is stale; undefined while it is not */
function snapshotText({ match, epoch, seq, state }: Snapshot, silentSince: number | undefined): string {
  const feed = silentSince === undefined ? '' : `,"feed":{"health":"stale","at":${silentSince}}`
  return `{"match":${JSON.stringify(match)},"epoch":${JSON.stringify(epoch)},"seq":${seq},"state":${state}${feed}}`
}

function pageText({ matches, next }: MatchPage, stale: ReadonlyMap<string, number>): string {
  const tail = next === undefined ? '' : `,"next":${JSON.stringify(next)}`
  return `{"matches":[${matches.map((each) => snapshotText(each, stale.get(each.match))).join(',')}]${tail}}`
}

async function readNow(store: MatchReads, match: string): Promise<Snapshot> {
  const snapshot = await store.readSnapshot(match)
  if (snapshot === undefined) throw new MatchNotFound(match)
  return snapshot
}

async function readPast(
  store: MatchReads,
  match: string,
  { epoch, seq }: { readonly epoch?: string; readonly seq: number },
): Promise<Snapshot> {
  const now = await readNow(store, match)
  if (epoch !== undefined && epoch !== now.epoch) throw new EpochOver(match, epoch, now.epoch)
  if (seq > now.seq) {
    throw new InvalidRequest(`match "${match}" has come to seq ${now.seq}`, [
      { path: 'at', message: `must be 0 to ${now.seq}` },
    ])
  }
  const past = await store.readPast(match, seq)
  // It may have begun a new epoch meanwhile, and caches would keep the one for the other.
  const { epoch: later } = past ?? (await readNow(store, match))
  if (epoch !== undefined && epoch !== later) throw new EpochOver(match, epoch, later)
  if (past === undefined) throw new MatchNotFound(match)
  return past
}

function toQuery({ q, status, sport, competition, date, limit, cursor }: ListQuery): MatchQuery {
  return {
    limit,
    ...(q !== undefined && { search: { words: wordsAsked(q), nearest: MAX_FOUND } }),
    ...(status !== undefined && { statuses: status }),
    ...(sport !== undefined && { sport }),
    ...(competition !== undefined && { competition }),
    ...(date !== undefined && dayRange(date)),
    ...(cursor !== undefined && { cursor }),
  }
}
